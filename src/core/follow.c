/*
 * follow.c - a loop around the ledger, and around the files where that is wished.
 *
 * Everything runs on one thread: nobody waits for a screen here, and a pass over the files takes milliseconds.
 */
#include "baton/core/follow.h"

#include <errno.h>
#include <signal.h>

#include "baton/base/clock.h"
#include "baton/core/index.h"
#include "baton/core/ingest.h"
#include "baton/sys/watch.h"

enum { TICK_MS = 1000, INDEX_SOON_MS = 300, INDEX_BUDGET_MS = 50, PASS_EVERY_MS = 20000 };

/* After a hint, how long until it is looked again: a commit can be seen when the disk has it. */
static const int again_ms[] = { 1, 3, 15, 80, 400 };

typedef struct {
    Context *c;
    const Follow *f;
    Message *m;
    Loop *loop;
    Watcher *watcher;
    Timer *again, *tick, *quiet, *filling, *end;
    Signal *signals[3];
    Index *index;
    size_t looks;               /* since the last hint */
    int64_t version, next, passed_at;
    bool troubled;              /* it was said */
    int result;                 /* 1: it goes on */
} Following;

static void stop(Following *w, int result)
{
    w->result = MIN(result, 0);
    loop_stop(w->loop);
}

/* ---- the ledger ---- */

static void look(Following *w)
{
    w->version = store_data_version(w->c->store);
    int r = w->f->look(w->f->ctx, &w->next);
    if (r == -EBUSY) {
        w->version = -1;                /* the next tick looks again */
        return;
    }
    if (r < 0)
        stop(w, r == -EPIPE ? 0 : r);
    else if (w->f->files && !timer_active(w->filling))
        timer_start(w->filling, INDEX_SOON_MS, 0);
}

static void look_if_changed(Following *w)
{
    if (w->result == 1 && store_data_version(w->c->store) != w->version)
        look(w);
}

static void on_again(void *ctx)
{
    Following *w = ctx;
    look_if_changed(w);
    if (w->result == 1 && w->looks < ARRAY_LEN(again_ms))
        timer_start(w->again, (uint64_t)again_ms[w->looks++], 0);
}

/* ---- the files ---- */

/* True: there are new folders, and what came into them before they were watched has told nobody. */
static bool watch_folders(Following *w)
{
    unsigned before = watcher_count(w->watcher);
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    StrList dirs = { 0 };
    if (w->f->files)
        ingest_folders(w->c, a, &dirs);
    if (dir_exists(w->c->project->baton_dir))
        strlist_add(&dirs, a, w->c->project->baton_dir);
    for (size_t i = 0; i < dirs.len; i++)
        (void)watcher_add(w->watcher, dirs.items[i]);
    bool more = watcher_count(w->watcher) > before;
    watcher_keep_only(w->watcher, dirs.items, dirs.len);
    return more;
}

static void say_trouble(Following *w, const Message *m)
{
    if (!w->troubled && w->f->trouble)
        w->f->trouble(w->f->ctx, m->text);
    w->troubled = true;
}

static void pass(Following *w)
{
    IngestReport report = { 0 };
    Message m = { 0 };
    w->passed_at = clock_mono();
    if (!context_may_record(w->c))
        return;
    if (ingest(w->c, false, &report, &m) < 0)
        say_trouble(w, &m);
    else
        w->troubled = false;
    bool more = watch_folders(w);
    if (report.events)
        look(w);
    if ((report.unsettled || more) && w->result == 1)
        timer_start(w->quiet, (uint64_t)conf_int(w->c->conf, CONF_QUIET_MS), 0);
}

static void on_quiet(void *ctx)
{
    pass(ctx);
}

static void on_filling(void *ctx)
{
    Following *w = ctx;
    Message m = { 0 };
    if (!w->index && context_may_record(w->c))
        (void)index_for(w->c, true, &w->index, &m);
    if (w->index && index_refresh(w->c, w->index, INDEX_BUDGET_MS) == 1)
        timer_start(w->filling, INDEX_SOON_MS, 0);
}

/* ---- waking up ---- */

static void on_hint(void *ctx, const char *dir, const char *name, bool lost)
{
    Following *w = ctx;
    bool ledger = !lost && strcmp(dir, w->c->project->baton_dir) == 0;
    (void)name;
    if (!ledger && w->f->files && !timer_active(w->quiet))
        timer_start(w->quiet, (uint64_t)conf_int(w->c->conf, CONF_QUIET_MS), 0);
    w->looks = 0;
    on_again(w);
}

static void on_tick(void *ctx)
{
    Following *w = ctx;
    if (w->f->unread && w->f->unread(w->f->ctx)) {
        stop(w, 0);
        return;
    }
    if (watcher_count(w->watcher) == 0)
        watch_folders(w);
    if (w->f->files && clock_mono() - w->passed_at >= PASS_EVERY_MS)
        pass(w);
    if (w->result == 1 && w->next && clock_now() >= w->next)
        look(w);
    look_if_changed(w);
}

static void on_end(void *ctx)
{
    stop(ctx, 0);
}

static void on_signal(void *ctx, int signum)
{
    (void)signum;
    stop(ctx, 0);
}

/* ---- from the first to the last ---- */

static int begin(Following *w)
{
    static const int signals[ARRAY_LEN(w->signals)] = { SIGINT, SIGTERM, SIGHUP };
    int r = loop_new(&w->loop);
    if (r < 0)
        return fail_with(w->m, r, "Nothing can be waited for here: %s", strerror(-r));
    w->watcher = watcher_new(w->loop, (uint64_t)conf_int(w->c->conf, CONF_POLL_MS), on_hint, w);
    w->again = timer_new(w->loop, on_again, w);
    w->tick = timer_new(w->loop, on_tick, w);
    w->quiet = timer_new(w->loop, on_quiet, w);
    w->filling = timer_new(w->loop, on_filling, w);
    w->end = timer_new(w->loop, on_end, w);
    for (size_t i = 0; i < ARRAY_LEN(signals); i++)
        w->signals[i] = signal_new(w->loop, signals[i], on_signal, w);
    timer_start(w->tick, TICK_MS, TICK_MS);
    if (w->f->for_ms > 0)
        timer_start(w->end, (uint64_t)w->f->for_ms, 0);
    watch_folders(w);
    return 0;
}

static void end(Following *w)
{
    for (size_t i = 0; i < ARRAY_LEN(w->signals); i++)
        w->signals[i] = signal_free(w->signals[i]);
    w->again = timer_free(w->again);
    w->tick = timer_free(w->tick);
    w->quiet = timer_free(w->quiet);
    w->filling = timer_free(w->filling);
    w->end = timer_free(w->end);
    w->watcher = watcher_free(w->watcher);
    w->loop = loop_free(w->loop);
    w->index = index_free(w->index);
}

int follow(Context *c, const Follow *f, Message *m)
{
    Following w = { .c = c, .f = f, .m = m, .result = 1 };
    int r = begin(&w);
    if (r < 0)
        return r;
    w.passed_at = clock_mono();
    look(&w);
    if (w.result == 1 && f->files)
        pass(&w);                       /* what was saved before we watched */
    if (w.result == 1)
        loop_run(w.loop);
    r = MIN(w.result, 0);
    end(&w);
    if (r < 0 && !*m->text)
        fail(m, "The ledger '%s' cannot be read: %s", store_path(c->store), strerror(-r));
    return r;
}
