/*
 * test_contradictions.c - claims that the evidence does not bear out, and claims that it does not deny.
 */
#include "project_test.h"

#include "baton/base/clock.h"
#include "baton/core/explain.h"

#define NOW "2026-01-10T12:00:00Z"

/*
 * What happened, one letter a fact, minutes ago: telemetry "AGENT ACTION REASON"; task "ID AGENT STATE TITLE", its
 * later state "ID AGENT STATE", report "AGENT STATE", handoff "AGENT ACCOMPLISHMENT".
 */
typedef struct { char what; int ago; const char *a, *b, *c, *d; } Fact;
#define SAY(ago, agent, action, reason) { 's', ago, agent, action, reason, NULL }
#define TASK(ago, id, agent, state, title) { 't', ago, id, agent, state, title }
#define TURNS(ago, id, agent, state) { 'u', ago, id, agent, state, NULL }
#define LOG(ago, agent, state) { 'l', ago, agent, state, NULL, NULL }
#define HANDOFF(ago, agent, done) { 'h', ago, agent, done, NULL, NULL }
#define RUN(ago) { 'r', ago, NULL, NULL, NULL, NULL }

static int64_t minutes_ago(int n)
{
    int64_t now = 0;
    assert_int_equal(time_parse(STR(NOW), &now), 0);
    return now - n * 60000LL;
}

static void happen(Scene *s, const Fact *f, int number, const char *run)
{
    Event e = { .at = minutes_ago(f->ago), .run = run, .source = SOURCE_FILE };
    Arena *a = s->arena;
    switch (f->what) {
    case 's':
        e.kind = EVENT_TELEMETRY, e.agent = f->a, e.action = f->b, e.reason = f->c, e.source = SOURCE_CLI;
        break;
    case 't':
        e.kind = EVENT_TASK_ADDED, e.subject = f->a, e.agent = f->b, e.run = NULL;
        e.body = arena_printf(a, "{\"file\":\"s.md\",\"line\":%d,\"ref\":\"%s\",\"title\":\"%s\",\"state\":\"%s\","
                              "\"assignee\":\"%s\"}", number + 1, f->a, f->d, f->c, f->b);
        break;
    case 'u':
        e.kind = EVENT_TASK_STATE, e.subject = f->a, e.agent = f->b, e.run = NULL;
        e.body = arena_printf(a, "{\"to\":\"%s\"}", f->c);
        break;
    case 'l':
        e.kind = EVENT_AGENT_REPORTED, e.agent = f->a, e.run = NULL;
        e.body = arena_printf(a, "{\"state\":\"%s\",\"file\":\"s.md\"}", f->b);
        break;
    case 'h':
        e.kind = EVENT_HANDOFF_REVISED, e.subject = arena_printf(a, "h%d", number), e.agent = f->a;
        e.body = arena_printf(a, "{\"file\":\"h.md\",\"revision\":\"d\",\"state\":\"submitted\",\"from\":\"%s\","
                              "\"accomplishments\":[{\"line\":4,\"text\":\"made it\"},{\"line\":5,\"text\":\"%s\"}]}",
                              f->a, f->b);
        break;
    default:
        e.kind = EVENT_RUN_STARTED, e.subject = run;
        break;
    }
    assert_int_equal(store_append(s->c->store, &e, NULL), 0);
}

typedef struct {
    const char *name;
    Fact facts[8];
    const char *found;          /* "kind agent;" of each */
} Case;

static const Case cases[] = {
    { "nothing happened", { { 0 } }, "" },
    /* tests */
    { "says that tests pass", { SAY(5, "be", "COMPLETED", "all tests pass") }, "tests be;" },
    { "after a test", { SAY(9, "be", "TEST", "12 passed"), SAY(5, "be", "COMPLETED", "all tests pass") }, "" },
    { "the test is the claim", { SAY(5, "be", "TEST", "all tests pass") }, "" },
    { "a test of another one", { SAY(9, "qa", "TEST", "12 passed"), SAY(5, "be", "COMPLETED", "all tests pass") },
      "tests be;" },
    { "a tool ran them", { SAY(9, "be", "TOOL_CALL", "Bash: npm test"), SAY(5, "be", "NOTE", "all tests pass") }, "" },
    { "in words of its own", { SAY(9, "be", "RUN_TESTS", ""), SAY(5, "be", "NOTE", "all tests pass") }, "" },
    { "only a wish", { SAY(5, "be", "NOTE", "make sure that all tests pass") }, "" },
    { "said twice", { SAY(9, "be", "NOTE", "tests pass"), SAY(5, "be", "COMPLETED", "all tests pass") }, "tests be;" },
    { "a handoff says so", { HANDOFF(5, "be", "All tests pass") }, "tests be;" },
    { "a handoff after a test", { SAY(9, "be", "TEST", "ok"), HANDOFF(5, "be", "All tests pass") }, "" },
    { "a handoff and its agent", { SAY(9, "be", "NOTE", "tests pass"), HANDOFF(5, "be", "All tests pass") },
      "tests be;" },
    { "a handoff that claims nothing", { HANDOFF(5, "be", "Wrote a table") }, "" },
    /* COMPLETED with open tasks */
    { "one is in progress", { TASK(60, "T-1", "be", "in_progress", "the table"), SAY(5, "be", "COMPLETED", "done") },
      "open-tasks be;" },
    { "one is pending", { TASK(60, "T-1", "be", "pending", "the table"), SAY(5, "be", "COMPLETED", "") },
      "open-tasks be;" },
    { "all are done", { TASK(60, "T-1", "be", "done", "the table"), SAY(5, "be", "COMPLETED", "") }, "" },
    { "one is looked at", { TASK(60, "T-1", "be", "review", "the table"), SAY(5, "be", "COMPLETED", "") }, "" },
    { "one of another", { TASK(60, "T-1", "qa", "pending", "the table"), SAY(5, "be", "COMPLETED", "") }, "" },
    { "it goes on", { TASK(60, "T-1", "be", "in_progress", "x"), SAY(9, "be", "COMPLETED", ""),
                      SAY(5, "be", "START", "") }, "" },
    { "it was given one later", { SAY(9, "be", "COMPLETED", ""), TASK(5, "T-1", "be", "pending", "the table") }, "" },
    { "it names what it did",
      { TASK(60, "Task 1", "be", "done", "the table"), TASK(60, "Task 2", "be", "pending", "the view"),
        SAY(5, "be", "COMPLETED", "Task 1: a table for readings") }, "" },
    { "several by number",
      { TASK(60, "Task 1", "be", "done", "a"), TASK(60, "Task 2", "be", "done", "b"),
        TASK(60, "Task 3", "be", "pending", "c"), SAY(5, "be", "COMPLETED", "Tasks 1 and 2; 3 files") }, "" },
    { "it names one that is open",
      { TASK(60, "Task 1", "be", "done", "a"), TASK(60, "Task 2", "be", "in_progress", "b"),
        SAY(5, "be", "COMPLETED", "Tasks 1 and 2") }, "open-tasks be;" },
    { "by its title",
      { TASK(60, "T-2", "be", "in_progress", "the long table"), SAY(5, "be", "COMPLETED", "Part 1: the long table") },
      "open-tasks be;" },
    /* work without a task */
    { "nobody gave it one", { TASK(60, "T-1", "qa", "pending", "the table"), SAY(5, "be", "START", "begin") },
      "no-task be;" },
    { "nobody has one", { TASK(60, "T-1", "", "pending", "the table"), SAY(5, "be", "START", "begin") }, "" },
    { "there is no task", { SAY(5, "be", "START", "begin") }, "" },
    { "it has one", { TASK(60, "T-1", "be", "pending", "x"), SAY(5, "be", "START", "") }, "" },
    { "its tasks are done", { TASK(60, "T-1", "be", "done", "x"), SAY(5, "be", "NOTE", "") }, "" },
    { "it took one", { TASK(60, "T-1", "qa", "done", "x"), TASK(60, "T-2", "", "pending", "the view"),
                       SAY(5, "be", "START", "T-2: the view") }, "" },
    { "it hands out", { TASK(60, "T-1", "qa", "pending", "x"), SAY(9, "boss", "ROUTE", "qa takes it"),
                        SAY(5, "boss", "NOTE", "") }, "" },
    { "by its name it does",
      { TASK(60, "T-1", "qa", "pending", "x"), SAY(5, "master-orchestrator", "START", "") }, "" },
    { "it stopped", { TASK(60, "T-1", "qa", "pending", "x"), SAY(9, "be", "START", ""), SAY(5, "be", "COMPLETED", "") },
      "" },
    /* an old part of the session file */
    { "not a word in the file",
      { TASK(120, "T-1", "be", "in_progress", "x"), SAY(80, "be", "START", ""), SAY(60, "be", "NOTE", ""),
        SAY(35, "be", "NOTE", ""), SAY(10, "be", "NOTE", "") }, "old-section be;" },
    { "the file moved on",
      { TASK(120, "T-1", "be", "pending", "x"), SAY(80, "be", "START", ""), SAY(60, "be", "NOTE", ""),
        TURNS(35, "T-1", "be", "in_progress"), SAY(32, "be", "NOTE", ""), SAY(10, "be", "NOTE", "") }, "" },
    { "its log moved on",
      { TASK(120, "T-1", "be", "pending", "x"), SAY(80, "be", "START", ""), SAY(55, "be", "NOTE", ""),
        LOG(35, "be", "in_progress"), SAY(32, "be", "NOTE", ""), SAY(10, "be", "NOTE", "") }, "" },
    { "it just began", { TASK(120, "T-1", "be", "in_progress", "x"), SAY(10, "be", "START", "") }, "" },
    { "it began again after a pause",
      { TASK(120, "T-1", "be", "in_progress", "x"), SAY(80, "be", "START", ""), SAY(20, "be", "START", ""),
        SAY(10, "be", "NOTE", "") }, "" },
    { "one long step of its work",
      { TASK(120, "T-1", "be", "in_progress", "x"), SAY(80, "be", "START", ""), SAY(10, "be", "TOOL_CALL", "Bash") },
      "old-section be;" },
    { "a pause, and no START",
      { TASK(120, "T-1", "be", "in_progress", "x"), SAY(80, "be", "NOTE", ""), SAY(10, "be", "NOTE", "") }, "" },
    { "it has none there", { TASK(120, "T-1", "qa", "done", "x"), SAY(60, "boss", "ROUTE", ""),
                             SAY(35, "boss", "NOTE", ""), SAY(10, "boss", "NOTE", "") }, "" },
};

static void expect(Scene *s, const Case *c, const char *run)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Contradictions all = { 0 };
    assert_int_equal(contradictions_read(s->c, s->arena, &all), 0);
    for (size_t i = 0; i < all.len; i++) {
        const Contradiction *x = &all.items[i];
        buf_addf(&out, "%s %s;", contradiction_text(x->kind), x->agent);
        assert_true(*x->claim && *x->evidence && x->at);
        assert_true(!i || all.items[i - 1].at >= x->at);
    }
    if (strcmp(out.data, c->found) != 0)
        fail_msg("%s (run %s): \"%s\", not \"%s\"", c->name, run ? run : "none", out.data, c->found);
}

/* In a run, and where there is none. */
static void test_kinds(void **state)
{
    (void)state;
    static const char *const runs[] = { NULL, "r1" };
    for (size_t i = 0; i < ARRAY_LEN(cases) * ARRAY_LEN(runs); i++) {
        const Case *c = &cases[i / ARRAY_LEN(runs)];
        const char *run = runs[i % ARRAY_LEN(runs)];
        Scene s;
        scene_init(&s);
        if (run)
            happen(&s, &(Fact)RUN(600), 0, run);
        for (int k = 0; k < (int)ARRAY_LEN(c->facts) && c->facts[k].what; k++)
            happen(&s, &c->facts[k], k, run);
        expect(&s, c, run);
        scene_done(&s);
    }
}

/* What was said in another run, or longer than a day ago, is over. */
static void test_only_what_is_current(void **state)
{
    Scene *s = *state;
    const Case none = { "over", { { 0 } }, "" };
    happen(s, &(Fact)SAY(26 * 60, "be", "COMPLETED", "all tests pass"), 0, NULL);
    expect(s, &none, NULL);
    happen(s, &(Fact)SAY(30, "be", "COMPLETED", "all tests pass"), 0, "r0");
    happen(s, &(Fact)RUN(20), 0, "r1");
    expect(s, &none, "r1");
    /* the test of another run is none of this one */
    happen(s, &(Fact)SAY(15, "be", "TEST", "ok"), 0, "r0");
    happen(s, &(Fact)SAY(10, "be", "NOTE", "all tests pass"), 0, "r1");
    expect(s, &(Case){ .name = "of this run", .found = "tests be;" }, "r1");
}

static void test_where_to_look(void **state)
{
    Scene *s = *state;
    Contradictions all = { 0 };
    happen(s, &(Fact)HANDOFF(5, "be", "All tests pass"), 3, NULL);
    happen(s, &(Fact)TASK(60, "T-1", "qa", "in_progress", "the table"), 7, NULL);
    happen(s, &(Fact)SAY(3, "qa", "COMPLETED", "finished"), 0, NULL);
    assert_int_equal(contradictions_read(s->c, s->arena, &all), 0);
    assert_int_equal(all.len, 2);
    assert_string_equal(all.items[0].file, "s.md");
    assert_int_equal(all.items[0].line, 8);
    assert_true(all.items[0].seq > 0);
    assert_string_equal(all.items[0].claim, "COMPLETED: finished");
    assert_string_equal(all.items[0].evidence, "\"the table\" is in_progress");
    assert_string_equal(all.items[1].file, "h.md");
    assert_int_equal(all.items[1].line, 5);
    assert_string_equal(all.items[1].claim, "handoff 1: All tests pass");
    assert_string_equal(all.items[1].evidence, "no TEST event of be in the last day");
}

/* Where the beginning of a run is too far back, a test may have been there. */
static void test_what_is_not_known_accuses_nobody(void **state)
{
    Scene *s = *state;
    happen(s, &(Fact)RUN(600), 0, "r1");
    happen(s, &(Fact)SAY(500, "be", "TEST", "ok"), 0, "r1");
    assert_int_equal(store_begin(s->c->store), 0);
    for (int i = 0; i < 5100; i++)
        happen(s, &(Fact)SAY(400, "qa", "NOTE", ""), 0, "r1");
    assert_int_equal(store_commit(s->c->store), 0);
    happen(s, &(Fact)SAY(5, "be", "COMPLETED", "all tests pass"), 0, "r1");
    expect(s, &(Case){ .name = "long run", .found = "" }, "r1");
}

int main(void)
{
    setenv("BATON_CLOCK", NOW, 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        SCENE_TEST(test_only_what_is_current),
        SCENE_TEST(test_where_to_look),
        SCENE_TEST(test_what_is_not_known_accuses_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
