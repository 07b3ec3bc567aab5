/*
 * test_line.c - typed lines into words: text at the end is taken as it was written.
 */
#include "tui_test.h"

#include <errno.h>

#include "screen.h"

static const FlagDef flags[] = { { .name = "after", .value = "TASK" }, { .name = "json" }, { 0 } };
static const CommandRow add = { .name = "task add", .args = "TITLE…", .max_args = -1, .flags = flags };
static const CommandRow note = { .name = "task note", .args = "TASK TEXT…", .max_args = -1 };
static const CommandRow assign = { .name = "task assign", .args = "TASK AGENT", .max_args = 2 };
static const FlagDef remarks[] = {
    { .name = "comment", .letter = 'm', .value = "TEXT" }, { .name = "json", .letter = 'j' }, { 0 },
};
static const CommandRow resolve = { .name = "escalation resolve", .args = "ID", .max_args = 1, .flags = remarks };
static const CommandRow *const table[] = { &add, &note, &assign, &resolve, NULL };

static const struct {
    const char *line, *words;           /* words NULL: refused */
} cases[] = {
    { "", "" },
    { "  ", "" },
    { "task note T-3 it doesn't hold", "task|note|T-3|it|doesn't|hold" },
    { "task note T-3 don't and won't", "task|note|T-3|don't|and|won't" },
    { "task note T-3 say \"no more\" twice", "task|note|T-3|say|\"no|more\"|twice" },
    { "task note T-3 \"all of it\"", "task|note|T-3|all of it" },
    { "task note T-3 'one' and 'two'", "task|note|T-3|'one'|and|'two'" },
    { "task note \"T 3\" text", "task|note|T 3|text" },
    { "task add --after \"T 3\" pick 'em", "task|add|--after|T 3|pick|'em" },
    { "task add --json \"a\" and b", "task|add|--json|\"a\"|and|b" },
    { "task add 'tis", "task|add|'tis" },
    { "task assign T-3 'a b'", "task|assign|T-3|a b" },
    { "task assign T-3 'a b", NULL },
    { "tusk add 'x", NULL },
    { "escalation resolve 3 -m it is fixed", "escalation|resolve|3|-m|it is fixed" },
    { "escalation resolve 3 -m it doesn't matter", "escalation|resolve|3|-m|it doesn't matter" },
    { "escalation resolve 3 -m \"it is\" --json", "escalation|resolve|3|-m|it is|--json" },
    { "escalation resolve 3 --comment it is  fixed  -j", "escalation|resolve|3|--comment|it is  fixed|-j" },
    { "escalation resolve -m one -1 off --json 3", "escalation|resolve|-m|one -1 off|--json|3" },
    { "escalation resolve 3 -m", "escalation|resolve|3|-m" },
    { "escalation resolve 3 -m ", "escalation|resolve|3|-m" },
    { "escalation resolve 3 -m -j", "escalation|resolve|3|-m|-j" },
    { "escalation resolve '3 -m x", NULL },
};

static void test_splits(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(buf_done) Buf got = BUF_INIT;
        StrList words = { 0 };
        int r = line_split(table, a, cases[i].line, &words);
        assert_int_equal(r, cases[i].words ? 0 : -EINVAL);
        for (size_t w = 0; w < words.len; w++)
            buf_addf(&got, "%s%s", w ? "|" : "", words.items[w]);
        if (cases[i].words)
            assert_string_equal(got.data, cases[i].words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_splits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
