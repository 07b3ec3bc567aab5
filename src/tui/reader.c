/*
 * reader.c - reads for the screen what takes longer than a key may: each job on a worker, with a context of its own.
 */
#include "reader.h"

enum { LEDGER_TIMEOUT_MS = 5000 };          /* a worker may wait for a lock; the screen never does */

struct Reader {
    Loop *loop;
    const Context *context;
    Screen *screen;
    int pending;
    bool closing;
};

typedef struct {
    Reader *reader;
    ReadJob *job;
} Task;

static void work(void *ctx)
{
    Task *t = ctx;
    CLEANUP(context_free_ptr) Context *c = NULL;
    Message m = { 0 };
    if (context_fork(t->reader->context, LEDGER_TIMEOUT_MS, &c, &m) == 0 && context_store(c, STORE_READ, &m) == 0)
        t->job->read(c, t->job);
}

static void done(void *ctx)
{
    Task *t = ctx;
    Reader *r = t->reader;
    r->pending--;
    if (r->closing) {
        arena_free(t->job->arena);
        loop_stop(r->loop);
    } else {
        screen_show_read(r->screen, t->job);
    }
    free(t);
}

bool reader_start(Reader *r, ReadJob *job)
{
    if (strcmp(store_path(r->context->store), ":memory:") == 0)
        return false;
    Task *t = mem_alloc(sizeof *t);
    *t = (Task){ r, job };
    if (work_start(r->loop, work, done, t) < 0) {
        free(t);
        return false;
    }
    r->pending++;
    return true;
}

Reader *reader_new(Loop *l, const Context *c, Screen *s)
{
    Reader *r = mem_alloc(sizeof *r);
    *r = (Reader){ .loop = l, .context = c, .screen = s };
    return r;
}

Reader *reader_free(Reader *r)
{
    if (!r)
        return NULL;
    r->closing = true;
    while (r->pending)                      /* a worker reads through our context */
        loop_run(r->loop);
    free(r);
    return NULL;
}
