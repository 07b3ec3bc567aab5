/*
 * canvas.c - the grid: cells, clip and text.
 *
 * A wide character owns two cells and never less: whatever overwrites one of them blanks the other,
 * and one that does not fit before the clip's edge becomes a blank.
 */
#include "canvas_grid.h"

#include <stdlib.h>
#include <string.h>

#include "baton/base/utf8.h"

enum { CANVAS_MAX_ROWS = 1000, CANVAS_MAX_COLS = 2000 };    /* what a terminal may claim to be */

static const Cell blank_cell = { .cp = { ' ' }, .style = STYLE_TEXT, .width = 1 };

Rect rect_meet(Rect a, Rect b)
{
    int x0 = MAX(a.x, b.x), y0 = MAX(a.y, b.y);
    int64_t x1 = MIN((int64_t)a.x + a.w, (int64_t)b.x + b.w);
    int64_t y1 = MIN((int64_t)a.y + a.h, (int64_t)b.y + b.h);
    return (Rect){ x0, y0, (int)MAX(x1 - x0, 0), (int)MAX(y1 - y0, 0) };
}

Canvas *canvas_new(int rows, int cols)
{
    Canvas *c = mem_alloc(sizeof *c);
    c->scratch = BUF_INIT;
    canvas_resize(c, rows, cols);
    return c;
}

Canvas *canvas_free(Canvas *c)
{
    if (!c)
        return NULL;
    buf_done(&c->scratch);
    free(c->cells);
    free(c->states);
    free(c);
    return NULL;
}

void canvas_resize(Canvas *c, int rows, int cols)
{
    c->rows = MIN(MAX(rows, 0), CANVAS_MAX_ROWS);
    c->cols = MIN(MAX(cols, 0), CANVAS_MAX_COLS);
    c->cells = mem_resize(c->cells, sizeof(Cell) * (size_t)MAX(c->rows * c->cols, 1));
    c->states = mem_resize(c->states, sizeof *c->states * (size_t)MAX(c->rows, 1));
    c->clip = (Rect){ 0, 0, c->cols, c->rows };
    for (int i = 0; i < c->rows * c->cols; i++)
        c->cells[i] = blank_cell;
    for (int y = 0; y < c->rows; y++)
        c->states[y] = (RowState){ .written = stamp_new() };
}

int canvas_rows(const Canvas *c)
{
    return c->rows;
}

int canvas_cols(const Canvas *c)
{
    return c->cols;
}

bool canvas_ascii(const Canvas *c)
{
    return c->ascii;
}

void canvas_set_ascii(Canvas *c, bool ascii)
{
    c->ascii = ascii;
    for (int y = 0; y < c->rows; y++)
        c->states[y].len = 0;
}

Rect canvas_clip(Canvas *c, Rect r)
{
    Rect before = c->clip;
    c->clip = rect_meet(r, (Rect){ 0, 0, c->cols, c->rows });
    return before;
}

const Cell *canvas_row(const Canvas *c, int y)
{
    return y >= 0 && y < c->rows ? &c->cells[y * c->cols] : NULL;
}

uint64_t canvas_row_written(const Canvas *c, int y)
{
    return c->states[y].written;
}

static bool clip_has_row(const Canvas *c, int y)
{
    return y >= c->clip.y && y < c->clip.y + c->clip.h;
}

static void make_blank(Canvas *c, int y, int x)
{
    Cell *cell = &c->cells[y * c->cols + x], was = *cell;
    canvas_wrote(c, y, x, 1);
    *cell = blank_cell;
    cell->style = was.style;
    cell->flags = was.flags;
}

/* Whoever writes into [x, x + width) breaks the wide characters that reach over its ends. */
static void break_wide(Canvas *c, int y, int x, int width)
{
    const Cell *row = &c->cells[y * c->cols];
    if (x > 0 && row[x].width == 0)
        make_blank(c, y, x - 1);
    if (x + width < c->cols && row[x + width].width == 0)
        make_blank(c, y, x + width);
}

static void put_cell(Canvas *c, int y, int x, int32_t cp, int width, StyleId style)
{
    Cell *cell = &c->cells[y * c->cols + x];
    break_wide(c, y, x, width);
    *cell = (Cell){ .cp = { cp }, .style = (uint16_t)style, .width = (uint8_t)width };
    if (width == 2)
        cell[1] = (Cell){ .style = (uint16_t)style };
}

static void add_mark(Cell *cell, int32_t mark)
{
    for (int i = 1; i <= CELL_MARKS; i++)
        if (!cell->cp[i]) {
            cell->cp[i] = mark;
            return;
        }
}

/* One character at x, cut to the clip; a wide one that is cut leaves blanks where it was visible. */
static Cell *put_cut(Canvas *c, int y, int x, int32_t cp, int width, StyleId style)
{
    int left = c->clip.x, right = c->clip.x + c->clip.w;
    if (x >= left && x + width <= right) {
        put_cell(c, y, x, cp, width, style);
        return &c->cells[y * c->cols + x];
    }
    for (int i = x; i < x + width; i++)
        if (i >= left && i < right)
            put_cell(c, y, i, ' ', 1, style);
    return NULL;
}

/* Without Unicode every column of a character is drawn for itself, so that widths stay as they were. */
static void put_ascii(Canvas *c, int y, int x, int32_t cp, int width, StyleId style)
{
    for (int i = 0; i < width; i++)
        put_cut(c, y, x + i, canvas_ascii_for(cp), 1, style);
}

/* Takes one character off and gives its width; most of what is shown is ASCII and needs no table. */
static int next_char(Str *rest, int32_t *ret_cp)
{
    unsigned char first = (unsigned char)rest->data[0];
    bool ascii = first >= ' ' && first < 0x7f;
    size_t n = ascii ? 1 : utf8_next(*rest, ret_cp);
    if (ascii)
        *ret_cp = first;
    *rest = str_slice(*rest, n, rest->len);
    return ascii ? 1 : cp_width(*ret_cp);
}

/* Most of what is shown: a byte is a character of one column. */
static bool is_plain(Safe text)
{
    unsigned odd = text.len != (size_t)text.cols;
    for (size_t i = 0; i < text.len; i++)
        odd |= (unsigned char)(text.data[i] - ' ') >= 0x7f - ' ';
    return !odd;
}

static void put_plain(Canvas *c, int y, int x, StyleId style, Safe text)
{
    int from = MAX(x, c->clip.x), to = MIN(x + text.cols, c->clip.x + c->clip.w);
    Cell *row = &c->cells[y * c->cols];

    if (from >= to)
        return;
    break_wide(c, y, from, to - from);
    for (int i = from; i < to; i++)
        row[i] = (Cell){ .cp = { (unsigned char)text.data[i - x] }, .style = (uint16_t)style, .width = 1 };
}

int canvas_put(Canvas *c, int y, int x, StyleId style, Safe text)
{
    Str rest = { text.data, text.len };
    bool seen = clip_has_row(c, y);
    Cell *last = NULL;
    int used = 0;

    if (seen)
        canvas_wrote(c, y, x, text.cols);
    if (is_plain(text)) {
        if (seen)
            put_plain(c, y, x, style, text);
        return text.cols;
    }
    while (rest.len) {
        int32_t cp;
        int width = next_char(&rest, &cp);
        if (width < 0)
            cp = 0xfffd, width = 1;
        if (width == 0 && last)
            add_mark(last, cp);
        if (width > 0 && seen && c->ascii)
            put_ascii(c, y, x + used, cp, width, style);
        else if (width > 0 && seen)
            last = put_cut(c, y, x + used, cp, width, style);
        used += width;
    }
    return used;
}

int canvas_put_right(Canvas *c, int y, int right, StyleId style, Safe text)
{
    return canvas_put(c, y, right - text.cols, style, text);
}

static Safe scratch_text(Canvas *c, int cols)
{
    return (Safe){ c->scratch.data, c->scratch.len, cols };
}

int canvas_put_width(Canvas *c, int y, int x, int width, StyleId style, Raw text)
{
    if (width <= 0)
        return 0;
    buf_clear(&c->scratch);
    /* Two columns more than there is room: enough to see that even a wide character was left over. */
    int cols = safe_add(&c->scratch, text, width + 2);
    if (cols > width) {
        buf_clear(&c->scratch);
        cols = safe_add(&c->scratch, text, width - 1) + 1;
        buf_adds(&c->scratch, "…");
    }
    int used = canvas_put(c, y, x, style, scratch_text(c, cols));
    canvas_fill(c, (Rect){ x + used, y, width - used, 1 }, style);
    return width;
}

void canvas_fill(Canvas *c, Rect r, StyleId style)
{
    Cell blank = blank_cell;
    blank.style = (uint16_t)style;
    r = rect_meet(r, c->clip);
    for (int y = r.y; y < r.y + r.h && r.w > 0; y++) {
        canvas_wrote(c, y, r.x, r.w);
        break_wide(c, y, r.x, r.w);
        for (int x = r.x; x < r.x + r.w; x++)
            c->cells[y * c->cols + x] = blank;
    }
}

static void mark(Canvas *c, Rect r, uint8_t flag)
{
    r = rect_meet(r, c->clip);
    for (int y = r.y; y < r.y + r.h; y++)
        canvas_wrote(c, y, r.x, r.w);
    for (int y = r.y; y < r.y + r.h; y++)
        for (int x = r.x; x < r.x + r.w; x++)
            c->cells[y * c->cols + x].flags |= flag;
}

void canvas_mark_row(Canvas *c, Rect row)
{
    mark(c, row, CELL_CURSOR);
}

void canvas_mark_row_unfocused(Canvas *c, Rect row)
{
    mark(c, row, CELL_CURSOR_DIM);
}
