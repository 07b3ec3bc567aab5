/*
 * effects.c - what follows from decisions, done at least once and in order.
 *
 * The ledger's list of pending effects is the outbox: whoever decided works it off, and when he was killed the
 * next process that brings documents up to date does.  One of a handoff that cannot be done now holds back the
 * later ones of that handoff, and no other.
 */
#include "effects.h"

#include <errno.h>
#include <pthread.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "baton/sys/exec.h"
#include "taking.h"

#define LEASE "effects"

static const struct { const char *kind; EffectRun *run; } kinds[] = {
    { "block", effect_block },
    { "session", effect_session },
    { "command", effect_command },
};

/* What an effect changes is taken in at once, and that ends here again. */
static pthread_mutex_t at_work = PTHREAD_MUTEX_INITIALIZER;

static bool is_alive(int pid, uint64_t started)
{
    return proc_started(pid) == started;
}

static EffectRun *runner_of(const char *kind)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (strcmp(kinds[i].kind, kind) == 0)
            return kinds[i].run;
    return NULL;
}

bool effect_is_passing(int error)
{
    return error == -EAGAIN || error == -EBUSY || error == -EROFS || error == -ENOSPC || error == -EDQUOT ||
           error == -EINTR || error == -ENOMEM || error == -EMFILE || error == -ENFILE;
}

/* ---- its end ---- */

static bool is_pending(Context *c, const EffectRow *row, Arena *a)
{
    EffectRows rows = { 0 };
    if (store_effects(c->store, a, row->handoff, true, &rows) < 0)
        return false;
    for (size_t i = 0; i < rows.len; i++)
        if (strcmp(rows.items[i].id, row->id) == 0)
            return true;
    return false;
}

static int append_end(Effect *e, EffectState state)
{
    Json *body = json_object();
    json_put_str(body, "handoff", e->row->handoff);
    json_put_str(body, "state", effect_state_text(state));
    json_put_str(body, "detail", e->detail);
    Ingest in = { .c = e->c, .store = e->c->store, .arena = e->arena, .source = SOURCE_CLI,
                  .actor = context_user(), .run = e->handoff.run };
    return ledger_event(&in, EVENT_EFFECT_DONE, e->row->id, NULL, body);
}

/* Another process may have ended it while we were at it: it ends once. */
static int end(Effect *e, EffectState state)
{
    int r = store_begin(e->c->store);
    if (r < 0)
        return r;
    r = is_pending(e->c, e->row, e->arena) ? append_end(e, state) : 0;
    if (r == 0)
        r = store_commit(e->c->store);
    if (r < 0)
        store_rollback(e->c->store);
    return r;
}

/* ---- doing ---- */

static int prepare(Effect *e)
{
    HandoffRows rows = { 0 };
    int r = store_handoffs(e->c->store, e->arena, &(HandoffQuery){ .id = e->row->handoff }, &rows);
    if (r < 0 || rows.len != 1)
        return r < 0 ? -EAGAIN : -ENOENT;
    e->handoff = rows.items[0];
    r = decision_load(e->c->store, e->row->decision, e->arena, &e->decision);
    return r == 0 || r == -ENOENT ? r : -EAGAIN;
}

static int do_one(Context *c, const EffectRow *row)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Effect e = { .c = c, .arena = a, .row = row };
    EffectRun *run = runner_of(row->kind);
    int r = prepare(&e);
    if (r == -ENOENT)
        e.detail = "there is no such decision";
    if (!run)
        e.detail = "this baton does not know it";
    if (r == 0 && run)
        r = effect_believed(&e);
    if (r == 0)
        r = run ? run(&e) : -ENOTSUP;
    if (effect_is_passing(r))
        return -EAGAIN;
    if (!e.detail)
        e.detail = r < 0 ? strerror(-r) : "";
    return end(&e, r < 0 ? EFFECT_FAILED : EFFECT_DONE);
}

static int do_pending(Context *c)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    EffectRows rows = { 0 };
    StrList held = { 0 };
    int r = store_effects(c->store, a, NULL, true, &rows);
    for (size_t i = 0; r >= 0 && i < rows.len; i++) {
        const EffectRow *row = &rows.items[i];
        if (strlist_has(&held, row->handoff) || !is_pending(c, row, a))
            continue;
        if (do_one(c, row) < 0)
            strlist_add(&held, a, row->handoff);
    }
    return MIN(r, 0);
}

static int under_lease(Context *c, Message *m)
{
    int pid = getpid(), by = 0;
    uint64_t started = proc_started(pid);
    int r = store_lease_take(c->store, LEASE, pid, started, is_alive, &by);
    if (r < 0)
        return 0;                       /* somebody is at it, or comes when the ledger can be written */
    r = do_pending(c);
    (void)store_lease_drop(c->store, LEASE, pid, started);
    if (r >= 0 || effect_is_passing(r))
        return 0;
    return fail_with(m, r, "What follows from decisions cannot be read: %s", strerror(-r));
}

int effects_run(Context *c, Message *m)
{
    if (!c->store || c->store_mode != STORE_WRITE || !store_has_effects(c->store))
        return 0;
    if (pthread_mutex_trylock(&at_work) != 0)
        return 0;
    int r = under_lease(c, m);
    pthread_mutex_unlock(&at_work);
    return r;
}
