/*
 * The table of commands checks itself: whole rows, names once, help that fits a terminal.
 */
#include "cases.h"
#include "commands.h"

static void rows_are_whole(void **state)
{
    (void)state;
    for (size_t i = 0; cli_commands[i]; i++) {
        const CommandRow *row = cli_commands[i];
        assert_true(row->name && *row->name && row->args && row->help && row->run);
        assert_true(row->help[strlen(row->help) - 1] == '.');
        assert_true(row->max_args < 0 || row->min_args <= row->max_args);
        assert_true(!*row->args || row->max_args != 0);
        assert_false(row->needs & NEED_SCREEN);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(row->name, cli_commands[k]->name);
    }
}

static void flags_are_named_once(void **state)
{
    (void)state;
    for (size_t i = 0; cli_commands[i]; i++) {
        const FlagDef *flags = cli_commands[i]->flags;
        for (size_t f = 0; flags && flags[f].name; f++) {
            assert_true(flags[f].help && *flags[f].help);
            assert_true(flags[f].letter != 'h');
            for (size_t k = 0; k < f; k++) {
                assert_string_not_equal(flags[f].name, flags[k].name);
                assert_true(!flags[f].letter || flags[f].letter != flags[k].letter);
            }
        }
    }
}

static void lists_speak_json(void **state)
{
    (void)state;
    static const char *const lists[] = {
        "status",   "tasks", "agents",    "handoffs",   "escalations",  "events",
        "runs",     "needs", "task show", "agent show", "handoff show", "escalation show",
        "run show", "parse", "config",    "doctor",     "gate",         "check",
        "trust",    "handoff submit", "handoff refresh", "handoff wait", "handoff approve",
        "handoff reject", "handoff comment", "handoff waive", "handoff withdraw", "handoff revoke",
        "escalate", "escalation ack", "escalation resolve", "escalation route", "escalation reopen", "escalation comment",
    };
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        bool json = false;
        for (size_t k = 0; cli_commands[k]; k++)
            for (const FlagDef *f = cli_commands[k]->flags; f && f->name; f++)
                json |=
                    strcmp(cli_commands[k]->name, lists[i]) == 0 && strcmp(f->name, "json") == 0;
        assert_true(json);
    }
}

static void help_fits_a_page(void **state)
{
    (void)state;
    for (size_t i = 0; cli_commands[i]; i++) {
        CLEANUP(buf_done) Buf out = BUF_INIT;
        command_help(cli_commands[i], &out);
        Str rest = buf_str(&out), line;
        while (str_next_line(&rest, &line))
            assert_in_range(line.len, 0, 110);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_whole),
        cmocka_unit_test(flags_are_named_once),
        cmocka_unit_test(lists_speak_json),
        cmocka_unit_test(help_fits_a_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
