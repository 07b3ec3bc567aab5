/*
 * loop.h - the event loop (libuv), timers, signals, file descriptors and work on other threads.
 *
 * Callbacks run on the thread of loop_run() and never inside another call of this door.  They
 * mark; they do not draw.  One Loop per process at a time.  Handles belong to the loop and are
 * closed by their _free call, which accepts NULL and returns NULL; no callback comes afterwards.
 * Handles that are left are closed by loop_free() and must not be touched after it.
 */
#ifndef BATON_SYS_LOOP_H
#define BATON_SYS_LOOP_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Loop Loop;
typedef struct Timer Timer;
typedef struct Signal Signal;
typedef struct Fd Fd;
typedef struct Prepare Prepare;

int loop_new(Loop **ret_loop);                  /* -errno */
Loop *loop_free(Loop *l);                       /* closes what is left open */
int loop_run(Loop *l);                          /* until loop_stop() or nothing is left */
void loop_stop(Loop *l);
uint64_t loop_turns(const Loop *l);             /* how often it woke: for tests and :debug */

Timer *timer_new(Loop *l, void (*fn)(void *ctx), void *ctx);
void timer_start(Timer *t, uint64_t after_ms, uint64_t repeat_ms);      /* restarts */
void timer_stop(Timer *t);
bool timer_active(const Timer *t);
Timer *timer_free(Timer *t);

/* NULL when the signal cannot be caught (SIGKILL, no such number). */
Signal *signal_new(Loop *l, int signum, void (*fn)(void *ctx, int signum), void *ctx);
Signal *signal_free(Signal *s);

enum { FD_READABLE = 1, FD_WRITABLE = 2 };
/*
 * fd must be one of our own open file descriptions (never 0, 1, 2): it becomes non-blocking.
 * NULL when it cannot be waited for (a regular file).  status < 0: the descriptor is broken, and
 * nothing more comes until fd_want() asks again.
 */
Fd *fd_new(Loop *l, int fd, void (*fn)(void *ctx, int events, int status), void *ctx);
void fd_want(Fd *f, int events);                /* 0: none */
Fd *fd_free(Fd *f);                             /* does not close(fd) */

/* fn runs each turn just before the loop would sleep.  Does not keep loop_run() going by itself. */
Prepare *prepare_new(Loop *l, void (*fn)(void *ctx), void *ctx);
Prepare *prepare_free(Prepare *p);

/*
 * work() runs on another thread, then done() on the loop's.  loop_free() waits for work() that has
 * begun, skips what has not, and calls no done(): ctx must be known to somebody else too.
 */
int work_start(Loop *l, void (*work)(void *ctx), void (*done)(void *ctx), void *ctx);

/* Wakes the loop from any thread; several calls may become one fn(). */
typedef struct Wake Wake;
Wake *wake_new(Loop *l, void (*fn)(void *ctx), void *ctx);
void wake_send(Wake *w);                        /* any thread */
Wake *wake_free(Wake *w);

#endif
