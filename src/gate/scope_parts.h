/*
 * scope_parts.h - what the files of the scope share.
 */
#ifndef BATON_SRC_GATE_SCOPE_PARTS_H
#define BATON_SRC_GATE_SCOPE_PARTS_H

#include "baton/gate/scope.h"

/* Where path ends when every link is followed, below the tree; NULL: outside of it, or in a circle. */
const char *scope_follow(const char *tree, const char *path, Arena *a);

/* A path or pattern as somebody wrote it, without quotes and the like around it; NULL: it is none. */
const char *scope_clean(Str word, Arena *a);

/*
 * Adds the globs that a cleaned path stands for: itself and what is below it, braces as alternatives,
 * "<name>" as "*", "[id]" as these characters.  loose: "[id]" also as one of "i" and "d".
 */
void scope_add_globs(StrList *l, const char *path, bool loose, Arena *a);

/* A glob as people would write it, without what keeps "[id]" from being a class. */
const char *scope_glob_text(const char *glob, Arena *a);

/* Adds the paths of one entry; false: it holds none.  writes: of the write scope, else of the read-only list. */
bool scope_read_entry(Scope *s, Str entry, bool writes, Arena *a);

#endif
