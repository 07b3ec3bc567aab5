/*
 * test_history.c - events in a few words, alike wherever they are read.
 */
#include "cases.h"

#include "baton/core/history.h"

static const struct {
    EventKind kind;
    const char *reason, *body, *change, *summary;
} cases[] = {
    { EVENT_TASK_STATE, "", "{\"from\":\"pending\",\"to\":\"done\",\"title\":\"Rates\"}", "pending → done",
      "pending → done  Rates" },
    { EVENT_TASK_STATE, "", "{\"to\":\"done\"}", "done", "done" },
    { EVENT_TASK_STATE, "", "{\"from\":\"done\",\"title\":\"Rates\"}", NULL, "Rates" },
    { EVENT_EDIT_MADE, "", "{\"before\":\"[ ]\",\"after\":\"[x]\",\"title\":\"Rates\"}", "[ ] → [x]",
      "[ ] → [x]  Rates" },
    { EVENT_EDIT_MADE, "", "{\"before\":\"[ ]\",\"after\":\"[!]\",\"reason\":\"no key\"}", "[ ] → [!] (no key)",
      "[ ] → [!] (no key)" },
    { EVENT_EDIT_MADE, "", "{\"before\":\"\",\"after\":\"- [ ] Rates\",\"title\":\"Rates\"}",
      "put in '- [ ] Rates'", "put in '- [ ] Rates'" },
    { EVENT_EDIT_MADE, "", "{\"before\":\"@qa\",\"after\":\"\"}", "took out '@qa'", "took out '@qa'" },
    { EVENT_EDIT_UNDONE, "", "{\"edit\":3}", "edit 3", "edit 3" },
    { EVENT_EDIT_LOST, "", "{\"edit\":3,\"title\":\"Rates\"}", "edit 3", "edit 3  Rates" },
    { EVENT_EDIT_PASSED, "", "{\"edit\":3,\"why\":\"it was set anew\"}", "edit 3 (it was set anew)",
      "edit 3 (it was set anew)" },
    { EVENT_TASK_ADDED, "", "{\"state\":\"pending\",\"file\":\"s.md\",\"line\":4,\"title\":\"Rates\"}", "pending, at s.md:4",
      "Rates" },
    { EVENT_TASK_EDITED, "", "{\"title\":\"Rates\",\"assignee\":\"qa\",\"section\":[\"A\",\"B\"]}",
      "renamed to 'Rates'; assigned to qa; now under 'A / B'", "Rates" },
    { EVENT_TASK_EDITED, "", "{\"assignee\":null,\"depends_on\":[]}", "assigned to nobody; depends on nothing",
      "assigned to nobody; depends on nothing" },
    { EVENT_TASK_MOVED, "", "{\"file\":\"done.md\",\"line\":9}", "now at done.md:9", "done.md" },
    { EVENT_TASK_GONE, "", "{\"file\":\"s.md\",\"line\":4,\"title\":\"Rates\"}", "was at s.md:4", "Rates" },
    { EVENT_TASK_GONE, "", "{\"file\":\"s.md\",\"line\":4,\"same_as\":\"t2\"}", "it is the task t2", "s.md" },
    { EVENT_HANDOFF_DECIDED, "well done", "{\"verdict\":\"approved\",\"revision\":\"3fa9c1d2e4b5\"}",
      "approved 3fa9c1d2: well done", "approved 3fa9c1d2: well done" },
    { EVENT_HANDOFF_DECIDED, "", "{\"verdict\":\"rejected\",\"revision\":\"3fa9c1d2e4b5\"}", "rejected 3fa9c1d2",
      "rejected 3fa9c1d2" },
    { EVENT_HANDOFF_EVIDENCE, "", "{\"revision\":\"3fa9c1d2e4b5\"}", "diff of 3fa9c1d2", "diff of 3fa9c1d2" },
    { EVENT_CHECK_REPORTED, "", "{\"checks\":[{\"state\":\"failed\"},{\"state\":\"passed\"},{\"state\":\"failed\"}]}",
      "3 checks: 1 passed, 2 failed", "3 checks: 1 passed, 2 failed" },
    { EVENT_CHECK_REPORTED, "", "{\"checks\":[{\"state\":\"running\"}]}", "1 check: 1 running", "1 check: 1 running" },
    { EVENT_CHECK_REPORTED, "", "{}", "0 checks", "0 checks" },
    { EVENT_EFFECT_DONE, "", "{\"state\":\"failed\",\"detail\":\"no room\"}", "effect failed: no room",
      "effect failed: no room" },
    { EVENT_GATE_REFUSED, "", "{\"act\":\"approve\",\"client\":\"Codex\",\"how\":\"process 8\"}",
      "approve refused inside Codex (process 8)", "approve refused inside Codex (process 8)" },
    { EVENT_NEED_SNOOZED, "", "{\"until\":0}", "back again", "back again" },
    { EVENT_NEED_SNOOZED, "", "{\"until\":60000}", "put off until 1970-01-01T00:01Z", "put off until 1970-01-01T00:01Z" },
    { EVENT_EVENT_REDACTED, "a leak", "{\"count\":2}", "a text taken out of 2 events: a leak",
      "a text taken out of 2 events: a leak" },
    { EVENT_TELEMETRY, "tests pass", "{\"title\":\"Rates\"}", "tests pass", "tests pass" },
    { EVENT_TELEMETRY, "", "{\"summary\":\"Rates\"}", NULL, "Rates" },
    { EVENT_TELEMETRY, "", "{}", NULL, "subject" },
    { EVENT_TELEMETRY, "", "not JSON", NULL, "subject" },
    { EVENT_TELEMETRY, NULL, NULL, NULL, "subject" },
};

static void assert_text(const char *is, const char *want)
{
    if (want)
        assert_string_equal(is ? is : "(none)", want);
    else
        assert_null(is);
}

static void test_events_in_words(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Event e = { .kind = cases[i].kind, .reason = cases[i].reason, .body = cases[i].body, .subject = "subject" };
        assert_text(event_change(a, &e, false), cases[i].change);
        assert_text(event_summary(a, &e, false), cases[i].summary);
    }
}

static void test_who(void **state)
{
    (void)state;
    Event e = { .kind = EVENT_TASK_STATE, .agent = "qa", .actor = "ann", .source = SOURCE_CLI };
    assert_string_equal(event_who(&e), "ann");
    e.source = SOURCE_FILE;
    assert_string_equal(event_who(&e), "qa");
    e = (Event){ .kind = EVENT_TELEMETRY, .agent = "qa", .actor = "ann", .source = SOURCE_CLI };
    assert_string_equal(event_who(&e), "qa");
    assert_null(event_who(&(Event){ .kind = EVENT_TASK_STATE, .agent = "", .source = SOURCE_FILE }));
}

static void test_plain_arrows(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    (void)state;
    assert_string_equal(change_text(a, "[ ]", "[x]", true), "[ ] -> [x]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_events_in_words), cmocka_unit_test(test_who),
        cmocka_unit_test(test_plain_arrows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
