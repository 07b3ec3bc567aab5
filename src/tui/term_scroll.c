/*
 * term_scroll.c - rows that only moved: a list that was scrolled, text that grew.
 *
 * The terminal moves them itself, in a region of rows; what comes in at its end is painted afterwards.
 */
#include "term_paint.h"

#include <string.h>

enum {
    SAVED_MIN = 4,              /* rows: moving takes some twenty bytes, as many as a small change of a row */
    TRIES = 3,                  /* rows that are looked for elsewhere */
};

typedef struct {
    Painter *p;
    const Canvas *canvas;
    int rows, cols;
} Frame;

typedef struct {
    int from, to;               /* rows of the new frame … */
    int by;                     /* … that stood so many rows further down before; < 0: further up */
    int saved;                  /* rows that need not be painted then, less those that must be again */
} Shift;

static bool row_is(const Frame *f, int y, int shown)
{
    const Cell *row = canvas_row(f->canvas, y);
    return shown >= 0 && shown < f->rows && memcmp(row, paint_shown(f->p, shown), sizeof *row * (size_t)f->cols) == 0;
}

static bool is_changed(const Frame *f, int y)
{
    return canvas_row_written(f->canvas, y) != f->p->written[y] && !row_is(f, y, y);
}

/* Blank rows come in: where one already stood as it should, it must be painted again. */
static int count_lost(const Frame *f, const Shift *s)
{
    int from = s->by > 0 ? s->to : s->from + s->by, to = s->by > 0 ? s->to + s->by : s->from, n = 0;
    for (int y = from; y < to; y++)
        n += !is_changed(f, y);
    return n;
}

/* All that moved together with row y. */
static Shift shift_around(const Frame *f, int y, int by)
{
    Shift s = { .from = y, .to = y + 1, .by = by };
    while (s.from > 0 && row_is(f, s.from - 1, s.from - 1 + by))
        s.from--;
    while (s.to < f->rows && row_is(f, s.to, s.to + by))
        s.to++;
    for (int i = s.from; i < s.to; i++)
        s.saved += is_changed(f, i);
    s.saved -= count_lost(f, &s);
    return s;
}

static Shift best_shift(const Frame *f, const int *changed, int n)
{
    Shift best = { .by = 0 };
    for (int i = 1; i <= TRIES; i++) {
        int y = changed[n * i / (TRIES + 1)];
        for (int shown = 0; shown < f->rows; shown++) {
            if (shown == y || !row_is(f, y, shown))
                continue;
            Shift s = shift_around(f, y, shown - y);
            if (s.saved > best.saved)
                best = s;
        }
    }
    return best;
}

static void roll(Painter *p, Cap cap, int first, int last, int times, Buf *out)
{
    pens_use(&p->pens, (Pen){ .fg = -1, .bg = -1 }, out);       /* what comes in has the ground in use */
    caps_add_with(&p->caps, CAP_REGION, first, last, out);
    p->y = -1;
    paint_place(p, cap == CAP_ROLL_UP ? last : first, 0, out);
    for (int i = 0; i < times; i++)
        caps_add(&p->caps, cap, out);
    caps_add_with(&p->caps, CAP_REGION, 0, p->rows - 1, out);
    p->y = -1;                                                  /* a region moves the cursor */
}

static void apply(Painter *p, Shift s, Buf *out)
{
    int times = s.by > 0 ? s.by : -s.by;
    int first = s.by > 0 ? s.from : s.from + s.by, last = s.by > 0 ? s.to - 1 + s.by : s.to - 1;
    size_t rows = (size_t)(s.to - s.from), cols = (size_t)p->cols;
    Cell *to = &p->shown[(size_t)s.from * cols], *from = &p->shown[(size_t)(s.from + s.by) * cols];

    roll(p, s.by > 0 ? CAP_ROLL_UP : CAP_ROLL_DOWN, first, last, times, out);
    memmove(to, from, sizeof *to * rows * cols);
    memmove(&p->empty[s.from], &p->empty[s.from + s.by], sizeof *p->empty * rows);
    for (int y = first; y <= last; y++) {
        p->written[y] = 0;
        if (y < s.from || y >= s.to)
            p->empty[y] = true;
    }
}

/* One that has no colours of its own would bring in rows that we cannot name. */
static bool can_roll(const Caps *c, Cap cap)
{
    bool own = !c->colours || c->colours_reset || c->text[CAP_OWN_COLOURS];
    return own && c->text[CAP_REGION] && c->text[cap];
}

void paint_scroll(Painter *p, const Canvas *c, int rows, int cols, Buf *out)
{
    const Frame f = { p, c, MIN(rows, p->rows - paint_wraps_early(p)), cols };
    int changed[1000], n = 0;

    for (int y = 0; y < f.rows && n < (int)ARRAY_LEN(changed) && cols == p->cols; y++)
        if (!p->empty[y] && is_changed(&f, y))
            changed[n++] = y;
    if (n < SAVED_MIN)
        return;
    Shift s = best_shift(&f, changed, n);
    if (s.saved >= SAVED_MIN && can_roll(&p->caps, s.by > 0 ? CAP_ROLL_UP : CAP_ROLL_DOWN))
        apply(p, s, out);
}
