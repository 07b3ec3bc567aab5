/*
 * Flags by the table: every accepted spelling, and every refusal with its sentence.
 */
#include "cases.h"
#include "command_flags.h"

static const FlagDef flags[] = {
    { "json", 'j', NULL, "print JSON", false },
    { "quiet", 'q', NULL, "say less", false },
    { "run_id", 'r', "ID", "the run", false },
    { "state", 0, "STATE", "only this state", true },
    { NULL, 0, NULL, NULL, false },
};
static const CommandRow row = {
    .name = "list", .args = "[FILE]", .max_args = 1, .help = "Lists.", .flags = flags,
};
static const CommandRow loose = {
    .name = "event", .args = "", .help = "Records.", .flags = flags, .unknown_flags = true,
};
static const CommandRow strict = {
    .name = "show", .args = "ID", .min_args = 1, .max_args = 1, .help = "Shows."
};

static const CommandRow prose = {
    .name = "note", .args = "TEXT…", .min_args = 1, .max_args = -1, .help = "Notes.", .flags = flags,
};

typedef struct {
    Cmd cmd;
    Arena *arena;
    int code;
    bool help;
} Run;

static void run_done(Run *r)
{
    arena_free(r->arena);
}

static Run parse(const CommandRow *which, const char *const argv[])
{
    Run r = { .arena = arena_new() };
    int argc = 0;
    while (argv[argc])
        argc++;
    r.cmd = (Cmd){ .row = which, .arena = r.arena };
    r.code = command_parse(&r.cmd, argc, argv, &r.help);
    return r;
}

#define PARSE(which, ...) parse(which, (const char *const[]){ __VA_ARGS__ __VA_OPT__(,) NULL })

static void words_that_cannot_be_flags_are_text(void **state)
{
    (void)state;
    static const char *const texts[] = { "- [ ] box", "---", "-", "-5 degrees", "--not now", "-> next", "--1" };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        CLEANUP(run_done) Run r = PARSE(&prose, "--run-id=a b", texts[i], "-j");
        assert_int_equal(r.code, DONE);
        assert_string_equal(r.cmd.args.items[0], texts[i]);
        assert_string_equal(cmd_flag(&r.cmd, "run_id"), "a b");
        assert_true(cmd_has(&r.cmd, "json"));
    }
    CLEANUP(run_done) Run unknown = PARSE(&prose, "see", "--foo", "bar");
    assert_int_equal(unknown.code, USAGE);
    assert_non_null(strstr(unknown.cmd.error.text, "write -- in front of words"));
    CLEANUP(run_done) Run one = PARSE(&strict, "-5 degrees");
    assert_int_equal(one.code, USAGE);
}

static void every_spelling_of_a_value_is_the_same(void **state)
{
    (void)state;
    static const char *const spellings[][4] = {
        { "--run_id=7" }, { "--run-id=7" }, { "--run_id", "7" }, { "--run-id", "7" },
        { "-r", "7" }, { "-r7" }, { "-jr7" }, { "-jr", "7" },
    };
    for (size_t i = 0; i < ARRAY_LEN(spellings); i++) {
        CLEANUP(run_done) Run r = parse(&row, spellings[i]);
        assert_int_equal(r.code, DONE);
        assert_string_equal(cmd_flag(&r.cmd, "run_id"), "7");
        assert_int_equal(r.cmd.args.len, 0);
    }
}

static void switches_have_an_empty_value(void **state)
{
    (void)state;
    CLEANUP(run_done) Run r = PARSE(&row, "-jq", "FILE");
    assert_int_equal(r.code, DONE);
    assert_string_equal(cmd_flag(&r.cmd, "json"), "");
    assert_true(cmd_has(&r.cmd, "quiet"));
    assert_false(cmd_has(&r.cmd, "run_id"));
    assert_null(cmd_flag(&r.cmd, "run_id"));
    assert_string_equal(r.cmd.args.items[0], "FILE");
}

static void values_may_be_empty_or_look_like_flags(void **state)
{
    (void)state;
    CLEANUP(run_done) Run r = PARSE(&row, "--run_id=", "--state", "--json", "--state=a=b");
    assert_int_equal(r.code, DONE);
    assert_string_equal(cmd_flag(&r.cmd, "run_id"), "");
    assert_string_equal(cmd_flag(&r.cmd, "state"), "a=b");
    assert_false(cmd_has(&r.cmd, "json"));
    assert_int_equal(r.cmd.flag_count, 3);
}

static void two_dashes_end_the_flags(void **state)
{
    (void)state;
    CLEANUP(run_done) Run r = PARSE(&row, "--", "--json");
    assert_int_equal(r.code, DONE);
    assert_false(cmd_has(&r.cmd, "json"));
    assert_string_equal(r.cmd.args.items[0], "--json");
}

static void one_dash_is_an_argument(void **state)
{
    (void)state;
    CLEANUP(run_done) Run r = PARSE(&row, "-");
    assert_int_equal(r.code, DONE);
    assert_string_equal(r.cmd.args.items[0], "-");
}

static void what_the_row_does_not_name_is_refused(void **state)
{
    (void)state;
    static const struct {
        const CommandRow *row;
        const char *argv[4];
        const char *sentence;
    } cases[] = {
        { &row, { "--jsn" }, "'list' has no flag --jsn; did you mean --json?" },
        { &row, { "--banana" }, "'list' has no flag --banana; see 'baton help list'" },
        { &row, { "--" "=x" }, "'list' has no flag --; see 'baton help list'" },
        { &row, { "-x" }, "'list' has no flag -x; see 'baton help list'" },
        { &row, { "--json=1" }, "--json takes no value" },
        { &row, { "--run_id" }, "--run_id needs a value: --run_id ID" },
        { &row, { "-r" }, "-r needs a value: -r ID" },
        { &row, { "--json", "-j" }, "--json was given twice" },
        { &row, { "a", "b" }, "'list' cannot use 'b'; see 'baton help list'" },
        { &strict, { NULL }, "'show' needs ID: baton show ID" },
        { &strict, { "--json", "1" }, "'show' has no flag --json; see 'baton help show'" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(run_done) Run r = parse(cases[i].row, cases[i].argv);
        assert_int_equal(r.code, USAGE);
        assert_string_equal(r.cmd.error.text, cases[i].sentence);
    }
}

static void a_loose_row_keeps_unknown_flags(void **state)
{
    (void)state;
    CLEANUP(run_done) Run r = PARSE(&loose, "--tokens", "12", "--dry", "--note=a b", "--run-id=1",
                                    "--run-id=2");
    static const GivenFlag want[] = {
        { "tokens", "12", false }, { "dry", NULL, false }, { "note", "a b", false },
        { "run_id", "1", true }, { "run_id", "2", true },
    };
    assert_int_equal(r.code, DONE);
    assert_int_equal(r.cmd.flag_count, ARRAY_LEN(want));
    for (size_t i = 0; i < ARRAY_LEN(want); i++) {
        assert_string_equal(r.cmd.flags[i].name, want[i].name);
        assert_int_equal(r.cmd.flags[i].known, want[i].known);
        if (want[i].value)
            assert_string_equal(r.cmd.flags[i].value, want[i].value);
        else
            assert_null(r.cmd.flags[i].value);
    }
    assert_string_equal(cmd_flag(&r.cmd, "run_id"), "2");
    assert_null(cmd_flag(&r.cmd, "tokens"));
}

static void help_wins_over_what_is_missing(void **state)
{
    (void)state;
    static const char *const spellings[][3] = { { "--help" }, { "-h" }, { "a", "--help" } };
    for (size_t i = 0; i < ARRAY_LEN(spellings); i++) {
        CLEANUP(run_done) Run r = parse(&strict, spellings[i]);
        assert_int_equal(r.code, DONE);
        assert_true(r.help);
    }
    CLEANUP(run_done) Run value = PARSE(&row, "--run_id", "--help");
    assert_false(value.help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_that_cannot_be_flags_are_text),
        cmocka_unit_test(every_spelling_of_a_value_is_the_same),
        cmocka_unit_test(switches_have_an_empty_value),
        cmocka_unit_test(values_may_be_empty_or_look_like_flags),
        cmocka_unit_test(two_dashes_end_the_flags),
        cmocka_unit_test(one_dash_is_an_argument),
        cmocka_unit_test(what_the_row_does_not_name_is_refused),
        cmocka_unit_test(a_loose_row_keeps_unknown_flags),
        cmocka_unit_test(help_wins_over_what_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
