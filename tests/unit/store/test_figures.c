/*
 * test_figures.c - what figures are made of: turns of handoffs, rates, what was said and what is notable.
 */
#include "ledger_help.h"

#include "baton/store/figures.h"

static void revise(Store *s, const char *id, const char *run, const char *digest, const char *state, int64_t at)
{
    char body[200];
    snprintf(body, sizeof body,
             "{\"file\":\"h.md\",\"revision\":\"%s\",\"state\":\"%s\",\"from\":\"be\",\"text\":\"x\"}", digest, state);
    add(s, (Event){ .kind = EVENT_HANDOFF_REVISED, .subject = id, .run = run, .agent = "be", .at = at, .body = body });
}

static void decide(Store *s, const char *id, const char *digest, const char *verdict, const char *state, int64_t at)
{
    char body[200];
    snprintf(body, sizeof body, "{\"verdict\":\"%s\",\"state\":\"%s\",\"revision\":\"%s\"}", verdict, state, digest);
    add(s, (Event){ .kind = EVENT_HANDOFF_DECIDED, .subject = id, .at = at, .body = body });
}

static void turns(Bench *b, const char *run, const char *expected)
{
    TurnRows rows = { 0 };
    CLEANUP(buf_done) Buf out = BUF_INIT;
    assert_int_equal(store_turns(b->s, b->a, run, &rows), 0);
    for (size_t i = 0; i < rows.len; i++) {
        const TurnRow *t = &rows.items[i];
        assert_string_equal(t->from, "be");
        buf_addf(&out, "%s %s %s %s %s %lld;", t->handoff, t->revision, t->decided ? verdict_text(t->verdict) : "-",
                 handoff_state_text(t->state), handoff_state_text(t->now), (long long)t->at);
    }
    assert_string_equal(out.data, expected);
}

static void turns_are_revisions_and_verdicts(void **state)
{
    Bench *b = *state;

    turns(b, NULL, "");
    revise(b->s, "h1", "r1", "a", "draft", 10);
    revise(b->s, "h1", "r1", "b", "submitted", 20);
    revise(b->s, "h2", "r2", "c", "submitted", 25);
    decide(b->s, "h1", "b", "commented", "submitted", 26);
    decide(b->s, "h1", "b", "rejected", "rejected", 30);
    decide(b->s, "h1", "b", "approved", "approved", 31);        /* it was decided already */
    decide(b->s, "h2", "a", "approved", "approved", 32);        /* of another revision */
    revise(b->s, "h3", "r1", "d", "submitted", 40);             /* takes the place of the first */
    turns(b, "r1", "h1 a - draft superseded 10;h1 b - submitted superseded 20;h1 b rejected rejected superseded 30;"
                   "h3 d - submitted submitted 40;");
    turns(b, "r2", "h2 c - submitted submitted 25;");
    turns(b, "r", "");
}

static void rates_are_of_buckets(void **state)
{
    Bench *b = *state;
    RateRows rows = { 0 };
    static const int64_t at[] = { 99, 100, 149, 150, 150, 399, 400 };

    assert_int_equal(store_first_at(b->s, NULL), 0);
    for (size_t i = 0; i < ARRAY_LEN(at); i++)
        add(b->s, (Event){ .kind = EVENT_TELEMETRY, .run = i % 2 ? "r1" : "r2", .action = "NOTE", .at = at[i] });
    assert_int_equal(store_rate(b->s, b->a, NULL, 50, 100, 400, &rows), 0);
    assert_int_equal(rows.len, 3);
    assert_int_equal(rows.items[0].at, 100);
    assert_int_equal(rows.items[0].events, 2);
    assert_int_equal(rows.items[1].events, 2);
    assert_int_equal(rows.items[2].at, 350);
    assert_int_equal(store_rate(b->s, b->a, "r1", 1000, 0, 1000, &rows), 0);
    assert_int_equal(rows.len, 1);
    assert_int_equal(rows.items[0].events, 3);
    assert_int_equal(store_first_at(b->s, NULL), 99);
    assert_int_equal(store_first_at(b->s, "r1"), 100);
    assert_int_equal(store_first_at(b->s, "r3"), 0);
}

static void what_was_said_is_the_newest(void **state)
{
    Bench *b = *state;
    SaidRows rows = { 0 };
    bool whole = false;

    say(b->s, "r1", "/be", "START", "one");
    say(b->s, "r2", "qa", "TEST", "two");
    add(b->s, (Event){ .kind = EVENT_AGENT_REPORTED, .run = "r1", .agent = "be", .body = "{\"state\":\"done\"}" });
    say(b->s, "r1", "be", "NOTE", "three");
    assert_int_equal(store_said(b->s, b->a, "r1", 10, &rows, &whole), 0);
    assert_true(whole);
    assert_int_equal(rows.len, 2);
    assert_string_equal(rows.items[0].reason, "three");
    assert_string_equal(rows.items[1].slug, "be");
    assert_string_equal(rows.items[1].agent, "/be");
    assert_int_equal(store_said(b->s, b->a, NULL, 2, &rows, &whole), 0);
    assert_false(whole);
    assert_int_equal(rows.len, 1);      /* the report is one of the two */
    assert_int_equal(store_said(b->s, b->a, NULL, 5, &rows, &whole), 0);
    assert_true(whole);
    assert_int_equal(rows.len, 3);
}

static void what_is_notable(void **state)
{
    Bench *b = *state;
    EventRows rows = { 0 };
    SinceCounts n;

    say(b->s, "r", "be", "START", "");
    say(b->s, "r", "be", "completed", "in small letters");
    add_task(b->s, "t1", "{\"file\":\"s.md\",\"title\":\"x\",\"state\":\"pending\"}");
    add(b->s, (Event){ .kind = EVENT_TASK_STATE, .subject = "t1", .body = "{\"to\":\"in_progress\"}" });
    add(b->s, (Event){ .kind = EVENT_TASK_STATE, .subject = "t1", .body = "{\"to\":\"blocked\"}" });
    assert_int_equal(store_notable(b->s, b->a, 0, 0, 10, &rows), 0);
    assert_int_equal(rows.len, 2);
    assert_int_equal(rows.items[0].kind, EVENT_TASK_STATE);
    assert_string_equal(rows.items[1].reason, "in small letters");
    assert_int_equal(store_notable(b->s, b->a, 0, 0, 1, &rows), 0);
    assert_int_equal(rows.len, 1);
    assert_int_equal(store_notable(b->s, b->a, 5, 0, 10, &rows), 0);
    assert_int_equal(rows.len, 0);
    assert_int_equal(store_since(b->s, 2, 0, &n), 0);
    assert_int_equal(n.events, 3);
    assert_int_equal(n.tasks_added, 1);
    assert_int_equal(n.tasks_started, 1);
    assert_int_equal(n.tasks_blocked, 1);
    assert_int_equal(store_since(b->s, 0, T0 + 5, &n), 0);
    assert_int_equal(n.events, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_drop)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(turns_are_revisions_and_verdicts),
        TEST(rates_are_of_buckets),
        TEST(what_was_said_is_the_newest),
        TEST(what_is_notable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
