/*
 * canvas_text.c - the canvas as text, for tests and dumps.
 */
#include "canvas_grid.h"

#include "baton/base/utf8.h"

static void add_cell_text(Buf *out, const Cell *cell)
{
    for (int i = 0; i <= CELL_MARKS && cell->cp[i]; i++) {
        char bytes[4];
        buf_add(out, bytes, utf8_put(cell->cp[i], bytes));
    }
}

/* On the selected row, plain text shows as cursor; what has a style of its own keeps its letter. */
static char cell_letter(const Cell *cell)
{
    if (cell->style == STYLE_TEXT && cell->flags & CELL_CURSOR)
        return style_letter(STYLE_CURSOR);
    if (cell->style == STYLE_TEXT && cell->flags & CELL_CURSOR_DIM)
        return style_letter(STYLE_CURSOR_DIM);
    return style_letter((StyleId)cell->style);
}

static void end_row(Buf *out, size_t from, char blank)
{
    while (out->len > from && out->data[out->len - 1] == blank)
        out->data[--out->len] = '\0';
    buf_addc(out, '\n');
}

void canvas_text(const Canvas *c, Buf *out)
{
    for (int y = 0; y < c->rows; y++) {
        size_t from = out->len;
        for (int x = 0; x < c->cols; x++)
            add_cell_text(out, &c->cells[y * c->cols + x]);
        end_row(out, from, ' ');
    }
}

void canvas_styles(const Canvas *c, Buf *out)
{
    for (int y = 0; y < c->rows; y++) {
        size_t from = out->len;
        for (int x = 0; x < c->cols; x++)
            buf_addc(out, cell_letter(&c->cells[y * c->cols + x]));
        end_row(out, from, '.');
    }
}
