/*
 * test_rebuild.c - whatever happened, folding the ledger again gives what is there.
 */
#include "fold.h"

#include "ledger_help.h"

typedef struct { uint64_t x; } Dice;

static unsigned roll(Dice *d, unsigned sides)
{
    d->x = d->x * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(d->x >> 33) % sides;
}

#define PICK(d, list) (list)[roll(d, ARRAY_LEN(list))]

static const char *const names[] = { "be",           "Backend", "/backend", "fe",
                                     "Lead (human)", "",        "日本",     NULL };
static const char *const files[] = { "a.md", "b.md", "c.md", "session-001-x.md" };
static const char *const actions[] = { "START", "COMPLETED", "ESCALATE", "ESCALATE", "TEST", NULL };
static const char *const reasons[] = { "needs RLS", "Needs  RLS.", "other", "",
                                       "ESCALATION: Needs RLS. Routing to /lead." };
static const char *const runs[] = { "r1", "r2", "r3", NULL };
static const char *const states[] = { "pending", "in_progress", "blocked",   "done", "cancelled",
                                      "review",  "odd",         "submitted", "draft" };
static const char *const vias[] = { "line", "section" };
static const char *const acts[] = { "ack", "resolve", "route", "reopen", "comment" };
static const char *const checks[] = { "passed", "failed", "running" };

static const char *any_shift(Arena *a, Dice *d)
{
    int first = (int)roll(d, 20), last = first + (int)roll(d, 10);
    return arena_printf(a, "[[%d,%d,%d],[%d,0,%d]]", first, last, (int)roll(d, 9) - 4, last + 1,
                        (int)roll(d, 5));
}

static const char *any_body(Arena *a, Dice *d)
{
    const char *who = PICK(d, names);
    if (roll(d, 20) == 0)
        return roll(d, 2) ? "{}" : "[\"broken";
    return arena_printf(
        a,
        "{\"file\":\"%s\",\"line\":%u,\"position\":%u,\"title\":\"t%u\",\"state\":\"%s\",\"to\":\"%s\","
        "\"assignee\":%s%s%s,\"from\":\"%s\",\"digest\":\"d%u\",\"shift\":%s,\"name\":\"%s\",\"task\":\"s%u\","
        "\"problems\":[{\"line\":1,\"message\":\"m\"}],\"ref\":\"%s\",\"via\":\"%s\",\"mark\":\"m%u\","
        "\"marks\":[\"m%u\",\"m%u\"],\"act\":\"%s\",\"revision\":\"d%u\","
        "\"checks\":[{\"name\":\"scope\",\"state\":\"%s\"}]}",
        PICK(d, files), roll(d, 30), roll(d, 30), roll(d, 9), PICK(d, states), PICK(d, states),
        who ? "\"" : "", who ? who : "null", who ? "\"" : "", PICK(d, runs) ? "be" : "fe",
        roll(d, 3), any_shift(a, d), roll(d, 3) ? "Named" : "", roll(d, 12), roll(d, 4) ? "" : "s3", PICK(d, vias),
        roll(d, 4), roll(d, 4), roll(d, 4), PICK(d, acts), roll(d, 3), PICK(d, checks));
}

static Event any_event(Arena *a, Dice *d)
{
    Event e = { .kind = roll(d, 3) ? roll(d, EVENT_KIND_COUNT) : EVENT_TELEMETRY,
                .at = T0 + (int)roll(d, 1000),
                .run = PICK(d, runs),
                .agent = PICK(d, names),
                .action = PICK(d, actions),
                .reason = PICK(d, reasons),
                .source = roll(d, SOURCE_COUNT),
                .body = any_body(a, d) };

    e.subject = e.kind == EVENT_ESCALATION_DECIDED ? arena_printf(a, "e%u", roll(d, 40))
                                                   : arena_printf(a, "s%u", roll(d, 12));
    if (e.kind == EVENT_DOCUMENT_READ || e.kind == EVENT_DOCUMENT_GONE || e.kind == EVENT_ESCALATION_STATED ||
        e.kind == EVENT_ESCALATION_UNSAID)
        e.subject = PICK(d, files);
    return e;
}

static void projections_text(Store *s, Buf *out)
{
    for (size_t i = 0; i < projection_count; i++) {
        char sql[128];
        snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY %s", projections[i].table,
                 projections[i].order);
        buf_addf(out, "\n%s: ", projections[i].table);
        rows_text(s->db, sql, out);
    }
}

static void check_counters(Store *s)
{
    for (TaskState t = 0; t < TASK_STATE_COUNT; t++) {
        char sql[300];
        snprintf(sql, sizeof sql,
                 "SELECT slug FROM agent a WHERE file = '' AND tasks_%s <> "
                 "(SELECT count(*) FROM task t WHERE t.slug = a.slug AND t.state = '%s')",
                 task_state_text(t), task_state_text(t));
        assert_rows(s, sql, "");
    }
}

static void append_random(Store *s, Arena *a, Dice *d, int n)
{
    assert_int_equal(store_begin(s), 0);
    for (int i = 0; i < n; i++) {
        Event e = any_event(a, d);
        e.id = i < 40 && strcmp(e.action ? e.action : "", "ESCALATE") == 0 ? arena_printf(a, "e%d", i) : NULL;
        assert_int_equal(store_append(s, &e, NULL), 0);
    }
    assert_int_equal(store_commit(s), 0);
}

static void rebuilt_is_what_was_there(void **state)
{
    Bench *b = *state;
    int64_t kinds = 0;                  /* of one seed: compilers throw the dice in an order of their own */

    for (uint64_t seed = 1; seed <= 12; seed++) {
        CLEANUP(buf_done) Buf before = BUF_INIT, after = BUF_INIT;
        CLEANUP(store_free_ptr) Store *s = NULL;
        Message m = { 0 };
        int64_t n = 0;
        assert_int_equal(store_open(STORE_MEMORY, STORE_WRITE, 0, &s, &m), 0);
        append_random(s, b->a, &(Dice){ seed }, 300);
        check_counters(s);
        projections_text(s, &before);
        if (store_verify(s, &n, &m))
            fail_msg("seed %d: %s", (int)seed, m.text);
        assert_int_equal(n, 300);
        kinds = MAX(kinds, sql_int(s, "SELECT count(DISTINCT via) + count(DISTINCT state) FROM escalation", ""));
        assert_int_equal(sql_int(s, "SELECT count(*) - max(number) FROM escalation", ""), 0);
        assert_int_equal(store_rebuild(s, &n), 0);
        assert_int_equal(n, 300);
        projections_text(s, &after);
        assert_string_equal(before.data, after.data);
        assert_true(before.len > 1000);
    }
    assert_true(kinds >= 4);
}

static void rebuilding_mends_what_was_bent(void **state)
{
    Bench *b = *state;
    CLEANUP(buf_done) Buf before = BUF_INIT, after = BUF_INIT;

    append_random(b->s, b->a, &(Dice){ 99 }, 200);
    projections_text(b->s, &before);
    tamper(
        b->db,
        "UPDATE task SET title = 'bent'; DELETE FROM run; INSERT INTO document VALUES('x','','','',0,0,0,'[]')");
    assert_int_equal(store_rebuild(b->s, NULL), 0);
    projections_text(b->s, &after);
    assert_string_equal(before.data, after.data);
}

static void kinds_of_a_newer_baton_are_passed_over(void **state)
{
    Bench *b = *state;
    int64_t n = 0;

    say(b->s, "r", "a", "START", "x");
    tamper(
        b->db,
        "INSERT INTO event SELECT seq + 1, 'other', at, 'decision.made', run, agent, slug, "
           "action, subject, actor, source, "
        "host, reason, body, chain FROM event");
    assert_int_equal(store_rebuild(b->s, &n), 0);
    assert_int_equal(n, 2);
    assert_rows(b->s, "SELECT events FROM run", "1;");
}

static void an_empty_ledger_is_rebuilt_to_nothing(void **state)
{
    Bench *b = *state;
    Message m = { 0 };
    int64_t n = 7;

    assert_int_equal(store_rebuild(b->s, &n), 0);
    assert_int_equal(n, 0);
    assert_int_equal(store_verify(b->s, &n, &m), 0);
    assert_int_equal(n, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_drop)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(rebuilt_is_what_was_there),
        TEST(rebuilding_mends_what_was_bent),
        TEST(kinds_of_a_newer_baton_are_passed_over),
        TEST(an_empty_ledger_is_rebuilt_to_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
