/*
 * live.c - watcher, quiet timer and the worker: it takes in files, and when nothing else is to do, fills the index.
 */
#include "live.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>

#include "baton/base/clock.h"
#include "baton/core/index.h"
#include "baton/core/ingest.h"
#include "baton/sys/watch.h"

enum {
    LEDGER_TIMEOUT_MS = 5000,   /* the worker may wait for a lock; the screen never does */
    MAX_DELAY_MS = 250,         /* a file that never gets quiet is read all the same */
    INDEX_BATCH_MS = 15,        /* so long may what is more urgent have to wait for the worker */
    INDEX_BEHIND = 200,         /* events: with more, the index does not wait for silence */
};

/*
 * A wake-up from the WAL comes when its bytes are written, before they are flushed and the commit
 * can be seen; how long that takes is the disk's business.  So the ledger is looked at again, ever
 * later, and then no more: a few microseconds each, and nothing while nothing happens.
 */
static const int recheck_ms[] = { 3, 15, 80, 400, 2000 };

struct Live {
    Loop *loop;
    Context *context;
    LiveEvents events;
    Watcher *watcher;
    Timer *quiet, *recheck;
    size_t rechecks;            /* how many were made since the last wake-up */
    int64_t hinted_at;          /* when the first hint of this batch came; 0: none */
    bool running, again, closing;
    atomic_bool hurry;          /* the worker is filling the index and is wanted for something else */
    int64_t indexed;            /* up to which event the index was filled, or nobody could fill it */

    /* the pass under way; touched by the worker only while running */
    Message message;
    bool failed, unsettled;
    Arena *dirs_arena;
    StrList dirs;
};

static void start_pass(Live *v);
static void start_index(Live *v);

static void look_after(Live *v, int64_t ms)
{
    if (v->running) {
        v->again = true;
        v->hurry = true;
        return;
    }
    if (!v->hinted_at)
        v->hinted_at = clock_mono();
    int64_t waited = clock_mono() - v->hinted_at;
    timer_start(v->quiet, (uint64_t)MAX(MIN(ms, MAX_DELAY_MS - waited), 0), 0);
}

void live_look(Live *v)
{
    look_after(v, 0);
}

static void on_quiet(void *ctx)
{
    Live *v = ctx;
    v->hinted_at = 0;
    start_pass(v);
}

static void recheck_next(Live *v)
{
    if (v->rechecks < ARRAY_LEN(recheck_ms))
        timer_start(v->recheck, (uint64_t)recheck_ms[v->rechecks++], 0);
}

static void on_recheck(void *ctx)
{
    Live *v = ctx;
    v->events.ledger(v->events.ctx);
    if (v->rechecks == ARRAY_LEN(recheck_ms) || store_last_seq(v->context->store) - v->indexed >= INDEX_BEHIND)
        start_index(v);
    recheck_next(v);
}

/* Our own writing beside the ledger is no news. */
static bool is_index(const char *name)
{
    return name && str_starts(str_from(name), STR("index.db"));
}

static void on_watch(void *ctx, const char *dir, const char *name, bool lost)
{
    Live *v = ctx;
    if (!lost && strcmp(dir, v->context->project->baton_dir) == 0) {
        if (is_index(name))
            return;
        v->events.ledger(v->events.ctx);
        v->rechecks = 0;
        recheck_next(v);
        return;
    }
    (void)name;
    v->events.files(v->events.ctx);
    look_after(v, conf_int(v->context->conf, CONF_QUIET_MS));
}

/* On a worker thread, with a connection of its own. */
static void pass(Context *c, Live *v)
{
    IngestReport report = { 0 };
    v->failed = ingest(c, false, &report, &v->message) < 0;
    v->unsettled = report.unsettled;
    v->dirs_arena = arena_new();
    v->dirs = (StrList){ 0 };
    ingest_folders(c, v->dirs_arena, &v->dirs);
}

static void work(void *ctx)
{
    Live *v = ctx;
    CLEANUP(context_free_ptr) Context *c = NULL;
    v->message = (Message){ 0 };
    v->failed = context_fork(v->context, LEDGER_TIMEOUT_MS, &c, &v->message) < 0 ||
                context_store(c, STORE_WRITE, &v->message) < 0;
    if (!v->failed)
        pass(c, v);
}

/* True: there are new folders, and what came into them before they were watched has told nobody. */
static bool watch_dirs(Live *v)
{
    unsigned before = watcher_count(v->watcher);
    if (!v->dirs_arena)
        return false;
    if (v->context->project->exists)
        strlist_add(&v->dirs, v->dirs_arena, v->context->project->baton_dir);
    for (size_t i = 0; i < v->dirs.len; i++)
        watcher_add(v->watcher, v->dirs.items[i]);
    bool more = watcher_count(v->watcher) > before;
    watcher_keep_only(v->watcher, v->dirs.items, v->dirs.len);
    v->dirs_arena = arena_free(v->dirs_arena);
    return more;
}

static void done(void *ctx)
{
    Live *v = ctx;
    v->running = false;
    if (v->closing) {
        loop_stop(v->loop);
        return;
    }
    v->again |= watch_dirs(v);
    if (v->failed)
        v->events.trouble(v->events.ctx, v->message.text);
    v->events.ledger(v->events.ctx);
    if (v->unsettled || v->again)
        look_after(v, conf_int(v->context->conf, CONF_QUIET_MS));
    else
        start_index(v);
    v->again = false;
}

/* ---- the index ---- */

/* On a worker thread, in batches, until it is up to date or the worker is wanted. */
static void index_work(void *ctx)
{
    Live *v = ctx;
    CLEANUP(context_free_ptr) Context *c = NULL;
    CLEANUP(index_free_ptr) Index *x = NULL;
    Message m = { 0 };

    if (context_fork(v->context, LEDGER_TIMEOUT_MS, &c, &m) < 0 || context_store(c, STORE_READ, &m) < 0)
        return;
    int64_t last = store_last_seq(c->store);
    (void)index_for(c, true, &x, &m);
    int r = x ? 1 : 0;
    while (r == 1 && !v->hurry)
        r = index_refresh(c, x, INDEX_BATCH_MS);
    v->indexed = r == 1 ? index_seq(x) : last;  /* what could not be filled now is tried with the next event */
}

static void index_done(void *ctx)
{
    Live *v = ctx;
    v->running = false;
    if (v->closing) {
        loop_stop(v->loop);
        return;
    }
    if (v->again)
        look_after(v, 0);
    v->again = false;
}

static bool in_memory(const Live *v);

static void start_index(Live *v)
{
    if (v->running || v->closing || !v->context->project->exists || in_memory(v) ||
        v->context->store_mode == STORE_READ || v->indexed >= store_last_seq(v->context->store))
        return;
    v->hurry = false;
    v->running = work_start(v->loop, index_work, index_done, v) == 0;
}

/* ---- passes ---- */

/* A ledger in memory cannot be shared with a worker: it is brought up to date here. */
static bool in_memory(const Live *v)
{
    return strcmp(store_path(v->context->store), ":memory:") == 0;
}

static void start_pass(Live *v)
{
    if (v->running) {
        v->again = true;
        v->hurry = true;
        return;
    }
    v->running = true;
    if (in_memory(v)) {
        v->message = (Message){ 0 };
        pass(v->context, v);
        done(v);
    } else if (v->context->store_mode == STORE_READ) {
        v->running = false;             /* somebody else must write it; we only look */
        v->events.ledger(v->events.ctx);
    } else if (work_start(v->loop, work, done, v) < 0) {
        v->running = false;
        v->events.trouble(v->events.ctx, "No thread could be started to read the files; try again later.");
    }
}

int live_new(Loop *l, Context *c, const LiveEvents *events, Live **ret_live)
{
    Live *v = mem_alloc(sizeof *v);
    v->loop = l;
    v->context = c;
    v->events = *events;
    v->watcher = watcher_new(l, (uint64_t)conf_int(c->conf, CONF_POLL_MS), on_watch, v);
    v->quiet = timer_new(l, on_quiet, v);
    v->recheck = timer_new(l, on_recheck, v);
    v->dirs_arena = arena_new();
    ingest_folders(c, v->dirs_arena, &v->dirs);
    watch_dirs(v);
    *ret_live = v;
    return 0;
}

Live *live_free(Live *v)
{
    if (!v)
        return NULL;
    v->closing = true;
    v->hurry = true;
    v->quiet = timer_free(v->quiet);
    v->recheck = timer_free(v->recheck);
    v->watcher = watcher_free(v->watcher);
    while (v->running)                  /* the worker holds our context; it ends within one pass */
        loop_run(v->loop);
    arena_free(v->dirs_arena);
    free(v);
    return NULL;
}

const char *live_polled(const Live *v)
{
    return watcher_polled(v->watcher) ? watcher_why_polled(v->watcher) : NULL;
}
