/*
 * test_keymap.c - every key of the table can be typed, runs a command that exists, and is told apart by map.
 */
#include "tui_test.h"

#include "baton/tui/tui.h"
#include "screen.h"

static bool is_command(const char *line)
{
    for (const CommandRow *const *row = tui_commands; *row; row++) {
        size_t n = strlen((*row)->name);
        if (strncmp(line, (*row)->name, n) == 0 && (line[n] == '\0' || line[n] == ' '))
            return true;
    }
    return false;
}

static void test_every_binding_works(void **state)
{
    (void)state;
    for (size_t i = 0; i < binding_count; i++) {
        Key k;
        assert_int_equal(key_from_name(bindings[i].key, &k), 0);
        assert_true(is_command(bindings[i].command));
        const char *map = strcmp(bindings[i].map, "any") == 0 ? "list" : bindings[i].map;
        assert_ptr_equal(binding_find(map, &k), &bindings[i]);      /* nothing before it hides it */
    }
}

static void test_maps_are_apart(void **state)
{
    (void)state;
    Key tab, question, unbound;
    assert_int_equal(key_from_name("<Tab>", &tab), 0);
    assert_int_equal(key_from_name("?", &question), 0);
    assert_int_equal(key_from_name("<F9>", &unbound), 0);
    assert_non_null(binding_find("list", &tab));
    assert_null(binding_find("text", &tab));
    assert_non_null(binding_find("text", &question));
    assert_null(binding_find("list", &unbound));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_binding_works),
        cmocka_unit_test(test_maps_are_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
