/*
 * row_paint.c - columns of list rows.
 */
#include "row_paint.h"

RowPaint row_begin(Canvas *c, Rect row)
{
    return (RowPaint){ c, row.y, row.x + 1, row.x + row.w - 1 };
}

void row_left(RowPaint *p, StyleId style, int width, const char *text)
{
    width = MIN(width, p->right - p->left);
    if (width <= 0)
        return;
    canvas_put_width(p->canvas, p->y, p->left, width, style, raw(text));
    p->left += width + 1;
}

void row_glyph(RowPaint *p, StyleId style, const char *glyph)
{
    row_left(p, style, 1, glyph);
}

void row_right(RowPaint *p, StyleId style, int width, const char *text)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Safe safe = safe_line(a, raw(text), width);
    if (p->right - p->left < width)
        return;
    canvas_put_right(p->canvas, p->y, p->right, style, safe);
    p->right -= width + 1;
}

void row_rest(RowPaint *p, StyleId style, const char *text)
{
    row_left(p, style, p->right - p->left, text);
}
