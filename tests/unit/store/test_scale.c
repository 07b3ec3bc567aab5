/*
 * test_scale.c - what a screen asks costs the same in a long ledger as in a short one.
 *
 * Steps of SQLite's machine are counted, not time: a scan that came back would take ten times as many.
 */
#include "ledger_help.h"

#include "index_db.h"
#include "../../bench/story.c"

enum { SHORT = 6000, LONG = 36000, PAGE = 50 };

typedef struct {
    Bench *b;
    Index *x;
    int64_t last, last_at;
    int64_t told_at;            /* an escalation amid the others, and whose it is */
    const char *told_by;
} Look;

static int64_t steps_of(Store *s)
{
    int64_t n = 0;
    for (size_t i = 0; i < s->cached.len; i++)
        n += sqlite3_stmt_status(s->cached.items[i], SQLITE_STMTSTATUS_VM_STEP, 1);
    return n;
}

static int events(Look *l, EventQuery q)
{
    EventRows rows = { 0 };
    q.limit = PAGE;
    int r = store_events(l->b->s, l->b->a, &q, &rows);
    return r < 0 ? r : (int)rows.len;
}

static int newest(Look *l) { return events(l, (EventQuery){ .newest_first = true }); }
static int middle(Look *l) { return events(l, (EventQuery){ .after = l->last / 2 }); }
static int of_run(Look *l) { return events(l, (EventQuery){ .run = "run-030", .newest_first = true }); }
static int of_agent(Look *l) { return events(l, (EventQuery){ .agent = "qa-engineer", .newest_first = true }); }
static int of_subject(Look *l) { return events(l, (EventQuery){ .subject = "tr3k3", .newest_first = true }); }
static int of_kind(Look *l) { return events(l, (EventQuery){ .kind = "run.started", .newest_first = true }); }
static int of_no_kind(Look *l) { return events(l, (EventQuery){ .kind = "edit.lost", .newest_first = true }) + 1; }

static int count(Look *l) { return store_event_count(l->b->s, &(EventQuery){ 0 }) > 0; }
static int run_now(Look *l) { return store_current_run(l->b->s, l->b->a) != NULL; }

static int runs(Look *l)
{
    RunRows rows = { 0 };
    return store_runs(l->b->s, l->b->a, &(RunQuery){ 0 }, &rows) < 0 ? -1 : (int)rows.len;
}

static int groups(Look *l)
{
    TaskGroups rows = { 0 };
    return store_task_groups(l->b->s, l->b->a, &rows) < 0 ? -1 : 1;      /* all of them are gone at the end */
}

static int needs(Look *l)
{
    NeedRows rows = { 0 };
    return store_needs(l->b->s, l->b->a, &rows) < 0 ? -1 : (int)rows.len;
}

static int agents(Look *l)
{
    AgentRows rows = { 0 };
    return store_agents(l->b->s, l->b->a, &(AgentQuery){ 0 }, &rows) < 0 ? -1 : (int)rows.len;
}

static int beats(Look *l, int level, int64_t span)
{
    Beats rows = { 0 };
    int r = index_beats(l->x, l->b->s, l->b->a, level, l->last_at - span, l->last_at + 1, NULL, &rows);
    return r < 0 ? r : (int)rows.len;
}

static int timeline_month(Look *l) { return beats(l, 5, 30 * 24 * 3600 * 1000LL); }

static int burn(Look *l)
{
    Burns rows = { 0 };
    int r = index_burn(l->x, l->b->s, l->b->a, 5, l->last_at - 30 * 24 * 3600 * 1000LL, l->last_at + 1, &rows);
    return r < 0 ? r : (int)rows.len;
}

static int filter(Look *l)
{
    Seqs seqs = { 0 };
    int r = index_matches(l->x, l->b->s, l->b->a, "migration led", PAGE, &seqs);
    return r < 0 ? r : (int)seqs.len;
}

static int told(Look *l)
{
    StrList ids = { 0 };
    int r = store_handoffs_told(l->b->s, l->b->a, l->last, 0, INT64_MAX, &ids);
    return r < 0 ? r : (int)ids.len;
}

static int escalated(Look *l)
{
    return store_escalation_told(l->b->s, l->told_by, l->told_at, l->told_at + 1) > 0;
}

static const struct { const char *name; int (*run)(Look *l); } looks[] = {
    { "newest page", newest }, { "page in the middle", middle }, { "of a run", of_run }, { "of an agent", of_agent },
    { "of a subject", of_subject }, { "of a kind", of_kind }, { "of a kind that is not there", of_no_kind },
    { "count", count }, { "current run", run_now }, { "runs", runs }, { "task groups", groups }, { "needs", needs },
    { "agents", agents },
    { "timeline", timeline_month }, { "burn-up", burn }, { "filter", filter },
    { "handoffs of a cell", told }, { "escalation of a cell", escalated },
};

static void look_make(Look *l, int64_t n)
{
    Message m = { 0 };
    EventRows rows = { 0 };
    void *b = NULL;
    assert_int_equal(bench_make(&b), 0);
    l->b = b;
    assert_int_equal(story_append(l->b->s, n, n, n), 0);
    assert_int_equal(index_open(l->b->dir, STORE_WRITE, 1000, &l->x, &m), 0);
    while (index_catch_up(l->x, l->b->s, 1000) == 1)
        ;
    l->last = store_last_seq(l->b->s);
    assert_int_equal(index_seq(l->x), n);
    assert_int_equal(store_events(l->b->s, l->b->a, &(EventQuery){ .newest_first = true, .limit = 1 }, &rows), 0);
    l->last_at = rows.items[0].at;
    EscalationRows told = { 0 };
    EscalationQuery q = { .limit = 1, .offset = store_escalation_count(l->b->s, &(EscalationQuery){ 0 }) / 2 };
    assert_int_equal(store_escalations(l->b->s, l->b->a, &q, &told), 0);
    l->told_at = told.items[0].first_at;
    l->told_by = told.items[0].agent;
}

static int64_t steps(Look *l, size_t i)
{
    (void)steps_of(l->b->s);
    (void)steps_of(&l->x->db);
    int n = looks[i].run(l);
    if (n <= 0)
        fail_msg("%s: nothing is found, so nothing is measured (%d)", looks[i].name, n);
    if (!sqlite3_get_autocommit(l->b->s->db) || !sqlite3_get_autocommit(l->x->db.db))
        fail_msg("%s: its transaction is still open", looks[i].name);
    return steps_of(l->b->s) + steps_of(&l->x->db);
}

static void look_drop(Look *l)
{
    void *b = l->b;
    l->x = index_free(l->x);
    bench_drop(&b);
}

static void no_screen_scans(void **state)
{
    Look small = { 0 }, large = { 0 };
    (void)state;
    look_make(&small, SHORT);
    look_make(&large, LONG);
    for (size_t i = 0; i < ARRAY_LEN(looks); i++) {
        int64_t few = steps(&small, i), many = steps(&large, i);
        if (many > 2 * few + 500)
            fail_msg("%s: %lld steps of %d events, %lld of %d", looks[i].name, (long long)few, SHORT,
                     (long long)many, LONG);
    }
    look_drop(&small);
    look_drop(&large);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(no_screen_scans) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
