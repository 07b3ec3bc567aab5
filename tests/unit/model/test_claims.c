/*
 * test_claims.c - what is a claim, and what only sounds like one.
 */
#include "cases.h"

#include "baton/model/claims.h"

static void test_tests_pass(void **state)
{
    (void)state;
    static const struct { const char *text; int line; } cases[] = {
        { "All tests pass", 1 },
        { "**All tests passed** (12)", 1 },
        { "Done: 12 tests passing, nothing left", 1 },
        { "The change is in.\n- npm test passes\n", 2 },
        { "one\n\ntests are green", 3 },
        { "Make sure that all tests pass", 0 },
        { "- [ ] all tests pass", 0 },
        { "The tests do not pass; some tests pass", 0 },
        { "Once the tests pass, hand over", 0 },
        { "All tests must pass before merging", 0 },
        { "I tested the pass over the mountain", 0 },
        { "tests should pass now", 0 },
        { "", 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(claim_of_tests(str_from(cases[i].text)), cases[i].line);
}

static void test_failures(void **state)
{
    (void)state;
    static const struct { const char *text; bool failed; } cases[] = {
        { "3 failed, 9 passed", true }, { "12 passed, 0 failed", false }, { "suite is red", true },
        { "no failures", false },       { "19 passed", false },           { "", false },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(claim_of_failure(str_from(cases[i].text)), cases[i].failed);
}

static void test_words(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *at = NULL;
    assert_string_equal(plain_words(STR("2. **Remaining Blockers/Questions**"), a), " remaining blockers questions ");
    assert_string_equal(plain_words(STR("don't"), a), " dont ");
    assert_true(words_have(" all tests pass ", "x|tests pass", &at));
    assert_string_equal(at, " ");
    assert_false(words_have(" contests pass ", "tests pass", NULL));
    assert_false(words_have(" tests passable ", "tests pass", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tests_pass),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
