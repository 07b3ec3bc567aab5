/*
 * canvas_ascii.c - the same screen for terminals and fonts that have ASCII alone.
 *
 * Frames and the glyphs of states keep their column and stay apart from each other; letters that
 * ASCII does not have become a question mark.
 */
#include "canvas_grid.h"

#include "baton/base/macros.h"

/* Sorted: searched by halves. */
static const struct {
    int32_t from, to;
    char ascii;
} replacements[] = {
    { 0x00a0, 0x00a0, ' ' },    /* no-break space */
    { 0x00ab, 0x00ab, '<' },    /* « */
    { 0x00ad, 0x00ad, '-' },
    { 0x00b1, 0x00b1, '+' },    /* ± */
    { 0x00b7, 0x00b7, '-' },    /* · */
    { 0x00bb, 0x00bb, '>' },    /* » */
    { 0x00d7, 0x00d7, 'x' },    /* × */
    { 0x2010, 0x2015, '-' },    /* dashes */
    { 0x2018, 0x2019, '\'' },
    { 0x201c, 0x201d, '"' },
    { 0x2022, 0x2022, '*' },    /* • */
    { 0x2026, 0x2026, '~' },    /* … */
    { 0x2190, 0x2190, '<' },    /* ← */
    { 0x2191, 0x2191, '^' },    /* ↑ */
    { 0x2192, 0x2192, '>' },    /* → */
    { 0x2193, 0x2193, 'v' },    /* ↓ */
    { 0x21c4, 0x21c4, '=' },    /* ⇄ */
    { 0x2212, 0x2212, '-' },    /* − */
    { 0x2500, 0x2501, '-' },    /* ─ ━ */
    { 0x2502, 0x2503, '|' },    /* │ ┃ */
    { 0x2504, 0x2505, '-' },
    { 0x2506, 0x2507, '|' },
    { 0x2508, 0x2509, '-' },
    { 0x250a, 0x250b, '|' },
    { 0x250c, 0x254b, '+' },    /* corners and crossings */
    { 0x254c, 0x254d, '-' },
    { 0x254e, 0x254f, '|' },
    { 0x2550, 0x2550, '=' },
    { 0x2551, 0x2551, '|' },
    { 0x2552, 0x2570, '+' },    /* double and rounded corners */
    { 0x2588, 0x2588, '#' },    /* █ */
    { 0x2591, 0x2593, '#' },
    { 0x25b2, 0x25b4, '^' },    /* ▲ */
    { 0x25b6, 0x25ba, '>' },    /* ▶ ▸ */
    { 0x25bc, 0x25be, 'v' },    /* ▼ ▾ */
    { 0x25cb, 0x25cb, 'o' },    /* ○ */
    { 0x25cf, 0x25cf, '*' },    /* ● */
    { 0x25d0, 0x25d3, '%' },    /* ◐ */
    { 0x2691, 0x2691, '!' },    /* ⚑ */
    { 0x26a0, 0x26a0, '!' },    /* ⚠ */
    { 0x2713, 0x2714, '+' },    /* ✔ */
    { 0x2717, 0x2718, 'x' },    /* ✘ */
};

int32_t canvas_ascii_for(int32_t cp)
{
    size_t lo = 0, hi = ARRAY_LEN(replacements);

    if (cp < 0x7f)
        return cp;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (cp < replacements[mid].from)
            hi = mid;
        else if (cp > replacements[mid].to)
            lo = mid + 1;
        else
            return replacements[mid].ascii;
    }
    return '?';
}
