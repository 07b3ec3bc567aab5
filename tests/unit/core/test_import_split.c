/*
 * test_import_split.c - where objects of a log end, however its bytes come in.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "import_split.h"

#include <cmocka.h>

static int take(void *ctx, const Piece *p)
{
    Buf *out = ctx;
    buf_addf(out, "%lld@%lld:%.*s\n", (long long)p->line, (long long)p->offset, STR_ARG(p->text));
    return 0;
}

/* In two pieces, the first of this many bytes. */
static void split(Str text, size_t at, Buf *out)
{
    CLEANUP(split_done) Split s = { .take = take, .ctx = out, .held = BUF_INIT };
    assert_int_equal(split_feed(&s, str_slice(text, 0, at), false), 0);
    assert_int_equal(split_feed(&s, str_slice(text, at, text.len), false), 0);
    assert_int_equal(split_feed(&s, STR(""), true), 0);
}

/* More than are looked at to tell the layout. */
#define BLANK_LINES_16 "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
#define BLANK_LINES BLANK_LINES_16 BLANK_LINES_16 BLANK_LINES_16 BLANK_LINES_16

static const struct { const char *text, *pieces; } cases[] = {
    { "", "" },
    { "\n \n", "" },
    { "{\"a\":1}", "1@0:{\"a\":1}\n" },
    { "{\"a\":1}\n\n  {\"b\": 2}\r\nx\n", "1@0:{\"a\":1}\n3@9:{\"b\": 2}\n4@21:x\n" },
    { "\xef\xbb\xbf{\"a\":1}\n", "1@3:{\"a\":1}\n" },
    { "[{\"a\": 1},\n {\"b\": [1, 2]}]", "1@1:{\"a\":1}\n2@12:{\"b\":[1,2]}\n" },
    { "{\n\"a b\": \"x \\\" } y\"\n}\n{\n}", "1@0:{\"a b\":\"x \\\" } y\"}\n4@22:{}\n" },
    { "[\n{\"a\":\"open\n, \"c\":{}},\n{\"b\":2}\n]", "2@2:{\"a\":\"open\n4@24:{\"b\":2}\n" },
    { "[nonsense here, {\"a\":1}]", "1@1:n\n1@16:{\"a\":1}\n" },
    { "[{\"a\":{\"b\":", "1@1:{\"a\":{\"b\":\n" },
    { "one\ntwo", "1@0:one\n2@4:two\n" },
    { BLANK_LINES "[{\"a\": 1}]", "65@65:{\"a\":1}\n" },
    { BLANK_LINES "{\n\"a\": 1}", "65@64:{\"a\":1}\n" },
};

static void test_pieces_however_they_come(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Str text = str_from(cases[i].text);
        for (size_t at = 0; at <= text.len; at++) {
            CLEANUP(buf_done) Buf out = BUF_INIT;
            split(text, at, &out);
            if (strcmp(out.data, cases[i].pieces) != 0)
                fail_msg("case %zu cut at %zu:\n%s", i, at, out.data);
        }
    }
}

static void test_pieces_byte_by_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(buf_done) Buf out = BUF_INIT;
        CLEANUP(split_done) Split s = { .take = take, .ctx = &out, .held = BUF_INIT };
        for (const char *c = cases[i].text; *c; c++)
            assert_int_equal(split_feed(&s, (Str){ c, 1 }, false), 0);
        assert_int_equal(split_feed(&s, STR(""), true), 0);
        assert_string_equal(out.data, cases[i].pieces);
    }
}

static int count(void *ctx, const Piece *p)
{
    int64_t *n = ctx;
    n[0] += p->text.len == 0;
    n[1] += p->text.len != 0;
    n[2] = p->line;
    return 0;
}

/* A piece that is too long is one that is not understood, and costs no more memory than a piece may. */
static void test_a_piece_without_end(void **state)
{
    static const char *const begins[] = { "{\"a\":1}\n{\"b\":\"", "[{\"a\":1},{\"b\":\"" };
    static const char *const ends[] = { "\"}\n{\"c\":3}\n", "\"}\n,{\"c\":3}]" };
    CLEANUP(buf_done) Buf much = BUF_INIT;
    (void)state;
    for (int i = 0; i < 1 << 20; i++)
        buf_addc(&much, 'x');
    for (size_t i = 0; i < ARRAY_LEN(begins); i++) {
        int64_t n[3] = { 0 };
        CLEANUP(split_done) Split s = { .take = count, .ctx = n, .held = BUF_INIT };
        split_feed(&s, str_from(begins[i]), false);
        for (int k = 0; k < 20; k++) {
            split_feed(&s, buf_str(&much), false);
            assert_true(s.held.len <= PIECE_MAX_BYTES + much.len);
        }
        split_feed(&s, str_from(ends[i]), false);
        split_feed(&s, STR(""), true);
        assert_int_equal(n[0], 1);
        assert_int_equal(n[1], 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pieces_however_they_come), cmocka_unit_test(test_pieces_byte_by_byte),
        cmocka_unit_test(test_a_piece_without_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
