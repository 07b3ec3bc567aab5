/*
 * What the flags of lists mean, and what is said of those that mean nothing.
 */
#include "cases.h"
#include "filter.h"

#include "baton/base/clock.h"
#include "baton/model/states.h"

static GivenFlag given[4];

static Cmd cmd_with(Arena *a, const char *name, const char *value)
{
    given[0] = (GivenFlag){ name, value, true };
    return (Cmd){ .arena = a, .flags = given, .flag_count = value ? 1 : 0 };
}

static void states_become_bits(void **state)
{
    (void)state;
    static const struct { const char *text; unsigned want; } cases[] = {
        { "done", 1u << TASK_DONE },
        { "Done", 1u << TASK_DONE },
        { "pending,blocked", 1u << TASK_PENDING | 1u << TASK_BLOCKED },
        { " pending , blocked", 1u << TASK_PENDING | 1u << TASK_BLOCKED },
        { "unknown", 1u << TASK_UNKNOWN },
        { NULL, 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        Cmd cmd = cmd_with(a, "state", cases[i].text);
        unsigned got = 77;
        assert_int_equal(filter_states(&cmd, &task_words, &got), DONE);
        assert_int_equal(got, cases[i].want);
    }
}

static void several_flags_are_one_set(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Cmd cmd = cmd_with(a, "state", "open");
    given[1] = (GivenFlag){ "state", "resolved", true };
    cmd.flag_count = 2;
    unsigned got;
    assert_int_equal(filter_states(&cmd, &escalation_words, &got), DONE);
    assert_int_equal(got, 1u << ESCALATION_OPEN | 1u << ESCALATION_RESOLVED);
}

static void a_word_that_is_no_state_is_told_all_of_them(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Cmd cmd = cmd_with(a, "state", "done,finished");
    unsigned got = 77;
    assert_int_equal(filter_states(&cmd, &handoff_words, &got), USAGE);
    assert_string_equal(cmd.error.text,
                        "'done' is no state of a handoff; states are draft, submitted, "
                        "approved, rejected, withdrawn, superseded");
    assert_int_equal(got, 77);
}

static void times_are_spans_or_dates(void **state)
{
    (void)state;
    int64_t now = clock_now(), date;
    assert_int_equal(time_parse(STR("2026-01-01T00:00:00Z"), &date), 0);
    const struct { const char *text; int64_t want; } cases[] = {
        { "90s", now - 90 * 1000 }, { "15m", now - 15 * 60000 }, { "2h", now - 2 * 3600000 },
        { "3d", now - 3 * INT64_C(86400000) }, { "1w", now - 7 * INT64_C(86400000) },
        { "2026-01-01", date }, { "999999w", 1 }, { NULL, 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Cmd cmd = cmd_with(NULL, "since", cases[i].text);
        int64_t got = 77;
        assert_int_equal(filter_time(&cmd, "since", &got), DONE);
        assert_int_equal(got, cases[i].want);
    }
}

static void other_times_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "h", "2", "0h", "-1h", "2 h", "2hh", "yesterday", "99999999999999999999d",
        "9223372036854775807d",
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        Cmd cmd = cmd_with(NULL, "since", texts[i]);
        int64_t got;
        assert_int_equal(filter_time(&cmd, "since", &got), USAGE);
        assert_non_null(strstr(cmd.error.text, "--since does not understand"));
    }
}

static void limits_are_counted_from_one(void **state)
{
    (void)state;
    static const struct { const char *text; int code; int64_t want; } cases[] = {
        { NULL, DONE, 50 }, { "1", DONE, 1 }, { "100000", DONE, 100000 }, { "0", USAGE, 0 },
        { "-3", USAGE, 0 }, { "x", USAGE, 0 }, { "", USAGE, 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Cmd cmd = cmd_with(NULL, "limit", cases[i].text);
        int64_t got;
        assert_int_equal(filter_limit(&cmd, 50, &got), cases[i].code);
        if (!cases[i].code)
            assert_int_equal(got, cases[i].want);
    }
}

static void agents_are_named_as_the_ledger_does(void **state)
{
    (void)state;
    static const struct { const char *text, *want; } cases[] = {
        { "backend-engineer", "backend-engineer" }, { "/Backend Engineer", "backend-engineer" },
        { "-", "" }, { "", "" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        Cmd cmd = cmd_with(a, "agent", cases[i].text);
        assert_string_equal(filter_agent(&cmd), cases[i].want);
    }
    Cmd none = cmd_with(NULL, "agent", NULL);
    assert_null(filter_agent(&none));
}

int main(void)
{
    setenv("BATON_CLOCK", "2026-01-02T03:04:05Z", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states_become_bits),
        cmocka_unit_test(several_flags_are_one_set),
        cmocka_unit_test(a_word_that_is_no_state_is_told_all_of_them),
        cmocka_unit_test(times_are_spans_or_dates),
        cmocka_unit_test(other_times_are_refused),
        cmocka_unit_test(limits_are_counted_from_one),
        cmocka_unit_test(agents_are_named_as_the_ledger_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
