/*
 * test_agents.c - which agents there are, and what the evidence for their state is.
 */
#include "ledger_help.h"

static void define(Store *s, const char *file, const char *name)
{
    char body[200];
    snprintf(body, sizeof body, "{\"name\":\"%s\",\"model\":\"m\"}", name);
    add(s, (Event){ .kind = EVENT_AGENT_DEFINED, .subject = file, .agent = name, .body = body });
}

static void task(Store *s, const char *id, const char *who, const char *state)
{
    char body[200];
    snprintf(
        body, sizeof body,
        "{\"file\":\"s.md\",\"ref\":\"%s\",\"title\":\"title of %s\",\"state\":\"%s\",\"assignee\":\"%s\"}",
        strchr(id, '-') ? id : "", id, state, who);
    add_task(s, id, body);
}

static void handoff(Store *s, const char *id, const char *from, const char *to, const char *state)
{
    char body[200];
    snprintf(body, sizeof body,
             "{\"file\":\"h.md\",\"digest\":\"d\",\"state\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}", state, from,
             to);
    add(s, (Event){ .kind = EVENT_HANDOFF_REVISED, .subject = id, .body = body });
}

/* "name state why task;" of every row. */
static void expect(Bench *b, const AgentQuery *q, const char *text)
{
    AgentRows rows = { 0 };
    CLEANUP(buf_done) Buf out = BUF_INIT;

    assert_int_equal(store_agents(b->s, b->a, q, &rows), 0);
    for (size_t i = 0; i < rows.len; i++) {
        const AgentRow *r = &rows.items[i];
        buf_addf(&out, "%s %s %s %s;", r->name, agent_state_text(r->state), r->why ? r->why : "-",
                 r->task ? r->task : "-");
    }
    assert_string_equal(out.data, text);
}

static void definitions_and_mentions_are_one_list(void **state)
{
    Bench *b = *state;

    expect(b, NULL, "");
    define(b->s, "x/be.md", "Backend Engineer");
    define(b->s, "y/be.md", "backend-engineer");
    define(b->s, "qa.md", "qa");
    say(b->s, "r", "/Backend Engineer", "START", "");
    task(b->s, "T-1", "Front (UI)", "pending");
    handoff(b->s, "h", "qa", "lead", "draft");
    add(b->s,
        (Event){ .kind = EVENT_AGENT_REPORTED, .agent = "scribe", .body = "{\"state\":\"done\"}" });
    expect(
        b, NULL,
        "backend-engineer working START -;backend-engineer working START -;front idle 1 open -;lead unknown - -;"
        "qa idle - -;scribe done done -;");

    AgentRows rows = { 0 };
    assert_int_equal(store_agents(b->s, b->a, NULL, &rows), 0);
    assert_string_equal(rows.items[0].file, "x/be.md");
    assert_string_equal(rows.items[0].shown, "Backend Engineer");
    assert_non_null(strstr(rows.items[0].def, "\"model\":\"m\""));
    assert_int_equal(rows.items[0].source, SOURCE_CLI);
    assert_int_equal(rows.items[0].at, T0 + 4);
    assert_string_equal(rows.items[1].file, "y/be.md");
    assert_null(rows.items[2].file);
    assert_null(rows.items[2].def);
    assert_string_equal(rows.items[2].shown, "Front (UI)");
}

static void a_name_that_nothing_speaks_of_is_not_listed(void **state)
{
    Bench *b = *state;

    task(b->s, "T-1", "typo", "pending");
    expect(b, NULL, "typo idle 1 open -;");
    add(b->s,
        (Event){ .kind = EVENT_TASK_EDITED, .subject = "T-1", .body = "{\"assignee\":\"qa\"}" });
    expect(b, NULL, "qa idle 1 open -;");
    add(b->s, (Event){ .kind = EVENT_TASK_GONE, .subject = "T-1" });
    expect(b, NULL, "");
    task(b->s, "T-2", "ann", "cancelled");
    expect(b, NULL, "ann unknown - -;");
}

static void queries_narrow_the_list(void **state)
{
    Bench *b = *state;

    define(b->s, "x/be.md", "Backend Engineer");
    define(b->s, "y/be.md", "backend-engineer");
    define(b->s, "qa.md", "qa");
    task(b->s, "T-1", "qa", "in_progress");
    expect(b, &(AgentQuery){ .name = "qa" }, "qa working T-1 T-1;");
    expect(b, &(AgentQuery){ .name = "/QA" }, "qa working T-1 T-1;");
    expect(b, &(AgentQuery){ .name = "y/be.md" }, "backend-engineer idle - -;");
    expect(b, &(AgentQuery){ .name = "backend-engineer" },
           "backend-engineer idle - -;backend-engineer idle - -;");
    expect(b, &(AgentQuery){ .name = "none" }, "");
    expect(b, &(AgentQuery){ .text = "BACK" },
           "backend-engineer idle - -;backend-engineer idle - -;");
    expect(b, &(AgentQuery){ .text = "t-1" }, "qa working T-1 T-1;");
}

static void only_who_said_that_it_works(void **state)
{
    Bench *b = *state;

    expect(b, &(AgentQuery){ .working = true }, "");
    define(b->s, "x/be.md", "be");
    define(b->s, "y/be.md", "be");
    task(b->s, "T-1", "qa", "in_progress");
    expect(b, &(AgentQuery){ .working = true }, "");
    say(b->s, "r", "be", "START", "");
    say(b->s, "r", "e-done", "COMPLETED", "");
    say(b->s, "r", "w", "START", "");
    expect(b, &(AgentQuery){ .working = true }, "be working START -;w working START -;");
    handoff(b->s, "h", "w", "lead", "submitted");
    expect(b, &(AgentQuery){ .working = true }, "w waiting approval of handoff 1 -;be working START -;");
    expect(b, &(AgentQuery){ .working = true, .text = "be" }, "be working START -;");
}

static void a_brief_list_says_the_same_without_definitions(void **state)
{
    Bench *b = *state;
    AgentRows rows = { 0 };

    define(b->s, "be.md", "be");
    say(b->s, "r", "w", "START", "");
    expect(b, &(AgentQuery){ .brief = true }, "w working START -;be idle - -;");
    assert_int_equal(store_agents(b->s, b->a, &(AgentQuery){ .brief = true }, &rows), 0);
    assert_string_equal(rows.items[1].file, "be.md");
    assert_null(rows.items[1].def);
}

static void what_needs_attention_comes_first(void **state)
{
    Bench *b = *state;

    task(b->s, "T-1", "a-worker", "in_progress");
    task(b->s, "T-2", "b-blocked", "blocked");
    handoff(b->s, "h", "c-waiting", "lead", "submitted");
    say(b->s, "r", "d-escalated", "ESCALATE", "x");
    say(b->s, "r", "e-done", "COMPLETED", "");
    expect(
        b, NULL,
        "d-escalated escalated escalation 2 -;c-waiting waiting approval of handoff 1 -;b-blocked blocked T-2 T-2;"
        "a-worker working T-1 T-1;e-done done COMPLETED -;lead unknown - -;");
}

static void an_escalation_weighs_until_the_agent_goes_on(void **state)
{
    Bench *b = *state;

    say(b->s, "r", "be", "ESCALATE", "x");
    expect(b, NULL, "be escalated escalation 1 -;");
    say(b->s, "r", "be", "START", "");
    expect(b, NULL, "be working START -;");
    say(b->s, "r", "be", "ESCALATE", "x");
    expect(b, NULL, "be escalated escalation 1 -;");
    /* in the same millisecond */
    add(b->s,
        (Event){
            .kind = EVENT_TELEMETRY, .run = "r", .agent = "be", .action = "TEST", .at = T0 + 3 });
    expect(b, NULL, "be working TEST -;");
    say(b->s, "r", "be", "ESCALATE", "x");
    sqlite3_exec(b->s->db, "UPDATE escalation SET state = 'resolved'", NULL, NULL, NULL);
    expect(b, NULL, "be unknown - -;");
    task(b->s, "T-1", "be", "in_progress");
    expect(b, NULL, "be working T-1 T-1;");
}

static void a_stop_that_nobody_closed_stands(void **state)
{
    Bench *b = *state;

    /* the log says so itself: there is no escalation to close */
    add(b->s, (Event){ .kind = EVENT_AGENT_REPORTED, .agent = "be", .body = "{\"state\":\"escalated\"}" });
    expect(b, NULL, "be escalated escalated -;");
    /* an older one that was closed is another stop */
    say(b->s, "r", "qa", "ESCALATE", "first");
    sqlite3_exec(b->s->db, "UPDATE escalation SET state = 'resolved'", NULL, NULL, NULL);
    say(b->s, "r", "qa", "ESCALATE", "second");
    expect(b, &(AgentQuery){ .name = "qa" }, "qa escalated escalation 2 -;");
}

static void evidence_names_what_it_rests_on(void **state)
{
    Bench *b = *state;
    AgentEvidence e;

    assert_int_equal(store_agent_evidence(b->s, b->a, "be", &e), -ENOENT);
    define(b->s, "be.md", "be");
    assert_int_equal(store_agent_evidence(b->s, b->a, "be", &e), 0);
    assert_true(e.defined);
    assert_int_equal(e.heard_at, 0);
    say(b->s, "r", "be", "ESCALATE", "needs a column");
    add(b->s, (Event){ .kind = EVENT_TASK_ADDED, .subject = "T-7", .agent = "be", .source = SOURCE_MCP,
                       .body = "{\"file\":\"s.md\",\"ref\":\"T-7\",\"title\":\"x\",\"assignee\":\"be\","
                               "\"state\":\"blocked\"}" });
    add(b->s, (Event){ .kind = EVENT_HANDOFF_REVISED, .subject = "h", .agent = "be", .source = SOURCE_CLI, .at = T0 + 50,
                       .body = "{\"file\":\"h.md\",\"digest\":\"d\",\"state\":\"submitted\",\"from\":\"be\"}" });
    assert_int_equal(store_agent_evidence(b->s, b->a, "be", &e), 0);
    assert_int_equal(e.escalation_number, 1);
    assert_string_equal(e.escalation_reason, "needs a column");
    assert_int_equal(e.escalated_source, SOURCE_CLI);
    assert_string_equal(e.blocked, "T-7");
    assert_int_equal(e.blocked_source, SOURCE_MCP);
    assert_int_equal(e.handoff_number, 1);
    assert_int_equal(e.handoff_source, SOURCE_CLI);
    assert_int_equal(e.reported, AGENT_ESCALATED);
    assert_int_equal(e.open_tasks, 1);
    assert_int_equal(e.heard_at, T0 + 50);
}

static int64_t heard(Bench *b, const char *slug)
{
    AgentRows rows = { 0 };
    assert_int_equal(store_agents(b->s, b->a, &(AgentQuery){ .name = slug }, &rows), 0);
    assert_int_equal(rows.len, 1);
    return rows.items[0].heard_at;
}

/* What it did itself, by whatever source; not what others did with its tasks. */
static void it_was_heard_of_when_it_did_something(void **state)
{
    Bench *b = *state;

    add(b->s, (Event){ .kind = EVENT_TASK_ADDED, .subject = "T-7", .agent = "be",
                       .body = "{\"file\":\"s.md\",\"title\":\"x\",\"assignee\":\"be\",\"state\":\"pending\"}" });
    assert_int_equal(heard(b, "be"), 0);
    add(b->s, (Event){ .kind = EVENT_TASK_STATE, .subject = "T-7", .agent = "be", .source = SOURCE_TUI,
                       .body = "{\"to\":\"blocked\"}" });
    assert_int_equal(heard(b, "be"), 0);
    add(b->s, (Event){ .kind = EVENT_TASK_STATE, .subject = "T-7", .agent = "be", .source = SOURCE_FILE,
                       .at = T0 + 20, .body = "{\"to\":\"in_progress\"}" });
    assert_int_equal(heard(b, "be"), T0 + 20);
    add(b->s, (Event){ .kind = EVENT_TELEMETRY, .agent = "be", .action = "NOTE", .at = T0 + 30 });
    assert_int_equal(heard(b, "be"), T0 + 30);
    /* an old log, read later */
    add(b->s, (Event){ .kind = EVENT_TELEMETRY, .agent = "be", .action = "NOTE", .at = T0 + 10 });
    assert_int_equal(heard(b, "be"), T0 + 30);
    define(b->s, "be.md", "be");
    assert_int_equal(heard(b, "be"), T0 + 30);
}

/* Whether it is among the newest events of all or has to be looked for. */
static void it_was_heard_of_however_long_ago(void **state)
{
    Bench *b = *state;

    add(b->s, (Event){ .kind = EVENT_TASK_ADDED, .subject = "T-7", .agent = "be",
                       .body = "{\"file\":\"s.md\",\"title\":\"x\",\"assignee\":\"be\",\"state\":\"pending\"}" });
    add(b->s, (Event){ .kind = EVENT_TASK_STATE, .subject = "T-7", .agent = "be", .source = SOURCE_FILE,
                       .at = T0 + 20, .body = "{\"to\":\"in_progress\"}" });
    for (int i = 1; i <= 300; i++) {
        add(b->s, (Event){ .kind = EVENT_TELEMETRY, .agent = "fe", .action = "NOTE", .at = T0 + 1000 + i });
        if (i % 75 == 0) {
            assert_int_equal(heard(b, "be"), T0 + 20);
            assert_int_equal(heard(b, "fe"), T0 + 1000 + i);
        }
    }
}

static void decide(Store *s, const char *id, const char *verdict)
{
    char body[200];
    snprintf(body, sizeof body, "{\"verdict\":\"%s\",\"state\":\"%s\",\"revision\":\"d\"}", verdict, verdict);
    add(s, (Event){ .kind = EVENT_HANDOFF_DECIDED, .subject = id, .body = body });
}

/* The second is of another run, or it would take the place of the first. */
static void only_an_undecided_handoff_is_waited_for(void **state)
{
    Bench *b = *state;

    handoff(b->s, "h1", "be", "lead", "submitted");
    add(b->s, (Event){ .kind = EVENT_HANDOFF_REVISED,
                       .subject = "h2",
                       .run = "r2",
                       .body = "{\"digest\":\"d\",\"state\":\"submitted\",\"from\":\"BE\",\"to\":\"lead\"}" });
    expect(b, NULL, "be waiting approval of handoff 2 -;lead unknown - -;");
    decide(b->s, "h2", "rejected");
    expect(b, NULL, "be waiting approval of handoff 1 -;lead unknown - -;");
    decide(b->s, "h1", "approved");
    expect(b, NULL, "be unknown - -;lead unknown - -;");
}

static void its_task_is_the_newest_it_does(void **state)
{
    Bench *b = *state;
    AgentRows rows = { 0 };

    add(b->s, (Event){ .kind = EVENT_AGENT_REPORTED,
                       .agent = "be",
                       .body = "{\"state\":\"in_progress\",\"task\":\"said so\"}" });
    expect(b, NULL, "be working in_progress said so;");
    task(b->s, "t1", "be", "blocked");
    expect(b, NULL, "be blocked title of t1 title of t1;");
    task(b->s, "T-2", "be", "in_progress");
    task(b->s, "t3", "be", "in_progress");
    task(b->s, "t4", "be", "done");
    expect(b, NULL, "be blocked title of t1 title of t3;");
    assert_int_equal(store_agents(b->s, b->a, NULL, &rows), 0);
    assert_string_equal(rows.items[0].task_id, "t3");
    assert_int_equal(rows.items[0].open_tasks, 3);
    assert_int_equal(rows.items[0].done_tasks, 1);
    add(b->s, (Event){ .kind = EVENT_TASK_STATE, .subject = "t3", .body = "{\"to\":\"done\"}" });
    expect(b, NULL, "be blocked title of t1 T-2;");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_drop)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(definitions_and_mentions_are_one_list),
        TEST(a_name_that_nothing_speaks_of_is_not_listed),
        TEST(queries_narrow_the_list),
        TEST(only_who_said_that_it_works),
        TEST(a_brief_list_says_the_same_without_definitions),
        TEST(what_needs_attention_comes_first),
        TEST(an_escalation_weighs_until_the_agent_goes_on),
        TEST(a_stop_that_nobody_closed_stands),
        TEST(evidence_names_what_it_rests_on),
        TEST(it_was_heard_of_when_it_did_something),
        TEST(it_was_heard_of_however_long_ago),
        TEST(only_an_undecided_handoff_is_waited_for),
        TEST(its_task_is_the_newest_it_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
