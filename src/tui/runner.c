/*
 * runner.c - commands in the order in which they were given, each on another thread with a context of its own.
 */
#include "runner.h"

#include <errno.h>

typedef struct {
    const CommandRow *row;
    Arena *arena;
    StrList words;
} Job;

struct Runner {
    Loop *loop;
    char *root;
    const CommandRow *const *table;
    RunnerDone *done;
    void *ctx;
    bool running, closing;
    Job jobs[RUNNER_QUEUE_MAX];         /* jobs[0] runs, or is about to */
    size_t len;

    /* what the command under way has come to */
    Buf out;
    Message error;
    int code;
};

static void keep_output(Cmd *cmd)
{
    (void)cmd;                          /* shown when the command has ended */
}

static int words_in(const char *name)
{
    int n = 1;
    for (; *name; name++)
        n += *name == ' ';
    return n;
}

static void work(void *ctx)
{
    Runner *r = ctx;
    const Job *j = &r->jobs[0];
    Cmd cmd = { .table = r->table, .arena = j->arena, .out = &r->out, .flush = keep_output, .face = r };
    int used = words_in(j->row->name);
    r->code = command_run(&cmd, j->row, r->root, (int)j->words.len - used, j->words.items + used);
    r->error = cmd.error;
    context_free(cmd.context);
}

static void drop_first(Runner *r)
{
    arena_free(r->jobs[0].arena);
    memmove(&r->jobs[0], &r->jobs[1], --r->len * sizeof *r->jobs);
}

static void tell(Runner *r)
{
    const CommandRow *row = r->jobs[0].row;
    CLEANUP(buf_done) Buf out = r->out;
    r->out = BUF_INIT;
    drop_first(r);
    r->done(r->ctx, row, r->code, out.data, r->error.text);
}

static void start_first(Runner *r);

static void done(void *ctx)
{
    Runner *r = ctx;
    r->running = false;
    if (r->closing) {
        drop_first(r);
        loop_stop(r->loop);
        return;
    }
    tell(r);
    start_first(r);
}

static bool start_work(Runner *r)
{
    r->error = (Message){ 0 };
    return r->running = work_start(r->loop, work, done, r) == 0;
}

static void start_first(Runner *r)
{
    while (!r->running && r->len) {
        if (start_work(r))
            return;
        r->code = INTERNAL;
        fail(&r->error, "'%s' was not run: no thread could be started.", r->jobs[0].row->name);
        tell(r);
    }
}

Runner *runner_new(Loop *l, const char *root, const CommandRow *const table[], RunnerDone *fn, void *ctx)
{
    Runner *r = mem_alloc(sizeof *r);
    *r = (Runner){ .loop = l, .root = mem_strdup(root), .table = table, .done = fn, .ctx = ctx, .out = BUF_INIT };
    return r;
}

Runner *runner_free(Runner *r)
{
    if (!r)
        return NULL;
    r->closing = true;
    while (r->len) {
        bool changes = r->jobs[0].row->needs & NEED_WRITABLE;
        if (r->running || (changes && start_work(r)))
            loop_run(r->loop);          /* done() drops it */
        else
            drop_first(r);
    }
    buf_done(&r->out);
    free(r->root);
    free(r);
    return NULL;
}

int runner_start(Runner *r, const CommandRow *row, const StrList *words)
{
    if (r->len == RUNNER_QUEUE_MAX)
        return -EAGAIN;
    Job *j = &r->jobs[r->len++];
    *j = (Job){ .row = row, .arena = arena_new() };
    for (size_t i = 0; i < words->len; i++)
        strlist_add(&j->words, j->arena, arena_strdup(j->arena, words->items[i]));
    start_first(r);
    return 0;
}

size_t runner_pending(const Runner *r)
{
    return r->len;
}
