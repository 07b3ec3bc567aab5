/*
 * Which row a command line means, what is suggested for a mistyped one, and words out of a line.
 */
#include <errno.h>

#include "cases.h"
#include "baton/core/command.h"

static const CommandRow status = { .name = "status", .args = "", .help = "Says how it is." };
static const CommandRow tasks = { .name = "tasks", .args = "", .help = "Lists tasks." };
static const CommandRow task_show = { .name = "task show", .args = "ID", .help = "Shows one." };
static const CommandRow task = { .name = "task", .args = "", .help = "A shorter name." };
static const CommandRow agent_show = { .name = "agent show", .args = "NAME", .help = "Shows one." };
static const CommandRow *const table[] = { &status, &tasks, &task, &task_show, &agent_show, NULL };

static void the_longest_name_wins(void **state)
{
    (void)state;
    static const struct {
        const char *words[4];
        int argc;
        const CommandRow *want;
        int used;
    } cases[] = {
        { { "status" }, 1, &status, 1 },
        { { "status", "show" }, 2, &status, 1 },
        { { "task", "show", "7" }, 3, &task_show, 2 },
        { { "task", "shown" }, 2, &task, 1 },
        { { "agent", "show" }, 2, &agent_show, 2 },
        { { "agent" }, 1, NULL, 0 },
        { { "Status" }, 1, NULL, 0 },
        { { "" }, 1, NULL, 0 },
        { { NULL }, 0, NULL, 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int used = -1;
        const CommandRow *got = command_find(table, cases[i].argc, cases[i].words, &used, NULL);
        assert_ptr_equal(got, cases[i].want);
        assert_int_equal(used, cases[i].used);
    }
}

static void a_mistyped_name_finds_its_neighbour(void **state)
{
    (void)state;
    static const struct {
        const char *words[3];
        int argc;
        const char *near;
    } cases[] = {
        { { "statsu" }, 1, "status" },
        { { "tsaks" }, 1, "tasks" },
        { { "agent" }, 1, "agent show" },
        { { "agent", "shwo", "x" }, 3, "agent show" },
        { { "banana" }, 1, NULL },
        { { "" }, 1, NULL },
        { { "x" }, 1, NULL },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int used;
        const char *near = "untouched";
        assert_null(command_find(table, cases[i].argc, cases[i].words, &used, &near));
        if (cases[i].near)
            assert_string_equal(near, cases[i].near);
        else
            assert_null(near);
    }
}

static void a_name_that_was_found_suggests_nothing(void **state)
{
    (void)state;
    int used;
    const char *near = "untouched";
    assert_non_null(command_find(table, 1, (const char *const[]){ "tasks" }, &used, &near));
    assert_null(near);
}

static void the_first_of_equally_near_names_stays(void **state)
{
    (void)state;
    Nearest n = { .word = "cat" };
    nearest_offer(&n, "car");
    nearest_offer(&n, "cap");
    assert_string_equal(n.best, "car");
    nearest_offer(&n, "cat");
    assert_string_equal(n.best, "cat");
    assert_int_equal(n.distance, 0);
}

static void a_name_of_any_length_is_harmless(void **state)
{
    (void)state;
    char longest[70];
    memset(longest, 'a', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    Nearest n = { .word = longest };
    nearest_offer(&n, longest);
    assert_null(n.best);
    longest[64] = '\0';
    nearest_offer(&n, longest);
    assert_string_equal(n.best, longest);
}

static void a_line_is_split_into_words(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        const char *words[4];
    } cases[] = {
        { "", { NULL } },
        { "  \t ", { NULL } },
        { "task show 7", { "task", "show", "7" } },
        { " a\tb ", { "a", "b" } },
        { "say 'two words' \"and three\"", { "say", "two words", "and three" } },
        { "a\\ b c\\\\d", { "a b", "c\\d" } },
        { "'it is \\n' \"q\\\"q\"", { "it is \\n", "q\"q" } },
        { "a'b'\"c\"", { "abc" } },
        { "'' x", { "", "x" } },
        { "end\\", { "end\\" } },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        StrList words = { 0 };
        size_t want = 0;
        assert_int_equal(command_split(a, cases[i].line, &words), 0);
        for (; want < ARRAY_LEN(cases[i].words) && cases[i].words[want]; want++) {
            assert_true(want < words.len);
            assert_string_equal(words.items[want], cases[i].words[want]);
        }
        assert_int_equal(words.len, want);
    }
}

static void an_open_quote_is_refused(void **state)
{
    (void)state;
    static const char *const lines[] = { "'", "a \"b", "a 'b\\\"", "\"\\\"" };
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        StrList words = { 0 };
        assert_int_equal(command_split(a, lines[i], &words), -EINVAL);
        assert_int_equal(words.len, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_name_wins),
        cmocka_unit_test(a_mistyped_name_finds_its_neighbour),
        cmocka_unit_test(a_name_that_was_found_suggests_nothing),
        cmocka_unit_test(the_first_of_equally_near_names_stays),
        cmocka_unit_test(a_name_of_any_length_is_harmless),
        cmocka_unit_test(a_line_is_split_into_words),
        cmocka_unit_test(an_open_quote_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
