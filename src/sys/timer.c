/*
 * timer.c - calls after a while, once or again and again.
 */
#include "baton/base/macros.h"
#include "handle.h"

struct Timer {
    Handle h;
    void (*fn)(void *ctx);
    void *ctx;
};

static void on_timer(uv_timer_t *uv)
{
    Timer *t = uv->data;
    t->fn(t->ctx);
}

Timer *timer_new(Loop *l, void (*fn)(void *ctx), void *ctx)
{
    Timer *t = handle_new(l, sizeof *t);
    t->fn = fn;
    t->ctx = ctx;
    BUG_ON(uv_timer_init(loop_uv(l), &t->h.uv.timer) < 0);
    return t;
}

void timer_start(Timer *t, uint64_t after_ms, uint64_t repeat_ms)
{
    /* libuv counts from the start of the turn: after a long callback that would be too early. */
    uv_update_time(loop_uv(t->h.loop));
    uv_timer_start(&t->h.uv.timer, on_timer, after_ms, repeat_ms);
}

void timer_stop(Timer *t)
{
    uv_timer_stop(&t->h.uv.timer);
}

bool timer_active(const Timer *t)
{
    return uv_is_active(&t->h.uv.handle);
}

Timer *timer_free(Timer *t)
{
    if (t)
        handle_close(&t->h);
    return NULL;
}
