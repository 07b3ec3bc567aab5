/*
 * layout.c - who gets which rows and columns.
 *
 * The rules: side by side from 100 columns, since a list and a detail are both readable with 46;
 * below that lists take the whole width and the detail opens over them.  When rows are short the
 * three lists of the dashboard shrink together, and the lower ones go before the upper ones.
 */
#include "layout.h"

#include <stdio.h>

enum {
    SIDE_BY_SIDE_COLS = 100,
    LEFT_MIN = 54, LEFT_MAX = 96,       /* columns of the lists beside a detail */
    FRAME_ROWS = 2,
    PANE_MIN = FRAME_ROWS + 1,          /* a frame around one line */
    PANE_FAIR = FRAME_ROWS + 3,
};

static Rect rows_of(Rect r, int from, int count)
{
    return (Rect){ r.x, r.y + from, r.w, MAX(count, 0) };
}

ScreenLayout layout_screen(int rows, int cols)
{
    rows = MAX(rows, 0);
    cols = MAX(cols, 0);
    int header = rows >= 6, footer = rows >= 4;
    return (ScreenLayout){
        .header = { 0, 0, cols, header },
        .body = { 0, header, cols, rows - header - footer },
        .footer = { 0, rows - footer, cols, footer },
    };
}

static int left_cols(int cols)
{
    return MIN(MAX(cols * 52 / 100, LEFT_MIN), LEFT_MAX);
}

/* Two panes want rows: each its wish if both fit, else half, or what the other leaves. */
static int share(int rows, int want, int other)
{
    if (want + other <= rows)
        return want;
    return MIN(want, MAX(rows / 2 + rows % 2, rows - other));
}

typedef struct {
    int needs, agents, tasks;
} Heights;

/* Too low for three frames: one or two lists in the order of what a person must know first. */
static Heights low_heights(int rows, bool has_needs)
{
    int first = rows >= 2 * PANE_MIN ? rows / 2 : rows;
    if (has_needs)
        return (Heights){ .needs = first, .agents = rows - first };
    return (Heights){ .agents = first, .tasks = rows - first };
}

static Heights dashboard_heights(int rows, int needs_rows, int agent_rows)
{
    if (rows < 3 * PANE_MIN)
        return low_heights(rows, needs_rows > 0);
    int needs = MIN(MAX(needs_rows, 1), rows) + FRAME_ROWS;
    int agents = MIN(MAX(agent_rows, 1), rows) + FRAME_ROWS;
    int tasks = rows >= 3 * PANE_FAIR ? MAX(PANE_FAIR, rows / 3) : PANE_MIN;
    int upper = rows - tasks;
    Heights h = { .needs = share(upper, needs, agents) };
    h.agents = MIN(agents, upper - h.needs);
    h.tasks = rows - h.needs - h.agents;
    return h;
}

DashboardLayout layout_dashboard(Rect body, int needs_rows, int agent_rows)
{
    DashboardLayout d = { .detail = body, .side_by_side = body.w >= SIDE_BY_SIDE_COLS };
    Heights h = dashboard_heights(body.h, needs_rows, agent_rows);
    Rect lists = body;

    if (d.side_by_side) {
        lists.w = left_cols(body.w);
        d.detail = (Rect){ body.x + lists.w, body.y, body.w - lists.w, body.h };
    }
    d.needs = rows_of(lists, 0, h.needs);
    d.agents = rows_of(lists, h.needs, h.agents);
    d.tasks = rows_of(lists, h.needs + h.agents, h.tasks);
    return d;
}

SplitLayout layout_split(Rect body)
{
    if (body.w < SIDE_BY_SIDE_COLS)
        return (SplitLayout){ .list = body, .detail = body };
    int left = left_cols(body.w);
    return (SplitLayout){
        .list = { body.x, body.y, left, body.h },
        .detail = { body.x + left, body.y, body.w - left, body.h },
        .side_by_side = true,
    };
}

int layout_below(int rows, int lines)
{
    int below = MIN(MAX(lines, 1) + FRAME_ROWS, rows / 3);
    return below >= PANE_MIN ? below : 0;
}

Rect layout_popup(Rect screen, int want_rows, int want_cols)
{
    int h = MIN(MAX(want_rows, 0), MAX(screen.h, 0));
    int w = MIN(MAX(want_cols, 0), MAX(screen.w, 0));
    return (Rect){ screen.x + (screen.w - w) / 2, screen.y + (screen.h - h) / 2, w, h };
}

const char *rect_text(Rect r, char out[48])
{
    snprintf(out, 48, "%dx%d+%d+%d", r.w, r.h, r.x, r.y);
    return out;
}
