/*
 * loop.c - the life of the loop and of the handles in it.
 *
 * Freeing is the delicate part: libuv wants each handle closed and the loop turned until all close
 * callbacks have run and no work is left on other threads.  Nobody is called back any more then.
 */
#include "baton/base/macros.h"
#include "baton/base/mem.h"
#include "handle.h"

struct Loop {
    uv_loop_t uv;
    uv_check_t awake;           /* counts turns; never keeps the loop alive */
    uint64_t turns;
    bool running, ending;
    Work *works;
};

void *handle_new(Loop *l, size_t size)
{
    Handle *h = mem_alloc(size);
    h->loop = l;
    h->uv.handle.data = h;
    return h;
}

static void on_closed(uv_handle_t *uv)
{
    Handle *h = uv->data;
    if (h->gone)
        h->gone(h);
    free(h);
}

void handle_close(Handle *h)
{
    if (!uv_is_closing(&h->uv.handle))
        uv_close(&h->uv.handle, on_closed);
}

uv_loop_t *loop_uv(Loop *l)
{
    return &l->uv;
}

Work **loop_works(Loop *l)
{
    return &l->works;
}

bool loop_ending(const Loop *l)
{
    return l->ending;
}

static void on_awake(uv_check_t *uv)
{
    Loop *l = uv->data;
    l->turns++;
}

int loop_new(Loop **ret_loop)
{
    Loop *l = mem_alloc(sizeof *l);
    int r = uv_loop_init(&l->uv);
    if (r < 0) {
        free(l);
        return r;
    }
    uv_check_init(&l->uv, &l->awake);
    l->awake.data = l;
    uv_check_start(&l->awake, on_awake);
    uv_unref((uv_handle_t *)&l->awake);
    *ret_loop = l;
    return 0;
}

static void close_left_open(uv_handle_t *uv, void *ctx)
{
    Loop *l = ctx;
    if (uv == (uv_handle_t *)&l->awake)
        uv_close(uv, NULL);
    else
        handle_close(uv->data);
}

Loop *loop_free(Loop *l)
{
    if (!l)
        return NULL;
    BUG_ON(l->running);
    l->ending = true;
    works_cancel(l);
    uv_walk(&l->uv, close_left_open, l);
    uv_run(&l->uv, UV_RUN_DEFAULT);
    uv_run(&l->uv, UV_RUN_DEFAULT);         /* the first only takes note of an old loop_stop() */
    BUG_ON(uv_loop_close(&l->uv) < 0);
    free(l);
    return NULL;
}

int loop_run(Loop *l)
{
    BUG_ON(l->running);
    l->running = true;
    uv_run(&l->uv, UV_RUN_DEFAULT);
    l->running = false;
    return 0;
}

void loop_stop(Loop *l)
{
    uv_stop(&l->uv);
}

uint64_t loop_turns(const Loop *l)
{
    return l->turns;
}
