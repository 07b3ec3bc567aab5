/*
 * test_escalation_causes.c - what is one cause: said again, said elsewhere, said otherwise.
 */
#include "escalation_help.h"

typedef struct {
    const char *name;
    Said said[4];                       /* up to the first without a reason */
    const char *standing;
} Case;

static const Case cases[] = {
    { "once", { SAID("r", "fe", "Needs RLS") }, "1 open 1 fe;" },
    { "twice", { SAID("r", "fe", "Needs RLS"), SAID("r", "fe", "Needs RLS") }, "1 open 2 fe;" },
    { "case, blanks, marks and Markdown",
      { SAID("r", "fe", "Needs RLS on `t7`"), SAID("r", "/FE", "needs  rls\ton t7."), SAID("r", "FE", "**NEEDS RLS** on t7 !") },
      "1 open 3 fe;" },
    { "the frame is no reason",
      { SAID("r", "fe", "Needs RLS"), SAID("r", "fe", "ESCALATION: Needs RLS. Routing to /dba.") }, "1 open 2 fe;" },
    { "other reason", { SAID("r", "fe", "Needs RLS"), SAID("r", "fe", "Needs rates") }, "1 open 1 fe;2 open 1 fe;" },
    { "other run", { SAID("r", "fe", "Needs RLS"), SAID("r2", "fe", "Needs RLS") }, "1 open 1 fe;2 open 1 fe;" },
    { "other agent", { SAID("r", "fe", "Needs RLS"), SAID("r", "be", "Needs RLS") }, "1 open 1 fe;2 open 1 be;" },
    { "agent known later", { SAID("r", NULL, "Needs RLS"), SAID("r", "fe", "Needs RLS") }, "1 open 2 fe;" },
    { "agent known before", { SAID("r", "fe", "Needs RLS"), SAID("r", NULL, "Needs RLS") }, "1 open 2 fe;" },
    { "once filled in, it is that agent's",
      { SAID("r", NULL, "Needs RLS"), SAID("r", "fe", "Needs RLS"), SAID("r", "be", "Needs RLS") },
      "1 open 2 fe;2 open 1 be;" },
    { "unknown of several: the newest",
      { SAID("r", "fe", "Needs RLS"), SAID("r", "be", "Needs RLS"), SAID("r", NULL, "Needs RLS") },
      "1 open 1 fe;2 open 2 be;" },
    { "the same one before a newer one",
      { SAID("r", "fe", "Needs RLS"), SAID("r", "be", "Needs RLS"), SAID("r", "fe", "Needs RLS") },
      "1 open 2 fe;2 open 1 be;" },
    { "run known later", { SAID(NULL, "fe", "Needs RLS"), SAID("r", "fe", "Needs RLS"), SAID("r2", "fe", "Needs RLS") },
      "1 open 2 fe;2 open 1 fe;" },
    { "run known before", { SAID("r", "fe", "Needs RLS"), SAID(NULL, "fe", "Needs RLS") }, "1 open 2 fe;" },
    { "event and line of one stop",
      { SAID("r", "fe", "Needs RLS"), SAID("r", NULL, "Needs RLS", .mark = "m1") }, "1 open 1 fe;" },
    { "line, then event", { SAID("r", NULL, "Needs RLS", .mark = "m1"), SAID("r", "fe", "Needs RLS") }, "1 open 1 fe;" },
    { "two events and a line",
      { SAID("r", "fe", "Needs RLS"), SAID("r", NULL, "Needs RLS", .mark = "m1"), SAID("r", "fe", "Needs RLS") },
      "1 open 2 fe;" },
    { "two lines and an event",
      { SAID("r", "fe", "Needs RLS"), SAID("r", NULL, "Needs RLS", .mark = "m1"), SAID("r", NULL, "Needs RLS", .mark = "m2") },
      "1 open 2 fe;" },
    { "a line each in two files",
      { SAID("r", "fe", "Needs RLS", .mark = "m1", .file = "a"), SAID("r", "fe", "Needs RLS", .mark = "m1", .file = "b") },
      "1 open 1 fe;" },
    { "the same text read again",
      { SAID("r", "fe", "Needs RLS", .mark = "m1"), SAID("r", "fe", "Needs RLS", .mark = "m1") }, "1 open 1 fe;" },
    { "a line in a session that is over",
      { SAID("r", "fe", "Needs RLS", .mark = "m1", .file = "x/session-012-rates.md") }, "" },
    { "without a mark it is nothing", { SAID("r", "fe", "Needs RLS", .mark = "") }, "" },
    { "nothing but an agent", { SAID("r", "fe", "..."), SAID("r", "fe", "") }, "1 open 2 fe;" },
};

static void what_is_one_cause(void **state)
{
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Bench *b = *state;
        b->s = memory_store();
        for (size_t k = 0; k < ARRAY_LEN(cases[i].said) && cases[i].said[k].reason; k++)
            tell(b, cases[i].said[k]);
        if (strcmp(standing(b), cases[i].standing) != 0)
            fail_msg("%s: %s, not %s", cases[i].name, standing(b), cases[i].standing);
        assert_clean(b->s);
        b->s = store_free(b->s);
    }
}

static void a_print_in_telemetry_is_an_escalation(void **state)
{
    static const struct { const char *action, *reason; bool is; } told[] = {
        { "START", "ESCALATION: Needs RLS change. Routing to /dba.", true },
        { "LOG", "\xE2\x9A\xA0\xEF\xB8\x8F ESCALATION: Needs RLS change. Routing to /dba.", true },
        { NULL, "worked on it\nESCALATION: Needs RLS change. Routing to /dba.", true },
        { "START", "the escalation of last week was resolved", false },
        { "START", "print `ESCALATION: [reason]. Routing to /[agent].` when you stop", false },
        { "START", "", false },
    };
    Bench *b = *state;
    for (size_t i = 0; i < ARRAY_LEN(told); i++) {
        b->s = memory_store();
        say(b->s, "r", "fe", told[i].action, told[i].reason);
        if (strcmp(standing(b), told[i].is ? "1 open 1 fe;" : "") != 0)
            fail_msg("'%s': %s", told[i].reason, standing(b));
        if (told[i].is) {
            EscalationRow e = escalation_now(b, 1);
            assert_string_equal(e.reason, "Needs RLS change");
            assert_string_equal(e.to, "dba");
            assert_rows(b->s, "SELECT reported FROM agent", "escalated;");
        }
        b->s = store_free(b->s);
    }
}

static void a_row_tells_all_that_was_said(void **state)
{
    Bench *b = *state;

    tell(b, (Said)SAID("r", NULL, "Needs RLS", .mark = "m", .file = "out.log", .at = 10));
    EscalationRow e = escalation_now(b, 1);
    assert_int_equal(e.via, VIA_LINE);
    assert_string_equal(e.file, "out.log");
    assert_int_equal(e.line, 7);
    assert_string_equal(e.run, "r");
    assert_null(e.agent);
    assert_null(e.to);
    assert_null(e.task);
    assert_null(e.actor);
    assert_null(e.handoff);
    assert_int_equal(e.first_at, T0 + 10);
    assert_int_equal(e.opened_at, T0 + 10);
    assert_int_equal(e.changed_at, 0);
    tell(b, (Said)SAID("r", "fe", "needs RLS", .to = "dba", .task = "T-5", .at = 30));
    tell(b, (Said)SAID("r", "fe", "needs RLS", .to = "lead", .task = "T-6", .at = 20));    /* an older word */
    e = escalation_now(b, 1);
    assert_string_equal(e.agent, "fe");
    assert_string_equal(e.to, "dba");
    assert_string_equal(e.task, "T-5");
    assert_string_equal(e.reason, "Needs RLS");
    assert_int_equal(e.count, 2);
    assert_int_equal(e.last_at, T0 + 30);
    assert_int_equal(e.via, VIA_LINE);
    tell(b, (Said)SAID("r", "fe", "needs RLS", .to = "lead", .at = 40));
    assert_string_equal(escalation_now(b, 1).to, "lead");
    assert_string_equal(escalation_now(b, 1).task, "T-5");
    assert_clean(b->s);
}

/* What was read later is where one can look. */
static void an_event_learns_where_it_stands(void **state)
{
    Bench *b = *state;

    tell(b, (Said)SAID("r", "fe", "Needs RLS"));
    assert_null(escalation_now(b, 1).file);
    tell(b, (Said)SAID("r", "fe", "Needs RLS", .mark = "m", .file = "out.log"));
    assert_string_equal(escalation_now(b, 1).file, "out.log");
    assert_int_equal(escalation_now(b, 1).via, VIA_EVENT);
}

static void who_stopped_is_an_agent(void **state)
{
    Bench *b = *state;
    AgentRows rows = { 0 };

    tell(b, (Said)SAID("r", "fe", "Needs RLS", .mark = "m"));
    assert_rows(b->s, "SELECT slug FROM agent", "fe;");
    assert_int_equal(store_agents(b->s, b->a, &(AgentQuery){ .name = "fe" }, &rows), 0);
    assert_int_equal(rows.len, 1);
    assert_int_equal(rows.items[0].state, AGENT_ESCALATED);
}

/* ---- opened again ---- */

static void a_statement_after_the_end_opens_it_again(void **state)
{
    static const char *const ends[] = { "resolve", "route" };
    static const Said again[] = { SAID("r", "fe", "needs rls."),
                                  SAID("r", NULL, "Needs RLS", .mark = "m"),
                                  SAID("r", "fe", "Needs RLS", .mark = "m", .via = "section") };
    Bench *b = *state;
    for (size_t i = 0; i < ARRAY_LEN(ends) * ARRAY_LEN(again); i++) {
        Said said = again[i % ARRAY_LEN(again)];
        b->s = memory_store();
        tell(b, (Said)SAID("r", "fe", "Needs RLS"));                                       /* T0 + 1 */
        act_on(b, 1, ends[i / ARRAY_LEN(again)], "dba");                                 /* T0 + 2 */
        said.at = 2;                                                                     /* not later */
        tell(b, said);
        assert_int_not_equal(escalation_now(b, 1).state, ESCALATION_OPEN);
        said.at = 50;
        said.mark = said.mark ? "m2" : NULL;
        tell(b, said);
        EscalationRow e = escalation_now(b, 1);
        assert_int_equal(e.state, ESCALATION_OPEN);
        assert_int_equal(e.count, said.mark ? 2 : 3);
        assert_int_equal(e.first_at, T0 + 1);
        assert_int_equal(e.opened_at, T0 + 50);
        assert_int_equal(e.changed_at, T0 + 50);
        assert_null(e.routed_to);
        assert_null(e.closed_why);
        assert_int_equal(store_escalation_count(b->s, &(EscalationQuery){ 0 }), 1);
        assert_clean(b->s);
        b->s = store_free(b->s);
    }
}

static void an_old_log_counts_and_opens_nothing(void **state)
{
    Bench *b = *state;

    tell(b, (Said)SAID("r", "fe", "Needs RLS", .at = 100));
    act_on(b, 1, "resolve", NULL);
    tell(b, (Said)SAID("r", "fe", "Needs RLS", .at = 1));
    assert_string_equal(standing(b), "1 resolved 2 fe;");
    assert_int_equal(escalation_now(b, 1).first_at, T0 + 1);
    assert_int_equal(escalation_now(b, 1).last_at, T0 + 100);
    assert_clean(b->s);
}

static void what_is_acknowledged_stays_so(void **state)
{
    Bench *b = *state;

    tell(b, (Said)SAID("r", "fe", "Needs RLS"));
    act_on(b, 1, "ack", NULL);
    tell(b, (Said)SAID("r", "fe", "Needs RLS"));
    assert_string_equal(standing(b), "1 acknowledged 2 fe;");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_drop)
#define TEST_MANY(name) cmocka_unit_test_setup_teardown(name, bench_make_dir, bench_drop)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST_MANY(what_is_one_cause),
        TEST_MANY(a_print_in_telemetry_is_an_escalation),
        TEST(a_row_tells_all_that_was_said),
        TEST(an_event_learns_where_it_stands),
        TEST(who_stopped_is_an_agent),
        TEST_MANY(a_statement_after_the_end_opens_it_again),
        TEST(an_old_log_counts_and_opens_nothing),
        TEST(what_is_acknowledged_stays_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
