/*
 * test_utf8.c - decoding, replacing what is bad, and mending what was decoded wrongly.
 */
#include "cases.h"

#include <locale.h>

#include "baton/base/utf8.h"

static void test_every_character_survives(void **state)
{
    (void)state;
    for (int32_t cp = 0; cp <= 0x10ffff; cp++) {
        char text[4];
        int32_t back = -2;
        if (cp >= 0xd800 && cp <= 0xdfff)
            continue;
        size_t len = utf8_put(cp, text);
        assert_int_equal(utf8_next((Str){ text, len }, &back), len);
        assert_int_equal(back, cp);
        for (size_t cut = 1; cut < len; cut++) {
            assert_int_equal(utf8_next((Str){ text, cut }, &back), 1);
            assert_int_equal(back, -1);
        }
    }
}

static void test_bad_bytes_are_replaced_one_by_one(void **state)
{
    (void)state;
    static const struct {
        Str in;
        const char *out;
    } cases[] = {
        { STR("plain and long enough for a word"), "plain and long enough for a word" },
        { STR("\xC3\xA9"), "\xC3\xA9" },
        { STR("a\xFFz"), "a\xEF\xBF\xBDz" },
        { STR("\xC0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD" },
        { STR("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
        { STR("\xF4\x90\x80\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
        { STR("abcdefgh\xE2\x82"), "abcdefgh\xEF\xBF\xBD\xEF\xBF\xBD" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(buf_done) Buf out = BUF_INIT;
        utf8_add_valid(&out, cases[i].in);
        assert_string_equal(out.data, cases[i].out);
        assert_int_equal(utf8_valid(cases[i].in), str_eq(buf_str(&out), cases[i].in));
        assert_true(utf8_valid(buf_str(&out)));
    }
}

static const struct {
    const char *in, *out;
    int runs;
} mends[] = {
    { "plain", "plain", 0 },
    { "caf\u00C3\u00A9", "caf\u00E9", 1 },
    { "\u00E2\u0153\u2026 done", "\u2705 done", 1 },
    { "a \u00E2\u2020\u2019 b \u00E2\u20AC\u201D c", "a \u2192 b \u2014 c", 2 },
    { "\u00E2\u201D\u201D\u00E2\u201D\u20AC\u00E2\u201D\u20AC x", "\u2514\u2500\u2500 x", 1 },
    { "\u00D0\u0178\u00D1\u20AC\u00D0\u00B8", "\u041F\u0440\u0438", 1 },
    { "\u00F0\u0178\u0178\u00A0 Backend", "\U0001F7E0 Backend", 1 },
    { "\u00F0\u0178\u0178  Backend", "\U0001F7E0 Backend", 1 },
    { "'\u00F0\u0178\u00A7 '", "'\U0001F9E0'", 1 },
    { "\u00F0\u0178\u00A7", "\U0001F9E0", 1 },
    { "\u00F0\u0178\u00A7\nx", "\U0001F9E0\nx", 1 },
    { "\u00F0\u0178\u00A7x", "\u00F0\u0178\u00A7x", 0 },
    { "\u00F0\u0178\u0161\u20AC go", "\U0001F680 go", 1 },
    /* good text that looks a little like it */
    { "na\u00EFve \u2014 \u201Ctr\u00E8s\u201D", "na\u00EFve \u2014 \u201Ctr\u00E8s\u201D", 0 },
    { "\u00AB caf\u00E9\u00A0\u00BB", "\u00AB caf\u00E9\u00A0\u00BB", 0 },
    { "\u201Ccaf\u00E9\u201D\u2026", "\u201Ccaf\u00E9\u201D\u2026", 0 },
    { "CAF\u00C9\u2014bar", "CAF\u00C9\u2014bar", 0 },
    { "caf\u00E9\u00B2\u00B3", "caf\u00E9\u00B2\u00B3", 0 },
    { "\u00C2\u20AC", "\u00C2\u20AC", 0 },      /* would be a control character */
    { "\u00C3", "\u00C3", 0 },
    { "\U0001F7E0 \u65E5\u672C\u8A9E", "\U0001F7E0 \u65E5\u672C\u8A9E", 0 },
};

static void test_mojibake_is_mended_where_it_is_certain(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(mends); i++) {
        CLEANUP(buf_done) Buf out = BUF_INIT, again = BUF_INIT;
        assert_int_equal(utf8_mend_mojibake(&out, str_from(mends[i].in)), mends[i].runs);
        assert_string_equal(out.data, mends[i].out);
        assert_int_equal(utf8_mend_mojibake(&again, buf_str(&out)), 0);
        assert_string_equal(again.data, out.data);
    }
}

/* Every symbol of U+2000 to U+2FFF and every emoji comes back from being read as Windows-1252. */
static void test_every_symbol_comes_back(void **state)
{
    (void)state;
    static const uint16_t high[32] = {
        0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039,
        0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
        0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
    };
    for (int32_t cp = 0x2000; cp < 0x20000; cp += cp == 0x2fff ? 0x1c001 : 1) {
        char good[4], bad[16];
        size_t good_len = utf8_put(cp, good), bad_len = 0;
        for (size_t i = 0; i < good_len; i++) {
            unsigned char byte = (unsigned char)good[i];
            bad_len += utf8_put(byte < 0xa0 ? high[byte - 0x80] : byte, bad + bad_len);
        }
        CLEANUP(buf_done) Buf out = BUF_INIT;
        assert_int_equal(utf8_mend_mojibake(&out, (Str){ bad, bad_len }), 1);
        assert_true(str_eq(buf_str(&out), (Str){ good, good_len }));
    }
}

static void test_mending_keeps_bad_bytes_and_never_fails(void **state)
{
    (void)state;
    uint32_t random = 3;
    for (int round = 0; round < 50000; round++) {
        char text[12];
        for (size_t i = 0; i < sizeof text; i++)
            text[i] = (char)next_random(&random);
        CLEANUP(buf_done) Buf out = BUF_INIT;
        if (utf8_mend_mojibake(&out, (Str){ text, sizeof text }) == 0)
            assert_memory_equal(out.data, text, sizeof text);
    }
}

static void test_widths(void **state)
{
    (void)state;
    for (int round = 0; round < 2; round++) {
        setlocale(LC_CTYPE, round ? "C" : "C.UTF-8");
        assert_int_equal(cp_width('a'), 1);
        assert_int_equal(cp_width('\n'), -1);
        assert_int_equal(cp_width(0x7f), -1);
        assert_int_equal(cp_width(0xe9), 1);
        assert_int_equal(cp_width(0x4e2d), 2);
        assert_int_equal(cp_width(0x301), 0);
        assert_int_equal(cp_width(0x85), -1);
    }
    setlocale(LC_CTYPE, "C.UTF-8");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_character_survives),
        cmocka_unit_test(test_bad_bytes_are_replaced_one_by_one),
        cmocka_unit_test(test_mojibake_is_mended_where_it_is_certain),
        cmocka_unit_test(test_every_symbol_comes_back),
        cmocka_unit_test(test_mending_keeps_bad_bytes_and_never_fails),
        cmocka_unit_test(test_widths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
