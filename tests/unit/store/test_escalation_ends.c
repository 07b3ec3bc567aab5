/*
 * test_escalation_ends.c - escalations that end with their cause: tasks, checks, entries of lists.
 */
#include "escalation_help.h"

static void put_task(Bench *b, const char *id, const char *ref, const char *who, const char *task_state)
{
    add_task(b->s, id, arena_printf(b->a, "{\"file\":\"s.md\",\"line\":4,\"ref\":\"%s\",\"title\":\"Rates\",\"state\":\"%s\","
                                    "\"assignee\":\"%s\"}", ref, task_state, who));
}

static void set_state(Bench *b, const char *id, const char *to)
{
    add(b->s, (Event){ .kind = EVENT_TASK_STATE, .subject = id, .body = arena_printf(b->a, "{\"to\":\"%s\"}", to) });
}

static void assign(Bench *b, const char *id, const char *to)
{
    add(b->s, (Event){ .kind = EVENT_TASK_EDITED, .subject = id, .body = arena_printf(b->a, "{\"assignee\":\"%s\"}", to) });
}

static void move(Bench *b, const char *id, const char *file)
{
    add(b->s, (Event){ .kind = EVENT_TASK_MOVED, .subject = id,
                       .body = arena_printf(b->a, "{\"file\":\"%s\",\"line\":1}", file) });
}

static void remove_task(Bench *b, const char *id)
{
    add(b->s, (Event){ .kind = EVENT_TASK_GONE, .subject = id });
}

static void expect(Bench *b, const char *expected, const char *closed_why)
{
    assert_string_equal(standing(b), expected);
    if (closed_why) {
        EscalationRow e = escalation_now(b, 1);
        assert_string_equal(e.closed_why ? e.closed_why : "-", closed_why);
        assert_null(e.actor);
        assert_null(e.comment);
    }
    assert_clean(b->s);
}

/* ---- blocked tasks ---- */

static void a_blocked_task_is_an_escalation(void **state)
{
    Bench *b = *state;

    put_task(b, "t1", "T-5", "Front End", "blocked");
    EscalationRow e = escalation_now(b, 1);
    assert_int_equal(e.via, VIA_TASK);
    assert_string_equal(e.agent, "Front End");
    assert_string_equal(e.reason, "T-5 Rates is blocked");
    assert_string_equal(e.task, "t1");
    assert_string_equal(e.file, "s.md");
    assert_int_equal(e.line, 4);
    AgentRows rows = { 0 };
    assert_int_equal(store_agents(b->s, b->a, &(AgentQuery){ .name = "front-end" }, &rows), 0);
    assert_int_equal(rows.items[0].state, AGENT_BLOCKED);
    NeedRows needs = { 0 };
    assert_int_equal(store_needs(b->s, b->a, &needs), 0);
    assert_int_equal(needs.len, 1);
    assert_string_equal(needs.items[0].title, "T-5 Rates is blocked");
}

static void only_tasks_that_stop_somebody(void **state)
{
    Bench *b = *state;

    put_task(b, "t1", "T-1", "", "blocked");
    put_task(b, "t2", "T-2", "fe", "pending");
    add_task(b->s, "t3", "{\"file\":\"x/session-012-old.md\",\"title\":\"c\",\"state\":\"blocked\",\"assignee\":\"fe\"}");
    set_state(b, "t3", "pending");
    set_state(b, "t3", "blocked");
    expect(b, "", NULL);
    assign(b, "t1", "be");
    expect(b, "1 open 1 be;", NULL);
    set_state(b, "t2", "blocked");
    expect(b, "1 open 1 be;2 open 1 fe;", NULL);
}

static void it_ends_when_the_task_is_not_blocked(void **state)
{
    static const struct { const char *to, *why; } ends[] = {
        { "in_progress", "T-5 is in progress" }, { "done", "T-5 is done" }, { "pending", "T-5 is pending" },
        { "cancelled", "T-5 is cancelled" }, { "odd", "T-5 is not blocked any more" },
    };
    static const char *const acts[] = { NULL, "ack", "route" };
    for (size_t i = 0; i < ARRAY_LEN(ends) * ARRAY_LEN(acts); i++) {
        const char *act = acts[i % ARRAY_LEN(acts)];
        Bench *b = *state;
        b->s = memory_store();
        put_task(b, "t1", "T-5", "fe", "blocked");
        if (act)
            act_on(b, 1, act, "dba");
        set_state(b, "t1", ends[i / ARRAY_LEN(acts)].to);
        expect(b, "1 resolved 1 fe;", ends[i / ARRAY_LEN(acts)].why);
        set_state(b, "t1", "blocked");
        expect(b, "1 open 2 fe;", "-");
        b->s = store_free(b->s);
    }
}

static void it_ends_with_the_task_and_with_its_agent(void **state)
{
    Bench *b = *state;

    put_task(b, "t1", "", "fe", "blocked");
    assign(b, "t1", "be");
    expect(b, "1 resolved 1 fe;2 open 1 be;", "be has Rates now");
    assign(b, "t1", "/BE");                                     /* the same one */
    expect(b, "1 resolved 1 fe;2 open 1 be;", NULL);
    assign(b, "t1", "");
    expect(b, "1 resolved 1 fe;2 resolved 1 be;", NULL);
    assert_string_equal(escalation_now(b, 2).closed_why, "nobody has Rates any more");
    assign(b, "t1", "fe");
    expect(b, "1 open 2 fe;2 resolved 1 be;", NULL);
    remove_task(b, "t1");
    expect(b, "1 resolved 2 fe;2 resolved 1 be;", "Rates is gone");
    put_task(b, "t1", "", "fe", "blocked");                      /* it is back */
    expect(b, "1 open 3 fe;2 resolved 1 be;", "-");
    move(b, "t1", "x/session-013-rates.md");
    expect(b, "1 resolved 3 fe;2 resolved 1 be;", "Rates is in a session that is over");
}

static void what_somebody_closed_stays_closed(void **state)
{
    Bench *b = *state;

    put_task(b, "t1", "T-5", "fe", "blocked");
    act_on(b, 1, "resolve", NULL);
    put_task(b, "t1", "T-5", "fe", "blocked");                   /* said anew, as when its file is read whole */
    add(b->s, (Event){ .kind = EVENT_TASK_EDITED, .subject = "t1", .body = "{\"title\":\"New\",\"assignee\":\"fe\"}" });
    set_state(b, "t1", "blocked");
    expect(b, "1 resolved 1 fe;", NULL);
    set_state(b, "t1", "done");
    assert_string_equal(escalation_now(b, 1).actor, "ann");
}

/* ---- what somebody said of a task ---- */

static void what_names_a_task_ends_when_that_goes_on(void **state)
{
    static const struct { const char *names, *to, *why; } cases_[] = {
        { "T-5", "in_progress", "T-5 is in progress" }, { "t-5", "done", "T-5 is done" },
        { "t1", "review", "T-5 is in review" },            { "Rates", "cancelled", "T-5 is cancelled" },
        { "T-5", "pending", NULL },                     { "T-5", "blocked", NULL },
        { "T-6", "done", NULL },                        { "", "done", NULL },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases_); i++) {
        Bench *b = *state;
        b->s = memory_store();
        put_task(b, "t1", "T-5", "fe", "unknown");
        tell(b, (Said)SAID("r", "fe", "Needs RLS", .task = cases_[i].names));
        set_state(b, "t1", cases_[i].to);
        expect(b, cases_[i].why ? "1 resolved 1 fe;" : "1 open 1 fe;", cases_[i].why ? cases_[i].why : "-");
        b->s = store_free(b->s);
    }
}

static void what_names_a_task_ends_when_another_agent_has_it(void **state)
{
    Bench *b = *state;

    put_task(b, "t1", "T-5", "fe", "pending");
    tell(b, (Said)SAID("r", "fe", "Needs RLS", .task = "T-5"));
    assign(b, "t1", "");
    assign(b, "t1", "FE");
    expect(b, "1 open 1 fe;", NULL);
    assign(b, "t1", "dba");
    expect(b, "1 resolved 1 fe;", "dba has T-5 now");
}

static void what_came_before_it_ends_nothing(void **state)
{
    Bench *b = *state;

    put_task(b, "t1", "T-5", "fe", "in_progress");
    tell(b, (Said)SAID("r", "fe", "Needs RLS", .task = "T-5", .at = 500));
    add(b->s, (Event){ .kind = EVENT_TASK_STATE, .subject = "t1", .body = "{\"to\":\"done\"}", .at = T0 + 400 });
    expect(b, "1 open 1 fe;", NULL);
    add_task(b->s, "t9", "{\"file\":\"session-001-a.md\",\"ref\":\"T-5\",\"title\":\"x\",\"state\":\"blocked\"}");
    add(b->s, (Event){ .kind = EVENT_TASK_STATE, .subject = "t9", .body = "{\"to\":\"done\"}", .at = T0 + 600 });
    expect(b, "1 open 1 fe;", NULL);                             /* another T-5, of a session that is over */
}

/* A log of last month tells of a task that was done long ago. */
static void what_is_over_when_it_is_heard_opens_nothing(void **state)
{
    Bench *b = *state;

    put_task(b, "t1", "T-5", "fe", "pending");
    set_state(b, "t1", "done");
    add(b->s, (Event){ .kind = EVENT_TELEMETRY, .run = "r", .agent = "fe", .action = "ESCALATE", .reason = "Needs RLS",
                       .body = "{\"task\":\"T-5\"}", .at = 7 });
    expect(b, "1 resolved 1 fe;", "T-5 is done");
    tell(b, (Said)SAID("r", "fe", "Needs more", .task = "T-5"));
    expect(b, "1 resolved 1 fe;2 open 1 fe;", NULL);
}

/* An agent that stops says so and marks its task: that is one stop. */
static void one_stop_of_a_task_is_one_escalation(void **state)
{
    Bench *b = *state;

    put_task(b, "t1", "T-5", "fe", "in_progress");
    tell(b, (Said)SAID("r", "fe", "Needs RLS", .task = "T-5"));
    set_state(b, "t1", "blocked");
    expect(b, "1 open 1 fe;", NULL);
    set_state(b, "t1", "in_progress");
    expect(b, "1 resolved 1 fe;", "T-5 is in progress");
    set_state(b, "t1", "blocked");
    expect(b, "1 resolved 1 fe;2 open 1 fe;", NULL);
    tell(b, (Said)SAID("r", "fe", "Needs RLS", .task = "T-5"));
    expect(b, "1 open 2 fe;2 resolved 1 fe;", NULL);
    assert_string_equal(escalation_now(b, 2).closed_why, "escalation 1 says why");
    tell(b, (Said)SAID("r", "qa", "Other thing", .task = "T-5"));  /* of somebody else */
    set_state(b, "t1", "pending");
    expect(b, "1 open 2 fe;2 resolved 1 fe;3 open 1 qa;", NULL);
}

static void a_reason_may_name_the_task(void **state)
{
    static const struct { const char *agent, *reason, *task; } said[] = {
        { "fe", "T-5 needs RLS", "T-5" },   { "fe", "RLS for t-5: who?", "T-5" }, { "fe", "needs RLS (T-5)", "T-5" },
        { "fe", "T-55 needs RLS", NULL },   { "fe", "NOT-5 is missing", NULL },   { "fe", "AT-5, then T-5.", "T-5" },
        { "be", "T-5 needs RLS", NULL },    { NULL, "T-5 needs RLS", NULL },      { "fe", "7 files need RLS", NULL },
        { "fe", "T-8 needs RLS", "T-8" },   { "be", "T-8 needs RLS", NULL },      { "fe", "T-88 needs RLS", NULL },
        { "fe", "then T-5, now T-8", "T-5" }, { "fe", "", NULL },
    };
    for (size_t i = 0; i < ARRAY_LEN(said); i++) {
        Bench *b = *state;
        b->s = memory_store();
        put_task(b, "t1", "T-5", "fe", "in_progress");
        put_task(b, "t2", "7", "fe", "in_progress");
        put_task(b, "t3", "T-8", "fe", "pending");
        tell(b, (Said)SAID("r", said[i].agent, said[i].reason));
        const EscalationRow e = escalation_now(b, 1);
        if (!text_same(e.task, said[i].task))
            fail_msg("'%s' names %s", said[i].reason, e.task ? e.task : "none");
        set_state(b, "t1", "done");
        set_state(b, "t3", "in_progress");
        assert_int_equal(escalation_now(b, 1).state, said[i].task ? ESCALATION_RESOLVED : ESCALATION_OPEN);
        assert_clean(b->s);
        b->s = store_free(b->s);
    }
}

/* Who was told of the blocked task is not told again: the row says why from now on. */
static void what_is_said_of_a_blocked_task_takes_its_row(void **state)
{
    Bench *b = *state;

    put_task(b, "t1", "T-5", "fe", "blocked");
    act_on(b, 1, "ack", NULL);
    const EscalationRow before = escalation_now(b, 1);
    tell(b, (Said)SAID("r", "fe", "T-5 needs RLS", .to = "dba"));
    EscalationRow e = escalation_now(b, 1);
    expect(b, "1 acknowledged 1 fe;", NULL);
    assert_int_equal(e.via, VIA_EVENT);
    assert_string_equal(e.reason, "T-5 needs RLS");
    assert_string_equal(e.to, "dba");
    assert_string_equal(e.task, "T-5");
    assert_string_equal(e.run, "r");
    assert_string_equal(e.file, "s.md");
    assert_int_equal(e.opened_at, before.opened_at);
    tell(b, (Said)SAID("r", NULL, "T-5 needs RLS", .mark = "m"));
    expect(b, "1 acknowledged 1 fe;", NULL);
    tell(b, (Said)SAID("r", "qa", "Other thing", .task = "T-5"));
    expect(b, "1 acknowledged 1 fe;2 open 1 qa;", NULL);
    set_state(b, "t1", "in_progress");
    expect(b, "1 resolved 1 fe;2 resolved 1 qa;", "T-5 is in progress");
    set_state(b, "t1", "blocked");
    expect(b, "1 resolved 1 fe;2 resolved 1 qa;3 open 1 fe;", NULL);
    act_on(b, 3, "route", "dba");
    tell(b, (Said)SAID("r", "fe", "T-5 needs more"));
    expect(b, "1 resolved 1 fe;2 resolved 1 qa;3 resolved 1 fe;4 open 1 fe;", NULL);
    assert_string_equal(escalation_now(b, 3).closed_why, "escalation 4 says why");
}

/* ---- checks ---- */

static void report(Bench *b, const char *revision, const char *name, const char *check_state)
{
    add(b->s, (Event){ .kind = EVENT_CHECK_REPORTED, .subject = "h",
                       .body = arena_printf(b->a, "{\"revision\":\"%s\",\"checks\":[{\"name\":\"%s\",\"state\":\"%s\","
                                            "\"findings\":[{\"file\":\"db/x.sql\",\"line\":0,\"text\":\"is outside\"},"
                                            "{\"file\":\"y\",\"text\":\"too\"}]}]}", revision, name, check_state) });
}

static void a_failed_scope_check_is_an_escalation(void **state)
{
    Bench *b = *state;

    revise_as(b->s, (Revise){ .run = "r" });
    report(b, "d1", "sections", "failed");
    report(b, "d0", "scope", "failed");                          /* of no revision */
    expect(b, "", NULL);
    report(b, "d1", "scope", "failed");
    EscalationRow e = escalation_now(b, 1);
    assert_int_equal(e.via, VIA_CHECK);
    assert_string_equal(e.agent, "be");
    assert_string_equal(e.run, "r");
    assert_string_equal(e.handoff, "1");
    assert_string_equal(e.reason, "db/x.sql is outside, and 1 more");
    assert_string_equal(e.file, "db/x.sql");
    report(b, "d1", "scope", "running");
    report(b, "d1", "scope", "failed");                          /* it ran again over the same files */
    expect(b, "1 open 1 be;", NULL);
    revise_as(b->s, (Revise){ .revision = "d2", .run = "r" });
    report(b, "d1", "scope", "passed");                          /* the older revision */
    report(b, "d2", "scope", "failed");
    expect(b, "1 open 2 be;", NULL);
    act_on(b, 1, "resolve", NULL);
    report(b, "d2", "scope", "failed");
    expect(b, "1 resolved 2 be;", NULL);
    revise_as(b->s, (Revise){ .revision = "d3", .run = "r" });
    report(b, "d3", "scope", "failed");
    expect(b, "1 open 3 be;", NULL);
    report(b, "d3", "scope", "passed");
    expect(b, "1 resolved 3 be;", "the scope check of handoff 1 passed");
    report(b, "d3", "scope", "failed");                          /* the files changed back */
    expect(b, "1 open 4 be;", NULL);
    add(b->s, (Event){ .kind = EVENT_CHECK_REPORTED, .subject = "h",
                       .body = "{\"revision\":\"d3\",\"checks\":[{\"name\":\"scope\",\"state\":\"failed\","
                               "\"findings\":[{\"file\":\"y\",\"line\":0,\"text\":\"too\"}]}]}" });
    e = escalation_now(b, 1);                                    /* one of the files came back */
    assert_string_equal(e.reason, "y too");
    assert_string_equal(e.file, "y");
    assert_int_equal(e.count, 4);
}

static void it_ends_with_its_handoff(void **state)
{
    static const struct { HandoffState end; const char *why; } ends[] = {
        { HANDOFF_APPROVED, "handoff 1 is approved" }, { HANDOFF_WITHDRAWN, "handoff 1 is withdrawn" },
        { HANDOFF_SUPERSEDED, "handoff 1 is superseded" }, { HANDOFF_REJECTED, NULL },
    };
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        Bench *b = *state;
        b->s = memory_store();
        revise_as(b->s, (Revise){ 0 });
        report(b, "d1", "scope", "failed");
        if (ends[i].end == HANDOFF_SUPERSEDED)
            revise_as(b->s, (Revise){ .id = "later" });
        else
            decide_as(b->s, (Decide){ .verdict = handoff_state_text(ends[i].end) });
        expect(b, ends[i].why ? "1 resolved 1 be;" : "1 open 1 be;", ends[i].why ? ends[i].why : "-");
        report(b, "d1", "scope", "failed");
        expect(b, ends[i].why ? "1 resolved 1 be;" : "1 open 1 be;", NULL);
        b->s = store_free(b->s);
    }
}

/* The handoff that waits names its failed checks itself. */
static void a_check_is_no_need_beside_its_handoff(void **state)
{
    Bench *b = *state;
    NeedRows needs = { 0 };

    revise_as(b->s, (Revise){ .state = "draft" });
    report(b, "d1", "scope", "failed");
    assert_int_equal(store_needs(b->s, b->a, &needs), 0);
    assert_int_equal(needs.len, 1);
    assert_string_equal(needs.items[0].kind, "escalation");
    revise_as(b->s, (Revise){ 0 });
    assert_int_equal(store_needs(b->s, b->a, &needs), 0);
    assert_int_equal(needs.len, 1);
    assert_string_equal(needs.items[0].kind, "handoff");
}

/* ---- entries of lists ---- */

static void entry(Bench *b, const char *file, const char *mark)
{
    tell(b, (Said)SAID("r", "fe", "Needs RLS", .mark = mark, .file = file, .via = "section"));
}

static void it_ends_when_no_list_has_it_any_more(void **state)
{
    Bench *b = *state;

    entry(b, "s.md", "m1");
    entry(b, "t.md", "m1");
    expect(b, "1 open 1 fe;", NULL);
    unsay(b, "s.md", "[\"m1\",\"m7\"]", NULL);
    expect(b, "1 open 1 fe;", NULL);
    unsay(b, "s.md", "[\"m1\"]", NULL);                           /* it does not say it twice */
    expect(b, "1 open 1 fe;", NULL);
    unsay(b, "t.md", "[3,\"m1\"]", "it is ticked in t.md");
    expect(b, "1 resolved 1 fe;", "it is ticked in t.md");
    entry(b, "s.md", "m1");
    expect(b, "1 open 2 fe;", "-");
    unsay(b, "s.md", "[\"m1\"]", NULL);
    expect(b, "1 resolved 2 fe;", "s.md does not list it any more");
}

static void what_else_says_it_keeps_it_open(void **state)
{
    Bench *b = *state;

    entry(b, "s.md", "m1");
    tell(b, (Said)SAID("r", "fe", "Needs RLS"));
    unsay(b, "s.md", "[\"m1\"]", NULL);
    expect(b, "1 open 1 fe;", NULL);
    act_on(b, 1, "resolve", NULL);
    entry(b, "s.md", "m2");                                       /* from here on only the list says it */
    expect(b, "1 open 2 fe;", NULL);
    unsay(b, "s.md", "[\"m2\"]", NULL);
    expect(b, "1 resolved 2 fe;", NULL);
}

static void a_line_that_is_gone_ends_nothing(void **state)
{
    Bench *b = *state;

    tell(b, (Said)SAID("r", "fe", "Needs RLS", .mark = "m1", .file = "out.log"));
    tell(b, (Said)SAID("r", "fe", "Other", .mark = "m2", .file = "session-003-x.md", .via = "section"));
    unsay(b, "out.log", "[\"m1\"]", NULL);
    unsay(b, "session-003-x.md", "[\"m2\"]", NULL);
    expect(b, "1 open 1 fe;", NULL);
    tell(b, (Said)SAID("r", "fe", "Needs RLS", .mark = "m1", .file = "out.log"));
    expect(b, "1 open 2 fe;", NULL);                              /* it was printed again */
}

static void marks_are_what_a_file_says_now(void **state)
{
    Bench *b = *state;
    StrList marks = { 0 };

    entry(b, "s.md", "m2");
    entry(b, "s.md", "m1");
    entry(b, "t.md", "m3");
    unsay(b, "s.md", "[\"m2\"]", NULL);
    revise_as(b->s, (Revise){ 0 });
    report(b, "d1", "scope", "failed");
    assert_int_equal(store_escalation_marks(b->s, b->a, "s.md", &marks), 0);
    assert_int_equal(marks.len, 1);
    assert_string_equal(marks.items[0], "m1");
    assert_int_equal(store_escalation_marks(b->s, b->a, "", &marks), 0);
    assert_int_equal(marks.len, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_drop)
#define TEST_MANY(name) cmocka_unit_test_setup_teardown(name, bench_make_dir, bench_drop)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(a_blocked_task_is_an_escalation),
        TEST(only_tasks_that_stop_somebody),
        TEST_MANY(it_ends_when_the_task_is_not_blocked),
        TEST(it_ends_with_the_task_and_with_its_agent),
        TEST(what_somebody_closed_stays_closed),
        TEST_MANY(what_names_a_task_ends_when_that_goes_on),
        TEST(what_names_a_task_ends_when_another_agent_has_it),
        TEST(what_came_before_it_ends_nothing),
        TEST(what_is_over_when_it_is_heard_opens_nothing),
        TEST(one_stop_of_a_task_is_one_escalation),
        TEST_MANY(a_reason_may_name_the_task),
        TEST(what_is_said_of_a_blocked_task_takes_its_row),
        TEST(a_failed_scope_check_is_an_escalation),
        TEST_MANY(it_ends_with_its_handoff),
        TEST(a_check_is_no_need_beside_its_handoff),
        TEST(it_ends_when_no_list_has_it_any_more),
        TEST(what_else_says_it_keeps_it_open),
        TEST(a_line_that_is_gone_ends_nothing),
        TEST(marks_are_what_a_file_says_now),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
