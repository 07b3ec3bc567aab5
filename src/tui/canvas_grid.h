/*
 * canvas_grid.h - what the files of the canvas share; nobody else includes it.
 */
#ifndef BATON_TUI_CANVAS_GRID_H
#define BATON_TUI_CANVAS_GRID_H

#include "canvas.h"

struct Canvas {
    Cell *cells;                /* rows * cols */
    int rows, cols;
    Rect clip;                  /* always inside the grid */
    bool ascii;
    Buf scratch;                /* a line on its way through the gate */
};

/* What stands for a character where only ASCII may be drawn. */
int32_t canvas_ascii_for(int32_t cp);

#endif
