/*
 * test_queries.c - filters, windows, counts, and that an index serves what screens ask.
 */
#include "queries.h"

#include "ledger_help.h"

/* 12 tasks of three agents and nobody in two files. */
static void fill_tasks(Store *s)
{
    static const struct { const char *id, *file, *ref, *title, *state, *who; int line; } tasks[] = {
        { "tk1",  "b.md", "B-1", "Zebra",        "pending",     "fe", 1 },
        { "tk2",  "b.md", "B-2", "alpha",        "in_progress", "be", 2 },
        { "tk3",  "b.md", "B-3", "Rate Table",   "done",        "",   3 },
        { "tk4",  "a.md", "A-9", "rate limits",  "blocked",     "be", 9 },
        { "tk5",  "a.md", "A-1", "one",          "pending",     "be", 1 },
        { "tk6",  "a.md", "A-2", "two",          "done",        "be", 2 },
        { "uk7",  "a.md", "A-3", "three 100%",   "done",        "fe", 3 },
        { "tk8",  "a.md", "tk1", "a ref like an id", "review",  "qa", 4 },
        { "tk9",  "a.md", "A-5", "five_",        "cancelled",   "qa", 5 },
        { "tk10", "a.md", "A-6", "six",          "unknown",     "",   6 },
        { "tk11", "b.md", "B-4", "same line",    "pending",     "fe", 7 },
        { "tk12", "b.md", "B-5", "same line 2",  "pending",     "fe", 7 },
    };
    for (size_t i = 0; i < ARRAY_LEN(tasks); i++) {
        char body[400];
        snprintf(
            body, sizeof body,
            "{\"file\":\"%s\",\"line\":%d,\"ref\":\"%s\",\"title\":\"%s\",\"state\":\"%s\",\"assignee\":\"%s\"}",
            tasks[i].file, tasks[i].line, tasks[i].ref, tasks[i].title, tasks[i].state,
            tasks[i].who);
        add_task(s, tasks[i].id, body);
    }
}

static void expect_tasks(Bench *b, const TaskQuery *q, const char *ids)
{
    TaskRows rows = { 0 };
    CLEANUP(buf_done) Buf out = BUF_INIT;

    assert_int_equal(store_tasks(b->s, b->a, q, &rows), 0);
    for (size_t i = 0; i < rows.len; i++)
        buf_addf(&out, "%s%s", i ? " " : "", rows.items[i].id);
    assert_string_equal(out.data, ids);
}

#define BIT(state) (1u << TASK_##state)

static void tasks_are_filtered(void **state)
{
    static const struct { TaskQuery q; const char *ids;
    } cases[] = {
        { { 0 }, "tk1 tk2 tk3 tk4 tk5 tk6 uk7 tk8 tk9 tk10 tk11 tk12" },
        { { .file = "a.md" }, "tk5 tk6 uk7 tk8 tk9 tk10 tk4" },
        { { .file = "b.md" }, "tk1 tk2 tk3 tk11 tk12" },
        { { .file = "none.md" }, "" },
        { { .assignee = "be" }, "tk2 tk4 tk5 tk6" },
        { { .assignee = "" }, "tk3 tk10" },
        { { .assignee = "nobody-like-that" }, "" },
        { { .states = BIT(DONE) }, "tk3 tk6 uk7" },
        { { .states = BIT(DONE) | BIT(UNKNOWN) }, "tk3 tk6 uk7 tk10" },
        { { .states = BIT(PENDING), .assignee = "fe", .file = "b.md" }, "tk1 tk11 tk12" },
        { { .text = "RATE" }, "tk3 tk4" },
        { { .text = "b-1" }, "tk1" },
        { { .text = "QA" }, "tk8 tk9" },
        { { .text = "%" }, "uk7" },
        { { .text = "_" }, "tk9" },
        { { .text = "" }, "tk1 tk2 tk3 tk4 tk5 tk6 uk7 tk8 tk9 tk10 tk11 tk12" },
        { { .text = "' OR 1" }, "" },
        { { .by_agent = true }, "tk5 tk6 tk4 tk2 uk7 tk1 tk11 tk12 tk8 tk9 tk10 tk3" },
        { { .by_agent = true, .limit = 3 }, "tk5 tk6 tk4" },
        { { .by_agent = true, .limit = 3, .offset = 3 }, "tk2 uk7 tk1" },
        { { .by_agent = true, .offset = 10 }, "tk10 tk3" },
        { { .by_agent = true, .offset = 12, .limit = 5 }, "" },
        { { .by_agent = true, .states = BIT(PENDING) }, "tk5 tk1 tk11 tk12" },
        { { .limit = 2, .offset = 1 }, "tk2 tk3" },
        { { .id = "tk1" }, "tk1" }, /* a whole id is stronger than a ref and a prefix */
        { { .id = "A-2" }, "tk6" },
        { { .id = "uk" }, "uk7" },
        { { .id = "tk" }, "tk1 tk2 tk3 tk4 tk5 tk6 tk8 tk9 tk10 tk11 tk12" },
        { { .id = "t%" }, "" },
        { { .id = "zz" }, "" },
        { { .id = "tk1", .states = BIT(DONE) }, "" },
    };
    Bench *b = *state;
    fill_tasks(b->s);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        expect_tasks(b, &cases[i].q, cases[i].ids);
}

static void counting_agrees_with_listing(void **state)
{
    static const TaskQuery cases[] = {
        { 0 },
        { .file = "a.md" },
        { .assignee = "" },
        { .states = BIT(DONE) },
        { .text = "rate" },
        { .id = "tk1" },
        { .id = "tk" },
        { .id = "zz" },
    };
    Bench *b = *state;
    fill_tasks(b->s);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        TaskRows rows = { 0 };
        assert_int_equal(store_tasks(b->s, b->a, &cases[i], &rows), 0);
        if (!(cases[i].id && cases[i].states))
            assert_int_equal(store_task_count(b->s, &cases[i]), rows.len);
    }
}

static void windows_put_together_are_the_whole(void **state)
{
    Bench *b = *state;
    TaskRows all = { 0 };

    fill_tasks(b->s);
    assert_int_equal(store_tasks(b->s, b->a, &(TaskQuery){ .by_agent = true }, &all), 0);
    for (int size = 1; size <= 13; size++)
        for (int from = 0; from < 12; from += size) {
            TaskRows part = { 0 };
            TaskQuery q = { .by_agent = true, .limit = size, .offset = from };
            assert_int_equal(store_tasks(b->s, b->a, &q, &part), 0);
            assert_int_equal(part.len, MIN(size, 12 - from));
            for (size_t i = 0; i < part.len; i++)
                assert_string_equal(part.items[i].id, all.items[(size_t)from + i].id);
        }
}

static void the_place_of_a_task_is_its_index(void **state)
{
    static const TaskQuery cases[] = { { 0 },           { .assignee = "fe" }, { .assignee = "" },
                                       { .text = "a" }, { .states = BIT(PENDING) } };
    Bench *b = *state;

    fill_tasks(b->s);
    for (size_t c = 0; c < ARRAY_LEN(cases); c++) {
        TaskQuery q = cases[c];
        TaskRows rows = { 0 };
        q.by_agent = true;
        assert_int_equal(store_tasks(b->s, b->a, &q, &rows), 0);
        assert_true(rows.len >= 2);
        for (size_t i = 0; i < rows.len; i++)
            assert_int_equal(store_task_place(b->s, &q, rows.items[i].id), i);
    }
    assert_int_equal(store_task_place(b->s, &(TaskQuery){ .text = "a" }, "none"), 0);
}

static void groups_are_in_the_order_of_the_windows(void **state)
{
    Bench *b = *state;
    TaskGroups groups = { 0 };
    TaskGroup total = { 0 };

    assert_int_equal(store_task_groups(b->s, b->a, &groups), 0);
    assert_int_equal(groups.len, 0);
    assert_int_equal(store_task_totals(b->s, &total), 0);
    assert_int_equal(total.n[TASK_DONE], 0);
    fill_tasks(b->s);
    say(b->s, "r", "reported-only", "START", "");
    assert_int_equal(store_task_groups(b->s, b->a, &groups), 0);
    assert_int_equal(groups.len, 4);
    static const char *const slugs[] = { "be", "fe", "qa", "" };
    int64_t before = 0;
    for (size_t i = 0; i < groups.len; i++) {
        TaskRows rows = { 0 };
        int64_t n = 0;
        for (TaskState t = 0; t < TASK_STATE_COUNT; t++)
            n += groups.items[i].n[t];
        assert_string_equal(groups.items[i].assignee, slugs[i]);
        TaskQuery q = { .by_agent = true, .limit = 1, .offset = before };
        assert_int_equal(store_tasks(b->s, b->a, &q, &rows), 0);
        assert_string_equal(rows.items[0].assignee_slug, slugs[i]);
        before += n;
    }
    assert_int_equal(before, 12);
    assert_int_equal(groups.items[0].n[TASK_BLOCKED], 1);
    assert_int_equal(store_task_totals(b->s, &total), 0);
    assert_int_equal(total.n[TASK_DONE], 3);
    assert_int_equal(total.n[TASK_PENDING], 4);
    assert_null(total.assignee);
}

/* ---- events ---- */

static void fill_events(Store *s)
{
    say(s, "r1", "/Backend", "START", "Rates first"); /* 1 */
    say(s, "r1", "fe", "TEST", "npm test");           /* 2 */
    say(s, "r2", "backend", "COMPLETED", "done");     /* 3 */
    add(s, (Event){
               .kind = EVENT_TASK_GONE, .subject = "t1", .agent = "backend", .run = "r2" }); /* 4 */
    add(s, (Event){ .kind = EVENT_DOCUMENT_GONE, .subject = "a.md" });                       /* 5 */
    say(s, "r1", "fe", "escalate", "needs RATES");                                           /* 6 */
}

static void expect_events(Bench *b, const EventQuery *q, const char *seqs)
{
    EventRows rows = { 0 };
    CLEANUP(buf_done) Buf out = BUF_INIT;

    assert_int_equal(store_events(b->s, b->a, q, &rows), 0);
    for (size_t i = 0; i < rows.len; i++)
        buf_addf(&out, "%s%d", i ? " " : "", (int)rows.items[i].seq);
    assert_string_equal(out.data, seqs);
    if (!q->limit && !q->offset)
        assert_int_equal(store_event_count(b->s, q), rows.len);
}

static void events_are_read_by_their_numbers(void **state)
{
    static const int64_t asked[] = { 6, 2, 99, 5, 0, 2 }, there[] = { 6, 2, 5, 2 };
    Bench *b = *state;
    EventRows all = { 0 }, rows = { 0 };

    fill_events(b->s);
    assert_int_equal(store_events(b->s, b->a, &(EventQuery){ 0 }, &all), 0);
    assert_int_equal(store_events_at(b->s, b->a, asked, ARRAY_LEN(asked), &rows), 0);
    assert_int_equal(rows.len, ARRAY_LEN(there));
    for (size_t i = 0; i < rows.len; i++) {
        const Event *is = &rows.items[i], *should = &all.items[there[i] - 1];
        assert_int_equal(is->seq, there[i]);
        assert_string_equal(is->id, should->id);
        assert_string_equal(is->reason ? is->reason : "-", should->reason ? should->reason : "-");
        assert_int_equal(is->kind, should->kind);
    }
    assert_int_equal(store_events_at(b->s, b->a, NULL, 0, &rows), 0);
    assert_int_equal(rows.len, 0);
}

static void events_are_filtered(void **state)
{
    static const struct { EventQuery q; const char *seqs; } cases[] = {
        { { 0 }, "1 2 3 4 5 6" },
        { { .newest_first = true }, "6 5 4 3 2 1" },
        { { .newest_first = true, .limit = 2 }, "6 5" },
        { { .newest_first = true, .limit = 2, .offset = 1 }, "5 4" },
        { { .run = "r1" }, "1 2 6" },
        { { .run = "r1", .newest_first = true, .limit = 1 }, "6" },
        { { .run = "none" }, "" },
        { { .run = "" }, "5" },
        { { .agent = "backend" }, "1 3 4" },
        { { .agent = "/Backend" }, "1 3 4" },
        { { .agent = "``" }, "" },
        { { .agent = "fe", .run = "r1" }, "2 6" },
        { { .subject = "t1" }, "4" },
        { { .subject = "a.md" }, "5" },
        { { .kind = "task.gone" }, "4" },
        { { .kind = "no such" }, "" },
        { { .telemetry_only = true }, "1 2 3 6" },
        { { .action = "ESCALATE" }, "6" },
        { { .action = "test" }, "2" },
        { { .text = "rates" }, "1 6" },
        { { .text = "T1" }, "4" },
        { { .after = 4 }, "5 6" },
        { { .before = 3 }, "1 2" },
        { { .after = 1, .before = 4 }, "2 3" },
        { { .since = T0 + 5 }, "5 6" },
        { { .until = T0 + 2 }, "1 2" },
        { { .since = T0 + 2, .until = T0 + 3 }, "2 3" },
    };
    Bench *b = *state;
    fill_events(b->s);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        expect_events(b, &cases[i].q, cases[i].seqs);
}

/* ---- the rest ---- */

static void runs_are_listed(void **state)
{
    Bench *b = *state;
    RunRows rows = { 0 };

    fill_events(b->s);
    add(b->s, (Event){ .kind = EVENT_RUN_ENDED, .subject = "r1" });
    assert_int_equal(store_runs(b->s, b->a, &(RunQuery){ 0 }, &rows), 0);
    assert_int_equal(rows.len, 2);
    assert_string_equal(rows.items[0].id, "r1");
    assert_int_equal(rows.items[0].state, RUN_ENDED);
    assert_int_equal(rows.items[0].events, 3);
    assert_int_equal(store_runs(b->s, b->a, &(RunQuery){ .active = true }, &rows), 0);
    assert_int_equal(rows.len, 1);
    assert_string_equal(rows.items[0].id, "r2");
    assert_int_equal(store_runs(b->s, b->a, &(RunQuery){ .id = "r1" }, &rows), 0);
    assert_int_equal(rows.len, 1);
    assert_int_equal(store_runs(b->s, b->a, &(RunQuery){ .id = "r" }, &rows), 0);
    assert_int_equal(rows.len, 2);
    assert_int_equal(store_runs(b->s, b->a, &(RunQuery){ .limit = 1 }, &rows), 0);
    assert_int_equal(rows.len, 1);
}

static void fill_needs(Store *s)
{
    static const char *const ids[] = { "11111111-aaaa", "2bbb", "0199-h3", "0199-h4" };
    static const char *const states[] = { "submitted", "draft", "submitted", "submitted" };
    static const char *const runs[] = { "r0", "r1", "r2", "r3" };       /* so that none takes another's place */
    for (int i = 0; i < 4; i++) {
        char body[200];
        snprintf(
            body, sizeof body,
            "{\"file\":\"h%d.md\",\"state\":\"%s\",\"from\":\"be\",\"to\":\"lead\",\"summary\":\"%s\","
            "\"digest\":\"d%d\"}",
            i % 2, states[i], i ? "Second thing" : "", i);
        add(s, (Event){ .kind = EVENT_HANDOFF_REVISED, .subject = ids[i], .run = runs[i], .body = body });
    }
    add(s, (Event){ .kind = EVENT_TELEMETRY,
                    .id = "esc-1",
                    .run = "r",
                    .agent = "fe",
                    .action = "ESCALATE",
                    .reason = "needs RLS",
                    .body = "{\"to\":\"dba\"}" });
    add(s, (Event){ .kind = EVENT_TELEMETRY,
                    .id = "esc-2",
                    .run = "r",
                    .agent = "QA",
                    .action = "ESCALATE" });
    add(s, (Event){ .kind = EVENT_TELEMETRY,
                    .id = "esc-3",
                    .run = "r",
                    .agent = "fe",
                    .action = "ESCALATE",
                    .reason = "again RLS" });
    add(s, (Event){ .kind = EVENT_HANDOFF_DECIDED,
                    .subject = ids[3],
                    .body = "{\"verdict\":\"approved\",\"revision\":\"d3\",\"state\":\"approved\"}" });
    sqlite3_exec(s->db, "UPDATE escalation SET state = 'acknowledged' WHERE number = 3", NULL, NULL,
                 NULL);
}

static void what_needs_a_human_comes_in_order(void **state)
{
    static const NeedRow expected[] = {
        { .kind = "escalation", .subject = "1", .title = "needs RLS", .agent = "fe", .to = "dba", .since = T0 + 5 },
        { .kind = "escalation", .subject = "2", .title = "stopped without saying why", .agent = "QA", .to = NULL, .since = T0 + 6 },
        { .kind = "handoff", .subject = "1", .title = "what stands in h0.md", .agent = "be", .to = "lead", .since = T0 + 1 },
        { .kind = "handoff", .subject = "3", .title = "Second thing", .agent = "be", .to = "lead", .since = T0 + 3 },
    };
    Bench *b = *state;
    NeedRows rows = { 0 };

    fill_needs(b->s);
    assert_int_equal(store_needs(b->s, b->a, &rows), 0);
    assert_int_equal(rows.len, ARRAY_LEN(expected));
    for (size_t i = 0; i < rows.len; i++) {
        assert_string_equal(rows.items[i].kind, expected[i].kind);
        assert_string_equal(rows.items[i].subject, expected[i].subject);
        assert_string_equal(rows.items[i].title, expected[i].title);
        assert_string_equal(rows.items[i].agent, expected[i].agent);
        assert_int_equal(rows.items[i].since, expected[i].since);
        assert_int_equal(rows.items[i].to != NULL, expected[i].to != NULL);
    }
    StoreCounts c;
    assert_int_equal(store_counts(b->s, &c), 0);
    assert_int_equal(c.handoffs[HANDOFF_SUBMITTED], 2);
    assert_int_equal(c.handoffs[HANDOFF_DRAFT], 1);
    assert_int_equal(c.handoffs[HANDOFF_APPROVED], 1);
    assert_int_equal(c.escalations[ESCALATION_OPEN], 2);
    assert_int_equal(c.escalations[ESCALATION_ACKNOWLEDGED], 1);
    assert_int_equal(c.runs[RUN_ACTIVE], 1);
}

static void numbered_things_are_found_by_id(void **state)
{
    static const struct { const char *id; int found[3];
    } handoffs[] = {
        { "1", { 1 } }, { "#3", { 3 } }, { "2", { 2 } }, { "11111111-aaaa", { 1 } },
        { "0199", { 3, 4 } }, { "0199-h4", { 4 } },
        { "11", { 1 } }, { "9", { 0 } }, { "x", { 0 } }, { "-1", { 0 } },
    }, escalations[] = { { "1", { 1 } }, { "esc-2", { 2 } }, { "esc", { 1, 2, 3 } }, { "7", { 0 } } };
    Bench *b = *state;

    fill_needs(b->s);
    for (size_t i = 0; i < ARRAY_LEN(handoffs); i++) {
        HandoffRows rows = { 0 };
        assert_int_equal(store_handoffs(b->s, b->a, &(HandoffQuery){ .id = handoffs[i].id }, &rows),
                         0);
        for (size_t k = 0; k < 3; k++)
            assert_int_equal(k < rows.len ? rows.items[k].number : 0, handoffs[i].found[k]);
    }
    for (size_t i = 0; i < ARRAY_LEN(escalations); i++) {
        EscalationRows rows = { 0 };
        assert_int_equal(
            store_escalations(b->s, b->a, &(EscalationQuery){ .id = escalations[i].id }, &rows), 0);
        for (size_t k = 0; k < 3; k++)
            assert_int_equal(k < rows.len ? rows.items[k].number : 0, escalations[i].found[k]);
    }
}

static void handoffs_are_counted_as_they_are_listed(void **state)
{
    static const HandoffQuery queries[] = {
        { 0 }, { .text = "" }, { .text = "SECOND" }, { .text = "none of them" }, { .file = "h1.md" },
        { .states = 1u << HANDOFF_DRAFT | 1u << HANDOFF_APPROVED }, { .text = "h", .states = 1u << HANDOFF_SUBMITTED },
    };
    Bench *b = *state;
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
            HandoffRows rows = { 0 };
            assert_int_equal(store_handoffs(b->s, b->a, &queries[i], &rows), 0);
            assert_int_equal(store_handoff_count(b->s, &queries[i]), rows.len);
            assert_true(round || !rows.len);
            Seqs numbers = { 0 };
            assert_int_equal(store_handoff_numbers(b->s, b->a, &queries[i], &numbers), 0);
            assert_int_equal(numbers.len, rows.len);
            for (size_t k = 0; k < rows.len; k++)
                assert_int_equal(numbers.items[k], rows.items[k].number);
        }
        if (round == 0)
            fill_needs(b->s);
    }
    assert_int_equal(store_handoff_count(b->s, &queries[0]), 4);
}

/* A page of what was found: in the order of their numbers, and nothing where nothing was. */
static void rows_are_read_by_their_numbers(void **state)
{
    static const struct { const char *among; int first; size_t len; } cases[] = {
        { "[]", 0, 0 }, { "[2]", 2, 1 }, { "[3,1]", 1, 2 }, { "[99,2]", 2, 1 }, { NULL, 1, 4 },
    };
    Bench *b = *state;
    fill_needs(b->s);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const EscalationQuery q = { .among = cases[i].among };
        HandoffRows h = { 0 };
        EscalationRows e = { 0 };
        Seqs numbers = { 0 };
        assert_int_equal(store_handoffs(b->s, b->a, &(HandoffQuery){ .among = cases[i].among }, &h), 0);
        assert_int_equal(h.len, cases[i].len);
        assert_int_equal(h.len ? h.items[0].number : 0, cases[i].first);
        assert_int_equal(store_escalations(b->s, b->a, &q, &e), 0);
        assert_int_equal(store_escalation_count(b->s, &q), e.len);
        assert_int_equal(e.len ? e.items[0].number : 0, cases[i].first);
        assert_int_equal(store_escalation_numbers(b->s, b->a, &q, &numbers), 0);
        assert_int_equal(numbers.len, e.len);
        for (size_t k = 0; k < e.len; k++)
            assert_int_equal(numbers.items[k], e.items[k].number);
    }
}

static void numbered_things_are_filtered(void **state)
{
    Bench *b = *state;
    HandoffRows h = { 0 };
    EscalationRows e = { 0 };

    fill_needs(b->s);
    assert_int_equal(store_handoffs(b->s, b->a, &(HandoffQuery){ .file = "h1.md" }, &h), 0);
    assert_int_equal(h.len, 2);
    assert_int_equal(
        store_handoffs(b->s, b->a,
                       &(HandoffQuery){ .states = 1u << HANDOFF_DRAFT | 1u << HANDOFF_APPROVED },
                       &h),
        0);
    assert_int_equal(h.len, 2);
    assert_int_equal(store_handoffs(b->s, b->a,
                                    &(HandoffQuery){ .text = "SECOND", .limit = 2, .offset = 1 },
                                    &h),
                     0);
    assert_int_equal(h.len, 2);
    assert_int_equal(h.items[0].number, 3);
    assert_int_equal(store_handoffs(b->s, b->a, &(HandoffQuery){ .limit = 2, .offset = 1 }, &h), 0);
    assert_int_equal(h.len, 2);
    assert_int_equal(h.items[0].number, 2);
    assert_int_equal(store_escalations(b->s, b->a, &(EscalationQuery){ .agent = "/FE" }, &e), 0);
    assert_int_equal(e.len, 2);
    assert_string_equal(e.items[0].to, "dba");
    assert_null(e.items[1].to);
    assert_int_equal(
        store_escalations(b->s, b->a,
                          &(EscalationQuery){ .states = 1u << ESCALATION_OPEN, .text = "rls" }, &e),
        0);
    assert_int_equal(e.len, 1);
    assert_int_equal(
        store_escalations(b->s, b->a, &(EscalationQuery){ .offset = 1, .limit = 1 }, &e), 0);
    assert_int_equal(e.len, 1);
    assert_int_equal(e.items[0].number, 2);
}

static void nothing_stays_open_after_a_query(void **state)
{
    Bench *b = *state;
    TaskRows t;
    AgentRows ag;
    NeedRows n;

    fill_tasks(b->s);
    store_tasks(b->s, b->a, &(TaskQuery){ .limit = 1 }, &t);
    store_agents(b->s, b->a, NULL, &ag);
    store_needs(b->s, b->a, &n);
    store_current_run(b->s, b->a);
    store_task_count(b->s, &(TaskQuery){ .id = "tk1" });
    for (sqlite3_stmt *st = NULL; (st = sqlite3_next_stmt(b->s->db, st));)
        assert_false(sqlite3_stmt_busy(st));
}

static void statements_are_kept_but_not_without_end(void **state)
{
    Bench *b = *state;

    for (int i = 0; i < 3 * CACHED_MAX; i++) {
        char sql[64];
        snprintf(sql, sizeof sql, "SELECT %d", i % (2 * CACHED_MAX));
        assert_int_equal(sql_int(b->s, sql, ""), i % (2 * CACHED_MAX));
    }
    int n = 0;
    for (sqlite3_stmt *st = NULL; (st = sqlite3_next_stmt(b->s->db, st));)
        n++;
    assert_int_equal(n, CACHED_MAX);
}

/* ---- plans ---- */

static void expect_plan(Store *s, Select *q, const char *with)
{
    CLEANUP(buf_done) Buf sql = BUF_INIT, plan = BUF_INIT;
    buf_addf(&sql, "EXPLAIN QUERY PLAN %s", q->sql.data);
    rows_text(s->db, sql.data, &plan);
    if (!strstr(plan.data, with) || strstr(plan.data, "TEMP B-TREE"))
        fail_msg("%s:\n%s, not %s", q->sql.data, plan.data, with);
    select_done(q);
}

static void tasks_plan(Store *s, const TaskQuery *t, const char *order, const char *with)
{
    Select q = tasks_select(t, t->id ? ID_WHOLE : ID_ANY, tasks_head);
    select_order(&q, order);
    select_window(&q, 50, 100);
    expect_plan(s, &q, with);
}

static void events_plan(Store *s, const EventQuery *e, const char *slug, const char *with)
{
    Select q = events_select(e, slug, events_head);
    select_order(&q, "seq DESC");
    select_window(&q, 50, 0);
    expect_plan(s, &q, with);
}

static void an_index_serves_what_screens_ask(void **state)
{
    static const char by_agent[] = "unassigned, slug, file, line, seq";
    Bench *b = *state;

    tasks_plan(b->s, &(TaskQuery){ 0 }, by_agent, "SCAN task USING INDEX task_by_agent");
    tasks_plan(b->s, &(TaskQuery){ .states = BIT(DONE) }, by_agent,
               "SCAN task USING INDEX task_by_agent");
    tasks_plan(b->s, &(TaskQuery){ .assignee = "be" }, by_agent,
               "USING INDEX task_by_agent (unassigned=? AND slug=?)");
    tasks_plan(b->s, &(TaskQuery){ .assignee = "" }, by_agent,
               "USING INDEX task_by_agent (unassigned=? AND slug=?)");
    tasks_plan(b->s, &(TaskQuery){ .file = "a.md" }, "file, line, seq",
               "USING INDEX task_by_file (file=?)");
    tasks_plan(b->s, &(TaskQuery){ 0 }, "seq", "SCAN task;");
    tasks_plan(b->s, &(TaskQuery){ .id = "t" }, "seq", "(id=?)");
    events_plan(b->s, &(EventQuery){ 0 }, NULL, "SCAN event;");
    events_plan(b->s, &(EventQuery){ .run = "r" }, NULL, "USING INDEX event_run (run=?)");
    events_plan(b->s, &(EventQuery){ 0 }, "be", "USING INDEX event_agent (slug=?)");
    events_plan(b->s, &(EventQuery){ .subject = "t" }, NULL,
                "USING INDEX event_subject (subject=?)");
    events_plan(b->s, &(EventQuery){ .kind = "edit.lost" }, NULL, "USING INDEX event_kind (kind=?)");
    events_plan(b->s, &(EventQuery){ .run = "r", .kind = "task.state" }, "be", "USING INDEX event_run (run=?)");
    events_plan(b->s, &(EventQuery){ .subject = "t", .run = "r" }, "be", "USING INDEX event_subject (subject=?)");
    events_plan(b->s, &(EventQuery){ .telemetry_only = true }, "be", "USING INDEX event_agent (slug=?)");
    events_plan(b->s, &(EventQuery){ .after = 9 }, NULL, "USING INTEGER PRIMARY KEY (rowid>?)");
}

static void the_newest_active_task_is_a_seek(void **state)
{
    Bench *b = *state;
    CLEANUP(buf_done) Buf plan = BUF_INIT;
    AgentRows rows;

    fill_tasks(b->s);
    assert_int_equal(store_agents(b->s, b->a, NULL, &rows), 0);
    for (sqlite3_stmt *st = NULL; (st = sqlite3_next_stmt(b->s->db, st));)
        if (strstr(sqlite3_sql(st), "state_at DESC"))
            rows_text(b->s->db, arena_printf(b->a, "EXPLAIN QUERY PLAN %s", sqlite3_sql(st)),
                      &plan);
    assert_non_null(strstr(plan.data, "USING INDEX task_active (slug=? AND state=?)"));
    assert_null(strstr(plan.data, "SCAN"));
    assert_null(strstr(plan.data, "TEMP B-TREE"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_drop)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(tasks_are_filtered),
        TEST(counting_agrees_with_listing),
        TEST(windows_put_together_are_the_whole),
        TEST(the_place_of_a_task_is_its_index),
        TEST(groups_are_in_the_order_of_the_windows),
        TEST(events_are_read_by_their_numbers),
        TEST(events_are_filtered),
        TEST(runs_are_listed),
        TEST(what_needs_a_human_comes_in_order),
        TEST(numbered_things_are_found_by_id),
        TEST(handoffs_are_counted_as_they_are_listed),
        TEST(rows_are_read_by_their_numbers),
        TEST(numbered_things_are_filtered),
        TEST(nothing_stays_open_after_a_query),
        TEST(statements_are_kept_but_not_without_end),
        TEST(an_index_serves_what_screens_ask),
        TEST(the_newest_active_task_is_a_seek),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
