/*
 * test_message.c - one sentence, cut at its room, with the code of the caller.
 */
#include "cases.h"

#include <errno.h>

#include "baton/base/message.h"

static void test_wording(void **state)
{
    (void)state;
    Message m = { 0 };
    char text[3000];
    assert_int_equal(fail(&m, "'%s', line %d", "a.md", 7), -1);
    assert_string_equal(m.text, "'a.md', line 7");
    assert_int_equal(fail_with(&m, -EBUSY, "busy"), -EBUSY);
    assert_string_equal(m.text, "busy");
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    fail(&m, "%s", text);
    assert_int_equal(strlen(m.text), sizeof m.text - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_wording) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
