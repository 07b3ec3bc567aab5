/*
 * term.h - the one owner of the terminal.
 *
 * The painter makes the bytes, this file sends them with its own non-blocking descriptor and counts
 * what it says.  At most one frame is in flight: term_frame() is not to be called while
 * term_busy().  A terminal that stops reading delays frames, never the loop.  The terminal is
 * given back on every way out: term_close(), suspension, a fatal signal, bug().
 */
#ifndef BATON_TUI_TERM_H
#define BATON_TUI_TERM_H

#include "baton/base/message.h"
#include "baton/sys/loop.h"
#include "canvas.h"
#include "keys.h"
#include "theme.h"

typedef struct Term Term;
typedef struct {
    uint64_t frames, bytes, writes, syncs;
} TermStats;

typedef struct {
    void (*key)(void *ctx, const Key *k);       /* one at a time; k lives during the call */
    void (*keys_done)(void *ctx);               /* everything that was readable has been given: paint now */
    void (*resized)(void *ctx, int rows, int cols);
    void (*resumed)(void *ctx);                 /* after suspension: everything must be painted again */
    void (*hangup)(void *ctx);                  /* the terminal is gone */
    void *ctx;
} TermEvents;

/* Opens /dev/tty and leaves the terminal alone; its size is known. */
Term *term_new(Loop *l, bool mouse, const TermEvents *events);
/*
 * Takes it over and shows the first frame (NULL: none yet; nor when the size has changed, which is told first).
 * -1 with a sentence: no terminal, TERM unknown, not UTF-8 …; it is to be closed then, too.
 */
int term_open(Term *t, const Theme *theme, const Canvas *first, Message *m);
int term_ready(Term *t, Message *m);            /* -1: term_open() would refuse it */
Term *term_close(Term *t);                      /* NULL is fine; returns NULL.  Not inside an event */
void term_size(const Term *t, int *ret_rows, int *ret_cols);
void term_frame(Term *t, const Canvas *c);      /* sends the rows that differ from the last frame */
/* Bytes that draw nothing (bell, desktop notification), behind the frame that is on its way. */
void term_notify(Term *t, Str bytes);
void term_redraw(Term *t);                      /* the next frame repaints everything (Ctrl-L) */
bool term_busy(const Term *t);
void term_cursor(Term *t, int y, int x);        /* of the next frame; y < 0: hidden */
void term_suspend(Term *t);                     /* Ctrl-Z: gives it back, stops, returns when continued */
void term_leave(Term *t), term_enter(Term *t);  /* around an editor in the foreground */
TermStats term_stats(const Term *t);
bool term_is_remote(void);                      /* SSH_CONNECTION is set */

#endif
