/*
 * file_parts.h - what the ways of writing a file share.
 */
#ifndef BATON_SRC_BASE_FILE_PARTS_H
#define BATON_SRC_BASE_FILE_PARTS_H

#include "baton/base/mem.h"

typedef struct {
    char text[64];
} TempName;

/* The path behind all symbolic links at the end of path; it need not be there.  -ELOOP. */
int file_follow_links(Arena *a, const char *path, char **ret_target);

/* A new file for an edit in this folder: a descriptor to write it, or -errno. */
int file_temp_open(int dir, TempName *ret_name);

/* Gives the file a name under which nobody cleans it away: ".baton-kept-" and the rest of the old one. */
void file_temp_keep(int dir, const TempName *name);

/* Removes what edits left in this folder whose process was killed. */
void file_temp_clean(int dir);

/* Extended attributes, access lists among them, as far as we may. */
void file_copy_attributes(int from, int to);

#endif
