/*
 * term_paint.h - what the files of the painter share; nobody else includes it.
 */
#ifndef BATON_TUI_TERM_PAINT_H
#define BATON_TUI_TERM_PAINT_H

#include "term_painter.h"
#include "term_pens.h"

struct Painter {
    Caps caps;
    Pens pens;
    int rows, cols;
    bool entered;
    bool clear;                 /* the next frame begins with an empty screen */
    int cursor_y, cursor_x;     /* where it is wanted; y < 0: hidden */
    bool cursor_shown;
    int y, x;                   /* where it is; y < 0: not known; x == cols: behind the last column */
    Cell *shown;                /* rows * cols */
    bool *empty;                /* per row: nothing is shown, whatever shown says */
    uint64_t *written;          /* per row: canvas_row_written() of what is shown */
    Cell *nothing;              /* cols: an empty row */
};

/* Its last row has a last column that stays empty: a character there would scroll the screen. */
static inline bool paint_wraps_early(const Painter *p)
{
    return p->caps.wraps && !p->caps.wraps_late;
}

/* term_row.c: each appends the bytes to send. */
void paint_row(Painter *p, int y, const Cell *row, int cols, Buf *out);
void paint_place(Painter *p, int y, int x, Buf *out);       /* moves the cursor there */
const Cell *paint_shown(const Painter *p, int y);

/* term_scroll.c: moves what only stands elsewhere now.  After it the rows differ in fewer cells than before. */
void paint_scroll(Painter *p, const Canvas *c, int rows, int cols, Buf *out);

#endif
