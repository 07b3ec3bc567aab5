/*
 * diff.h - the diff of a revision, bounded, as text and as files and hunks.
 */
#ifndef BATON_GATE_DIFF_H
#define BATON_GATE_DIFF_H

#include "baton/gate/work.h"

/* git compares each name of a call with each of the index: DIFF_FILES_MAX keeps that from taking long. */
enum { DIFF_BYTES_MAX = 1 << 20, DIFF_FILE_BYTES_MAX = 256 * 1024, DIFF_FILES_MAX = 2000 };

/*
 * The unified diff of the changed files of w since its base, files that git does not track as added,
 * binary files and those over 1 MiB named only; prefixes a/ and b/, no colours.  At most DIFF_FILE_BYTES_MAX of one
 * file, DIFF_BYTES_MAX and DIFF_FILES_MAX of all; what is left out is said in a line "# …" there, and counted.
 */
int diff_read(Exec *exec, const char *tree, const Work *w, Buf *out, uint64_t *ret_left_out, Message *m);

typedef enum { DIFF_FILE, DIFF_META, DIFF_HUNK, DIFF_CONTEXT, DIFF_ADDED, DIFF_REMOVED, DIFF_NOTE } DiffKind;
typedef struct {
    DiffKind kind;
    Str text;                   /* without the line end; borrowed from the diff's text */
    int file;                   /* index into files, -1: before the first */
    int old_line, new_line;     /* 0: it is not on that side */
} DiffLine;
typedef struct { const char *path, *was; int first, added, removed; } DiffFile;     /* first: index of its line */
typedef struct {
    struct { DiffLine *items; size_t len, cap; } lines;
    struct { DiffFile *items; size_t len, cap; } files;
} Diff;
void diff_parse(Str text, Arena *a, Diff *ret);         /* quoted names are unquoted; never fails */

#endif
