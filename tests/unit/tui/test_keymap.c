/*
 * test_keymap.c - every key of the table can be typed, runs a command that exists, and is told apart by map.
 */
#include "tui_test.h"

#include "baton/tui/tui.h"
#include "screen.h"

/* Rows of other modules that keys run; the pty tests press them on the real table. */
static const char *const elsewhere[] = {
    "task done", "task start", "task block", "task review", "task reopen", "task cancel", "undo",
    "escalation ack", "escalation reopen",
};

static bool is_line_of(const char *line, const char *name)
{
    size_t n = strlen(name);
    return strncmp(line, name, n) == 0 && (line[n] == '\0' || line[n] == ' ');
}

static bool is_command(const char *line)
{
    for (const CommandRow *const *row = tui_commands; *row; row++)
        if (is_line_of(line, (*row)->name))
            return true;
    for (size_t i = 0; i < ARRAY_LEN(elsewhere); i++)
        if (is_line_of(line, elsewhere[i]))
            return true;
    return false;
}

/* Something before it hides it, unless that is for another kind of selected thing. */
static bool is_hidden(const char *map, const Key *k, const Binding *b)
{
    for (const Binding *x = binding_next(map, k, NULL); x && x != b; x = binding_next(map, k, x))
        if (binding_item(x) == ITEM_NONE || binding_item(x) == binding_item(b))
            return true;
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
        assert_false(is_hidden(map, &k, &bindings[i]));
    }
}

/*
 * Where handoffs are listed two keys decide on one; on an escalation they look at it and resolve it, and mean
 * nothing else.  The others stay free of decisions.
 */
static void test_keys_for_decisions_mean_nothing_else(void **state)
{
    (void)state;
    static const struct { const char *key; bool decides; } keys[] = {
        { "a", true }, { "r", true }, { "c", false }, { "w", false },
    };
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        Key k;
        assert_int_equal(key_from_name(keys[i].key, &k), 0);
        const Binding *b = binding_next("list", &k, NULL);
        assert_int_equal(b != NULL, keys[i].decides);
        assert_true(!b || binding_item(b) == ITEM_HANDOFF);
        b = b ? binding_next("list", &k, b) : NULL;
        assert_true(!b || binding_item(b) == ITEM_ESCALATION);
        assert_true(!b || !binding_next("list", &k, b));
        assert_null(binding_next("text", &k, NULL));
    }
}

static void test_what_a_line_names(void **state)
{
    (void)state;
    static const struct {
        const char *command;
        ItemKind item;
    } rows[] = {
        { "task done {task}", ITEM_TASK },
        { "prompt ':task assign {task} '", ITEM_TASK },
        { "handoff approve {handoff}", ITEM_HANDOFF },
        { "escalation ack {escalation}", ITEM_ESCALATION },
        { "agent show {agent}", ITEM_AGENT },
        { "undo", ITEM_NONE },
        { "odd {tasks} {} {task", ITEM_NONE },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        assert_int_equal(binding_item(&(Binding){ .command = rows[i].command }), rows[i].item);
}

static void test_maps_are_apart(void **state)
{
    (void)state;
    Key tab, question, unbound;
    assert_int_equal(key_from_name("<Tab>", &tab), 0);
    assert_int_equal(key_from_name("?", &question), 0);
    assert_int_equal(key_from_name("<F9>", &unbound), 0);
    assert_non_null(binding_next("list", &tab, NULL));
    assert_null(binding_next("text", &tab, NULL));
    assert_non_null(binding_next("text", &question, NULL));
    assert_null(binding_next("list", &unbound, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_binding_works),
        cmocka_unit_test(test_maps_are_apart),
        cmocka_unit_test(test_keys_for_decisions_mean_nothing_else),
        cmocka_unit_test(test_what_a_line_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
