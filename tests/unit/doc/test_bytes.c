/*
 * test_bytes.c - what files hold beside UTF-8.
 */
#include "doc_test.h"

#include "bytes.h"

static const struct {
    Str in;
    const char *name, *out;
    int bad, nul, wide;
} cases[] = {
    { STR(""), "utf-8", "", 0, 0, 0 },
    { STR("a\nb"), "utf-8", "a\nb", 0, 0, 0 },
    { STR("a\r\nb\r\n"), "utf-8", "a\nb\n", 0, 0, 0 },
    { STR("a\rb caf\xE9 au lait\r\n\xE9"), "utf-8", "a\nb caf\uFFFD au lait\n\uFFFD", 2, 0, 0 },
    { STR("a\rb\r\nc\nd\r"), "utf-8", "a\nb\nc\nd\n", 0, 0, 0 },
    { STR("\xEF\xBB\xBF"
          "a"),
      "utf-8-bom", "a", 0, 0, 0 },
    { STR("\xFF\xFE"
          "a\0\n\0"),
      "utf-16le", "a\n", 0, 0, 1 },
    { STR("\xFF\xFE\x3D\xD8\x80\xDE"), "utf-16le", "🚀", 0, 0, 1 },
    { STR("\xFF\xFE\x3D\xD8"
          "a\0"),
      "utf-16le", "\uFFFDa", 0, 0, 1 },
    { STR("\xFE\xFF\0a\0\r\0\n"), "utf-16be", "a\n", 0, 0, 1 },
    { STR("a\0b\0c\0d\0"), "utf-16le", "abcd", 0, 0, 1 },
    { STR("\0a\0b\0c\0d"), "utf-16be", "abcd", 0, 0, 1 },
    { STR("one\ntwo\0\0\0\0"), "utf-8", "one\ntwo", 0, 2, 0 },
    { STR("\0\0\0"), "utf-8", "", 0, 1, 0 },
    { STR("one two three\ncaf\xE9 au lait\n"), "utf-8", "one two three\ncaf\uFFFD au lait\n", 2, 0,
      0 },
    { STR("one\ntw\0o and some more of it\n"), "utf-8", "one\ntwo and some more of it\n", 0, 2, 0 },
    { STR("narrow\n-\0 \0[\0x\0]\0\n\0"), "mixed", "narrow\n- [x]\n", 0, 0, 2 },
    { STR("narrow\n-\0 \0\xFC\0"
          "b\0\r\0\n\0narrow again\n"),
      "mixed", "narrow\n- üb\nnarrow again\n", 0, 0, 2 },
    { STR("\x7F"
          "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0\1\0\0\0\x90\xC3\1\0\0\2\0\0"),
      "binary", "", 0, 0, 0 },
    { STR("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\4\0\0\0\3\0\x08\6\0\0\0\xFF\xFE\xFD"), "binary", "", 0,
      0, 0 },
    { STR("text with \x05 one control and \x1B[31mcolour"), "utf-8",
      "text with \x05 one control and \x1B[31mcolour", 0, 0, 0 },
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(buf_done) Buf out = BUF_INIT;
        buf_adds(&out, "<");
        Decoded d = bytes_decode(cases[i].in, &out);
        assert_string_equal(d.name, cases[i].name);
        assert_str_is(str_slice(buf_str(&out), 1, out.len), cases[i].out);
        assert_int_equal(d.bad_line, cases[i].bad);
        assert_int_equal(d.nul_line, cases[i].nul);
        assert_int_equal(d.wide_line, cases[i].wide);
    }
}

/* Whatever comes in, text comes out, with a NUL byte nowhere in it. */
static void test_noise(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 4000; round++) {
        char bytes[96];
        size_t len = next_random(&seed) % sizeof bytes;
        for (size_t i = 0; i < len; i++) {
            uint32_t r = next_random(&seed);
            bytes[i] = r % 3 == 0 ? '\0' : r % 3 == 1 ? (char)('a' + r / 3 % 26) : (char)(r >> 8);
        }
        CLEANUP(buf_done) Buf out = BUF_INIT;
        const char *name = doc_decode((Str){ bytes, len }, &out);
        assert_int_equal(strlen(out.data), out.len);
        assert_true(strcmp(name, "binary") != 0 || out.len == 0);
        assert_null(memchr(out.data, '\r', out.len));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases),
                                        cmocka_unit_test(test_noise) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
