/*
 * wait.c - waiting for a decision, as an agent does.
 *
 * .baton is watched; the hint comes when bytes are written, before the commit can be seen, so the ledger is
 * looked at again soon after, and every second in case that no hint comes.  A look costs microseconds while
 * nothing was committed.  What the waiter believes in the end is proven events, as the gate does.
 */
#include <errno.h>
#include <stdlib.h>

#include "baton/base/clock.h"
#include "baton/conf/policy.h"
#include "baton/core/ingest.h"
#include "baton/sys/linger.h"
#include "baton/sys/loop.h"
#include "baton/sys/watch.h"
#include "deciding.h"

/* After a hint: a commit can be seen when the disk has it, and that may take a while.  So often, so far apart. */
static const struct { size_t looks; int apart_ms; } steps[] = { { 4, 1 }, { 100, 2 }, { 60, 5 }, { 25, 20 } };

enum { LOOK_EVERY_MS = 1000, INGEST_EVERY_MS = 20000, WATCH_POLL_MS = 200 };

typedef struct {
    Loop *loop;
    Watcher *watcher;
    Timer *soon, *every, *end;
} Wakers;

typedef struct {
    Context *c;
    HandoffRow handoff;
    Arena *arena;
    WaitReport *report;
    Message *m;
    Wakers wakers;
    size_t looks;               /* how many were made since the last hint */
    int64_t version, ingested_at;
    int result;                 /* 1: not yet */
} Waiting;

/* ---- what is known ---- */

static bool is_decided(HandoffState s)
{
    return s == HANDOFF_APPROVED || s == HANDOFF_REJECTED || s == HANDOFF_WITHDRAWN || s == HANDOFF_SUPERSEDED;
}

static const Standing *standing_of(const Standings *all, const char *id)
{
    for (size_t i = 0; i < all->len; i++)
        if (text_same(all->items[i].id, id))
            return &all->items[i];
    return NULL;
}

/* The projection says so; do the events?  What took its place stands beside it in the run. */
static int confirm(Waiting *w, const char *run, HandoffState state)
{
    Policy policy;
    Standings all = { 0 };
    const char *id = state == HANDOFF_SUPERSEDED ? NULL : w->handoff.id;
    int r = policy_load(w->c->project, w->arena, &policy, w->m);
    if (r >= 0)
        r = standings_read(w->c, &policy, run, id, w->arena, &all, w->m);
    if (r < 0)
        return r == -1 ? -EINVAL : r;
    const Standing *s = standing_of(&all, w->handoff.id);
    if (s && s->state == state) {
        if (id)
            w->report->decision = s->decision.row;
        return 0;
    }
    return fail_with(w->m, -EBADMSG, "Handoff %d is listed as %s, but no proven event says so%s%s; `baton verify` "
                     "tells more", w->handoff.number, handoff_state_text(state), s && s->short_of ? ": " : "",
                     s && s->short_of ? s->short_of : "");
}

/* 1: it waits still. */
static int look(Waiting *w)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    HandoffRows rows = { 0 };
    int r = store_handoffs(w->c->store, a, &(HandoffQuery){ .id = w->handoff.id }, &rows);
    if (r == -EBUSY)
        return 1;
    if (r < 0)
        return fail_with(w->m, r, "The ledger '%s' cannot be read: %s", store_path(w->c->store), strerror(-r));
    if (rows.len != 1 || !is_decided(rows.items[0].state))
        return 1;
    r = confirm(w, rows.items[0].run, rows.items[0].state);
    if (r == 0 && store_handoffs(w->c->store, w->arena, &(HandoffQuery){ .id = w->handoff.id }, &rows) == 0 &&
        rows.len == 1)
        w->report->handoff = rows.items[0];
    return r;
}

/* ---- waking up ---- */

static void look_if_changed(Waiting *w, bool anyway)
{
    int64_t version = store_data_version(w->c->store);
    if (version == w->version && !anyway)
        return;
    w->version = version;
    w->result = look(w);
    if (w->result != 1)
        loop_stop(w->wakers.loop);
}

static void next_look(Waiting *w)
{
    size_t n = w->looks++;
    for (size_t i = 0; w->result == 1 && i < ARRAY_LEN(steps); n -= steps[i++].looks)
        if (n < steps[i].looks) {
            timer_start(w->wakers.soon, (uint64_t)steps[i].apart_ms, 0);
            return;
        }
}

static void on_soon(void *ctx)
{
    Waiting *w = ctx;
    look_if_changed(w, false);
    next_look(w);
}

static void on_hint(void *ctx, const char *dir, const char *name, bool lost)
{
    Waiting *w = ctx;
    (void)dir, (void)name, (void)lost;
    look_if_changed(w, false);
    w->looks = 0;
    next_look(w);
}

/* Somebody else brings documents up to date when he decides; this is for a handoff that a new one replaces. */
static void take_in(Waiting *w)
{
    IngestReport report;
    Message trouble = { 0 };
    if (clock_mono() - w->ingested_at < INGEST_EVERY_MS || !context_may_record(w->c))
        return;
    (void)ingest(w->c, false, &report, &trouble);
    w->ingested_at = clock_mono();
}

static void on_every(void *ctx)
{
    Waiting *w = ctx;
    if (watcher_count(w->wakers.watcher) == 0)
        (void)watcher_add(w->wakers.watcher, w->c->project->baton_dir);
    look_if_changed(w, true);
    if (w->result == 1)
        take_in(w);
}

static void on_end(void *ctx)
{
    Waiting *w = ctx;
    w->report->timed_out = true;
    w->result = 0;
    loop_stop(w->wakers.loop);
}

/*
 * The kernel takes its time to end a watch, twenty times what waking took.  Nobody waits for that but the next wait
 * of this process: at its end a child keeps the watch for it.
 */
static Wakers kept;

static void close_kept(void)
{
    kept.soon = timer_free(kept.soon);
    kept.every = timer_free(kept.every);
    kept.end = timer_free(kept.end);
    kept.watcher = watcher_free(kept.watcher);
    kept.loop = loop_free(kept.loop);
}

static void leave_kept(void)
{
    if (kept.loop)
        (void)linger();
}

static void release(Waiting *w)
{
    static bool registered;
    kept = w->wakers;
    if (!registered)
        registered = atexit(leave_kept) == 0;
}

static int wait_on_loop(Waiting *w, int64_t timeout_ms)
{
    int r = loop_new(&w->wakers.loop);
    if (r < 0)
        return fail_with(w->m, r, "Nothing can be waited for here: %s", strerror(-r));
    w->wakers.watcher = watcher_new(w->wakers.loop, WATCH_POLL_MS, on_hint, w);
    w->wakers.soon = timer_new(w->wakers.loop, on_soon, w);
    w->wakers.every = timer_new(w->wakers.loop, on_every, w);
    w->wakers.end = timer_new(w->wakers.loop, on_end, w);
    (void)watcher_add(w->wakers.watcher, w->c->project->baton_dir);    /* without it, every second */
    timer_start(w->wakers.every, LOOK_EVERY_MS, LOOK_EVERY_MS);
    if (timeout_ms > 0)
        timer_start(w->wakers.end, (uint64_t)timeout_ms, 0);
    look_if_changed(w, true);           /* what came before we watched */
    if (w->result == 1)
        loop_run(w->wakers.loop);
    return w->result;
}

static int begin(Waiting *w, const char *id)
{
    IngestReport report;
    int r = w->c->store ? 0 : context_store(w->c, STORE_READ, w->m);
    if (r == 0 && context_may_record(w->c))
        r = ingest(w->c, true, &report, w->m);
    if (r == 0)
        r = handoff_find(w->c, id, w->arena, &w->handoff, w->m);
    w->report->handoff = w->handoff;
    w->ingested_at = clock_mono();
    return r;
}

int handoff_wait(Context *c, const char *id, int64_t timeout_ms, Arena *a, WaitReport *ret, Message *m)
{
    Waiting w = { .c = c, .arena = a, .report = ret, .m = m, .result = 1 };
    *ret = (WaitReport){ .timed_out = false };
    int r = begin(&w, id);
    if (r < 0)
        return r;
    close_kept();
    r = wait_on_loop(&w, timeout_ms);
    if (w.wakers.loop)
        release(&w);
    return MIN(r, 0);
}
