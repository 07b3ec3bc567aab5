/*
 * canvas_grid.h - what the files of the canvas share; nobody else includes it.
 */
#ifndef BATON_TUI_CANVAS_GRID_H
#define BATON_TUI_CANVAS_GRID_H

#include "canvas.h"

enum { KEPT_MAX = 8 };

typedef struct {
    int x, w;
    uint64_t what;
} Kept;

/* What is known of a row. */
typedef struct {
    uint64_t written;           /* stamp of the last writing */
    int len;
    Kept kept[KEPT_MAX];        /* places that were named; none lies over another */
} RowState;

struct Canvas {
    Cell *cells;                /* rows * cols */
    RowState *states;           /* one a row */
    int rows, cols;
    Rect clip;                  /* always inside the grid */
    bool ascii;
    Buf scratch;                /* a line on its way through the gate */
};

/* Before anything is written there: names of what stood there go. */
void canvas_wrote(Canvas *c, int y, int x, int width);
bool canvas_has(const Canvas *c, Rect r, uint64_t what);
Rect rect_meet(Rect a, Rect b);

/* What stands for a character where only ASCII may be drawn. */
int32_t canvas_ascii_for(int32_t cp);

#endif
