/*
 * wake.c - a nudge from another thread.
 */
#include "baton/base/macros.h"
#include "handle.h"

struct Wake {
    Handle h;
    void (*fn)(void *ctx);
    void *ctx;
};

static void on_wake(uv_async_t *uv)
{
    Wake *w = uv->data;
    w->fn(w->ctx);
}

Wake *wake_new(Loop *l, void (*fn)(void *ctx), void *ctx)
{
    Wake *w = handle_new(l, sizeof *w);
    w->fn = fn;
    w->ctx = ctx;
    BUG_ON(uv_async_init(loop_uv(l), &w->h.uv.async, on_wake) < 0);
    return w;
}

void wake_send(Wake *w)
{
    uv_async_send(&w->h.uv.async);
}

Wake *wake_free(Wake *w)
{
    if (w)
        handle_close(&w->h);
    return NULL;
}
