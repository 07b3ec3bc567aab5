/*
 * term_pens.h - styles as one terminal can show them, and the bytes from one to the next.
 */
#ifndef BATON_TUI_TERM_PENS_H
#define BATON_TUI_TERM_PENS_H

#include "canvas.h"
#include "term_caps.h"
#include "theme.h"

typedef struct {
    int16_t fg, bg;             /* -1: the terminal's own; -2: not known */
    uint16_t attr;              /* ATTR_… */
} Pen;

enum { PEN_KINDS = 4 };         /* a style alone, and under what CELL_CURSOR and CELL_CURSOR_DIM lay over it */

typedef struct {
    const Caps *caps;
    Pen of[STYLE_COUNT + 1][PEN_KINDS];
    Pen used;                   /* what the terminal writes with now */
    char *fg[256], *bg[256];    /* the bytes of a colour; NULL: not needed yet */
} Pens;

void pens_init(Pens *s, const Caps *caps);
void pens_done(Pens *s);
void pens_theme(Pens *s, const Theme *theme);

/* A cell whose style is STYLE_COUNT is one that was cleared. */
static inline Pen pens_of(const Pens *s, const Cell *cell)
{
    return s->of[MIN(cell->style, STYLE_COUNT)][cell->flags % PEN_KINDS];
}

static inline bool pen_equal(Pen a, Pen b)
{
    return a.fg == b.fg && a.bg == b.bg && a.attr == b.attr;
}

/* Whether a blank shows more of it than the ground. */
static inline bool pen_shows_blanks(Pen pen)
{
    return pen.attr & (ATTR_UNDERLINE | ATTR_REVERSE);
}

void pens_forget(Pens *s, Buf *out);    /* whatever was in use: back to the terminal's own */
void pens_use(Pens *s, Pen next, Buf *out);

#endif
