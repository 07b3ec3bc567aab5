/*
 * table.h - aligned columns on paper.
 *
 * Every cell goes through safe_line(), so a table may be given text from anywhere.  Columns are as
 * wide as their widest cell, at most `max`; the last one takes what is left.  Empty cells are shown
 * as "-".
 */
#ifndef BATON_CLI_TABLE_H
#define BATON_CLI_TABLE_H

#include "baton/base/safe.h"

typedef struct {
    const char *title;          /* NULL in every column: no head line */
    int max;                    /* columns; 0: no limit */
    bool right;
} Column;

typedef struct Table Table;

Table *table_new(Arena *a, const Column *columns, size_t n);
/* The next cell; after the last of a row comes the first of the next. */
void table_cell(Table *t, const char *text);
PRINTF(2, 3) void table_cellf(Table *t, const char *fmt, ...);
bool table_empty(const Table *t);

/* width: cut lines there; 0: nowhere. */
void table_write(const Table *t, Buf *out, int width, const char *indent);

#endif
