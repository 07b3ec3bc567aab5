/*
 * test_safe.c - the gate to the terminal, by cases and by what must hold for any bytes.
 */
#include "cases.h"

#include <locale.h>
#include <stdlib.h>
#include <wchar.h>

#include "baton/base/safe.h"
#include "baton/base/utf8.h"

static const struct {
    Str in;
    int max_cols;
    const char *out;
    int cols;
} cases[] = {
    { STR(""), -1, "", 0 },
    { STR("plain"), -1, "plain", 5 },
    { STR("plain"), 5, "plain", 5 },
    { STR("plain"), 4, "pla\u2026", 4 },
    { STR("plain"), 1, "\u2026", 1 },
    { STR("plain"), 0, "", 0 },
    { STR("\33[31mred"), -1, "^[[31mred", 9 },
    { STR("a\rb\x7f"), -1, "a^Mb^?", 6 },
    { STR("a\tb\nc"), -1, "a b c", 5 },
    { STR("a\0b"), -1, "a^@b", 4 },
    { STR("\xFF" "a"), -1, "\uFFFDa", 2 },
    { STR("\u202Eevil"), -1, "<202E>evil", 10 },
    { STR("\u2066x\u2069"), -1, "<2066>x<2069>", 13 },
    { STR("\xC2\x9b" "31m"), -1, "<009B>31m", 9 },
    { STR("\uE000"), -1, "<E000>", 6 },
    { STR("\u2028"), -1, "<2028>", 6 },
    { STR("\U000F0000"), -1, "<F0000>", 7 },
    { STR("a\u200Bb\u200Dc\uFE0F\u00ADd"), -1, "abcd", 4 },
    { STR("\U0001F9D1\u200D\U0001F33E"), -1, "\U0001F9D1\U0001F33E", 4 },
    { STR("\U0001F44D\U0001F3FD"), -1, "\U0001F44D", 2 },
    { STR("e\u0301"), -1, "e\u0301", 1 },
    { STR("e\u0301\u0301\u0301\u0301\u0301\u0301"), -1, "e\u0301\u0301\u0301\u0301", 1 },
    { STR("\u0301e"), -1, "e", 1 },
    { STR("\u65E5\u672C\u8A9E"), -1, "\u65E5\u672C\u8A9E", 6 },
    { STR("\u65E5\u672C\u8A9E"), 6, "\u65E5\u672C\u8A9E", 6 },
    { STR("\u65E5\u672C\u8A9E"), 5, "\u65E5\u672C\u2026", 5 },
    { STR("\u65E5\u672C\u8A9E"), 4, "\u65E5\u2026", 3 },
    { STR("abe\u0301"), 3, "abe\u0301", 3 },
    { STR("abe\u0301x"), 3, "ab\u2026", 3 },
    { STR("ae\u0301xy"), 3, "ae\u0301\u2026", 3 },
    { STR("a\33b"), 2, "a\u2026", 2 },
};

static void test_cases(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Safe s = safe_line(a, raw_str(cases[i].in), cases[i].max_cols);
        assert_string_equal(s.data, cases[i].out);
        assert_int_equal(s.cols, cases[i].cols);
        assert_int_equal(s.len, strlen(cases[i].out));
    }
}

static void test_adding_cuts_without_an_ellipsis(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    buf_adds(&out, "> ");
    assert_int_equal(safe_add(&out, raw("plain"), 3), 3);
    assert_int_equal(safe_add(&out, raw("\u65E5\u672C"), 3), 2);
    assert_int_equal(safe_add(&out, raw("\33x"), -1), 3);
    assert_int_equal(safe_add(&out, raw("abc"), 0), 0);
    assert_string_equal(out.data, "> pla\u65E5^[x");
}

static void test_literals_know_their_columns(void **state)
{
    (void)state;
    assert_int_equal(SAFE("abc").cols, 3);
    assert_int_equal(SAFE("\u2500\u2510").cols, 2);
    assert_int_equal(SAFE("\u2500\u2510").len, 6);
}

static int columns(Safe s)
{
    wchar_t wide[4096];
    size_t n = mbstowcs(wide, s.data, ARRAY_LEN(wide));
    assert_true(n < ARRAY_LEN(wide));
    return wcswidth(wide, n);
}

static void check_is_harmless(Safe s)
{
    Str rest = { s.data, s.len };
    assert_true(utf8_valid(rest));
    while (rest.len) {
        int32_t cp;
        rest = str_slice(rest, utf8_next(rest, &cp), rest.len);
        assert_true(cp >= 0x20 && !(cp >= 0x7f && cp < 0xa0));
        assert_false(cp >= 0x200b && cp <= 0x200f);
        assert_false(cp >= 0x2028 && cp <= 0x202e);
        assert_false(cp >= 0x2060 && cp <= 0x206f);
    }
}

static void check_line(Arena *a, Raw text, int max_cols)
{
    Safe s = safe_line(a, text, max_cols);
    assert_int_equal(columns(s), s.cols);
    assert_int_equal(strlen(s.data), s.len);
    assert_true(max_cols < 0 || s.cols <= max_cols);
    check_is_harmless(s);
    Safe again = safe_line(a, (Raw){ s.data, s.len }, max_cols);
    assert_string_equal(again.data, s.data);
    assert_int_equal(again.cols, s.cols);
}

/* Bytes that mean something more often than chance would have it. */
static size_t add_random_piece(char *out, uint32_t *random)
{
    static const int32_t blocks[] = { 0x00, 0x80, 0x300, 0x600, 0x1100, 0x2000, 0x4e00, 0xd780,
                                      0xfe00, 0x1f300, 0x1f3f0, 0xe0000, 0x10ff80 };
    uint32_t r = next_random(random);
    if (r % 8 == 0) {
        out[0] = (char)(r >> 8);
        return 1;
    }
    if (r % 8 < 3)
        return utf8_put((int32_t)(r >> 8) % 0x110000, out);
    return utf8_put(blocks[r / 8 % ARRAY_LEN(blocks)] + (int32_t)(r >> 16) % 128, out);
}

static void test_any_bytes_come_out_harmless(void **state)
{
    (void)state;
    uint32_t random = 11;
    for (int round = 0; round < 40000; round++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        char text[64];
        size_t len = 0, want = next_random(&random) % 60;
        while (len < want)
            len += add_random_piece(text + len, &random);
        check_line(a, (Raw){ text, len }, (int)(next_random(&random) % 40) - 1);
    }
}

static void test_lines_keep_their_tabs(void **state)
{
    (void)state;
    static const struct { const char *text, *want; } pages[] = {
        { "", "" }, { "\n", "\n" }, { "a", "a\n" }, { "\tint x;\n\n+\t\tbell\a\n", "\tint x;\n\n+\t\tbell^G\n" },
        { "one\r\ntwo", "one\ntwo\n" }, { "end\t", "end\n" },
    };
    for (size_t i = 0; i < ARRAY_LEN(pages); i++) {
        CLEANUP(buf_done) Buf out = BUF_INIT;
        safe_lines(&out, str_from(pages[i].text));
        assert_string_equal(out.data, pages[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_adding_cuts_without_an_ellipsis),
        cmocka_unit_test(test_lines_keep_their_tabs),
        cmocka_unit_test(test_literals_know_their_columns),
        cmocka_unit_test(test_any_bytes_come_out_harmless),
    };
    setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
