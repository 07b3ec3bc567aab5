/*
 * Help is made from the rows: every name, flag and sentence of a row stands in it.
 */
#include "cases.h"
#include "baton/core/command.h"

static const FlagDef flags[] = {
    { "json", 'j', NULL, "print JSON", false },
    { "a_rather_long_name", 0, "VALUE", "goes on the next line", false },
    { NULL, 0, NULL, NULL, false },
};
static const CommandRow list = {
    .name = "list", .args = "[FILE…]", .max_args = -1, .help = "Lists things.",
    .detail = "Things are what they are.", .flags = flags,
};
static const CommandRow plain = { .name = "plain show", .args = "ID", .help = "Shows one." };
static const CommandRow scroll = {
    .name = "scroll", .args = "", .help = "Scrolls.", .needs = NEED_SCREEN,
};

static const CommandRow hidden = { .name = "hidden", .args = "", .help = "Is not said.", .needs = NOT_LISTED };

static void one_command(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    command_help(&list, &out);
    assert_string_equal(out.data,
        "usage: baton list [flags] [FILE…]\n"
        "\n"
        "Lists things.\n"
        "\n"
        "Things are what they are.\n"
        "\n"
        "  -j, --json            print JSON\n"
        "      --a_rather_long_name VALUE\n"
        "                        goes on the next line\n"
        "  -h, --help            say this\n");
}

static void a_command_without_flags(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    command_help(&plain, &out);
    assert_string_equal(out.data,
        "usage: baton plain show ID\n"
        "\n"
        "Shows one.\n"
        "\n"
        "  -h, --help            say this\n");
}

static void all_commands_with_the_dashboard_s_apart(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    command_help_all((const CommandRow *const[]){ &scroll, &list, &hidden, &plain, NULL }, &out);
    ptrdiff_t plain_at = str_find(buf_str(&out), STR("\n  plain show          Shows one.\n"));
    ptrdiff_t inside_at = str_find(buf_str(&out), STR("\nInside the dashboard"));
    ptrdiff_t scroll_at = str_find(buf_str(&out), STR("\n  scroll              Scrolls.\n"));
    assert_true(plain_at > 0);
    assert_true(inside_at > plain_at);
    assert_true(scroll_at > inside_at);
    assert_int_equal(str_find(buf_str(&out), STR("hidden")), -1);
}

static void no_dashboard_no_heading(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    command_help_all((const CommandRow *const[]){ &list, NULL }, &out);
    assert_int_equal(str_find(buf_str(&out), STR("Inside the dashboard")), -1);
    assert_true(str_find(buf_str(&out), STR("  list ")) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_command),
        cmocka_unit_test(a_command_without_flags),
        cmocka_unit_test(all_commands_with_the_dashboard_s_apart),
        cmocka_unit_test(no_dashboard_no_heading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
