/*
 * canvas_frame.c - boxes with a title at the left of their upper border and counts at its right.
 */
#include "canvas_grid.h"

#define STROKE "─"
static const char strokes[] =
    STROKE STROKE STROKE STROKE STROKE STROKE STROKE STROKE STROKE STROKE STROKE STROKE STROKE STROKE STROKE STROKE;
enum { STROKE_BYTES = sizeof STROKE - 1, STROKES = (sizeof strokes - 1) / STROKE_BYTES };

static void put_line(Canvas *c, Rect r, int y, StyleId style, Safe left, Safe right)
{
    int end = r.x + r.w - 1;
    canvas_put(c, y, r.x, style, left);
    for (int x = r.x + 1; x < end; x += STROKES) {
        int n = MIN(end - x, (int)STROKES);
        canvas_put(c, y, x, style, (Safe){ strokes, (size_t)n * STROKE_BYTES, n });
    }
    if (r.w > 1)
        canvas_put(c, y, end, style, right);
}

static void put_box(Canvas *c, Rect r, StyleId style)
{
    Safe side = SAFE("│");

    put_line(c, r, r.y, style, SAFE("╭"), SAFE("╮"));
    for (int y = r.y + 1; y < r.y + r.h - 1; y++) {
        canvas_put(c, y, r.x, style, side);
        if (r.w > 1)
            canvas_put(c, y, r.x + r.w - 1, style, side);
    }
    if (r.h > 1)
        put_line(c, r, r.y + r.h - 1, style, SAFE("╰"), SAFE("╯"));
}

/* " text " in the border with a corner and one stroke kept on both sides. */
static void put_in_border(Canvas *c, Rect r, int x, StyleId style, Safe text)
{
    Rect before = canvas_clip(c, (Rect){ r.x + 1, r.y, r.w - 2, 1 });
    canvas_put(c, r.y, x, style, SAFE(" "));
    canvas_put(c, r.y, x + 1, style, text);
    canvas_put(c, r.y, x + 1 + text.cols, style, SAFE(" "));
    canvas_clip(c, before);
}

static uint64_t frame_stamp(bool focus, Safe title, Safe counts)
{
    uint64_t s = stamp_bytes(focus ? STAMP_BLANK + 1 : STAMP_BLANK + 2, title.data, title.len);
    return stamp_bytes(s, counts.data, counts.len);
}

enum { SIDES = 4 };

/* The border without its inside. */
static void sides_of(Rect r, Rect sides[SIDES])
{
    int between = MAX(r.h - 2, 0);
    sides[0] = (Rect){ r.x, r.y, r.w, 1 };
    sides[1] = (Rect){ r.x, r.y + r.h - 1, r.w, 1 };
    sides[2] = (Rect){ r.x, r.y + 1, 1, between };
    sides[3] = (Rect){ r.x + r.w - 1, r.y + 1, 1, between };
}

Rect canvas_frame(Canvas *c, Rect r, bool focus, Safe title, Safe counts)
{
    StyleId border = focus ? STYLE_BORDER_FOCUS : STYLE_BORDER;
    Rect inside = { r.x + 1, r.y + 1, MAX(r.w - 2, 0), MAX(r.h - 2, 0) }, sides[SIDES];
    uint64_t what = frame_stamp(focus, title, counts);
    bool same = true;

    if (r.w <= 0 || r.h <= 0)
        return (Rect){ r.x, r.y, 0, 0 };
    sides_of(r, sides);
    for (int i = 0; i < SIDES; i++)
        same = same && canvas_has(c, sides[i], what);
    if (same)
        return inside;
    canvas_fill(c, inside, STYLE_TEXT);
    put_box(c, r, border);
    if (title.cols)
        put_in_border(c, r, r.x + 1, STYLE_TITLE, title);
    /* Counts yield to the title: they come back when there is room. */
    if (counts.cols && title.cols + counts.cols + 8 <= r.w)
        put_in_border(c, r, r.x + r.w - 4 - counts.cols, STYLE_DIM, counts);
    for (int i = 0; i < SIDES; i++)
        canvas_end(c, sides[i], what);
    return inside;
}
