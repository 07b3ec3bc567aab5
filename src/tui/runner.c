/*
 * runner.c - one command at a time on another thread, with a context of its own.
 */
#include "runner.h"

struct Runner {
    Loop *loop;
    char *root;
    const CommandRow *const *table;
    void (*done)(void *ctx, const char *name, int code, const char *out, const char *error);
    void *ctx;

    /* the command under way */
    bool running, closing;
    const CommandRow *row;
    Arena *arena;
    StrList words;
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
    Cmd cmd = { .table = r->table, .arena = r->arena, .out = &r->out, .flush = keep_output };
    int used = words_in(r->row->name);
    r->code = command_run(&cmd, r->row, r->root, (int)r->words.len - used, r->words.items + used);
    r->error = cmd.error;
    context_free(cmd.context);
}

static void done(void *ctx)
{
    Runner *r = ctx;
    r->running = false;
    if (r->closing) {
        loop_stop(r->loop);
        return;
    }
    r->done(r->ctx, r->row->name, r->code, r->out.data, r->error.text);
    r->arena = arena_free(r->arena);
    buf_done(&r->out);
}

Runner *runner_new(Loop *l, const char *root, const CommandRow *const table[],
                   void (*fn)(void *ctx, const char *name, int code, const char *out, const char *error), void *ctx)
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
    while (r->running)
        loop_run(r->loop);
    arena_free(r->arena);
    buf_done(&r->out);
    free(r->root);
    free(r);
    return NULL;
}

bool runner_start(Runner *r, const CommandRow *row, const StrList *words)
{
    if (r->running)
        return false;
    r->row = row;
    r->arena = arena_new();
    r->words = (StrList){ 0 };
    for (size_t i = 0; i < words->len; i++)
        strlist_add(&r->words, r->arena, arena_strdup(r->arena, words->items[i]));
    r->error = (Message){ 0 };
    r->running = work_start(r->loop, work, done, r) == 0;
    if (!r->running)
        r->arena = arena_free(r->arena);
    return r->running;
}
