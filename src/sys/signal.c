/*
 * signal.c - signals as callbacks of the loop.
 *
 * libuv sets SIG_DFL when the last watcher of a signal goes, whatever was there before, and owns
 * SIGCHLD only when it starts processes itself, which baton does not let it do (spawn.c).
 */
#include "baton/base/macros.h"
#include "handle.h"

struct Signal {
    Handle h;
    void (*fn)(void *ctx, int signum);
    void *ctx;
};

static void on_signal(uv_signal_t *uv, int signum)
{
    Signal *s = uv->data;
    s->fn(s->ctx, signum);
}

Signal *signal_new(Loop *l, int signum, void (*fn)(void *ctx, int signum), void *ctx)
{
    Signal *s = handle_new(l, sizeof *s);
    s->fn = fn;
    s->ctx = ctx;
    BUG_ON(uv_signal_init(loop_uv(l), &s->h.uv.signal) < 0);
    if (uv_signal_start(&s->h.uv.signal, on_signal, signum) < 0)
        return signal_free(s);
    return s;
}

Signal *signal_free(Signal *s)
{
    if (s)
        handle_close(&s->h);
    return NULL;
}
