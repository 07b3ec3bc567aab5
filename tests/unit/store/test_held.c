/*
 * test_held.c - what telemetry changes is gathered in a transaction, and nobody can tell.
 */
#include "fold.h"

#include "ledger_help.h"

enum { EVENTS = 600, MANY = 200 };

static unsigned roll(uint64_t *x, unsigned sides)
{
    *x = *x * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*x >> 33) % sides;
}

/* Telemetry out of order in time, by names spelled in several ways; some of it of many runs and agents. */
static Event any_event(Arena *a, uint64_t *x, int i)
{
    static const char *const names[] = { "be", "/BE", "Be", "fe", "Fe", "" };
    static const char *const actions[] = { "START", "COMPLETED", "TEST", "TEST", "TEST", "ESCALATE" };
    bool of_many = roll(x, 4) == 0;
    Event e = { .id = arena_printf(a, "e%d", i), .kind = EVENT_TELEMETRY, .at = T0 + (int)roll(x, 50),
                .agent = of_many ? arena_printf(a, "agent-%u", roll(x, MANY)) : names[roll(x, ARRAY_LEN(names))],
                .run = of_many ? arena_printf(a, "run-%u", roll(x, MANY)) : roll(x, 3) ? "r1" : "",
                .action = actions[roll(x, ARRAY_LEN(actions))], .reason = roll(x, 2) ? "on T1" : "of no task" };
    unsigned kind = roll(x, 40);
    if (kind < 2) {
        e.kind = kind ? EVENT_TASK_ADDED : EVENT_TASK_STATE;
        e.subject = arena_printf(a, "t%u", roll(x, 3));
        e.body = arena_printf(a, "{\"file\":\"a.md\",\"title\":\"T\",\"ref\":\"T%u\",\"assignee\":\"be\",\"state\":\"%s\"}",
                              roll(x, 3), roll(x, 2) ? "in_progress" : "done");
    } else if (kind < 4) {
        e.kind = kind == 2 ? EVENT_RUN_STARTED : EVENT_RUN_ENDED;
        e.subject = "r1";
    } else if (kind == 4) {
        e.kind = EVENT_AGENT_REPORTED;
        e.body = "{\"state\":\"blocked\",\"task\":\"T1\",\"file\":\"a.md\"}";
    }
    return e;
}

static Store *ledger_of(Arena *a, uint64_t seed, int per_commit)
{
    Store *s = NULL;
    Message m = { 0 };
    assert_int_equal(store_open(STORE_MEMORY, STORE_WRITE, 0, &s, &m), 0);
    for (int i = 0; i < EVENTS; i++) {
        Event e = any_event(a, &seed, i);
        if (i % per_commit == 0)
            assert_int_equal(store_begin(s), 0);
        assert_int_equal(store_append(s, &e, NULL), 0);
        if (i % per_commit == per_commit - 1)
            assert_int_equal(store_commit(s), 0);
    }
    return s;
}

static void projections_text(Store *s, Buf *out)
{
    for (size_t i = 0; i < projection_count; i++) {
        char sql[128];
        snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY %s", projections[i].table, projections[i].order);
        buf_addf(out, "\n%s: ", projections[i].table);
        rows_text(s->db, sql, out);
    }
}

static void many_in_one_are_as_one_by_one(void **state)
{
    Bench *b = *state;
    static const int sizes[] = { 2, 50, EVENTS };

    for (uint64_t seed = 1; seed <= 8; seed++) {
        CLEANUP(buf_done) Buf should = BUF_INIT;
        CLEANUP(store_free_ptr) Store *single = ledger_of(b->a, seed, 1);
        projections_text(single, &should);
        assert_true(sql_int(single, "SELECT count(*) FROM run", "") > 70);
        for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
            CLEANUP(buf_done) Buf is = BUF_INIT;
            CLEANUP(store_free_ptr) Store *s = ledger_of(b->a, seed, sizes[i]);
            int64_t n;
            projections_text(s, &is);
            assert_string_equal(is.data, should.data);
            assert_int_equal(store_rebuild(s, &n), 0);
            buf_clear(&is);
            projections_text(s, &is);
            assert_string_equal(is.data, should.data);
        }
    }
}

static int tell_at(Store *s, const char *agent, const char *action, int at)
{
    return store_append(s, &(Event){ .kind = EVENT_TELEMETRY, .run = "r", .agent = agent, .action = action, .at = T0 + at },
                        NULL);
}

static void who_looks_inside_sees_all(void **state)
{
    Store *s = ((Bench *)*state)->s;

    assert_int_equal(store_begin(s), 0);
    for (int i = 1; i <= 5; i++) {
        assert_int_equal(tell_at(s, "be", i % 2 ? "TEST" : "START", i), 0);
        assert_int_equal(sql_int(s, "SELECT events FROM run WHERE id = 'r'", ""), i);
        assert_int_equal(sql_int(s, "SELECT reported_at FROM agent WHERE slug = 'be'", ""), T0 + i);
        assert_int_equal(tell_at(s, "be", "TEST", 0), 0);
        assert_int_equal(sql_int(s, "SELECT events FROM run WHERE id = 'r'", ""), i + 1);
        assert_int_equal(sql_run(s, "UPDATE run SET events = events - 1", ""), 0);
    }
    assert_int_equal(store_commit(s), 0);
}

static void what_is_rolled_back_is_forgotten(void **state)
{
    Store *s = ((Bench *)*state)->s;

    assert_int_equal(tell_at(s, "be", "TEST", 1), 0);
    assert_int_equal(store_begin(s), 0);
    for (int i = 2; i <= 5; i++)
        assert_int_equal(tell_at(s, "fe", "TEST", i), 0);
    store_rollback(s);
    assert_int_equal(tell_at(s, "be", "TEST", 2), 0);
    assert_int_equal(sql_int(s, "SELECT events FROM run WHERE id = 'r'", ""), 2);
    assert_int_equal(sql_int(s, "SELECT count(*) FROM agent WHERE slug = 'fe'", ""), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(many_in_one_are_as_one_by_one, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(who_looks_inside_sees_all, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(what_is_rolled_back_is_forgotten, bench_make, bench_drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
