/*
 * test_fold.c - what each kind of event changes.
 */
#include "ledger_help.h"

static void run_event(Store *s, EventKind kind, const char *run)
{
    add(s, (Event){ .kind = kind,
                    .subject = run,
                    .run = run,
                    .body = "{\"file\":\".agents/.current_run\"}" });
}

static void runs_begin_and_end(void **state)
{
    Bench *b = *state;

    assert_null(store_current_run(b->s, b->a));
    run_event(b->s, EVENT_RUN_STARTED, "r1");           /* T0 + 1 */
    assert_string_equal(store_current_run(b->s, b->a), "r1");
    run_event(b->s, EVENT_RUN_STARTED, "r2");
    assert_string_equal(store_current_run(b->s, b->a), "r2");
    run_event(b->s, EVENT_RUN_ENDED, "r2");
    assert_string_equal(store_current_run(b->s, b->a), "r1");
    run_event(b->s, EVENT_RUN_ENDED, "r1");             /* T0 + 4 */
    assert_null(store_current_run(b->s, b->a));
    assert_rows(
        b->s, "SELECT id, state, started_at, ended_at, file FROM run ORDER BY id",
        "r1|ended|1000001|1000004|.agents/.current_run;r2|ended|1000002|1000003|.agents/.current_run;");
    run_event(b->s, EVENT_RUN_STARTED, "r1");           /* it goes on */
    assert_string_equal(store_current_run(b->s, b->a), "r1");
    assert_rows(b->s, "SELECT state, started_at, ended_at FROM run WHERE id = 'r1'",
                "active|1000001|0;");
}

static void telemetry_makes_and_counts_runs(void **state)
{
    Bench *b = *state;

    say(b->s, "old", "a", "START", "");
    say(b->s, "old", "b", "COMPLETED", "");
    assert_rows(b->s, "SELECT state, events, started_seq, started_at FROM run",
                "active|2|0|1000001;");
    assert_null(store_current_run(b->s, b->a));         /* a log is no run that goes on */
    assert_string_equal(store_last_agent(b->s, b->a, "old"), "b");
    assert_null(store_last_agent(b->s, b->a, "none"));
    assert_null(store_last_agent(b->s, b->a, NULL));

    run_event(b->s, EVENT_RUN_ENDED, "old");
    say(b->s, "old", "a", "TEST", "");
    assert_rows(b->s, "SELECT state, events FROM run", "ended|3;");
    add(b->s,
        (Event){
            .kind = EVENT_TELEMETRY, .run = "old", .agent = "late", .action = "START", .at = 5 });
    assert_string_equal(store_last_agent(b->s, b->a, "old"), "a");
    assert_rows(b->s, "SELECT started_at, events FROM run", "5|4;");
    run_event(b->s, EVENT_RUN_ENDED, "never started");
    assert_rows(b->s, "SELECT state FROM run WHERE id = 'never started'", "ended;");
}

static void telemetry_words_are_states(void **state)
{
    static const struct { const char *action, *state;
    } cases[] = {
        { "START", "working" },  { "start", "working" },      { "COMPLETED", "done" },
        { "Completed", "done" }, { "ESCALATE", "escalated" }, { "TEST", "working" },
        { "BLOCKED", "blocked" }, { "blocked", "blocked" },
        { "ROUTE", "working" },  { "TOOL_CALL", "working" },  { "whatever", "working" },
        { "", "working" },       { NULL, "working" },
    };
    Bench *b = *state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char expected[128];
        say(b->s, "r", "/Backend Engineer", cases[i].action, "x");
        snprintf(expected, sizeof expected, "backend-engineer|/Backend Engineer|%s|%s|cli|%d;",
                 cases[i].state, cases[i].action ? cases[i].action : "", T0 + 1 + (int)i);
        assert_rows(b->s, "SELECT slug, shown, reported, word, source, reported_at FROM agent",
                    expected);
    }
    say(b->s, "r", NULL, "START", "");
    say(b->s, "r", "``", "START", "");
    assert_rows(b->s, "SELECT count(*) FROM agent", "1;");
}

static void an_older_report_does_not_undo_a_newer_one(void **state)
{
    Bench *b = *state;

    say(b->s, "r", "a", "COMPLETED", "");
    add(b->s,
        (Event){ .kind = EVENT_TELEMETRY, .run = "r", .agent = "a", .action = "START", .at = 7 });
    assert_rows(b->s, "SELECT reported FROM agent", "done;");
    add(b->s,
        (Event){
            .kind = EVENT_TELEMETRY, .run = "r", .agent = "a", .action = "START", .at = T0 + 1 });
    assert_rows(b->s, "SELECT reported FROM agent", "working;");
}

static void what_a_file_says_of_an_agent_is_its_report(void **state)
{
    static const struct { const char *body, *expected;
    } cases[] = {
        { "{\"state\":\"in_progress\",\"state_raw\":\"[Status: doing]\",\"task\":\"the form\"}",
          "working|[Status: doing]|the form;" },
        { "{\"state\":\"done\"}", "done|done|;" },
        { "{\"state\":\"pending\"}", "idle|pending|;" },
        { "{\"state\":\"blocked\"}", "blocked|blocked|;" },
        { "{\"state\":\"review\"}", "waiting|review|;" },
        { "{\"state\":\"cancelled\"}", "idle|cancelled|;" },
        { "{\"state\":\"working\"}", "working|working|;" },
        { "{\"state\":\"asleep\"}", "unknown|asleep|;" },
        { "not json", "unknown||;" },
    };
    Bench *b = *state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        add(b->s, (Event){ .kind = EVENT_AGENT_REPORTED, .agent = "qa", .body = cases[i].body });
        assert_rows(b->s, "SELECT reported, word, task FROM agent", cases[i].expected);
    }
}

/* ---- escalations ---- */

static void escalations_of_one_cause_are_counted(void **state)
{
    static const char *const same[] = {
        "Needs RLS change on table 7",
        "needs rls change on table 7.",
        "  Needs  RLS\tchange\non table 7 !?",
        "NEEDS RLS CHANGE ON TABLE 7;",
    };
    static const char *const others[] = { "Needs RLS change on table 8",
                                          "Needs RLS changes on table 7", "" };
    Bench *b = *state;

    for (size_t i = 0; i < ARRAY_LEN(same); i++)
        say(b->s, "r", "fe", "ESCALATE", same[i]);
    assert_rows(b->s, "SELECT number, count, first_at, last_at, state, reason FROM escalation",
                "1|4|1000001|1000004|open|Needs RLS change on table 7;");
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        say(b->s, "r", "fe", "escalate", others[i]);
    say(b->s, "r2", "fe", "ESCALATE", same[0]);
    say(b->s, "r", "be", "ESCALATE", same[0]);
    say(b->s, "r", "/FE", "ESCALATE", same[0]);         /* the same agent, spelled otherwise */
    assert_rows(b->s, "SELECT number, count FROM escalation ORDER BY number",
                "1|5;2|1;3|1;4|1;5|1;6|1;");
}

static void an_escalation_takes_its_id_and_details_from_the_event(void **state)
{
    Bench *b = *state;

    add(b->s, (Event){ .id = "e1",
                       .kind = EVENT_TELEMETRY,
                       .run = "r",
                       .agent = "fe",
                       .action = "ESCALATE",
                       .reason = "x",
                       .source = SOURCE_HOOK });
    assert_rows(b->s, "SELECT id, to_name, task, source FROM escalation", "e1|||hook;");
    add(b->s, (Event){ .kind = EVENT_TELEMETRY,
                       .run = "r",
                       .agent = "fe",
                       .action = "ESCALATE",
                       .reason = "x",
                       .body = "{\"to\":\"db-admin\",\"task\":\"T-5\"}" });
    say(b->s, "r", "fe", "ESCALATE", "x");
    assert_rows(b->s, "SELECT id, to_name, task, count FROM escalation", "e1|db-admin|T-5|3;");
}

static void a_resolved_escalation_opens_again(void **state)
{
    Bench *b = *state;

    say(b->s, "r", "fe", "ESCALATE", "x");
    sqlite3_exec(b->s->db, "UPDATE escalation SET state = 'acknowledged'", NULL, NULL, NULL);
    say(b->s, "r", "fe", "ESCALATE", "x");
    assert_rows(b->s, "SELECT number, count FROM escalation", "1|2;");
    sqlite3_exec(b->s->db, "UPDATE escalation SET state = 'resolved'", NULL, NULL, NULL);
    say(b->s, "r", "fe", "ESCALATE", "x");
    assert_rows(b->s, "SELECT number, state, count FROM escalation ORDER BY number",
                "1|open|3;");
}

/* ---- tasks ---- */

#define TASK(title, state, who, line)                                                              \
    "{\"file\":\"s.md\",\"line\":" #line ",\"position\":" #line ",\"ref\":\"T-" #line              \
    "\",\"title\":\"" title "\",\"state\":\"" state "\",\"state_raw\":\"[" state                   \
    "]\",\"assignee\":" who ",\"section\":[\"A\",\"B\"],\"depends_on\":[\"T-1\"],\"depth\":1}"

static void a_task_is_added_with_all_it_has(void **state)
{
    Bench *b = *state;
    TaskRows rows = { 0 };

    add_task(b->s, "t1", TASK("Rate table", "in_progress", "\"Backend Engineer\"", 4));
    assert_int_equal(store_tasks(b->s, b->a, &(TaskQuery){ 0 }, &rows), 0);
    assert_int_equal(rows.len, 1);
    const TaskRow *t = rows.items;
    assert_string_equal(t->id, "t1");
    assert_string_equal(t->ref, "T-4");
    assert_string_equal(t->title, "Rate table");
    assert_int_equal(t->state, TASK_IN_PROGRESS);
    assert_string_equal(t->state_raw, "[in_progress]");
    assert_string_equal(t->assignee, "Backend Engineer");
    assert_string_equal(t->assignee_slug, "backend-engineer");
    assert_string_equal(t->file, "s.md");
    assert_int_equal(t->line, 4);
    assert_int_equal(t->depth, 1);
    assert_int_equal(t->section.len, 2);
    assert_string_equal(t->section.items[1], "B");
    assert_int_equal(t->depends_on.len, 1);
    assert_int_equal(t->state_at, T0 + 1);
    assert_int_equal(t->updated_at, T0 + 1);
}

static void counters(Store *s, const char *expected)
{
    assert_rows(
        s,
        "SELECT slug, tasks_pending, tasks_in_progress, tasks_blocked, tasks_done, tasks_unknown FROM agent "
        "WHERE file = '' ORDER BY slug",
        expected);
}

static void counters_follow_the_tasks(void **state)
{
    Bench *b = *state;

    add_task(b->s, "t1", TASK("a", "pending", "\"be\"", 1));
    add_task(b->s, "t2", TASK("b", "pending", "null", 2));
    add_task(b->s, "t3", TASK("c", "odd word", "\"be\"", 3));
    counters(b->s, "|1|0|0|0|0;be|1|0|0|0|1;");
    add(b->s, (Event){ .kind = EVENT_TASK_STATE,
                       .subject = "t1",
                       .body = "{\"from\":\"pending\",\"to\":\"done\",\"state_raw\":\"[x]\"}" });
    counters(b->s, "|1|0|0|0|0;be|0|0|0|1|1;");
    assert_rows(b->s, "SELECT state, state_raw, state_at, updated_at FROM task WHERE id = 't1'",
                "done|[x]|1000004|1000004;");
    add(b->s,
        (Event){ .kind = EVENT_TASK_EDITED, .subject = "t1", .body = "{\"assignee\":\"fe\"}" });
    counters(b->s, "|1|0|0|0|0;be|0|0|0|0|1;fe|0|0|0|1|0;");
    add(b->s, (Event){ .kind = EVENT_TASK_EDITED, .subject = "t1", .body = "{\"assignee\":null}" });
    counters(b->s, "|1|0|0|1|0;be|0|0|0|0|1;fe|0|0|0|0|0;");
    add(b->s, (Event){ .kind = EVENT_TASK_GONE, .subject = "t3" });
    counters(b->s, "|1|0|0|1|0;be|0|0|0|0|0;fe|0|0|0|0|0;");
    add_task(b->s, "t1", TASK("again", "blocked", "\"be\"", 1));
    counters(b->s, "|1|0|0|0|0;be|0|0|1|0|0;fe|0|0|0|0|0;");
}

static void an_edit_changes_what_it_names(void **state)
{
    static const struct { const char *body, *expected;
    } cases[] = {
        { "{\"title\":\"new\"}", "T-4|new|[pending]|be|[\"A\",\"B\"]|[\"T-1\"]|1;" },
        { "{\"ref\":null,\"depth\":0}", "|new|[pending]|be|[\"A\",\"B\"]|[\"T-1\"]|0;" },
        { "{\"section\":[],\"depends_on\":[\"x\",\"y\"]}",
          "|new|[pending]|be|[]|[\"x\",\"y\"]|0;" },
        { "{\"section\":\"no list\",\"depends_on\":null}", "|new|[pending]|be|[]|[]|0;" },
        { "{\"state_raw\":\"[ ]\",\"assignee\":\"BE\"}", "|new|[ ]|BE|[]|[]|0;" },
        { "[]", "|new|[ ]|BE|[]|[]|0;" },
        { "broken", "|new|[ ]|BE|[]|[]|0;" },
    };
    Bench *b = *state;
    add_task(b->s, "t1", TASK("old", "pending", "\"be\"", 4));
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        add(b->s, (Event){ .kind = EVENT_TASK_EDITED, .subject = "t1", .body = cases[i].body });
        assert_rows(b->s,
                    "SELECT ref, title, state_raw, assignee, section, depends_on, depth FROM task",
                    cases[i].expected);
    }
    assert_rows(b->s, "SELECT state_at, updated_at FROM task", "1000001|1000008;");
}

static void tasks_that_are_not_there_change_nothing(void **state)
{
    static const EventKind kinds[] = { EVENT_TASK_STATE, EVENT_TASK_EDITED, EVENT_TASK_MOVED,
                                       EVENT_TASK_GONE };
    Bench *b = *state;

    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        add(b->s, (Event){ .kind = kinds[i],
                           .subject = "none",
                           .body = "{\"to\":\"done\",\"assignee\":\"x\",\"line\":3}" });
    assert_rows(b->s, "SELECT count(*) FROM task", "0;");
    assert_rows(b->s, "SELECT count(*) FROM agent", "0;");
}

static void lines_shift_all_at_once(void **state)
{
    static const struct { const char *shift, *expected;
    } cases[] = {
        { "[]", "1;5;10;20;" },
        { "[[5,10,3]]", "1;8;13;20;" },
        { "[[8,8,5],[13,13,-5]]",
          "1;8;13;20;" }, /* they change places: 8 <-> 13, see the ids below */
        { "[[13,0,1]]", "1;8;14;21;" },
        { "[[1,1,-9],[99,100,4]]", "0;8;14;21;" },
        { "[[21,21,9000000000]]", "0;8;14;2147483647;" },
        { "[\"x\",[1],[0,0],{}]", "0;8;14;2147483647;" },
    };
    Bench *b = *state;

    add_task(b->s, "t1", TASK("a", "pending", "null", 1));
    add_task(b->s, "t5", TASK("b", "pending", "null", 5));
    add_task(b->s, "t10", TASK("c", "pending", "null", 10));
    add_task(b->s, "t20", TASK("d", "pending", "null", 20));
    add_task(b->s, "other", "{\"file\":\"o.md\",\"line\":5,\"title\":\"x\"}");
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const char *body = arena_printf(
            b->a, "{\"digest\":\"d\",\"dialect\":\"session\",\"shift\":%s}", cases[i].shift);
        add(b->s, (Event){ .kind = EVENT_DOCUMENT_READ, .subject = "s.md", .body = body });
        assert_rows(b->s, "SELECT line FROM task WHERE file = 's.md' ORDER BY line",
                    cases[i].expected);
        if (i == 2)
            assert_rows(b->s, "SELECT id FROM task WHERE file = 's.md' ORDER BY line",
                        "t1;t10;t5;t20;");
    }
    assert_rows(b->s, "SELECT line FROM task WHERE id = 'other'", "5;");
}

static void a_task_moves_to_another_place(void **state)
{
    Bench *b = *state;

    add_task(b->s, "t1", TASK("a", "pending", "\"be\"", 1));
    add(b->s, (Event){ .kind = EVENT_TASK_MOVED,
                       .subject = "t1",
                       .body = "{\"file\":\"o.md\",\"line\":9}" });
    assert_rows(b->s, "SELECT file, line, position FROM task", "o.md|9|1;");
    add(b->s, (Event){ .kind = EVENT_TASK_MOVED,
                       .subject = "t1",
                       .body = "{\"line\":3,\"position\":3}" });
    assert_rows(b->s, "SELECT file, line, position FROM task", "o.md|3|3;");
    counters(b->s, "be|1|0|0|0|0;");
}

/* ---- documents, definitions, handoffs ---- */

static void documents_hold_their_problems(void **state)
{
    Bench *b = *state;
    DocumentRows docs = { 0 };
    ProblemRows problems = { 0 };

    add(b->s,
        (Event){
            .kind = EVENT_DOCUMENT_READ,
            .subject = "b.md",
            .body =
                "{\"digest\":\"d1\",\"dialect\":\"board\",\"encoding\":\"utf-8\","
                         "\"problems\":[{\"line\":3,\"message\":\"odd\"},{\"line\":1}]}" });
    add(b->s,
        (Event){ .kind = EVENT_DOCUMENT_READ,
                 .subject = "a.md",
                 .body = "{\"digest\":\"d2\",\"problems\":[{\"line\":7,\"message\":\"x\"}]}" });
    add_task(b->s, "t1", "{\"file\":\"b.md\",\"line\":1,\"title\":\"x\"}");
    assert_int_equal(store_documents(b->s, b->a, NULL, &docs), 0);
    assert_int_equal(docs.len, 2);
    assert_string_equal(docs.items[1].path, "b.md");
    assert_string_equal(docs.items[1].dialect, "board");
    assert_string_equal(docs.items[1].digest, "d1");
    assert_int_equal(docs.items[1].read_at, T0 + 1);
    assert_int_equal(docs.items[1].problems, 2);
    assert_int_equal(docs.items[1].tasks, 1);
    assert_false(docs.items[1].gone);
    assert_int_equal(store_problems(b->s, b->a, NULL, &problems), 0);
    assert_int_equal(problems.len, 3);
    assert_string_equal(problems.items[0].file, "a.md");
    assert_int_equal(problems.items[1].line, 3);
    assert_string_equal(problems.items[1].message, "odd");
    assert_string_equal(problems.items[2].message, "");

    add(b->s,
        (Event){ .kind = EVENT_DOCUMENT_READ, .subject = "a.md", .body = "{\"digest\":\"d3\"}" });
    add(b->s, (Event){ .kind = EVENT_DOCUMENT_GONE, .subject = "b.md" });
    assert_int_equal(store_problems(b->s, b->a, NULL, &problems), 0);
    assert_int_equal(problems.len, 0);
    assert_int_equal(store_documents(b->s, b->a, "b.md", &docs), 0);
    assert_int_equal(docs.len, 1);
    assert_true(docs.items[0].gone);
    assert_int_equal(docs.items[0].tasks, 1); /* that they are gone is for events of their own */
    add(b->s,
        (Event){ .kind = EVENT_DOCUMENT_READ, .subject = "b.md", .body = "{\"digest\":\"d4\"}" });
    assert_rows(b->s, "SELECT digest, gone FROM document WHERE path = 'b.md'", "d4|0;");
}

static void definitions_are_keyed_by_file(void **state)
{
    Bench *b = *state;

    add(b->s, (Event){ .kind = EVENT_AGENT_DEFINED,
                       .subject = "a/x.md",
                       .body = "{\"name\":\"Senior Lead\",\"model\":\"m\"}" });
    add(b->s, (Event){ .kind = EVENT_AGENT_DEFINED,
                       .subject = "b/x.md",
                       .body = "{\"name\":\"senior-lead\"}" });
    assert_rows(b->s, "SELECT slug, file, shown FROM agent ORDER BY file",
                "senior-lead|a/x.md|Senior Lead;senior-lead|b/x.md|senior-lead;");
    add(b->s, (Event){ .kind = EVENT_AGENT_DEFINED,
                       .subject = "a/x.md",
                       .body = "{\"name\":\"Junior\"}" });
    assert_rows(
        b->s, "SELECT slug, file, def FROM agent ORDER BY file",
        "junior|a/x.md|{\"name\":\"Junior\"};senior-lead|b/x.md|{\"name\":\"senior-lead\"};");
    add(b->s, (Event){ .kind = EVENT_AGENT_DEFINED,
                       .subject = "c/no-name.md",
                       .agent = "given",
                       .body = "{}" });
    assert_rows(b->s, "SELECT slug FROM agent WHERE file = 'c/no-name.md'", "given;");
    add(b->s, (Event){ .kind = EVENT_AGENT_GONE, .subject = "a/x.md" });
    add(b->s, (Event){ .kind = EVENT_AGENT_GONE, .subject = "" });
    assert_rows(b->s, "SELECT slug FROM agent ORDER BY file", "senior-lead;given;");
}

static void revise(Store *s, const char *id, const char *state, const char *digest)
{
    char body[300];
    snprintf(
        body, sizeof body,
        "{\"file\":\".agents/h.md\",\"digest\":\"%s\",\"state\":\"%s\",\"from\":\"%s\","
             "\"from_why\":\"its folder\","
        "\"to\":\"lead\",\"to_raw\":\"to the `lead`\",\"summary\":\"Rates\",\"accomplishments\":[]}",
        digest, state, strcmp(id, "h1") == 0 ? "Backend" : "Front");
    add(s, (Event){ .kind = EVENT_HANDOFF_REVISED,
                    .subject = id,
                    .run = strcmp(digest, "d1") == 0 ? "r1" : NULL,
                    .body = body });
}

static void handoffs_have_numbers_and_revisions(void **state)
{
    Bench *b = *state;
    HandoffRows rows = { 0 };

    revise(b->s, "h1", "submitted", "d1");              /* T0 + 1 */
    revise(b->s, "h2", "draft", "d1");
    revise(b->s, "h1", "submitted", "d1"); /* said again: it waits since the first time */
    assert_rows(b->s, "SELECT number, id, state, revisions, submitted_at, updated_at FROM handoff",
                "1|h1|submitted|2|1000001|1000003;2|h2|draft|1|0|1000002;");
    revise(b->s, "h1", "submitted", "d2");              /* T0 + 4: another revision */
    revise(b->s, "h2", "submitted", "d1");              /* T0 + 5 */
    revise(b->s, "h2", "odd", "d1");
    assert_rows(b->s, "SELECT number, state, revisions, submitted_at, digest, run FROM handoff",
                "1|submitted|3|1000004|d2|r1;2|draft|3|0|d1|r1;");
    assert_int_equal(store_handoffs(b->s, b->a, &(HandoffQuery){ .id = "1" }, &rows), 0);
    assert_int_equal(rows.len, 1);
    assert_string_equal(rows.items[0].from, "Backend");
    assert_string_equal(rows.items[0].from_why, "its folder");
    assert_string_equal(rows.items[0].to, "lead");
    assert_string_equal(rows.items[0].to_raw, "to the `lead`");
    assert_string_equal(rows.items[0].summary, "Rates");
    assert_non_null(strstr(rows.items[0].body, "accomplishments"));
    assert_rows(b->s, "SELECT slug, in_handoff FROM agent ORDER BY slug", "backend|1;front|1;lead|1;");
}

static void a_handoff_outlives_its_file(void **state)
{
    Bench *b = *state;
    HandoffRows rows = { 0 };

    revise(b->s, "h1", "submitted", "d1");
    add(b->s, (Event){ .kind = EVENT_HANDOFF_GONE, .subject = "h1" });
    assert_int_equal(
        store_handoffs(b->s, b->a, &(HandoffQuery){ .states = 1u << HANDOFF_SUBMITTED }, &rows), 0);
    assert_int_equal(rows.len, 1);
    assert_true(rows.items[0].gone);
    NeedRows needs = { 0 };
    assert_int_equal(store_needs(b->s, b->a, &needs), 0);
    assert_int_equal(needs.len, 1);
    revise(b->s, "h1", "submitted", "d1");
    assert_rows(b->s, "SELECT gone, revisions FROM handoff", "0|2;");
}

/* Half an event is what a merge or another program may bring: nothing breaks, nothing is invented. */
static void events_without_anything_are_harmless(void **state)
{
    Bench *b = *state;
    Message m = { 0 };

    for (EventKind k = 0; k < EVENT_KIND_COUNT; k++) {
        add(b->s, (Event){ .kind = k });
        add(b->s, (Event){ .kind = k, .subject = "s", .agent = "a", .run = "r", .body = "[1,2" });
        add(b->s, (Event){ .kind = k,
                           .subject = "s",
                           .agent = "a",
                           .body = "{\"line\":\"x\",\"file\":[],\"depth\":{},\"state\":4}" });
    }
    if (store_verify(b->s, NULL, &m))
        fail_msg("%s", m.text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_drop)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(runs_begin_and_end),
        TEST(telemetry_makes_and_counts_runs),
        TEST(telemetry_words_are_states),
        TEST(an_older_report_does_not_undo_a_newer_one),
        TEST(what_a_file_says_of_an_agent_is_its_report),
        TEST(escalations_of_one_cause_are_counted),
        TEST(an_escalation_takes_its_id_and_details_from_the_event),
        TEST(a_resolved_escalation_opens_again),
        TEST(a_task_is_added_with_all_it_has),
        TEST(counters_follow_the_tasks),
        TEST(an_edit_changes_what_it_names),
        TEST(tasks_that_are_not_there_change_nothing),
        TEST(lines_shift_all_at_once),
        TEST(a_task_moves_to_another_place),
        TEST(documents_hold_their_problems),
        TEST(definitions_are_keyed_by_file),
        TEST(handoffs_have_numbers_and_revisions),
        TEST(a_handoff_outlives_its_file),
        TEST(events_without_anything_are_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
