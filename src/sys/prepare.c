/*
 * prepare.c - a call each turn just before the loop would sleep: where a frame is painted.
 */
#include "baton/base/macros.h"
#include "handle.h"

struct Prepare {
    Handle h;
    void (*fn)(void *ctx);
    void *ctx;
};

static void on_prepare(uv_prepare_t *uv)
{
    Prepare *p = uv->data;
    p->fn(p->ctx);
}

Prepare *prepare_new(Loop *l, void (*fn)(void *ctx), void *ctx)
{
    Prepare *p = handle_new(l, sizeof *p);
    p->fn = fn;
    p->ctx = ctx;
    BUG_ON(uv_prepare_init(loop_uv(l), &p->h.uv.prepare) < 0);
    uv_prepare_start(&p->h.uv.prepare, on_prepare);
    uv_unref(&p->h.uv.handle);              /* nothing ever happens because of it alone */
    return p;
}

Prepare *prepare_free(Prepare *p)
{
    if (p)
        handle_close(&p->h);
    return NULL;
}
