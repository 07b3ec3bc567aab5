/*
 * term_painter.c - the screen as the terminal shows it, from frame to frame.
 */
#include "term_paint.h"

#include <stdlib.h>

#include "baton/base/mem.h"

/* What terminfo has no names for, for terminals with a region. */
#define AS_USUAL "\033[?6l\033(B"       /* rows are counted from the top, letters are letters */
#define ALL_ROWS_SCROLL "\033[r"        /* however many there are */

static void set_size(Painter *p, int rows, int cols)
{
    p->rows = rows;
    p->cols = cols;
    p->shown = mem_resize(p->shown, sizeof *p->shown * (size_t)MAX(rows * cols, 1));
    p->empty = mem_resize(p->empty, sizeof *p->empty * (size_t)MAX(rows, 1));
    p->written = mem_resize(p->written, sizeof *p->written * (size_t)MAX(rows, 1));
    p->nothing = mem_resize(p->nothing, sizeof *p->nothing * (size_t)MAX(cols, 1));
    p->clear = true;
}

/* What is cleared is what most blanks are, unless the theme has a ground of its own: then the two differ. */
static void set_nothing(Painter *p)
{
    Cell text = { .cp = { ' ' }, .style = STYLE_TEXT, .width = 1 };
    Cell cleared = { .cp = { ' ' }, .style = STYLE_COUNT, .width = 1 };
    bool same = pen_equal(pens_of(&p->pens, &text), pens_of(&p->pens, &cleared));
    for (int x = 0; x < p->cols; x++)
        p->nothing[x] = same ? text : cleared;
}

int painter_new(const char *kind, int rows, int cols, Painter **ret_painter)
{
    Painter *p = mem_alloc(sizeof *p);
    p->cursor_y = p->y = -1;
    int r = caps_read(kind, &p->caps);
    if (r < 0) {
        free(p);
        return r;
    }
    pens_init(&p->pens, &p->caps);
    set_size(p, rows, cols);
    *ret_painter = p;
    return 0;
}

Painter *painter_free(Painter *p)
{
    if (!p)
        return NULL;
    pens_done(&p->pens);
    caps_done(&p->caps);
    free(p->shown);
    free(p->empty);
    free(p->written);
    free(p->nothing);
    free(p);
    return NULL;
}

void painter_theme(Painter *p, const Theme *theme)
{
    pens_theme(&p->pens, theme);
    p->clear = true;            /* what is shown has the looks of before */
}

void painter_resize(Painter *p, int rows, int cols)
{
    set_size(p, rows, cols);
}

void painter_redraw(Painter *p)
{
    p->clear = true;
}

void painter_cursor(Painter *p, int y, int x)
{
    p->cursor_y = y;
    p->cursor_x = MAX(x, 0);
}

static void enter(Painter *p, Buf *out)
{
    caps_add(&p->caps, CAP_ENTER, out);
    p->entered = true;
}

/* Whatever the terminal was used for before: all rows scroll, characters overwrite, and the last column is one. */
static void clear(Painter *p, Buf *out)
{
    pens_forget(&p->pens, out);
    if (p->caps.text[CAP_REGION])
        buf_adds(out, AS_USUAL);
    caps_add_with(&p->caps, CAP_REGION, 0, p->rows - 1, out);
    caps_add(&p->caps, CAP_OVERWRITE, out);
    caps_add(&p->caps, CAP_WRAP, out);
    caps_add(&p->caps, CAP_HIDE_CURSOR, out);
    caps_add(&p->caps, CAP_CLEAR, out);
    set_nothing(p);
    for (int y = 0; y < p->rows; y++) {
        p->empty[y] = true;
        p->written[y] = 0;
    }
    p->y = -1;
    p->cursor_shown = false;
    p->clear = false;
}

static void show_cursor(Painter *p, Buf *out)
{
    bool wanted = p->cursor_y >= 0 && p->cursor_y < p->rows && p->cursor_x < p->cols;
    if (wanted)
        paint_place(p, p->cursor_y, p->cursor_x, out);
    if (wanted != p->cursor_shown)
        caps_add(&p->caps, wanted ? CAP_SHOW_CURSOR : CAP_HIDE_CURSOR, out);
    p->cursor_shown = wanted;
}

void painter_frame(Painter *p, const Canvas *c, Buf *out)
{
    int rows = MIN(p->rows, canvas_rows(c)), cols = MIN(p->cols, canvas_cols(c));

    if (!p->entered)
        enter(p, out);
    if (p->clear)
        clear(p, out);
    paint_scroll(p, c, rows, cols, out);
    for (int y = 0; y < rows && cols > 0; y++) {
        if (canvas_row_written(c, y) != p->written[y])
            paint_row(p, y, canvas_row(c, y), cols, out);
        p->written[y] = canvas_row_written(c, y);
    }
    show_cursor(p, out);
}

void painter_leave(Painter *p, Buf *out)
{
    if (!p->entered)
        return;
    pens_forget(&p->pens, out);
    if (p->caps.text[CAP_REGION])
        buf_adds(out, ALL_ROWS_SCROLL);
    p->y = -1;
    paint_place(p, p->rows - 1, 0, out);
    if (!p->caps.text[CAP_LEAVE])
        caps_add(&p->caps, CAP_ERASE_REST, out);
    caps_add(&p->caps, CAP_LEAVE, out);
    caps_add(&p->caps, CAP_SHOW_CURSOR, out);
    p->entered = false;
    p->clear = true;
}
