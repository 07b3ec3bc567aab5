/*
 * row_paint.h - painting one row of a list from left and right until they meet.
 */
#ifndef BATON_TUI_ROW_PAINT_H
#define BATON_TUI_ROW_PAINT_H

#include "canvas.h"

typedef struct {
    Canvas *canvas;
    int y, left, right;         /* free columns are left … right - 1 */
} RowPaint;

RowPaint row_begin(Canvas *c, Rect row);
void row_left(RowPaint *p, StyleId style, int width, const char *text);     /* a column of that width and a blank */
void row_right(RowPaint *p, StyleId style, int width, const char *text);    /* right-aligned, with a blank before it */
void row_rest(RowPaint *p, StyleId style, const char *text);                /* what is left */

/* As row_left() with ASCII or UTF-8 glyph of our own tables. */
void row_glyph(RowPaint *p, StyleId style, const char *glyph);

#endif
