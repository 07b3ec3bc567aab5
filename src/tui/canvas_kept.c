/*
 * canvas_kept.c - what stands where since an earlier frame.
 *
 * Painting a screen costs far more than looking up what is on it: a key moves a cursor over two rows, and the others
 * stay as they are.
 */
#include "canvas_grid.h"

#include "baton/base/macros.h"

/* ---- stamps ---- */

/* Of all canvases: what one of them gave is never given by another. */
uint64_t stamp_new(void)
{
    static uint64_t last = STAMP_BLANK;
    return ++last;
}

/* The finalizer of splitmix64. */
uint64_t stamp_mix(uint64_t stamp, uint64_t more)
{
    uint64_t x = stamp + 0x9e3779b97f4a7c15u;
    x = ((x ^ (x >> 30)) + more) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

uint64_t stamp_bytes(uint64_t stamp, const void *data, size_t len)
{
    const unsigned char *bytes = data;
    stamp = stamp_mix(stamp, len);
    for (size_t i = 0; i < len; i++)
        stamp = (stamp ^ bytes[i]) * 0x100000001b3u;
    return stamp_mix(stamp, len);
}

uint64_t stamp_rect(uint64_t stamp, Rect r)
{
    stamp = stamp_mix(stamp, (uint64_t)(uint32_t)r.x << 32 | (uint32_t)r.y);
    return stamp_mix(stamp, (uint64_t)(uint32_t)r.w << 32 | (uint32_t)r.h);
}

/* ---- places ---- */

void canvas_wrote(Canvas *c, int y, int x, int width)
{
    RowState *row = &c->states[y];
    int n = 0;

    row->written = stamp_new();
    for (int i = 0; i < row->len; i++)
        if (row->kept[i].x + row->kept[i].w <= x || x + width <= row->kept[i].x)
            row->kept[n++] = row->kept[i];
    row->len = n;
}

static bool row_has(const RowState *row, Rect r, uint64_t what)
{
    for (int i = 0; i < row->len; i++)
        if (row->kept[i].x == r.x)
            return row->kept[i].w == r.w && row->kept[i].what == what;
    return false;
}

static Rect on_canvas(const Canvas *c, Rect r)
{
    return rect_meet(r, (Rect){ 0, 0, c->cols, c->rows });
}

bool canvas_has(const Canvas *c, Rect r, uint64_t what)
{
    r = on_canvas(c, r);
    for (int y = r.y; y < r.y + r.h && r.w > 0; y++)
        if (!row_has(&c->states[y], r, what))
            return false;
    return what;
}

bool canvas_begin(Canvas *c, Rect r, uint64_t what)
{
    if (canvas_has(c, r, what))
        return false;
    canvas_fill(c, r, STYLE_TEXT);
    return true;
}

/* In a row with too many places this one is painted again the next time. */
void canvas_end(Canvas *c, Rect r, uint64_t what)
{
    r = on_canvas(c, r);
    for (int y = r.y; y < r.y + r.h && r.w > 0 && what; y++) {
        canvas_wrote(c, y, r.x, r.w);
        RowState *row = &c->states[y];
        if (row->len < KEPT_MAX)
            row->kept[row->len++] = (Kept){ r.x, r.w, what };
    }
}
