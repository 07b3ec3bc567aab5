/*
 * checks_record.c - evidence on exactly one revision, collected once and kept.
 *
 * A lease by pid and start time keeps a second process from doing the same; it is of one revision and one
 * sort of checks, so that a command that takes minutes holds up nobody's next revision.  What ran while
 * the files moved says nothing about the revision: it runs again, and stays stale when that does not help.
 */
#include <errno.h>
#include <unistd.h>

#include "baton/sys/exec.h"
#include "baton/sys/proc.h"
#include "checking.h"
#include "taking.h"

enum { TRIES = 3 };

typedef struct {
    Context *c;
    Arena *arena;               /* as long as one try */
    const HandoffRow *h;
    const RevisionRow *rev;
    Message *m;
    bool with_diff, moved;
    bool only_due;              /* what somebody collected before is good enough */
    LiveOutput live;
    Buf diff;
    uint64_t left_out;
    CheckResults results;
} Recording;

/* ---- events ---- */

static int ledger_failed(Recording *k, int r)
{
    return fail_with(k->m, r, "The evidence of handoff %d was not recorded: the ledger '%s': %s", k->h->number,
                     store_path(k->c->store), strerror(-r));
}

static Json *evidence_body(Recording *k)
{
    Json *body = json_object();
    for (size_t i = 0; i < k->diff.len; i++)
        if (!k->diff.data[i])
            k->diff.data[i] = '?';          /* a text in the ledger ends at a NUL */
    json_put_str(body, "revision", k->rev->digest);
    json_put_str(body, "diff", k->diff.data);
    json_put_int(body, "left_out", (int64_t)k->left_out);
    return body;
}

static Json *report_body(Recording *k)
{
    Json *body = json_object();
    json_put_str(body, "revision", k->rev->digest);
    json_put(body, "checks", results_json(&k->results));
    return body;
}

static int append(Recording *k)
{
    Ingest in = { .c = k->c, .store = k->c->store, .source = SOURCE_CLI, .actor = context_user(), .run = k->h->run };
    int r = 0;
    if (k->with_diff)
        r = ledger_event(&in, EVENT_HANDOFF_EVIDENCE, k->h->id, k->h->from, evidence_body(k));
    if (r == 0 && k->results.len)
        r = ledger_event(&in, EVENT_CHECK_REPORTED, k->h->id, k->h->from, report_body(k));
    return r;
}

static int record(Recording *k)
{
    int r = store_begin(k->c->store);
    if (r == 0 && ((r = append(k)) < 0 || (r = store_commit(k->c->store)) < 0))
        store_rollback(k->c->store);
    return r < 0 ? ledger_failed(k, r) : 0;
}

/* ---- running ---- */

static void make_stale(Recording *k, const char *why)
{
    for (size_t i = 0; i < k->results.len; i++) {
        CheckResult *r = &k->results.items[i];
        if (r->state != CHECK_PASSED && r->state != CHECK_FAILED)
            continue;
        r->state = CHECK_STALE;
        r->why = why;
    }
}

static bool is_known(const CheckRowsKept *rows, const char *name)
{
    for (size_t i = 0; i < rows->len; i++)
        if (strcmp(rows->items[i].name, name) == 0)
            return true;
    return false;
}

/* The slow ones are shown as running until somebody has run them; those that never run are said already. */
static void announce_slow(Recording *k, const Checking *checking)
{
    CheckRowsKept rows = { 0 };
    StrList names = { 0 };
    checks_expected(&checking->in, k->arena, &names);
    (void)store_checks(k->c->store, k->arena, k->h->id, k->rev->digest, &rows);
    for (size_t i = 0; i < names.len; i++)
        if (!is_known(&rows, names.items[i]))
            check_add(&k->results, k->arena, names.items[i])->state = CHECK_RUNNING;
}

static bool has_result(const CheckResults *results, const char *name)
{
    for (size_t i = 0; i < results->len; i++)
        if (strcmp(results->items[i].name, name) == 0)
            return true;
    return false;
}

/* What nobody proposes any more will never end by itself. */
static void end_dropped(Recording *k)
{
    CheckRowsKept rows = { 0 };
    (void)store_checks(k->c->store, k->arena, k->h->id, k->rev->digest, &rows);
    for (size_t i = 0; i < rows.len; i++)
        if (rows.items[i].state == CHECK_RUNNING && !has_result(&k->results, rows.items[i].name))
            check_skip(check_add(&k->results, k->arena, rows.items[i].name), k->arena, "nobody asks for it any more");
}

static void read_diff(Recording *k, const Checking *checking)
{
    Message m = { 0 };
    buf_clear(&k->diff);
    k->left_out = 0;
    if (diff_read(k->c->exec, checking->v.tree, &checking->v.work, &k->diff, &k->left_out, &m) < 0)
        buf_addf(&k->diff, "# There is no diff: %s\n", m.text);
}

/* Once; k->moved: the files were not the same before and after. */
static int run_once(Recording *k, CheckWhich which)
{
    CLEANUP(checking_done) Checking checking = { .c = k->c, .arena = k->arena };
    char before[DIGEST_HEX_SIZE], after[DIGEST_HEX_SIZE];
    int r = checking_of(&checking, k->h, k->rev, k->m);
    if (r < 0)
        return r;
    k->results = (CheckResults){ 0 };
    k->live.arena = k->arena;
    checking.in.live = live_write;
    checking.in.live_ctx = &k->live;
    work_digest(&checking.v.work, before);
    if (k->with_diff)
        read_diff(k, &checking);
    checks_run(&checking.in, which, k->arena, &k->results);
    checking_files(&checking, k->h, after);
    k->moved = strcmp(before, after) != 0;
    if (k->moved)
        make_stale(k, "the files changed while it ran");
    else if (strcmp(checking.v.digest, k->rev->digest) != 0)
        make_stale(k, "the files are not those of this revision any more");
    if (which == CHECKS_QUICK)
        announce_slow(k, &checking);
    else
        end_dropped(k);
    return 0;
}

static int run_until_still(Recording *k, CheckWhich which)
{
    int r = 0;
    k->moved = true;
    for (int i = 0; r == 0 && k->moved && i < TRIES; i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        k->arena = a;
        r = run_once(k, which);
        if (r == 0 && (!k->moved || i + 1 == TRIES))
            r = record(k);
    }
    k->arena = NULL;
    return r;
}

/* ---- one at a time ---- */

static bool is_alive(int pid, uint64_t started)
{
    return started && proc_started(pid) == started;
}

/* The quick ones are due when they were never run on this revision, or ran while the files moved. */
static bool is_quick_due(Store *s, const RevisionRow *rev, Arena *a)
{
    RevisionRows now = { 0 };
    CheckRowsKept rows = { 0 };
    if (store_revisions(s, a, rev->handoff, &now) < 0 || store_checks(s, a, rev->handoff, rev->digest, &rows) < 0)
        return true;
    for (size_t i = 0; i < now.len; i++)
        if (now.items[i].seq == rev->seq && !now.items[i].evidence_seq)
            return true;
    for (size_t i = 0; i < rows.len; i++)
        if (rows.items[i].state == CHECK_STALE)
            return true;
    return false;
}

static int run_leased(Recording *k, CheckWhich which, Arena *a)
{
    k->with_diff = which == CHECKS_QUICK;
    k->live = (LiveOutput){ .c = k->c, .revision = k->rev->digest };
    if (k->only_due && which == CHECKS_QUICK && !is_quick_due(k->c->store, k->rev, a))
        return 0;
    int r = run_until_still(k, which);
    k->live.arena = a;
    if (which == CHECKS_SLOW)
        live_end(&k->live);
    return r;
}

static int record_leased(Recording *k, CheckWhich which)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *sort = which == CHECKS_QUICK ? "quick" : "slow";
    const char *lease = arena_printf(a, "checks:%s:%s:%s", k->h->id, k->rev->digest, sort);
    int pid = 0, r = store_lease_take(k->c->store, lease, getpid(), proc_started(getpid()), is_alive, &pid);

    if (r == -EBUSY)
        return fail_with(k->m, r, "Process %d collects the evidence of handoff %d just now", pid, k->h->number);
    if (r < 0)
        return ledger_failed(k, r);
    r = run_leased(k, which, a);
    (void)store_lease_drop(k->c->store, lease, getpid(), proc_started(getpid()));
    return r;
}

static int record_checks(Context *c, const HandoffRow *h, CheckWhich which, bool only_due, Message *m)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    RevisionRows rows = { 0 };
    Recording k = { .c = c, .h = h, .m = m, .only_due = only_due, .diff = BUF_INIT };
    int r = context_store(c, STORE_WRITE, m);

    if (r == 0 && (r = store_revisions(c->store, a, h->id, &rows)) < 0)
        r = ledger_failed(&k, r);
    if (r < 0 || !rows.len)
        return r;
    k.rev = &rows.items[rows.len - 1];
    if (which & CHECKS_QUICK)
        r = record_leased(&k, CHECKS_QUICK);
    if (r == 0 && which & CHECKS_SLOW)
        r = record_leased(&k, CHECKS_SLOW);
    buf_done(&k.diff);
    return r;
}

int checks_record(Context *c, const HandoffRow *h, CheckWhich which, Message *m)
{
    return record_checks(c, h, which, which == CHECKS_ALL, m);
}

/* ---- in the background ---- */

static bool has_running(Store *s, const HandoffRow *h, Arena *a)
{
    CheckRowsKept rows = { 0 };
    if (store_checks(s, a, h->id, h->digest, &rows) < 0)
        return false;
    for (size_t i = 0; i < rows.len; i++)
        if (rows.items[i].state == CHECK_RUNNING)
            return true;
    return false;
}

/* A program that only holds our code (a test) does not know the command. */
static bool is_baton(const char *self)
{
    return self && strcmp(path_base(self), "baton") == 0;
}

int checks_background(Context *c, const HandoffRow *h)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *self = proc_self(a);
    if (!is_baton(self) || !has_running(c->store, h, a))
        return 0;
    const char *const argv[] = { self, "-C", c->project->root, "handoff", "check",
                                 arena_printf(a, "%d", h->number), NULL };
    return proc_background(argv, c->project->root);
}

void evidence_collect(Context *c, const StrList *handoffs, Arena *a)
{
    for (size_t i = 0; i < handoffs->len && c->store_mode == STORE_WRITE; i++) {
        HandoffRow h;
        Message m = { 0 };
        int r = handoff_find(c, handoffs->items[i], a, &h, &m);
        if (r == 0 && handoff_is_open(&h))
            r = record_checks(c, &h, CHECKS_QUICK, true, &m);
        if (r == 0)
            (void)checks_background(c, &h);
        else if (r != -EBUSY && !*c->notice.text)
            c->notice = m;
    }
}
