/*
 * test_states.c - words, glyphs and kinds: the tables are whole and read back.
 */
#include "cases.h"

#include <errno.h>
#include <locale.h>

#include "baton/base/safe.h"
#include "baton/model/event.h"
#include "baton/model/states.h"

/* A state shows without colour: its glyph has one column, and no other state of its kind has it. */
#define CHECK_ALL(Type, name, COUNT) \
    static void test_##name(void **state) \
    { \
        (void)state; \
        CLEANUP(arena_free_ptr) Arena *a = arena_new(); \
        for (int i = 0; i < (int)COUNT; i++) { \
            Type back = (Type)-1; \
            assert_int_equal(name##_parse(name##_text((Type)i), &back), 0); \
            assert_int_equal(back, i); \
            assert_true(strlen(name##_help((Type)i)) > 0); \
            assert_int_equal(strlen(name##_glyph((Type)i, true)), 1); \
            assert_int_equal(safe_line(a, raw(name##_glyph((Type)i, false)), -1).cols, 1); \
            for (int k = 0; k < i; k++) { \
                assert_string_not_equal(name##_glyph((Type)i, false), name##_glyph((Type)k, false)); \
                assert_string_not_equal(name##_glyph((Type)i, true), name##_glyph((Type)k, true)); \
            } \
        } \
        Type kept = (Type)1; \
        assert_int_equal(name##_parse("no such word", &kept), -EINVAL); \
        assert_int_equal(name##_parse(NULL, &kept), -EINVAL); \
        assert_int_equal(name##_parse("", &kept), -EINVAL); \
        assert_int_equal(kept, 1); \
    }

CHECK_ALL(TaskState, task_state, TASK_STATE_COUNT)
CHECK_ALL(AgentState, agent_state, AGENT_STATE_COUNT)
CHECK_ALL(HandoffState, handoff_state, HANDOFF_STATE_COUNT)
CHECK_ALL(EscalationState, escalation_state, ESCALATION_STATE_COUNT)
CHECK_ALL(RunState, run_state, RUN_STATE_COUNT)
CHECK_ALL(EditState, edit_state, EDIT_STATE_COUNT)
CHECK_ALL(CheckState, check_state, CHECK_STATE_COUNT)
CHECK_ALL(Verdict, verdict, VERDICT_COUNT)
CHECK_ALL(EffectState, effect_state, EFFECT_STATE_COUNT)
CHECK_ALL(Source, source, SOURCE_COUNT)

static void test_unknown_comes_first(void **state)
{
    (void)state;
    assert_string_equal(task_state_text((TaskState)0), "unknown");
    assert_string_equal(agent_state_text((AgentState)0), "unknown");
    assert_string_equal(task_state_text(TASK_IN_PROGRESS), "in_progress");
}

static void test_event_kinds(void **state)
{
    (void)state;
    for (int i = 0; i < EVENT_KIND_COUNT; i++) {
        EventKind back = EVENT_KIND_COUNT;
        assert_int_equal(event_kind_parse(event_kind_text((EventKind)i), &back), 0);
        assert_int_equal(back, i);
    }
    EventKind kept = EVENT_TASK_GONE;
    assert_int_equal(event_kind_parse("task", &kept), -EINVAL);
    assert_int_equal(kept, EVENT_TASK_GONE);
    assert_string_equal(event_kind_text(EVENT_RUN_STARTED), "run.started");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_task_state),
        cmocka_unit_test(test_agent_state),
        cmocka_unit_test(test_handoff_state),
        cmocka_unit_test(test_escalation_state),
        cmocka_unit_test(test_run_state),
        cmocka_unit_test(test_edit_state),
        cmocka_unit_test(test_check_state),
        cmocka_unit_test(test_verdict),
        cmocka_unit_test(test_effect_state),
        cmocka_unit_test(test_source),
        cmocka_unit_test(test_unknown_comes_first),
        cmocka_unit_test(test_event_kinds),
    };
    setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
