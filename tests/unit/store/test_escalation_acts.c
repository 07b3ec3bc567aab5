/*
 * test_escalation_acts.c - what is done about escalations, and how they are asked for.
 */
#include "baton/model/escalation.h"
#include "escalation_help.h"
#include "queries.h"

static void bring_to(Bench *b, EscalationState wanted)
{
    static const char *const acts[] = { [ESCALATION_OPEN] = NULL, [ESCALATION_ACKNOWLEDGED] = "ack",
                                        [ESCALATION_RESOLVED] = "resolve", [ESCALATION_REROUTED] = "route" };
    tell(b, (Said)SAID("r", "fe", "Needs RLS"));                /* T0 + 1 */
    if (acts[wanted])
        act_on(b, 1, acts[wanted], "dba");                      /* T0 + 2 */
    assert_int_equal(escalation_now(b, 1).state, wanted);
}

static void same_row(const EscalationRow *a, const EscalationRow *b)
{
    assert_int_equal(a->state, b->state);
    assert_int_equal(a->changed_at, b->changed_at);
    assert_int_equal(a->opened_at, b->opened_at);
    assert_int_equal(a->count, b->count);
    assert_true(text_same(a->routed_to, b->routed_to));
    assert_true(text_same(a->closed_why, b->closed_why));
}

/* Every act in every state: what may not be done changes nothing at all. */
static void acts_follow_the_table(void **state)
{
    for (int i = 0; i < ESCALATION_ACT_COUNT * ESCALATION_STATE_COUNT; i++) {
        const EscalationAct act = i % ESCALATION_ACT_COUNT;
        const EscalationState from = i / ESCALATION_ACT_COUNT;
        Bench *b = *state;
        b->s = memory_store();
        bring_to(b, from);
        const EscalationRow before = escalation_now(b, 1);
        act_on(b, 1, escalation_act_text(act), "lead");
        const EscalationRow after = escalation_now(b, 1);
        const bool refused = escalation_act_refused(act, from) != NULL;
        if (refused || act == ESCALATION_ACT_COMMENT)
            same_row(&before, &after);
        else
            assert_int_equal(after.changed_at, T0 + store_last_seq(b->s));
        assert_int_equal(after.state, refused ? from : escalation_after(act, from));
        assert_string_equal(after.comment ? after.comment : "",
                            refused ? (before.comment ? before.comment : "")
                                    : arena_printf(b->a, "%s it", escalation_act_text(act)));
        assert_clean(b->s);
        b->s = store_free(b->s);
    }
}

static void an_act_says_who_and_where_to(void **state)
{
    Bench *b = *state;

    bring_to(b, ESCALATION_REROUTED);
    EscalationRow e = escalation_now(b, 1);
    assert_string_equal(e.actor, "ann");
    assert_string_equal(e.comment, "route it");
    assert_string_equal(e.routed_to, "dba");
    assert_int_equal(e.changed_at, T0 + 2);
    act_on(b, 1, "route", "lead");
    assert_string_equal(escalation_now(b, 1).routed_to, "lead");
    act_on(b, 1, "reopen", NULL);
    e = escalation_now(b, 1);
    assert_null(e.routed_to);
    assert_int_equal(e.opened_at, T0 + 4);
    assert_int_equal(e.first_at, T0 + 1);
    act_on(b, 1, "resolve", NULL);
    tell(b, (Said)SAID("r", e.agent, e.reason));                /* who settled it did not open it again */
    e = escalation_now(b, 1);
    assert_int_equal(e.state, ESCALATION_OPEN);
    assert_null(e.actor);
    assert_null(e.comment);
}

static void acts_on_nothing_change_nothing(void **state)
{
    Bench *b = *state;

    bring_to(b, ESCALATION_OPEN);
    const EscalationRow e = escalation_now(b, 1);
    add(b->s, (Event){ .kind = EVENT_ESCALATION_DECIDED, .subject = "none", .body = "{\"act\":\"resolve\"}" });
    add(b->s, (Event){ .kind = EVENT_ESCALATION_DECIDED, .body = "{\"act\":\"resolve\"}" });
    add(b->s, (Event){ .kind = EVENT_ESCALATION_DECIDED, .subject = e.id, .body = "{\"act\":\"explode\"}" });
    add(b->s, (Event){ .kind = EVENT_ESCALATION_DECIDED, .subject = e.id, .body = "broken" });
    assert_string_equal(standing(b), "1 open 1 fe;");
    assert_null(escalation_now(b, 1).actor);
}

/* ---- queries ---- */

static void fill(Bench *b)
{
    tell(b, (Said)SAID("r", "fe", "Needs RLS", .to = "dba"));
    tell(b, (Said)SAID("r", "be", "Needs rates", .task = "T-5"));
    tell(b, (Said)SAID("r", NULL, "Needs a key", .mark = "m"));
    tell(b, (Said)SAID("r2", "fe", "Needs RLS"));
    tell(b, (Said)SAID("r2", "qa", "Needs time"));
    act_on(b, 2, "resolve", NULL);
    act_on(b, 3, "route", "Lead (human)");
    act_on(b, 5, "ack", NULL);
}

static const char *numbers_of(Bench *b, const EscalationQuery *q)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    EscalationRows rows = { 0 };
    assert_int_equal(store_escalations(b->s, b->a, q, &rows), 0);
    for (size_t i = 0; i < rows.len; i++)
        buf_addf(&out, "%s%d", i ? " " : "", rows.items[i].number);
    return arena_str(b->a, buf_str(&out));
}

#define STATE(id) (1u << ESCALATION_##id)

static void escalations_are_filtered_and_counted(void **state)
{
    static const struct { EscalationQuery q; const char *numbers; int64_t count; } cases[] = {
        { { 0 }, "1 2 3 4 5", 5 },
        { { .limit = 2 }, "1 2", 5 },
        { { .limit = 2, .offset = 3 }, "4 5", 5 },
        { { .agent = "/FE" }, "1 4", 2 },
        { { .agent = "fe", .limit = 1 }, "1", 2 },
        { { .agent = "" }, "3", 1 },
        { { .agent = "none" }, "", 0 },
        { { .text = "rls" }, "1 4", 2 },
        { { .text = "" }, "1 2 3 4 5", 5 },
        { { .text = "t-5" }, "2", 1 },
        { { .text = "human" }, "3", 1 },
        { { .states = STATE(OPEN) }, "1 4", 2 },
        { { .states = STATE(RESOLVED) }, "2", 1 },
        { { .states = STATE(ACKNOWLEDGED) | STATE(REROUTED) }, "3 5", 2 },
        { { .states = STATE(OPEN), .agent = "fe", .text = "needs", .offset = 1 }, "4", 2 },
        { { .id = "4" }, "4", 1 }, { { .id = "#4" }, "4", 1 }, { { .id = "9" }, "", 0 },
        { { .id = "" }, "1 2 3 4 5", 5 },
    };
    Bench *b = *state;
    fill(b);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const char *numbers = numbers_of(b, &cases[i].q);
        if (strcmp(numbers, cases[i].numbers) != 0)
            fail_msg("%d: %s, not %s", (int)i, numbers, cases[i].numbers);
        assert_int_equal(store_escalation_count(b->s, &cases[i].q), cases[i].count);
    }
    StoreCounts c;
    assert_int_equal(store_counts(b->s, &c), 0);
    assert_int_equal(c.escalations[ESCALATION_OPEN], 2);
    assert_int_equal(c.escalations[ESCALATION_ACKNOWLEDGED], 1);
    assert_int_equal(c.escalations[ESCALATION_RESOLVED], 1);
    assert_int_equal(c.escalations[ESCALATION_REROUTED], 1);
}

/* By any of the times at which it was raised, as its row has them. */
static void the_newest_of_a_time_is_found(void **state)
{
    Bench *b = *state;
    EscalationRows rows = { 0 };
    fill(b);
    tell(b, (Said)SAID("r", "fe", "Needs RLS"));
    act_on(b, 2, "reopen", NULL);
    assert_int_equal(store_escalations(b->s, b->a, &(EscalationQuery){ 0 }, &rows), 0);
    for (size_t i = 0; i < rows.len; i++) {
        const EscalationRow *e = &rows.items[i];
        const char *slug = e->agent ? agent_slug(b->a, str_from(e->agent)) : NULL;
        const int64_t times[] = { e->first_at, e->last_at, e->opened_at };
        for (size_t k = 0; k < ARRAY_LEN(times); k++) {
            assert_int_equal(store_escalation_told(b->s, slug, times[k], times[k] + 1), e->number);
            assert_int_equal(store_escalation_told(b->s, NULL, times[k], times[k] + 1), e->number);
            assert_int_equal(store_escalation_told(b->s, "nobody", times[k], times[k] + 1), 0);
        }
    }
    assert_int_equal(store_escalation_told(b->s, NULL, 0, INT64_MAX), 5);
    assert_int_equal(store_escalation_told(b->s, "fe", 0, INT64_MAX), 4);
    assert_int_equal(store_escalation_told(b->s, NULL, 0, rows.items[0].first_at), 0);
}

static bool in_span(int64_t at, int64_t from, int64_t to)
{
    return at >= from && at < to;
}

/* The same over what was said often, late, by several, after it was closed, and opened again. */
static void the_newest_of_any_time_is_found(void **state)
{
    static const char *const agents[] = { "fe", "be", "qa", "" }, *const acts[] = { "resolve", "reopen", "ack", "route" };
    Bench *b = *state;
    unsigned random = 11;
    for (int i = 0; i < 160; i++) {
        random = random * 1664525 + 1013904223;
        tell(b, (Said)SAID("r", agents[random >> 8 & 3], arena_printf(b->a, "needs %c", 'a' + (int)(random >> 12 & 7)),
                           .at = 1 + (int)(random >> 16) % 300));
        int64_t n = store_escalation_count(b->s, &(EscalationQuery){ 0 });
        if (random >> 28 < 6)
            act_on(b, 1 + (int)((random >> 20) % (unsigned)n), acts[random >> 4 & 3], "dba");
    }
    EscalationRows rows = { 0 };
    int said_again = 0, opened_again = 0, found = 0;
    assert_int_equal(store_escalations(b->s, b->a, &(EscalationQuery){ 0 }, &rows), 0);
    for (size_t i = 0; i < rows.len; i++) {
        said_again += rows.items[i].last_at != rows.items[i].first_at;
        opened_again += rows.items[i].opened_at != rows.items[i].first_at;
    }
    assert_true(said_again > 3 && opened_again > 3);
    for (int i = 0; i < 4000; i++) {
        random = random * 1664525 + 1013904223;
        int64_t from = T0 + (int)(random >> 8) % 500, to = from + (int)(random >> 20) % 40, newest = 0;
        const char *slug = i % 4 == 3 ? NULL : agents[i % 4];
        for (size_t k = 0; k < rows.len; k++) {
            const EscalationRow *e = &rows.items[k];
            bool his = !slug || strcmp(slug, e->agent ? e->agent : "") == 0;
            if (his && (in_span(e->first_at, from, to) || in_span(e->last_at, from, to) || in_span(e->opened_at, from, to)))
                newest = e->number;
        }
        assert_int_equal(store_escalation_told(b->s, slug, from, to), newest);
        found += newest > 0;
    }
    assert_true(found > 1000 && found < 3900);
}

/* A page is found without reading those before it: the same rows as in the whole list. */
static void pages_are_parts_of_the_list(void **state)
{
    Bench *b = *state;
    fill(b);
    for (unsigned states = 0; states < 1u << ESCALATION_STATE_COUNT; states++) {
        EscalationRows all = { 0 };
        assert_int_equal(store_escalations(b->s, b->a, &(EscalationQuery){ .states = states }, &all), 0);
        for (int64_t offset = 0; offset <= 6; offset++) {
            EscalationRows page = { 0 };
            EscalationQuery q = { .states = states, .limit = 2, .offset = offset };
            size_t left = all.len - MIN(all.len, (size_t)offset);
            assert_int_equal(store_escalations(b->s, b->a, &q, &page), 0);
            assert_int_equal(page.len, MIN(left, (size_t)2));
            for (size_t i = 0; i < page.len; i++)
                assert_int_equal(page.items[i].number, all.items[(size_t)offset + i].number);
        }
    }
}

static void only_open_ones_wait(void **state)
{
    Bench *b = *state;
    NeedRows needs = { 0 };

    fill(b);
    act_on(b, 2, "reopen", NULL);                               /* T0 + 9 */
    assert_int_equal(store_needs(b->s, b->a, &needs), 0);
    assert_int_equal(needs.len, 3);
    assert_string_equal(needs.items[0].subject, "1");
    assert_string_equal(needs.items[0].title, "Needs RLS");
    assert_string_equal(needs.items[0].to, "dba");
    assert_string_equal(needs.items[1].subject, "4");
    assert_string_equal(needs.items[2].subject, "2");
    assert_int_equal(needs.items[2].since, T0 + 9);
}

static const char *events_text(Bench *b, const EventRows *rows)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (size_t i = 0; i < rows->len; i++)
        buf_addf(&out, "%d %s;", (int)rows->items[i].seq, event_kind_text(rows->items[i].kind));
    return arena_str(b->a, buf_str(&out));
}

static void an_escalation_has_its_events(void **state)
{
    Bench *b = *state;
    EventRows rows = { 0 };

    add_task(b->s, "t1", "{\"file\":\"s.md\",\"ref\":\"T-5\",\"title\":\"x\",\"state\":\"blocked\",\"assignee\":\"be\"}");
    tell(b, (Said)SAID("r", "fe", "Needs RLS", .task = "T-7"));
    say(b->s, "r", "fe", "TEST", "nothing of it");
    tell(b, (Said)SAID("r", NULL, "Needs RLS", .mark = "m"));
    act_on(b, 2, "ack", NULL);
    act_on(b, 2, "ack", NULL);                                  /* refused */
    add_task(b->s, "t2", "{\"file\":\"s.md\",\"ref\":\"T-7\",\"title\":\"y\",\"state\":\"pending\"}");
    add(b->s, (Event){ .kind = EVENT_TASK_STATE, .subject = "t2", .body = "{\"to\":\"done\"}" });
    EscalationRow e = escalation_now(b, 2), blocked = escalation_now(b, 1);
    assert_int_equal(store_escalation_events(b->s, b->a, &e, 0, &rows), 0);
    assert_string_equal(events_text(b, &rows), "2 telemetry;4 escalation.stated;5 escalation.decided;8 task.state;");
    assert_string_equal(rows.items[0].reason, "Needs RLS");
    assert_int_equal(store_escalation_events(b->s, b->a, &e, 2, &rows), 0);
    assert_string_equal(events_text(b, &rows), "5 escalation.decided;8 task.state;");
    assert_int_equal(store_escalation_events(b->s, b->a, &blocked, 9, &rows), 0);
    assert_string_equal(events_text(b, &rows), "1 task.added;");
    e.number = 77;
    assert_int_equal(store_escalation_events(b->s, b->a, &e, 9, &rows), 0);
    assert_int_equal(rows.len, 0);
}

/* Who stopped and who takes over both see that it was handed over. */
static void both_see_a_route(void **state)
{
    static const struct { EventQuery q; const char *events; } cases[] = {
        { { .agent = "dba" }, "1 telemetry;4 escalation.decided;5 telemetry;" },
        { { .agent = "/DBA", .newest_first = true }, "5 telemetry;4 escalation.decided;1 telemetry;" },
        { { .agent = "dba", .newest_first = true, .limit = 2 }, "5 telemetry;4 escalation.decided;" },
        { { .agent = "dba", .limit = 1, .offset = 1 }, "4 escalation.decided;" },
        { { .agent = "dba", .kind = "telemetry" }, "1 telemetry;5 telemetry;" },
        { { .agent = "dba", .before = 4 }, "1 telemetry;" },
        { { .agent = "dba", .after = 3, .text = "ROUTE", .run = "r", .since = 1, .until = T0 * 2 }, "" },
        { { .agent = "dba", .after = 3, .text = "route" }, "4 escalation.decided;" },
        { { .agent = "fe" }, "2 telemetry;4 escalation.decided;6 escalation.decided;" },
        { { .agent = "lead" }, "" },
    };
    Bench *b = *state;
    say(b->s, "r", "dba", "START", "");                         /* 1 */
    tell(b, (Said)SAID("r", "fe", "Needs RLS"));                /* 2 */
    tell(b, (Said)SAID("r", "qa", "Needs time"));               /* 3 */
    act_on(b, 1, "route", "/DBA");                              /* 4 */
    say(b->s, "r", "dba", "TEST", "");                          /* 5 */
    act_on(b, 1, "route", "fe");                                /* 6: back to who stopped: once */
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        EventRows rows = { 0 };
        assert_int_equal(store_events(b->s, b->a, &cases[i].q, &rows), 0);
        if (strcmp(events_text(b, &rows), cases[i].events) != 0)
            fail_msg("%d: %s", (int)i, events_text(b, &rows));
        if (!cases[i].q.limit)
            assert_int_equal(store_event_count(b->s, &cases[i].q), rows.len);
    }
}

/* Nothing is sorted and nothing is read whole. */
static void plan(Bench *b, const char *sql, const char *wanted, const char *unwanted)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    rows_text(b->s->db, arena_printf(b->a, "EXPLAIN QUERY PLAN %s", sql), &out);
    if (!strstr(out.data, wanted) || (unwanted && strstr(out.data, unwanted)))
        fail_msg("%s:\n%s", sql, out.data);
}

static void plans_use_indexes(void **state)
{
    Bench *b = *state;

    plan(b, "SELECT number FROM escalation WHERE cause = 'x' AND run = 'r' AND slug = 's' ORDER BY number DESC LIMIT 1",
         "escalation_agent (slug=? AND cause=? AND run=?)", "TEMP B-TREE");
    plan(b, "SELECT number FROM escalation WHERE cause = 'x' AND run IN ('r', '') AND slug IN (SELECT 'a' UNION ALL "
         "SELECT slug FROM agent WHERE file = '')", "escalation_agent (slug=? AND cause=? AND run=?)", NULL);
    plan(b, "SELECT number FROM escalation WHERE state = 'open' AND state <> 'resolved'", "escalation_live", NULL);
    plan(b, "SELECT number FROM escalation WHERE state <> 'resolved' AND task <> '' AND task IN ('a', 'b', 'c')",
         "escalation_live (task=?)", NULL);
    plan(b, "SELECT seq FROM event WHERE slug <> '' AND slug = 'x' UNION ALL SELECT seq FROM event WHERE seq IN "
         "(SELECT seq FROM escalation_event WHERE number = 0 AND channel = 'to:x') AND slug <> 'x' "
         "ORDER BY seq DESC LIMIT 5", "event_agent (slug=?)", "TEMP B-TREE");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_drop)
#define TEST_MANY(name) cmocka_unit_test_setup_teardown(name, bench_make_dir, bench_drop)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST_MANY(acts_follow_the_table),
        TEST(an_act_says_who_and_where_to),
        TEST(acts_on_nothing_change_nothing),
        TEST(escalations_are_filtered_and_counted),
        TEST(pages_are_parts_of_the_list),
        TEST(the_newest_of_a_time_is_found),
        TEST(the_newest_of_any_time_is_found),
        TEST(only_open_ones_wait),
        TEST(an_escalation_has_its_events),
        TEST(both_see_a_route),
        TEST(plans_use_indexes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
