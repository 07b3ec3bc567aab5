/*
 * work.c - slow things on other threads.
 *
 * Unfinished work is kept in a list, so that freeing the loop can cancel what still waits for a
 * thread.  What has one is waited for: a worker never outlives the loop.
 */
#include <stdlib.h>

#include "baton/base/macros.h"
#include "baton/base/mem.h"
#include "handle.h"

struct Work {
    uv_work_t uv;
    Loop *loop;
    Work *prev, *next;
    void (*work)(void *ctx), (*done)(void *ctx), (*drop)(void *ctx);
    void *ctx;
};

static void list_add(Work *w)
{
    Work **head = loop_works(w->loop);
    w->next = *head;
    if (w->next)
        w->next->prev = w;
    *head = w;
}

static void list_remove(Work *w)
{
    if (w->prev)
        w->prev->next = w->next;
    else
        *loop_works(w->loop) = w->next;
    if (w->next)
        w->next->prev = w->prev;
}

static void on_thread(uv_work_t *uv)
{
    Work *w = uv->data;
    w->work(w->ctx);
}

static void on_worked(uv_work_t *uv, int status)
{
    (void)status;                           /* cancelled only when the loop ends */
    Work *w = uv->data;
    void (*end)(void *ctx) = loop_ending(w->loop) ? w->drop : w->done;
    void *ctx = w->ctx;
    list_remove(w);
    free(w);
    if (end)
        end(ctx);
}

int work_start_owned(Loop *l, void (*work)(void *ctx), void (*done)(void *ctx),
                     void (*drop)(void *ctx), void *ctx)
{
    Work *w = mem_alloc(sizeof *w);
    *w = (Work){ .loop = l, .work = work, .done = done, .drop = drop, .ctx = ctx };
    w->uv.data = w;
    int r = uv_queue_work(loop_uv(l), &w->uv, on_thread, on_worked);
    if (r < 0) {
        free(w);
        return r;
    }
    list_add(w);
    return 0;
}

int work_start(Loop *l, void (*work)(void *ctx), void (*done)(void *ctx), void *ctx)
{
    return work_start_owned(l, work, done, NULL, ctx);
}

void works_cancel(Loop *l)
{
    for (Work *w = *loop_works(l); w; w = w->next)
        uv_cancel((uv_req_t *)&w->uv);      /* refused for what runs already */
}
