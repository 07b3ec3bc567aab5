/*
 * test_event.c - the words of events: each has its own and is read back.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include "baton/base/macros.h"
#include "baton/model/event.h"

#include <cmocka.h>

static void every_kind_has_a_word_of_its_own(void **state UNUSED)
{
    for (EventKind k = 0; k < EVENT_KIND_COUNT; k++) {
        EventKind back = EVENT_KIND_COUNT;
        assert_true(strlen(event_kind_text(k)) > 0);
        assert_int_equal(event_kind_parse(event_kind_text(k), &back), 0);
        assert_int_equal(back, k);
    }
}

static void other_words_are_refused(void **state UNUSED)
{
    static const char *const words[] = { "", "Telemetry", "task", "task.added ", "decision.made" };
    EventKind kind = EVENT_RUN_ENDED;
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        assert_int_equal(event_kind_parse(words[i], &kind), -EINVAL);
    assert_int_equal(kind, EVENT_RUN_ENDED);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_a_word_of_its_own),
        cmocka_unit_test(other_words_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
