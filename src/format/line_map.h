/*
 * line_map.h - from a place in a text to its line, and what lines look like.
 *
 * md4c says where a text begins but not where a block without text (a rule, an empty item) is;
 * such a block is looked for behind the last text that was seen.
 */
#ifndef BATON_FORMAT_LINE_MAP_H
#define BATON_FORMAT_LINE_MAP_H

#include "baton/base/str.h"

typedef struct {
    Str text;
    size_t at;                  /* where counting has come to */
    int line;                   /* the line that `at` is in */
    size_t seen;                /* behind the last text that belongs to a block */
} LineMap;

static inline LineMap linemap(Str text)
{
    return (LineMap){ .text = text, .line = 1 };
}

/* The line of an offset; quick when offsets rise. */
int linemap_line(LineMap *s, size_t offset);

/* The whole line that the offset is in. */
Str linemap_text(const LineMap *s, size_t offset);

/* Says that everything up to the end of the next line that is not blank belongs to a block. */
void linemap_skip(LineMap *s);

/* Sees the first line behind what was seen that is not blank; rule: the first that draws a rule. */
int linemap_next(LineMap *s, bool rule);

/* The next line, when it starts with one of these characters after quote marks and blanks. */
bool linemap_next_starts(const LineMap *s, const char *any);

#endif
