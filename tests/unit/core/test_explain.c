/*
 * test_explain.c - why an agent is said to be in its state, in words and as JSON.
 */
#include "project_test.h"

#include "baton/base/clock.h"
#include "baton/core/explain.h"
#include "baton/core/needs.h"

#define NOW "2026-01-10T12:00:00Z"

static void say(Scene *s, const char *agent, const char *action, const char *reason, int ago)
{
    int64_t now = 0;
    assert_int_equal(time_parse(STR(NOW), &now), 0);
    Event e = { .kind = EVENT_TELEMETRY, .agent = agent, .action = action, .reason = reason,
                .at = now - ago * 60000LL, .source = SOURCE_CLI };
    assert_int_equal(store_append(s->c->store, &e, NULL), 0);
}

static Explanation explain(Scene *s, const char *name)
{
    Message m = { 0 };
    Explanation x;
    if (agent_explain(s->c, name, s->arena, &x, &m) < 0)
        fail_msg("%s", m.text);
    return x;
}

static void assert_text(const Explanation *x, const char *text)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    explanation_text(x, true, &out);
    assert_string_equal(out.data, text);
}

static void test_reasons(void **state)
{
    Scene *s = *state;
    say(s, "/backend-engineer", "START", "", 12);
    Event task = { .kind = EVENT_TASK_ADDED, .subject = "t1", .at = clock_now() - 20 * 60000, .source = SOURCE_FILE,
                   .body = "{\"file\":\"s.md\",\"line\":1,\"ref\":\"T-1\",\"title\":\"the table\","
                           "\"state\":\"in_progress\",\"assignee\":\"/backend-engineer\"}" };
    assert_int_equal(store_append(s->c->store, &task, NULL), 0);
    Explanation x = explain(s, "Backend Engineer");
    assert_int_equal(x.silent_limit, silent_limit(s->c->conf, "backend-engineer"));
    assert_false(x.silent);
    assert_text(&x, "Agent       /backend-engineer\n"
                    "State       > working: said START (cli, 12m ago)\n"
                    "Lasts       until it says something else\n"
                    "Heard of    12m ago; it may be silent for 30m\n"
                    "Outvoted    > working: T-1 is in progress (file, 20m ago); its own word START weighs more\n");
    say(s, "backend-engineer", "ESCALATE", "needs\na column", 9);
    x = explain(s, "backend-engineer");
    assert_text(&x, "Agent       backend-engineer\n"
                    "State       ^ escalated: escalation 1 is open: needs a column (cli, 9m ago)\n"
                    "Lasts       until escalation 1 is closed, or it is heard of again\n"
                    "Heard of    9m ago\n"
                    "Outvoted    ^ escalated: said ESCALATE (cli, 9m ago); escalation 1 weighs more\n"
                    "            > working: T-1 is in progress (file, 20m ago); escalation 1 weighs more\n");
}

static void test_what_is_old_is_said_to_be_old(void **state)
{
    Scene *s = *state;
    say(s, "be", "START", "", 180);
    Explanation x = explain(s, "be");
    assert_true(x.silent);
    assert_text(&x, "Agent       be\n"
                    "State       > working: said START (cli, 3h ago)\n"
                    "Lasts       until it says something else\n"
                    "Heard of    3h ago; that is longer than the 30m that it may be silent\n");
    /* who is done may be silent */
    say(s, "be", "COMPLETED", "", 170);
    x = explain(s, "be");
    assert_false(x.silent);
}

static void test_unknown_agents(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    Explanation x;
    assert_int_equal(agent_explain(s->c, "be", s->arena, &x, &m), -ENOENT);
    assert_string_equal(m.text, "no agent 'be'; 'baton agents' lists them");
    say(s, "backend-engineer", "START", "", 1);
    assert_int_equal(agent_explain(s->c, "backend-enginer", s->arena, &x, &m), -ENOENT);
    assert_string_equal(m.text, "no agent 'backend-enginer'; did you mean 'backend-engineer'?");
}

static void test_json(void **state)
{
    Scene *s = *state;
    say(s, "be", "ESCALATE", "needs a column", 9);
    say(s, "be", "START", "", 5);
    Explanation x = explain(s, "be");
    CLEANUP(json_free_ptr) Json *j = explanation_json(&x);
    const Json *first = json_first(json_get(j, "reasons")), *second = json_next(first);
    assert_string_equal(json_get_str(j, "state"), "working");
    assert_string_equal(json_get_str(j, "heard_at"), "2026-01-10T11:55:00.000Z");
    assert_int_equal(json_get_int(j, "silent_limit_ms", 0), 30 * 60000);
    assert_true(json_get_bool(first, "believed", false));
    assert_true(json_is_null(json_get(first, "outvoted")));
    assert_false(json_get_bool(second, "believed", true));
    assert_string_equal(json_get_str(second, "state"), "escalated");
    assert_string_equal(json_get_str(second, "outvoted"), "it said START after that");
    assert_string_equal(json_get_str(second, "source"), "cli");
}

int main(void)
{
    setenv("BATON_CLOCK", NOW, 1);
    const struct CMUnitTest tests[] = {
        SCENE_TEST(test_reasons),
        SCENE_TEST(test_what_is_old_is_said_to_be_old),
        SCENE_TEST(test_unknown_agents),
        SCENE_TEST(test_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
