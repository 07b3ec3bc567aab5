/*
 * fd.c - waiting until a file descriptor can be read or written.
 *
 * Polling makes the open file description non-blocking, which is shared with whoever has it too:
 * doing that to 0, 1 or 2 would make stdout of the whole shell non-blocking.
 */
#include <stdlib.h>
#include <unistd.h>

#include "baton/base/macros.h"
#include "handle.h"

_Static_assert((int)FD_READABLE == (int)UV_READABLE && (int)FD_WRITABLE == (int)UV_WRITABLE,
               "our bits are handed to libuv as they are");

struct Fd {
    Handle h;
    void (*fn)(void *ctx, int events, int status);
    void *ctx;
    int wanted;
};

static void on_ready(uv_poll_t *uv, int status, int events)
{
    Fd *f = uv->data;
    if (status < 0)
        f->wanted = 0;                      /* libuv has stopped it */
    f->fn(f->ctx, events, status);
}

Fd *fd_new(Loop *l, int fd, void (*fn)(void *ctx, int events, int status), void *ctx)
{
    BUG_ON(fd >= 0 && fd <= STDERR_FILENO);
    Fd *f = handle_new(l, sizeof *f);
    f->fn = fn;
    f->ctx = ctx;
    if (uv_poll_init(loop_uv(l), &f->h.uv.poll, fd) < 0) {
        free(f);                            /* libuv has not taken it */
        return NULL;
    }
    return f;
}

void fd_want(Fd *f, int events)
{
    if (events == f->wanted)
        return;
    f->wanted = events;
    if (events)
        uv_poll_start(&f->h.uv.poll, events, on_ready);
    else
        uv_poll_stop(&f->h.uv.poll);
}

Fd *fd_free(Fd *f)
{
    if (f)
        handle_close(&f->h);
    return NULL;
}
