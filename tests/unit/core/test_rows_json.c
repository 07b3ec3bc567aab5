/*
 * test_rows_json.c - the names that scripts rely on are all there, also when there is nothing to
 * say.
 */
#include "project_test.h"

static void assert_keys(const Json *j, const char *names)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (Str rest = str_from(names); rest.len;) {
        const char *name = arena_str(a, str_cut(&rest, ' '));
        if (!json_get(j, name))
            fail_msg("there is no '%s'", name);
    }
}

static void test_promised_names(void **state)
{
    (void)state;
    CLEANUP(json_free_ptr) Json *j = json_object();
    json_put(j, "task", task_json(&(TaskRow){ .id = "t1" }));
    json_put(j, "agent", agent_row_json(&(AgentRow){ .name = "qa", .shown = "QA" }));
    json_put(j, "handoff", handoff_json(&(HandoffRow){ .id = "h" }));
    json_put(j, "escalation", escalation_json(&(EscalationRow){ .id = "e" }));
    json_put(j, "event", event_json(&(Event){ .id = "v", .body = "{\"x\":1}" }));
    json_put(j, "run", run_json(&(RunRow){ .id = "r" }));
    json_put(j, "need", need_json(&(NeedRow){ .kind = "handoff" }));
    assert_keys(json_get(j, "task"),
                "id ref title state state_raw assignee section file line depends_on updated_at");
    assert_keys(json_get(j, "agent"), "name file description tools model color codename state "
                                      "state_source state_at task write_scope read_only "
                                      "in_bounds out_of_bounds hands_over_to escalates_to "
                                      "definition_of_done checks output_sections references "
                                      "inputs rules metrics quality_checks telemetry problems");
    assert_keys(json_get(j, "handoff"), "id from to state revision file summary accomplishments "
                                        "blockers checks decision submitted_at decided_at");
    assert_keys(json_get(j, "escalation"),
                "id agent to reason state count task source first_at last_at");
    assert_keys(json_get(j, "event"),
                "seq id at kind run agent action subject actor source reason");
    assert_keys(json_get(j, "run"), "id started_at ended_at state");
    assert_keys(json_get(j, "need"), "kind subject title agent since");
    assert_string_equal(json_get_str(json_get(j, "agent"), "name"), "QA");
    assert_int_equal(json_get_int(json_get(json_get(j, "event"), "body"), "x", 0), 1);
}

static void test_values(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    TaskRow t = { .id = "t1",
                  .ref = "T-1",
                  .title = "one",
                  .state = TASK_DONE,
                  .state_raw = "[x]",
                  .file = "a.md",
                  .line = 3,
                  .updated_at = 1000 };
    strlist_add(&t.section, a, "Tasks");
    CLEANUP(json_free_ptr) Json *j = task_json(&t);
    assert_string_equal(json_get_str(j, "state"), "done");
    assert_string_equal(json_text(json_first(json_get(j, "section"))), "Tasks");
    assert_string_equal(json_get_str(j, "updated_at"), "1970-01-01T00:00:01.000Z");
    assert_true(json_is_null(json_get(j, "assignee")));

    AgentRow r = { .name = "qa",
                   .shown = "qa",
                   .file = "agents/qa.md",
                   .state = AGENT_WORKING,
                   .source = SOURCE_CLI,
                   .at = 5,
                   .def = "{\"name\":\"qa\",\"tools\":[\"Read\"],\"file\":\"elsewhere\"}" };
    CLEANUP(json_free_ptr) Json *k = agent_row_json(&r);
    assert_string_equal(json_get_str(k, "file"), "agents/qa.md");
    assert_string_equal(json_text(json_first(json_get(k, "tools"))), "Read");
    assert_string_equal(json_get_str(k, "state"), "working");
    assert_string_equal(json_get_str(k, "state_source"), "cli");
    assert_true(json_is_array(json_get(k, "checks")));
}

static void test_status(void **state)
{
    Scene *s = *state;
    put(s, ".claude/tasks/session-current.md", "- [ ] one\n- [x] two\n");
    put(s, ".agents/.current_run", "PM-1\n");
    put(s, ".agents/logs/a.jsonl",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"agent\":\"qa\",\"action\":\"ESCALATE\",\"reason\":"
        "\"r\"}\n");
    look(s);
    CLEANUP(json_free_ptr) Json *j = status_json(s->c, s->arena);
    assert_keys(j, "project run session_file agents tasks handoffs escalations needs");
    assert_string_equal(json_get_str(j, "run"), "PM-1");
    assert_string_equal(json_get_str(j, "session_file"), ".claude/tasks/session-current.md");
    assert_int_equal(json_get_int(json_get(j, "tasks"), "done", -1), 1);
    assert_int_equal(json_get_int(json_get(j, "tasks"), "pending", -1), 1);
    assert_int_equal(json_get_int(json_get(j, "agents"), "escalated", -1), 1);
    assert_int_equal(json_get_int(json_get(j, "escalations"), "open", -1), 1);
    assert_int_equal(json_len(json_get(j, "needs")), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_promised_names),
        cmocka_unit_test(test_values),
        SCENE_TEST(test_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
