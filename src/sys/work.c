/*
 * work.c - slow things on other threads.
 *
 * Unfinished work is kept in a list, so that freeing the loop can cancel what waits for a thread
 * and wait for what has one: a worker never outlives the loop that its result was meant for.
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
    uv_sem_t worked;
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

static void work_free(Work *w)
{
    uv_sem_destroy(&w->worked);
    free(w);
}

static void on_thread(uv_work_t *uv)
{
    Work *w = uv->data;
    w->work(w->ctx);
    uv_sem_post(&w->worked);
}

static void on_worked(uv_work_t *uv, int status)
{
    (void)status;                           /* cancelled only when the loop ends */
    Work *w = uv->data;
    void (*end)(void *ctx) = loop_ending(w->loop) ? w->drop : w->done;
    void *ctx = w->ctx;
    list_remove(w);
    work_free(w);
    if (end)
        end(ctx);
}

int work_start_owned(Loop *l, void (*work)(void *ctx), void (*done)(void *ctx),
                     void (*drop)(void *ctx), void *ctx)
{
    Work *w = mem_alloc(sizeof *w);
    *w = (Work){ .loop = l, .work = work, .done = done, .drop = drop, .ctx = ctx };
    w->uv.data = w;
    BUG_ON(uv_sem_init(&w->worked, 0) < 0);
    int r = uv_queue_work(loop_uv(l), &w->uv, on_thread, on_worked);
    if (r < 0) {
        work_free(w);
        return r;
    }
    list_add(w);
    return 0;
}

int work_start(Loop *l, void (*work)(void *ctx), void (*done)(void *ctx), void *ctx)
{
    return work_start_owned(l, work, done, NULL, ctx);
}

void works_end(Loop *l)
{
    for (Work *w = *loop_works(l); w; w = w->next)
        if (uv_cancel((uv_req_t *)&w->uv) < 0)
            uv_sem_wait(&w->worked);
}
