/*
 * timeline_layout.c - who gets which rows and columns of the timeline.
 *
 * Names stand left of the grid, a ruler above it, two lines about the cursor and the legend below it.  A tall
 * window has the figures and what is new below all that, beside each other where both can be read.
 */
#include "timeline.h"

#include "baton/base/macros.h"

enum {
    FRAME_ROWS = 2, RULER_ROWS = 2, INFO_ROWS = 2, LEGEND_ROWS = 1,
    GRID_FAIR = 3,                      /* rows of agents before the lines below may have room */
    LOWER_ROWS = 14, TALL_ROWS = 30,    /* with so many, figures and news have panes beside the timeline */
    LOWER_MIN = 8,
    WIDE_COLS = 100,
    NAMES_MIN = 6, NAMES_FAIR = 12, NAMES_MAX = 24,     /* NAMES_FAIR: the date above them has room */
    NAMES_GAP = 3,                      /* a glyph and blanks */
};

static Rect rows_of(Rect r, int from, int count)
{
    count = MAX(MIN(count, r.h - from), 0);
    return (Rect){ r.x, r.y + from, r.w, count };
}

static int legend_rows(int cols)
{
    CLEANUP(buf_done) Buf legend = BUF_INIT;
    return time_legend(cols, true, &legend);
}

/* What is inside of the frame, from below: legend and lines go before agents do. */
static void divide(TimelineLayout *l, Rect in, int rows, int widest)
{
    int rest = in.h - GRID_FAIR;
    if (in.w <= 0)
        return;
    int ruler = in.h > RULER_ROWS ? RULER_ROWS : 0;
    rest -= ruler;
    int info = rest >= INFO_ROWS ? INFO_ROWS : MAX(rest, 0);
    int legend = rest - info >= LEGEND_ROWS ? LEGEND_ROWS : 0;
    if (legend)                         /* all of it, where agents leave it room */
        legend = MAX(MIN(legend_rows(in.w - 2), in.h - ruler - info - MAX(rows, GRID_FAIR)), legend);
    int grid = MAX(in.h - ruler - info - legend, 0);
    int names = MIN(MAX(widest + NAMES_GAP, NAMES_FAIR), MAX(in.w * 3 / 10, NAMES_MIN));
    names = MIN(names, NAMES_MAX);

    if (names + 4 > in.w)
        names = 0;
    l->names = (Rect){ in.x, in.y + ruler, names, grid };
    l->grid = (Rect){ in.x + names, in.y + ruler, in.w - names, grid };
    l->ruler = (Rect){ l->grid.x, in.y, l->grid.w, ruler };
    l->info = rows_of(in, ruler + grid, info);
    l->legend = rows_of(in, ruler + grid + info, legend);
}

/* A frame that takes no more than its agents need gives the rest to the panes below. */
static int lower_rows(Rect body, int rows, int lower)
{
    int upper = FRAME_ROWS + RULER_ROWS + INFO_ROWS + LEGEND_ROWS + MAX(rows, GRID_FAIR);
    if (body.h >= TALL_ROWS)
        return MAX(MIN(body.h - upper, body.h / 2), LOWER_ROWS);
    return lower && body.h >= 2 * LOWER_MIN ? MAX(body.h / 2, LOWER_MIN) : 0;
}

TimelineLayout layout_timeline(Rect body, int rows, int names, int lower)
{
    TimelineLayout l = { 0 };
    int below = lower_rows(body, rows, lower);
    Rect panes = rows_of(body, body.h - below, below);

    if (!below && body.h > 6)
        l.line = rows_of(body, body.h - 1, 1);
    l.frame = rows_of(body, 0, body.h - below - l.line.h);
    divide(&l, (Rect){ l.frame.x + 1, l.frame.y + 1, MAX(l.frame.w - 2, 0), MAX(l.frame.h - 2, 0) }, rows,
           names);
    l.figures = l.since = panes;
    if (body.w >= WIDE_COLS) {
        l.figures.w = body.w * 52 / 100;
        l.since = (Rect){ panes.x + l.figures.w, panes.y, panes.w - l.figures.w, panes.h };
    } else if (lower == 2) {
        l.figures.h = 0;
    } else {
        l.since.h = 0;
    }
    return l;
}
