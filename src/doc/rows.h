/*
 * rows.h - the cells of a line of a table.
 */
#ifndef BATON_SRC_DOC_ROWS_H
#define BATON_SRC_DOC_ROWS_H

#include "baton/base/str.h"

enum { ROW_CELLS_MAX = 32 };

typedef struct {
    Str cells[ROW_CELLS_MAX];   /* slices of the line, without the blanks around them */
    size_t count;
} Row;

/*
 * columns: how many the head has, or 0.  A pipe in a code span parts cells only if the row is too
 * short otherwise.
 */
void row_split(Str line, size_t columns, Row *row);

Str row_cell(const Row *row, int at);                           /* empty when there is none */

#endif
