/*
 * term_state.h - what the files of the terminal share; nobody else includes it.
 */
#ifndef BATON_TUI_TERM_STATE_H
#define BATON_TUI_TERM_STATE_H

#include <signal.h>
#include <termios.h>

#include "term.h"
#include "term_painter.h"
#include "wire.h"

enum { TERM_SIGNALS = 7 };

struct Term {
    Loop *loop;
    TermEvents events;
    int fd;
    int rows, cols;
    bool mouse;
    bool up;                    /* the screen is ours: between enter and leave */
    bool gone;                  /* hung up */
    bool sync;                  /* it said that it holds frames back between mode 2026 marks */
    bool answers;               /* it answered DA1, so it can be waited for */
    int64_t asked_at;
    const char *kind;           /* as TERM names it */
    Message missing;            /* why there is no terminal to open */
    struct termios cooked;
    int saved_stderr;           /* -1: stderr was left alone */
    Wire wire;
    Painter *painter;
    Buf frame;
    Buf in;                     /* bytes that are no keys yet, from in_head on */
    size_t in_head;
    Fd *poll;
    Timer *esc;                 /* what came may be all there is */
    Signal *signals[TERM_SIGNALS];
    TermStats stats;
};

/* term_find.c: everything that must hold before a terminal is taken over.  -1 with a sentence. */
int term_find(int *ret_fd, const char **ret_kind, Message *m);

/* term_modes.c */
void modes_begin(Term *t);                      /* the bytes are still to be sent */
void modes_enter(Term *t);
void modes_leave(Term *t);
void modes_again(Term *t);                      /* whatever somebody did to them meanwhile */
void modes_size(Term *t);                       /* asks the terminal how large it is */

/* term_input.c */
void input_read(Term *t);
void input_forget(Term *t);
void input_wait_over(void *term);               /* the timer's end */
void input_drain(Term *t, int timeout_ms);      /* throws away what comes before the answer to DA1 */

/* term_signals.c */
void signals_start(Term *t);
void signals_stop(Term *t);
void stop_process(bool group);                  /* stops like Ctrl-Z does; returns when continued */

/* term_log.c: stderr into a file while the screen is up. */
int log_begin(void);                            /* what to hand to log_end(); -1: nothing was moved */
void log_end(int saved_stderr);

void term_hung_up(Term *t);
void term_measure(Term *t);                     /* takes over a new size and says so */
void term_send(Term *t);                        /* pushes the wire; watches for room when it is full */

#endif
