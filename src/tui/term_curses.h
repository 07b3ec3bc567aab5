/*
 * term_curses.h - curses as a renderer: cells go in, bytes come out.
 *
 * A Painter has no terminal.  It knows what the terminal it writes for looks like after all bytes
 * it ever gave were shown, so these must be sent, all and in order.  One Painter per process at a time.
 * Nobody but term_curses.c sees curses; its names for keys would collide with ours.
 */
#ifndef BATON_TUI_TERM_CURSES_H
#define BATON_TUI_TERM_CURSES_H

#include "canvas.h"
#include "theme.h"

typedef struct Painter Painter;

/*
 * kind: as TERM names it.  -ENOENT: nobody knows such a terminal; -ENOTSUP: its cursor cannot be
 * placed; another -errno when there is no memory file.
 */
int painter_new(const char *kind, int rows, int cols, Painter **ret_painter);
/*
 * The same in two steps, with a thread between them: meanwhile nothing else changes the environment, in which kind
 * may stand, and nobody else uses curses.
 */
typedef struct PainterAhead PainterAhead;
PainterAhead *painter_begin(const char *kind, int rows, int cols);
int painter_end(PainterAhead *w, Painter **ret_painter);
int painter_set_up(const char *kind, int rows, int cols, Painter **ret_painter);       /* what the thread does */
Painter *painter_free(Painter *p);

void painter_theme(Painter *p, const Theme *theme);
void painter_resize(Painter *p, int rows, int cols);
void painter_redraw(Painter *p);                /* the next frame clears the screen first */
void painter_cursor(Painter *p, int y, int x);  /* y < 0: hidden */

/* Each appends the bytes to send. */
void painter_take(Painter *p, Buf *out);        /* what curses has said without being asked */
void painter_frame(Painter *p, const Canvas *c, Buf *out);
void painter_leave(Painter *p, Buf *out);       /* the next frame enters again; the first one does, too */

#endif
