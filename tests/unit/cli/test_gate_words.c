/*
 * What is typed at the gate and what it prints: places with comments, findings as lines, names in a row.
 */
#include "cases.h"
#include "filter.h"
#include "gate_words.h"

static GivenFlag given[4];

static Cmd cmd_with(Arena *a, Buf *out, const char *name, const char *value)
{
    given[0] = (GivenFlag){ name, value, true };
    return (Cmd){ .arena = a, .flags = given, .flag_count = value ? 1 : 0, .out = out };
}

static void places_are_understood(void **state)
{
    (void)state;
    static const struct { const char *text, *file; int line; const char *said, *side; } cases[] = {
        { "src/x.c:14:use the table", "src/x.c", 14, "use the table", "new" },
        { "a b/x y.c:1: two words ", "a b/x y.c", 1, "two words", "new" },
        { "c:/x:7:at last: a colon", "c:/x", 7, "at last: a colon", "new" },
        { "time:12:30:late", "time", 12, "30:late", "new" },
        { ".agents/handoff.md:3:say which", ".agents/handoff.md", 3, "say which", "artifact" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        Cmd cmd = cmd_with(a, NULL, "line", cases[i].text);
        LineRemarks got = { 0 };
        assert_int_equal(gate_remarks(&cmd, ".agents/handoff.md", &got), DONE);
        assert_int_equal(got.len, 1);
        assert_string_equal(got.items[0].file, cases[i].file);
        assert_int_equal(got.items[0].line, cases[i].line);
        assert_string_equal(got.items[0].text, cases[i].said);
        assert_string_equal(got.items[0].side, cases[i].side);
    }
}

static void places_that_are_none_are_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "", "x", "x:1", "x:1:", "x:1:  ", ":1:text", "x:0:text", "x:-1:text", "x:one:text", "x:99999999999:text",
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        Cmd cmd = cmd_with(a, NULL, "line", cases[i]);
        LineRemarks got = { 0 };
        assert_int_equal(gate_remarks(&cmd, NULL, &got), USAGE);
        assert_int_equal(got.len, 0);
        assert_non_null(strstr(cmd.error.text, "FILE:LINE:TEXT"));
    }
}

static void names_stand_in_a_row(void **state)
{
    (void)state;
    static const struct { const char *names, *want; } cases[] = {
        { "", "" }, { "a", "a" }, { "a b", "a and b" }, { "a b c", "a, b and c" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        StrList list = { 0 };
        for (Str rest = str_from(cases[i].names); rest.len;)
            strlist_add(&list, a, arena_str(a, str_cut(&rest, ' ')));
        assert_string_equal(names_text(a, &list), cases[i].want);
    }
}

static void spans_are_times(void **state)
{
    (void)state;
    static const struct { const char *text; int code; int64_t ms; } cases[] = {
        { NULL, DONE, 0 }, { "90s", DONE, 90000 }, { "10m", DONE, 600000 }, { "2h", DONE, 7200000 },
        { "0m", USAGE, 0 }, { "10", USAGE, 0 }, { "soon", USAGE, 0 }, { "-1h", USAGE, 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        Cmd cmd = cmd_with(a, NULL, "timeout", cases[i].text);
        int64_t got = 77;
        assert_int_equal(filter_span(&cmd, "timeout", &got), cases[i].code);
        assert_int_equal(got, cases[i].ms);
    }
}

static void findings_are_lines_to_jump_to(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Cmd cmd = cmd_with(a, &out, "json", NULL);
    Finding found[] = { { "src/x.c", 3, "it is too long" }, { "docs", 0, "it lies outside" }, { NULL, 0, "no word" } };
    CheckResult rows[] = {
        { .name = "scope", .state = CHECK_FAILED, .findings = { found, 3, 3 }, .findings_more = 7 },
        { .name = "budget", .state = CHECK_PASSED },
        { .name = "command npm test", .state = CHECK_FAILED, .status = 2, .output = "one\ntwo \033[31mred\n" },
    };
    CheckResults checks = { rows, 3, 3 };
    StrList failed = { 0 };
    say_findings(&cmd, &checks);
    assert_string_equal(out.data, "src/x.c:3: scope: it is too long\ndocs: scope: it lies outside\nscope: no word\n"
                                  "scope: and 7 more\ncommand npm test: it ended with 2\none\ntwo ^[[31mred\n");
    assert_int_equal(checks_named(&checks, CHECK_FAILED, a, &failed), 2);
    assert_string_equal(names_text(a, &failed), "scope and command npm test");
}

/* What a program said at length is shown by its last lines. */
static void output_is_cut_to_its_end(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf out = BUF_INIT;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Cmd cmd = cmd_with(a, &out, "json", NULL);
    for (int i = 1; i <= 50; i++)
        buf_addf(&text, "line %d\n", i);
    CheckResult row = { .name = "command", .state = CHECK_FAILED, .status = 1, .output = text.data };
    say_findings(&cmd, &(CheckResults){ &row, 1, 1 });
    assert_non_null(strstr(out.data, "\nline 31\n"));
    assert_non_null(strstr(out.data, "\nline 50\n"));
    assert_null(strstr(out.data, "line 30\n"));
}

static void remarks_go_back_with_their_place(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Cmd cmd = cmd_with(a, &out, "json", NULL);
    say_remarks(&cmd, "[{\"file\":\"src/x.c\",\"line\":14,\"side\":\"new\",\"text\":\"use\\nthe table\"},{\"text\":\"x\"}]");
    assert_string_equal(out.data, "src/x.c:14: use the table\nx\n");
    buf_clear(&out);
    say_remarks(&cmd, NULL);
    say_remarks(&cmd, "not json");
    assert_string_equal(out.data, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_understood),
        cmocka_unit_test(places_that_are_none_are_refused),
        cmocka_unit_test(names_stand_in_a_row),
        cmocka_unit_test(spans_are_times),
        cmocka_unit_test(findings_are_lines_to_jump_to),
        cmocka_unit_test(output_is_cut_to_its_end),
        cmocka_unit_test(remarks_go_back_with_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
