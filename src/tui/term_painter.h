/*
 * term_painter.h - cells go in, bytes come out: few, and only where something changed.
 *
 * A Painter has no terminal.  It knows what the terminal it writes for looks like after all bytes it ever gave were
 * shown, so these must be sent, all and in order.  What the terminal can do is asked of ncurses' terminfo; one Painter
 * per process at a time.
 */
#ifndef BATON_TUI_TERM_PAINTER_H
#define BATON_TUI_TERM_PAINTER_H

#include "canvas.h"
#include "theme.h"

typedef struct Painter Painter;

/* kind: as TERM names it.  -ENOENT: nobody knows such a terminal; -ENOTSUP: its cursor cannot be placed. */
int painter_new(const char *kind, int rows, int cols, Painter **ret_painter);
Painter *painter_free(Painter *p);

void painter_theme(Painter *p, const Theme *theme);
void painter_resize(Painter *p, int rows, int cols);
void painter_redraw(Painter *p);                /* the next frame clears the screen first */
void painter_cursor(Painter *p, int y, int x);  /* y < 0: hidden */

/* Each appends the bytes to send. */
void painter_frame(Painter *p, const Canvas *c, Buf *out);
void painter_leave(Painter *p, Buf *out);       /* the next frame enters again; the first one does, too */

#endif
