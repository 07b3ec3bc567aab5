/*
 * layout.h - from a size to rectangles; pure, tested as text.
 */
#ifndef BATON_TUI_LAYOUT_H
#define BATON_TUI_LAYOUT_H

#include "canvas.h"

typedef struct {
    Rect header, body, footer;  /* of the whole screen; zero height where there is no room */
} ScreenLayout;

ScreenLayout layout_screen(int rows, int cols);

/* The dashboard's panes; a pane that has no room has height 0. */
typedef struct {
    Rect needs, agents, tasks, detail;
    bool side_by_side;          /* detail stands to the right; otherwise it opens over the lists */
} DashboardLayout;

DashboardLayout layout_dashboard(Rect body, int needs_rows, int agent_rows);

/* A list and the detail of what is selected; side by side when there is room for both. */
typedef struct {
    Rect list, detail;
    bool side_by_side;
} SplitLayout;

SplitLayout layout_split(Rect body);

/* Rows of a frame with so many lines below a list: no more than a third, 0 where there is no room. */
int layout_below(int rows, int lines);

/* A window in the middle, as large as asked where it fits. */
Rect layout_popup(Rect screen, int want_rows, int want_cols);

/* "80x22+0+1" */
const char *rect_text(Rect r, char out[48]);

#endif
