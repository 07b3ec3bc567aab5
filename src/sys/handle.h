/*
 * handle.h - what all objects of sys that libuv knows have in common.
 *
 * A Handle is the first member of such an object and is allocated with it.  handle_close() may be
 * called at any time, also from the object's own callback: libuv forgets the object at once, and
 * its memory goes at the end of the turn.  loop_free() closes those that are left by the same way.
 */
#ifndef BATON_SRC_SYS_HANDLE_H
#define BATON_SRC_SYS_HANDLE_H

#include "baton/base/macros.h"     /* before uv.h, whose system headers have a MIN of their own */

#include <uv.h>

#include "baton/sys/loop.h"

typedef struct Handle Handle;
struct Handle {
    union uv_any_handle uv;
    Loop *loop;
    void (*gone)(Handle *h);    /* releases what it owns besides its own memory, or NULL */
};

/* Zeroed memory for an object that begins with a Handle.  The caller then runs uv_xxx_init(). */
void *handle_new(Loop *l, size_t size);
void handle_close(Handle *h);

uv_loop_t *loop_uv(Loop *l);

/* Like work_start(), but drop(ctx) is called instead of done(ctx) when the loop is freed first. */
int work_start_owned(Loop *l, void (*work)(void *ctx), void (*done)(void *ctx),
                     void (*drop)(void *ctx), void *ctx);

/* Of the loop's end: what has not begun never will.  The rest is waited for by turning the loop. */
void works_cancel(Loop *l);

typedef struct Work Work;
Work **loop_works(Loop *l);     /* head of the list of unfinished work; work.c's own */
bool loop_ending(const Loop *l);

#endif
