/*
 * test_place.c - the way from a span of decoded text back to the bytes of the file.
 */
#include "doc_test.h"

#include <errno.h>

#include "baton/base/utf8.h"
#include "bytes.h"
#include "place.h"

#define BOM8 "\xEF\xBB\xBF"

static const struct {
    Str in;
    Span span;
    int r;
    size_t at, len;
    Code code;
} cases[] = {
    { STR("- [ ] a\n- [x] b\n"), { 2, 2, 5 }, 0, 10, 3, CODE_UTF8 },
    { STR("- [ ] a\r\n- [x] b\r\n"), { 2, 2, 5 }, 0, 11, 3, CODE_UTF8 },
    { STR("a\rb\r\nc\nd"), { 4, 0, 1 }, 0, 7, 1, CODE_UTF8 },
    { STR(BOM8 "one two"), { 1, 4, 7 }, 0, 7, 3, CODE_UTF8 },
    { STR(BOM8 "one\ntwo"), { 2, 0, 3 }, 0, 7, 3, CODE_UTF8 },
    { STR("ä ☐ x\n"), { 1, 3, 6 }, 0, 3, 3, CODE_UTF8 },
    { STR("| a |  |\n"), { 1, 6, 6 }, 0, 6, 0, CODE_UTF8 },
    { STR("ab\n"), { 1, 2, 2 }, 0, 2, 0, CODE_UTF8 },
    { STR("ab"), { 1, 2, 2 }, 0, 2, 0, CODE_UTF8 },
    { STR("ab"), { 1, 2, 3 }, -ERANGE, 0, 0, CODE_UTF8 },
    { STR("ab\n"), { 2, 0, 0 }, -ERANGE, 0, 0, CODE_UTF8 },
    { STR("ab\n"), { 0, 0, 1 }, -ERANGE, 0, 0, CODE_UTF8 },
    { STR("ab\n"), { 1, 2, 1 }, -ERANGE, 0, 0, CODE_UTF8 },
    { STR("\xFF\xFE" "a\0b\0\n\0c\0d\0"), { 2, 1, 2 }, 0, 10, 2, CODE_UTF16LE },
    { STR("\xFE\xFF\0a\0b\0\r\0\n\0c\0d"), { 2, 0, 2 }, 0, 10, 4, CODE_UTF16BE },
    { STR("a\0b\0\n\0d\0"), { 2, 0, 1 }, 0, 6, 2, CODE_UTF16LE },
    { STR("\0a\0b\0\n\0d"), { 2, 0, 1 }, 0, 6, 2, CODE_UTF16BE },
    { STR("\xFF\xFE\x3D\xD8\x80\xDE!\0"), { 1, 0, 4 }, 0, 2, 4, CODE_UTF16LE },
    { STR("\xFF\xFE\x3D\xD8\x80\xDE!\0"), { 1, 4, 5 }, 0, 6, 2, CODE_UTF16LE },
    { STR("\xFF\xFE\x3D\xD8\x80\xDE!\0"), { 1, 1, 4 }, -ERANGE, 0, 0, CODE_UTF8 },
    { STR("\xFF\xFE\x3D\xD8\x80\xDE!\0"), { 1, 2, 2 }, -ERANGE, 0, 0, CODE_UTF8 },
    { STR("\xFF\xFE\x3D\xD8" "a\0"), { 1, 0, 3 }, -ERANGE, 0, 0, CODE_UTF8 },
    { STR("\xFF\xFE\x3D\xD8" "a\0"), { 1, 3, 4 }, 0, 4, 2, CODE_UTF16LE },
    { STR("narrow\n-\0 \0[\0x\0]\0\n\0"), { 2, 2, 5 }, 0, 11, 6, CODE_UTF16LE },
    { STR("narrow\n-\0 \0[\0x\0]\0\n\0"), { 1, 0, 6 }, 0, 0, 6, CODE_UTF8 },
    { STR("narrow\n-\0 \0\xFC\0b\0\r\0\n\0narrow again\n"), { 2, 2, 5 }, 0, 11, 4, CODE_UTF16LE },
    { STR("narrow\n-\0 \0\xFC\0b\0\r\0\n\0narrow again\n"), { 3, 0, 6 }, 0, 19, 6, CODE_UTF8 },
    { STR("one\ntw\0o and some more of it\n"), { 2, 0, 3 }, -ERANGE, 0, 0, CODE_UTF8 },
    { STR("one\ntw\0o and some more of it\n"), { 2, 4, 7 }, 0, 9, 3, CODE_UTF8 },
    { STR("one\ntwo\0\0\0\0"), { 2, 0, 3 }, 0, 4, 3, CODE_UTF8 },
    { STR("one two\ncaf\xE9 au lait\n"), { 2, 0, 6 }, -ERANGE, 0, 0, CODE_UTF8 },
    { STR("one two\ncaf\xE9 au lait\n"), { 2, 0, 3 }, 0, 8, 3, CODE_UTF8 },
    { STR("one two\ncaf\xE9 au lait\n"), { 2, 7, 9 }, 0, 13, 2, CODE_UTF8 },
    { STR("one two\ncaf\xE9 au lait\n"), { 2, 4, 4 }, -ERANGE, 0, 0, CODE_UTF8 },
    { STR("\x7F" "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0\1"), { 1, 0, 1 }, -ERANGE, 0, 0, CODE_UTF8 },
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Place p = { 0 };
        int r = place_find(cases[i].in, cases[i].span, &p);
        if (r != cases[i].r || p.at != cases[i].at || p.len != cases[i].len ||
            p.code != cases[i].code)
            print_error("case %zu\n", i);
        assert_int_equal(r, cases[i].r);
        assert_int_equal(p.at, cases[i].at);
        assert_int_equal(p.len, cases[i].len);
        assert_int_equal(p.code, cases[i].code);
    }
}

static const struct {
    Str in;
    int line, r;
    size_t at, len;
    Code code;
    const char *end;
} lines[] = {
    { STR("a\nbc\n"), 1, 0, 0, 1, CODE_UTF8, "\n" },
    { STR("a\nbc\n"), 2, 0, 2, 2, CODE_UTF8, "\n" },
    { STR("a\nbc\n"), 3, -ENOENT, 0, 0, CODE_UTF8, NULL },
    { STR("a\nbc\n"), 0, -ENOENT, 0, 0, CODE_UTF8, NULL },
    { STR(""), 1, -ENOENT, 0, 0, CODE_UTF8, NULL },
    { STR("a\nbc"), 2, 0, 2, 2, CODE_UTF8, "" },
    { STR("a\r\n\r\nb\rc"), 1, 0, 0, 1, CODE_UTF8, "\r\n" },
    { STR("a\r\n\r\nb\rc"), 2, 0, 3, 0, CODE_UTF8, "\r\n" },
    { STR("a\r\n\r\nb\rc"), 3, 0, 5, 1, CODE_UTF8, "\r" },
    { STR(BOM8 "a\nb"), 1, 0, 3, 1, CODE_UTF8, "\n" },
    { STR("\xFF\xFE" "a\0\r\0\n\0b\0"), 1, 0, 2, 2, CODE_UTF16LE, "\r\n" },
    { STR("\xFF\xFE" "a\0\r\0\n\0b\0"), 2, 0, 8, 2, CODE_UTF16LE, "" },
    { STR("\xFE\xFF\0\n\0b"), 1, 0, 2, 0, CODE_UTF16BE, "\n" },
    { STR("narrow\n-\0 \0[\0x\0]\0\n\0"), 1, 0, 0, 6, CODE_UTF8, "\n" },
    { STR("narrow\n-\0 \0[\0x\0]\0\n\0"), 2, 0, 7, 10, CODE_UTF16LE, "\n" },
    { STR("one two\ncaf\xE9 au lait\nx"), 2, 0, 8, 12, CODE_UTF8, "\n" },
};

static void test_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        Place p = { 0 };
        const char *end = NULL;
        int r = place_line(lines[i].in, lines[i].line, &p, &end);
        if (r != lines[i].r || p.at != lines[i].at || p.len != lines[i].len)
            print_error("line case %zu\n", i);
        assert_int_equal(r, lines[i].r);
        assert_int_equal(p.at, lines[i].at);
        assert_int_equal(p.len, lines[i].len);
        assert_int_equal(p.code, lines[i].code);
        if (lines[i].end)
            assert_string_equal(end, lines[i].end);
        else
            assert_null(end);
    }
}

static const struct {
    Code code;
    Str text, want;
} encoded[] = {
    { CODE_UTF8, STR("ä🚀"), STR("ä🚀") },
    { CODE_UTF16LE, STR("aä"), STR("a\0\xE4\0") },
    { CODE_UTF16BE, STR("aä"), STR("\0a\0\xE4") },
    { CODE_UTF16LE, STR("🚀"), STR("\x3D\xD8\x80\xDE") },
    { CODE_UTF16BE, STR("🚀"), STR("\xD8\x3D\xDE\x80") },
    { CODE_UTF16BE, STR("\xE9"), STR("\xFF\xFD") },
    { CODE_UTF16LE, STR(""), STR("") },
};

static void test_encode(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(encoded); i++) {
        CLEANUP(buf_done) Buf out = BUF_INIT;
        place_encode(&out, encoded[i].code, encoded[i].text);
        assert_true(str_eq(buf_str(&out), encoded[i].want));
    }
}

/* Lines of a document, in some encoding, with what else files were seen to hold. */
static void make_file(uint32_t *seed, Buf *out)
{
    static const Str pieces[] = { STR("- [x] one"), STR("| täsk | ☐ |"), STR("🚀"), STR("\n"),
                                  STR("\n"), STR("\r\n"), STR("\r"), STR(" "), STR("状态"),
                                  STR("plain words here"), STR("\n## Heading\n") };
    static const Str broken[] = { STR("\0"), STR("\0\0\0"), STR("\xE9"), STR("\xFF\xFE"),
                                  STR("\x05"), STR("\xF0\x9F"), STR("a\0b\0c\0\n\0"),
                                  STR("-\0 \0[\0 \0]\0\xFC\0 \0x\0\r\0\n\0") };
    uint32_t kind = next_random(seed) % 8;
    Code code = kind == 5 ? CODE_UTF16LE : kind == 6 ? CODE_UTF16BE : CODE_UTF8;
    if (code != CODE_UTF8 || kind == 4)
        place_encode(out, code, STR(BOM8));
    for (uint32_t n = next_random(seed) % 24; n > 0; n--) {
        bool odd = kind >= 3 && next_random(seed) % 5 == 0;
        if (odd)
            buf_add_str(out, broken[next_random(seed) % ARRAY_LEN(broken)]);
        else
            place_encode(out, code, pieces[next_random(seed) % ARRAY_LEN(pieces)]);
    }
}

/* What the bytes of a place say, read by themselves. */
static void assert_says(Str bytes, Place p, Str want)
{
    CLEANUP(buf_done) Buf again = BUF_INIT;
    assert_true(p.at <= bytes.len && p.len <= bytes.len - p.at);
    place_encode(&again, p.code, want);
    assert_int_equal(again.len, p.len);
    assert_memory_equal(again.data, bytes.data + p.at, p.len);
}

static void check_line(Str bytes, int number, Str line, uint32_t *seed, int *found, int *lost)
{
    for (int round = 0; round < 6; round++) {
        int col = (int)(next_random(seed) % (line.len + 1));
        int end = round ? col + (int)(next_random(seed) % (line.len + 1 - (size_t)col))
                        : (int)line.len;
        Str want = str_slice(line, (size_t)col, (size_t)end);
        Place p;
        bool whole = (!line.len || ((size_t)col == line.len || (line.data[col] & 0xC0) != 0x80)) &&
                     ((size_t)end == line.len || (line.data[end] & 0xC0) != 0x80);
        if (!whole)
            continue;
        if (place_find(bytes, (Span){ number, col, end }, &p) < 0) {
            ++*lost;
            continue;
        }
        ++*found;
        assert_says(bytes, p, want);
    }
}

/* Every span that is found is, in the file, exactly what was read there. */
static void test_all_spans(void **state)
{
    uint32_t seed = 99;
    int found = 0, lost = 0;
    (void)state;
    for (int round = 0; round < 1500; round++) {
        CLEANUP(buf_done) Buf file = BUF_INIT;
        CLEANUP(buf_done) Buf text = BUF_INIT;
        make_file(&seed, &file);
        doc_decode(buf_str(&file), &text);
        Str rest = buf_str(&text), line;
        bool plain = utf8_valid(buf_str(&file)) && !memchr(file.data, '\0', file.len);
        int before = lost;
        for (int number = 1; str_next_line(&rest, &line); number++)
            check_line(buf_str(&file), number, line, &seed, &found, &lost);
        if (plain)
            assert_int_equal(lost, before);
    }
    assert_true(found > 20 * lost);
    assert_true(lost > 0);
}

/* Lines with their ends, laid side by side, are the whole of a file that needed no repair. */
static void test_lines_cover(void **state)
{
    uint32_t seed = 5;
    (void)state;
    for (int round = 0; round < 600; round++) {
        CLEANUP(buf_done) Buf file = BUF_INIT;
        make_file(&seed, &file);
        Str bytes = buf_str(&file);
        Decoded d;
        CLEANUP(buf_done) Buf text = BUF_INIT;
        d = bytes_decode(bytes, &text);
        if (d.bad_line || d.nul_line || strcmp(d.name, "mixed") == 0 || !text.len)
            continue;
        Place p;
        const char *end;
        size_t at = d.wide_line ? (str_starts(bytes, STR("\xFF\xFE")) ||
                                   str_starts(bytes, STR("\xFE\xFF")) ? 2 : 0) : d.bom;
        int number = 1;
        bool odd = d.wide_line;         /* half a unit or a lone surrogate may be in it */
        for (; place_line(bytes, number, &p, &end) == 0; number++) {
            assert_true(odd ? p.at >= at : p.at == at);
            at = p.at + p.len + strlen(end) * (p.code == CODE_UTF8 ? 1 : 2);
        }
        assert_true(number > 1);
        assert_true(odd ? at <= bytes.len : at == bytes.len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),     cmocka_unit_test(test_lines),
        cmocka_unit_test(test_encode),    cmocka_unit_test(test_all_spans),
        cmocka_unit_test(test_lines_cover),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
