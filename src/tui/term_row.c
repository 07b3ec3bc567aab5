/*
 * term_row.c - from what a row shows to what it should show.
 *
 * A cell is sent when it looks different.  Between two that do, a few that do not are sent again where that is
 * shorter than moving the cursor; a long stretch of blanks is erased.
 */
#include "term_paint.h"

#include <string.h>

#include "baton/base/utf8.h"

enum {
    AT_ONCE = 16,               /* cells that are compared together */
    GAP_MAX = 5,                /* a move in a row takes six bytes or so */
    ERASE_REST_MIN = 4,         /* blanks; the sequence takes three bytes … */
    ERASE_MIN = 12,             /* … and this one five, and a move behind it */
    EMOJI = 0x1f000,            /* here terminals begin to differ in widths … */
    CJK = 0x2e80,               /* … and what is wide before it was not always */
};

const Cell *paint_shown(const Painter *p, int y)
{
    return p->empty[y] ? p->nothing : &p->shown[y * p->cols];
}

static bool is_blank(const Cell *cell)
{
    return cell->cp[0] == ' ' && !cell->cp[1];
}

/* Blanks that look the same. */
static bool same_ground(Pen a, Pen b)
{
    return a.bg == b.bg && !pen_shows_blanks(a) && !pen_shows_blanks(b);
}

static bool looks_same(const Painter *p, const Cell *a, const Cell *b)
{
    if (memcmp(a, b, sizeof *a) == 0)
        return true;
    if (memcmp(a->cp, b->cp, sizeof a->cp) != 0 || a->width != b->width)
        return false;
    Pen pen = pens_of(&p->pens, a), other = pens_of(&p->pens, b);
    return pen_equal(pen, other) || (is_blank(a) && same_ground(pen, other));
}

/* ---- the cursor ---- */

void paint_place(Painter *p, int y, int x, Buf *out)
{
    const Caps *c = &p->caps;
    bool behind = p->x == p->cols;

    if (p->y == y && p->x == x && !behind)
        return;
    if (x == 0 && p->y >= 0 && p->y + 1 == y && c->text[CAP_NEXT_ROW] && c->text[CAP_FIRST_COLUMN]) {
        caps_add(c, CAP_FIRST_COLUMN, out);
        caps_add(c, CAP_NEXT_ROW, out);
    } else if (p->y == y && !behind && c->text[CAP_COLUMN]) {
        caps_add_with(c, CAP_COLUMN, x, 0, out);
    } else {
        caps_add_with(c, CAP_PLACE, y, x, out);
    }
    p->y = y;
    p->x = x;
}

/* Where a terminal may count other columns than we do, the cursor's place is not known any more. */
static void moved(Painter *p, const Cell *cell)
{
    bool unsure = cell->cp[1] || cell->cp[0] >= EMOJI || (cell->width == 2 && cell->cp[0] < CJK);
    p->x += cell->width;
    if (unsure || (p->x >= p->cols && !p->caps.wraps_late))
        p->y = -1;
}

/* ---- cells ---- */

/* A blank has no colour but its ground's, so it goes on with the rest of the pen in use. */
static Pen pen_to_use(const Painter *p, const Cell *cell)
{
    Pen own = pens_of(&p->pens, cell), used = p->pens.used;
    if (!is_blank(cell) || pen_shows_blanks(own) || pen_shows_blanks(used))
        return own;
    return (Pen){ .fg = used.fg, .bg = own.bg, .attr = used.attr };
}

static void put_text(const Cell *cell, Buf *out)
{
    char text[4 * (1 + CELL_MARKS)];
    size_t len = 0;
    for (int i = 0; i <= CELL_MARKS && cell->cp[i]; i++)
        len += utf8_put(cell->cp[i], text + len);
    buf_add(out, text, len);
}

static void put_cell(Painter *p, const Cell *cell, Buf *out)
{
    pens_use(&p->pens, pen_to_use(p, cell), out);
    if (cell->cp[0] < 0x80 && !cell->cp[1])
        buf_addc(out, (char)cell->cp[0]);
    else
        put_text(cell, out);
    moved(p, cell);
}

/* A character there would scroll the screen, or has no room. */
static bool is_forbidden(const Painter *p, int y, int x, int width)
{
    return x + width > p->cols || (y == p->rows - 1 && x + width == p->cols && paint_wraps_early(p));
}

/* How many cells from x on are blanks that one erasing would make. */
static int count_blanks(const Painter *p, const Cell *row, int x, int cols)
{
    const Cell *first = &row[x], *end = &row[cols], *at = first;
    Pen pen = pens_of(&p->pens, first);

    if (!is_blank(first) || pen_shows_blanks(pen) || (pen.bg >= 0 && !p->caps.erases_in_colour))
        return 0;
    while (at < end && (memcmp(at, first, sizeof *at) == 0 ||
                        (is_blank(at) && same_ground(pen, pens_of(&p->pens, at)))))
        at++;
    return (int)(at - first);
}

/* The cells that are erased from x on; 0: writing them is shorter. */
static int count_to_erase(const Painter *p, const Cell *old, const Cell *row, int x, int cols)
{
    int blanks = count_blanks(p, row, x, cols), n = blanks;
    while (n > 0 && looks_same(p, &old[x + n - 1], &row[x + n - 1]))
        n--;
    if (x + blanks == cols && n >= ERASE_REST_MIN && p->caps.text[CAP_ERASE_REST])
        return blanks;
    return n >= ERASE_MIN && p->caps.text[CAP_ERASE] ? n : 0;
}

static void erase(Painter *p, const Cell *row, int x, int n, int cols, Buf *out)
{
    pens_use(&p->pens, pen_to_use(p, &row[x]), out);
    if (x + n == cols && p->caps.text[CAP_ERASE_REST])
        caps_add(&p->caps, CAP_ERASE_REST, out);
    else
        caps_add_with(&p->caps, CAP_ERASE, n, 0, out);
}

/* Whether it is shorter to send the same cells from x on once more than to move over them. */
static bool bridges(const Painter *p, const Cell *old, const Cell *row, int x, int cols)
{
    for (int end = x; end < cols && end <= x + GAP_MAX; end++) {
        if (!looks_same(p, &old[end], &row[end]))
            return true;
        if (row[end].cp[0] >= 0x80 || row[end].width != 1 || !pen_equal(pen_to_use(p, &row[end]), p->pens.used))
            return false;
    }
    return false;
}

/* Writes from x on, up to where moving or erasing is shorter; returns the next cell. */
static int put_cells(Painter *p, int y, const Cell *old, const Cell *row, int x, int cols, Buf *out)
{
    int writing = x + 1;        /* before that column nothing is erased */
    do {
        if (is_forbidden(p, y, x, row[x].width)) {
            erase(p, row, x, cols - x, cols, out);
            return cols;
        }
        put_cell(p, &row[x], out);
        x += MAX(row[x].width, 1);
        if (x >= cols || p->y < 0)
            break;
        if (is_blank(&row[x]) && x >= writing) {
            if (count_to_erase(p, old, row, x, cols))
                break;
            writing = x + count_blanks(p, row, x, cols);
        }
    } while (!looks_same(p, &old[x], &row[x]) || bridges(p, old, row, x, cols));
    return x;
}

static int next_change(const Painter *p, const Cell *old, const Cell *row, int x, int cols)
{
    while (x < cols) {
        int n = MIN(cols - x, AT_ONCE);         /* most of a row is as it was */
        if (memcmp(&old[x], &row[x], sizeof *row * (size_t)n) == 0)
            x += n;
        else if (looks_same(p, &old[x], &row[x]))
            x++;
        else
            break;
    }
    return x;
}

void paint_row(Painter *p, int y, const Cell *row, int cols, Buf *out)
{
    const Cell *old = paint_shown(p, y);
    int x = next_change(p, old, row, 0, cols);

    while (x < cols) {
        if (x > 0 && row[x].width == 0)         /* never from the middle of a wide character */
            x--;
        paint_place(p, y, x, out);
        int n = count_to_erase(p, old, row, x, cols);
        if (n)
            erase(p, row, x, n, cols, out);
        x = n ? x + n : put_cells(p, y, old, row, x, cols, out);
        x = next_change(p, old, row, x, cols);
    }
    memcpy(&p->shown[y * p->cols], row, sizeof *row * (size_t)cols);
    for (int i = cols; i < p->cols && p->empty[y]; i++)
        p->shown[y * p->cols + i] = p->nothing[i];
    p->empty[y] = false;
}
