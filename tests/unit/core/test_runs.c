/*
 * test_runs.c - runs begun and ended by hand, and by an orchestrator that knows nothing of baton.
 */
#include "baton/base/digest.h"
#include "baton/core/runs.h"
#include "project_test.h"

#define FILE_ ".agents/.current_run"

static int start(Scene *s, const char *name, RunReport *ret, Message *m)
{
    *m = (Message){ 0 };
    return run_start(s->c, name, SOURCE_CLI, s->arena, ret, m);
}

static RunRow row(Scene *s, const char *id)
{
    RunRows rows = { 0 };
    assert_int_equal(store_runs(s->c->store, s->arena, &(RunQuery){ .id = id }, &rows), 0);
    assert_int_equal(rows.len, 1);
    return rows.items[0];
}

static const char *text_of(Scene *s, const char *name)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    return file_read(scene_path(s, name), 1 << 20, &text, NULL) == 0 ? arena_str(s->arena, buf_str(&text)) : NULL;
}

static void record(Scene *s, const char *agent, const char *action, const char *reason)
{
    Event e = { .kind = EVENT_TELEMETRY, .run = store_current_run(s->c->store, s->arena), .agent = agent,
                .action = action, .reason = reason };
    assert_int_equal(store_append(s->c->store, &e, NULL), 0);
}

static void test_start_and_stop(void **state)
{
    Scene *s = *state;
    RunReport r;
    Message m = { 0 };
    assert_int_equal(start(s, "Rates for checkout", &r, &m), 0);
    assert_string_equal(r.id, "Rates-for-checkout");
    assert_string_equal(text_of(s, FILE_), "Rates-for-checkout\n");
    assert_string_equal(store_current_run(s->c->store, s->arena), r.id);
    assert_int_equal(event_count(s, EVENT_RUN_STARTED), 1);
    look(s);
    assert_int_equal(event_count(s, EVENT_RUN_STARTED), 1);
    record(s, "qa-engineer", "START", "one");
    record(s, "qa-engineer", "ESCALATE", "needs *a* | key");
    assert_int_equal(start(s, "other", &r, &m), -EALREADY);
    assert_non_null(strstr(m.text, "Run Rates-for-checkout goes on"));
    assert_non_null(strstr(m.text, "baton run stop"));

    assert_int_equal(run_stop(s->c, SOURCE_CLI, s->arena, &r, &m), 0);
    assert_string_equal(r.archive, ".agents/runs/Rates-for-checkout.md");
    const char *page = text_of(s, r.archive);
    assert_non_null(strstr(page, "# Run Rates-for-checkout\n"));
    assert_non_null(strstr(page, "| qa-engineer | 2 |"));
    assert_non_null(strstr(page, "needs \\*a\\* \\| key"));
    assert_null(text_of(s, FILE_));
    assert_null(store_current_run(s->c->store, s->arena));
    assert_int_equal(row(s, "Rates-for-checkout").state, RUN_ENDED);
    assert_int_equal(event_count(s, EVENT_RUN_ENDED), 1);
    look(s);
    assert_int_equal(event_count(s, EVENT_RUN_ENDED), 1);
    assert_int_equal(run_stop(s->c, SOURCE_CLI, s->arena, &r, &m), -ENOENT);
    assert_int_equal(start(s, "Rates for checkout", &r, &m), -EEXIST);
    assert_sound(s);
}

static void test_names(void **state)
{
    static const struct { const char *name, *id; } cases[] = {
        { "a b\tc\nd", "a-b-c-d" }, { "  x  ", "x" }, { "\x1b[31mred", "[31mred" }, { "\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9" },
        { "a\xe2\x80\xae" "b", "a-b" }, { "../../up", "../../up" }, { "bad\xff", "bad" }, { " \n ", NULL },
    };
    Scene *s = *state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        RunReport r;
        Message m;
        int e = start(s, cases[i].name, &r, &m);
        if (!cases[i].id) {
            assert_int_equal(e, -EINVAL);
            continue;
        }
        assert_int_equal(e, 0);
        assert_string_equal(r.id, cases[i].id);
        assert_int_equal(run_stop(s->c, SOURCE_CLI, s->arena, &r, &m), 0);
        assert_string_equal(path_dir(s->arena, r.archive), ".agents/runs");
        assert_non_null(text_of(s, r.archive));
    }
    RunReport r;
    Message m;
    assert_int_equal(start(s, NULL, &r, &m), 0);
    assert_int_equal(strlen(r.id), UUID_TEXT_SIZE - 1);
    look(s);
    assert_string_equal(store_current_run(s->c->store, s->arena), r.id);
}

/* Nothing is written over: neither a report nor what an orchestrator wrote. */
static void test_what_is_there_stays(void **state)
{
    Scene *s = *state;
    RunReport r;
    Message m = { 0 };
    put(s, ".agents/runs/one.md", "mine\n");
    put(s, FILE_, "theirs\n");
    assert_int_equal(start(s, "one", &r, &m), -EALREADY);
    assert_string_equal(text_of(s, FILE_), "theirs\n");
    drop(s, FILE_);
    assert_int_equal(start(s, "one", &r, &m), 0);
    assert_int_equal(run_stop(s->c, SOURCE_CLI, s->arena, &r, &m), 0);
    assert_string_equal(r.archive, ".agents/runs/one-2.md");
    assert_string_equal(text_of(s, ".agents/runs/one.md"), "mine\n");
}

/* An orchestrator that writes and removes the file itself, before and after we do. */
static void test_an_orchestrator(void **state)
{
    Scene *s = *state;
    RunReport r;
    Message m = { 0 };
    put(s, FILE_, "PM-1\n");
    look(s);
    assert_string_equal(store_current_run(s->c->store, s->arena), "PM-1");
    put(s, FILE_, "PM-2\n");
    look(s);
    assert_int_equal(row(s, "PM-1").state, RUN_ENDED);
    assert_string_equal(store_current_run(s->c->store, s->arena), "PM-2");
    drop(s, FILE_);
    look(s);
    assert_null(store_current_run(s->c->store, s->arena));
    assert_int_equal(start(s, "ours", &r, &m), 0);
    drop(s, FILE_);                             /* its clean-up takes ours away */
    look(s);
    assert_int_equal(row(s, "ours").state, RUN_ENDED);
    assert_int_equal(run_stop(s->c, SOURCE_CLI, s->arena, &r, &m), -ENOENT);
    put(s, FILE_, "PM-3\n");
    assert_int_equal(run_stop(s->c, SOURCE_CLI, s->arena, &r, &m), 0);
    assert_string_equal(r.id, "PM-3");
    assert_int_equal(row(s, "PM-3").state, RUN_ENDED);
    assert_sound(s);
}

static void say(Scene *s, const char *run, const char *agent, const char *action, int64_t at)
{
    Event e = { .kind = EVENT_TELEMETRY, .run = run, .agent = agent, .action = action, .at = at };
    assert_int_equal(store_append(s->c->store, &e, NULL), 0);
}

/* By time and not by the order in which logs came in. */
static void test_what_is_left_open(void **state)
{
    static const struct { const char *run, *agent; int64_t unfinished, unstarted; } expected[] = {
        { "", "qa", 0, 1 }, { "a", "be", 1, 1 }, { "a", "qa", 2, 0 }, { "b", "qa", 0, 2 },
    };
    Scene *s = *state;
    RunWorks works = { 0 };
    say(s, "a", "qa", "START", 3), say(s, "a", "qa", "START", 1), say(s, "a", "/QA", "start", 2);
    say(s, "a", "qa", "COMPLETED", 4), say(s, "a", "qa", "TEST", 5);
    say(s, "a", "be", "START", 2), say(s, "a", "be", "COMPLETED", 1);
    say(s, "b", "qa", "COMPLETED", 1), say(s, "b", "qa", "COMPLETED", 2);
    say(s, "b", "ok", "COMPLETED", 9), say(s, "b", "ok", "START", 8);
    say(s, NULL, "qa", "COMPLETED", 1), say(s, NULL, "qa", "TEST", 1), say(s, "a", NULL, "START", 1);
    assert_int_equal(store_run_work(s->c->store, s->arena, NULL, &works), 0);
    assert_int_equal(works.len, ARRAY_LEN(expected));
    for (size_t i = 0; i < works.len; i++) {
        assert_string_equal(works.items[i].run, expected[i].run);
        assert_int_equal(works.items[i].unfinished, expected[i].unfinished);
        assert_int_equal(works.items[i].unstarted, expected[i].unstarted);
    }
    assert_int_equal(store_run_work(s->c->store, s->arena, "b", &works), 0);
    assert_int_equal(works.len, 1);
    assert_int_equal(store_run_work(s->c->store, s->arena, "", &works), 0);
    assert_int_equal(works.len, 1);
    EventRows rows = { 0 };
    Event other = { .kind = EVENT_RUN_STARTED, .subject = "c", .at = 1 };
    assert_int_equal(store_append(s->c->store, &other, NULL), 0);
    assert_int_equal(store_runless(s->c->store), 2);
    assert_int_equal(store_events(s->c->store, s->arena, &(EventQuery){ .run = "", .telemetry_only = true }, &rows), 0);
    assert_int_equal(rows.len, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(test_start_and_stop), SCENE_TEST(test_names), SCENE_TEST(test_what_is_there_stays),
        SCENE_TEST(test_an_orchestrator), SCENE_TEST(test_what_is_left_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
