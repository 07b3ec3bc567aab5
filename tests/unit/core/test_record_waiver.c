/*
 * test_record_waiver.c - a record in a DECISIONS file proposes a waiver; only a human gives one.
 */
#include "submit_test.h"

#include "baton/core/records.h"

#define DECISIONS ".claude/agents/DECISIONS.md"

static void decisions_say(Scene *s, const char *title, const char *status, const char *reason)
{
    put(s, DECISIONS, arena_printf(s->arena, "# Decisions\n\n## D-7: %s\n\n- **Date**: 2026-01-01\n- **Status**: %s\n"
                                   "- **Rationale**: %s\n", title, status, reason));
}

static void test_what_proposes_one(void **state)
{
    Scene *s = *state;
    static const struct { const char *title, *status, *reason, *check; bool proposes; } rows[] = {
        { "Waive budget for generated routes", "accepted", "They are generated.", "budget", true },
        { "Generated routes", "accepted", "The budget check is waived for them.", "budget", true },
        { "A waiver of `npm test`", "accepted", "It needs a network.", "command npm test", true },
        { "Waive budget", "superseded by D-9", "Once.", "budget", false },
        { "Waive budget", "rejected", "Once.", "budget", false },
        { "We do not waive budget", "accepted", "Ever.", "budget", false },
        { "Waive budgeting", "accepted", "Money.", "budget", false },
        { "Keep the budget", "accepted", "It helps.", "budget", false },
        { "Waive scope", "accepted", "Once.", "budget", false },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        decisions_say(s, rows[i].title, rows[i].status, rows[i].reason);
        const char *by = record_waiver(s->c, rows[i].check, s->arena);
        if ((by != NULL) != rows[i].proposes)
            fail_msg("'%s' (%s): %s", rows[i].title, rows[i].status, by ? by : "nothing");
        if (by)
            assert_string_equal(by, "D-7 in " DECISIONS ":3");
    }
    drop(s, DECISIONS);
    assert_null(record_waiver(s->c, "budget", s->arena));
    assert_null(record_waiver(s->c, "", s->arena));
}

static void test_it_waives_nothing(void **state)
{
    Scene *s = *state;
    put(s, ".baton/config.yaml", "require: [budget]\nbudgets: {\"src/*.c\": 1}\n");
    scene_reopen(s);
    decisions_say(s, "Waive budget for src/a.c", "accepted", "It will be split.");
    put(s, "src/a.c", "one\ntwo\n");
    put(s, ARTIFACT, HANDOFF("One `src/a.c:1-2`", "qa-engineer"));
    Submitted made = submit(s, .to = "qa-engineer");
    assert_submitted(&made);
    Decided d = decide(s, .act = ACT_APPROVE);
    assert_int_equal(d.code, -EPERM);
    assert_non_null(strstr(d.m.text, "as proposed by D-7 in " DECISIONS ":3"));
    StrList waives = { 0 };
    strlist_add(&waives, s->arena, "budget");
    d = decide(s, .act = ACT_APPROVE, .waives = waives, .comment = "D-7, until Friday");
    assert_decided(&d, HANDOFF_APPROVED);
}

static int run(void)
{
    const struct CMUnitTest tests[] = {
        GIT_TEST(test_what_proposes_one),
        GIT_TEST(test_it_waives_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
    return outside_of_clients(run);
}
