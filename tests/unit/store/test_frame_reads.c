/*
 * test_frame_reads.c - what the dashboard reads with every frame says the same as the queries that know all of it.
 */
#include "ledger_help.h"

#include "baton/base/clock.h"
#include "baton/format/json.h"

enum { ROUNDS = 60, STEPS = 120, AGENTS = 5, RUNS = 3 };

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static const char *agent_name(unsigned i)
{
    static const char *const names[AGENTS] = { "be", "fe", "qa", "lead", "ops" };
    return names[i % AGENTS];
}

static const char *run_name(unsigned i)
{
    static const char *const names[RUNS] = { "r1", "r2", "" };
    return names[i % RUNS];
}

static void random_task(Bench *b, unsigned *seed)
{
    static const char *const states[] = { "pending", "in_progress", "blocked" };
    const char *state = states[next_random(seed) % ARRAY_LEN(states)], *who = agent_name(next_random(seed));
    int n = (int)(next_random(seed) % 40);
    add_task(b->s, arena_printf(b->a, "t%d", n),
             arena_printf(b->a, "{\"file\":\"s%d.md\",\"ref\":\"T-%d\",\"title\":\"x\",\"state\":\"%s\","
                                "\"assignee\":\"%s\"}", n % 3, n % 7, state, who));
}

static void random_event(Bench *b, unsigned *seed)
{
    static const char *const actions[] = { "START", "COMPLETED", "ESCALATE", "TEST" };
    unsigned what = next_random(seed) % 12;
    const char *run = run_name(next_random(seed));

    if (what < 5)
        say(b->s, run, agent_name(next_random(seed)), actions[next_random(seed) % ARRAY_LEN(actions)], "why");
    else if (what < 9)
        random_task(b, seed);
    else if (what == 9)
        add(b->s, (Event){ .kind = EVENT_AGENT_REPORTED, .agent = agent_name(next_random(seed)),
                           .body = "{\"state\":\"in_progress\"}" });
    else if (what == 10 && *run)
        add(b->s, (Event){ .kind = next_random(seed) % 2 ? EVENT_RUN_ENDED : EVENT_RUN_STARTED, .subject = run });
    else
        add(b->s, (Event){ .kind = EVENT_AGENT_DEFINED, .subject = arena_printf(b->a, "%u.md", next_random(seed) % 4),
                           .agent = agent_name(next_random(seed)), .body = "{\"model\":\"m\"}" });
}

/* From the newest telemetry of it and the run that this names. */
static bool ended_slowly(Bench *b, const char *agent)
{
    EventRows last = { 0 };
    RunRows runs = { 0 };
    EventQuery q = { .agent = agent, .telemetry_only = true, .newest_first = true, .limit = 1 };

    assert_int_equal(store_events(b->s, b->a, &q, &last), 0);
    if (!last.len || !last.items[0].run)
        return false;
    assert_int_equal(store_runs(b->s, b->a, &(RunQuery){ .id = last.items[0].run, .limit = 1 }, &runs), 0);
    return runs.len && runs.items[0].state == RUN_ENDED && strcmp(runs.items[0].id, last.items[0].run) == 0;
}

static void compare_runs(Bench *b)
{
    for (unsigned i = 0; i < AGENTS; i++) {
        bool ended = true;
        assert_int_equal(store_last_run_ended(b->s, agent_name(i), &ended), 0);
        assert_int_equal(ended, ended_slowly(b, agent_name(i)));
    }
}

static void compare_definitions(Bench *b)
{
    AgentRows rows = { 0 };
    assert_int_equal(store_agents(b->s, b->a, NULL, &rows), 0);
    for (size_t i = 0; i < rows.len; i++) {
        const AgentRow *r = &rows.items[i];
        const char *def = store_agent_def(b->s, b->a, r->name, r->file ? r->file : "");
        assert_int_equal(def != NULL, r->def != NULL);
        if (def)
            assert_string_equal(def, r->def);
    }
}

/* What it did itself last, whatever happened to it since. */
static void compare_heard(Bench *b)
{
    AgentRows rows = { 0 };
    assert_int_equal(store_agents(b->s, b->a, NULL, &rows), 0);
    for (size_t i = 0; i < rows.len; i++) {
        CLEANUP(sql_done) sqlite3_stmt *st =
            sql_query(b->s, "SELECT at FROM event WHERE slug = ? AND (kind IN ('telemetry', 'agent.reported', "
                            "'handoff.revised') OR (kind = 'task.state' AND source <> 'tui')) ORDER BY seq DESC LIMIT 1",
                      "t", rows.items[i].name);
        int64_t at = sql_step(b->s, st) == 1 ? sqlite3_column_int64(st, 0) : 0;
        assert_int_equal(rows.items[i].heard_at, at);
    }
}

static void compare_counts(Bench *b)
{
    StoreCounts counts;
    assert_int_equal(store_counts(b->s, &counts), 0);
    assert_int_equal(store_open_escalations(b->s), counts.escalations[ESCALATION_OPEN]);
}

static void they_say_what_the_whole_queries_say(void **state)
{
    Bench *b = *state;
    unsigned seed = 7;
    int ended = 0, escalations = 0;

    for (int step = 0; step < ROUNDS * STEPS / 10; step++) {
        random_event(b, &seed);
        if (step % 10)
            continue;
        compare_runs(b);
        compare_definitions(b);
        compare_heard(b);
        compare_counts(b);
        escalations += store_open_escalations(b->s) > 0;
        ended += ended_slowly(b, "be");
    }
    assert_true(ended > 0 && escalations > 0);          /* else nothing was compared */
}

static void add_tasks_of(Bench *b, const char *agent, const char *ids, int n)
{
    for (int i = 0; i < n; i++)
        add(b->s, (Event){ .kind = EVENT_TASK_ADDED, .agent = agent, .subject = arena_printf(b->a, "%s%d", ids, i),
                           .body = arena_printf(b->a, "{\"file\":\"a.md\",\"title\":\"x\",\"state\":\"pending\","
                                                      "\"assignee\":\"%s\"}", agent) });
}

static int64_t heard_of(Bench *b, const char *agent)
{
    AgentRows rows = { 0 };
    assert_int_equal(store_agents(b->s, b->a, &(AgentQuery){ .name = agent }, &rows), 0);
    assert_int_equal(rows.len, 1);
    return rows.items[0].heard_at;
}

/* However long ago it was, and whoever else was never heard of. */
static void who_only_moves_tasks_is_heard(void **state)
{
    Bench *b = *state;
    add_tasks_of(b, "ops", "o", 20);
    add_tasks_of(b, "be", "b", 300);
    compare_heard(b);
    assert_int_equal(heard_of(b, "ops"), 0);
    add(b->s, (Event){ .kind = EVENT_TASK_STATE, .agent = "ops", .subject = "o1", .source = SOURCE_FILE,
                       .body = "{\"to\":\"done\"}" });
    add_tasks_of(b, "be", "c", 300);
    compare_heard(b);
    assert_true(heard_of(b, "ops") > 0);
    assert_int_equal(heard_of(b, "be"), 0);
}

/* ---- needs: each kind by itself ---- */

static void need_handoff(Bench *b)
{
    add(b->s, (Event){ .kind = EVENT_HANDOFF_REVISED, .subject = "h1",
                       .body = "{\"file\":\"h.md\",\"digest\":\"d\",\"state\":\"submitted\",\"from\":\"be\"}" });
}

static void need_escalation(Bench *b)
{
    say(b->s, "r", "be", "ESCALATE", "no way");
}

static void need_conflict_by_name(Bench *b)
{
    static const char body[] =
        "{\"file\":\"%s.md\",\"ref\":\"T-1\",\"title\":\"x\",\"state\":\"in_progress\",\"assignee\":\"%s\"}";
    add_task(b->s, "t1", arena_printf(b->a, body, "a", "be"));
    add_task(b->s, "t2", arena_printf(b->a, body, "b", "fe"));
}

static void need_conflict_by_claim(Bench *b)
{
    add_task(b->s, "t1", "{\"file\":\"a.md\",\"title\":\"x\",\"state\":\"in_progress\"}");
    tamper(b->db, "INSERT INTO claim VALUES ('be', 't1', 'file', 'be', 1, 1), ('fe', 't1', 'file', 'fe', 1, 1)");
}

static void need_edit(Bench *b)
{
    add_task(b->s, "t1", "{\"file\":\"a.md\",\"title\":\"x\",\"state\":\"pending\"}");
    add(b->s, (Event){ .kind = EVENT_EDIT_MADE, .subject = "t1",
                       .body = "{\"file\":\"a.md\",\"what\":\"state\",\"was\":\"pending\",\"became\":\"done\"}" });
    tamper(b->db, "UPDATE edit SET state = 'lost'");
}

static const struct {
    const char *kind;
    size_t rows;
    void (*make)(Bench *b);
} lone_needs[] = {
    { "handoff", 1, need_handoff },
    { "escalation", 1, need_escalation },
    { "conflict", 2, need_conflict_by_name },
    { "conflict", 1, need_conflict_by_claim },
    { "edit", 1, need_edit },
};

static void put_off(Bench *b, const NeedRow *n)
{
    add(b->s, (Event){ .kind = EVENT_NEED_SNOOZED, .subject = arena_printf(b->a, "%s:%s", n->kind, n->subject),
                       .body = arena_printf(b->a, "{\"until\":%lld}", (long long)clock_now() + 100000) });
}

static void each_kind_is_found_by_itself(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(lone_needs); i++) {
        void *made = NULL;
        assert_int_equal(bench_make(&made), 0);
        Bench *b = made;
        NeedRows rows = { 0 };
        lone_needs[i].make(b);
        assert_int_equal(store_needs(b->s, b->a, &rows), 0);
        assert_int_equal(rows.len, lone_needs[i].rows);
        for (size_t k = 0; k < rows.len; k++) {
            assert_string_equal(rows.items[k].kind, lone_needs[i].kind);
            put_off(b, &rows.items[k]);
        }
        assert_int_equal(store_needs(b->s, b->a, &rows), 0);
        assert_int_equal(rows.len, 0);
        bench_drop(&made);
    }
}

/* ---- a look ---- */

static void a_look_is_of_one_moment(void **state)
{
    Bench *b = *state;
    Store *other = NULL;
    Message m = { 0 };

    say(b->s, "r", "be", "START", "");
    assert_int_equal(store_open(b->db, STORE_WRITE, 1000, &other, &m), 0);
    bool begun = store_look(b->s);
    assert_true(begun);
    assert_int_equal(store_last_seq(b->s), 1);
    assert_false(store_look(b->s));                     /* one within another begins nothing, and ends nothing */
    store_looked(b->s, false);
    say(other, "r", "be", "TEST", "");                  /* nobody waits for who looks */
    assert_int_equal(store_last_seq(b->s), 1);
    store_looked(b->s, begun);
    assert_int_equal(store_last_seq(b->s), 2);
    assert_int_equal(store_begin(b->s), 0);
    store_rollback(b->s);
    store_free(other);
}

/* ---- lists in columns ---- */

static void expect_list(Bench *b, const char *text)
{
    CLEANUP(json_free_ptr) Json *tree = NULL;
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(b->s, "SELECT ?1", "t", text);
    StrList list = { 0 };
    size_t n = 0;

    assert_int_equal(sql_step(b->s, st), 1);
    sql_list(b->a, st, 0, &list);
    bool whole = json_parse(str_from(text), &tree) == 0;
    for (const Json *item = whole ? json_first(tree) : NULL; item; item = json_next(item))
        if (json_text(item)) {
            assert_true(n < list.len);
            assert_string_equal(list.items[n++], json_text(item));
        }
    assert_int_equal(list.len, n);
}

static void a_list_is_read_as_json(void **state)
{
    static const char *const texts[] = {
        "", "[]", "[\"a\"]", "[\"a\",\"b\"]", "[\"a\", \"b\"]", "[\"\"]", "[\"a\",\"\"]", "[\"a\\nb\"]", "[\"a\"", "[\"a\",]",
        "[\"a\"[\"b\"]", ",\"a\"]", "\"a\"", "[\"a\"]x", "[\"a\",3,\"b\"]", "[\"ä → b\"]", "[\"a\xff\"]", "]", "[",
        "{\"a\":\"b\"}", "[\"a\"\"b\"]", "[\"\\u00e4\"]", "[[\"a\"]]", " [\"a\"]",
    };
    static const char letters[] = "[[]],,\"\"\"\"ab\\ ";
    Bench *b = *state;
    unsigned seed = 3;
    char text[12] = "";

    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        expect_list(b, texts[i]);
    for (int i = 0; i < 20000; i++) {
        size_t n = next_random(&seed) % (sizeof text - 1);
        for (size_t k = 0; k < n; k++)
            text[k] = letters[next_random(&seed) % (sizeof letters - 1)];
        text[n] = '\0';
        expect_list(b, text);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_drop)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(they_say_what_the_whole_queries_say),
        TEST(who_only_moves_tasks_is_heard),
        cmocka_unit_test(each_kind_is_found_by_itself),
        TEST(a_look_is_of_one_moment),
        TEST(a_list_is_read_as_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
