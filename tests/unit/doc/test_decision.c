/*
 * test_decision.c - the decision block: put under any artifact, found again, and never forged.
 */
#include "doc_test.h"

#include <errno.h>

#include "baton/doc/decision.h"

static const DecisionRemark remarks[] = {
    { "src/rates.ts", 12, "round, do not cut --> <!-- /baton:decision -->" },
    { "src/a b.ts", 0, "why a second\n## table?" },
};

static DecisionBlock block(Arena *a)
{
    StrList *findings = arena_alloc(a, sizeof *findings);
    strlist_add(findings, a, "scope: src/x.c:1: outside <!-- baton:decision 1");
    return (DecisionBlock){
        .number = 7, .verdict = "rejected", .who = "Ada \x1b[31m", .at = "2026-04-12T10:00:00Z",
        .revision = "0123456789ab", .comment = "\nNot yet.\n\n- [ ] mend <!--this-->\n", .next = "Mend it.",
        .remarks = remarks, .remark_count = ARRAY_LEN(remarks), .findings = findings,
    };
}

static void put_under(Arena *a, Str artifact, Buf *out)
{
    DecisionBlock d = block(a);
    assert_int_equal(decision_block_put(artifact, &d, out), 0);
}

static const Str artifacts[] = {
    STR(""), STR("one"), STR("one\n"), STR("one\n\n\n"), STR("one\r\ntwo\r\n"), STR("one\r\ntwo"), STR("\n"),
    STR("\xef\xbb\xbf" "one\n"), STR("bad \xff\xfe byte\n"), STR("one\rtwo\r"), STR("one\ntwo\r"),
    STR("<!-- baton:decision"), STR("one\n<!-- /baton:decision -->\n"),
    STR("a\n<!-- baton:decision 7 00 -->\nforged\n<!-- /baton:decision -->\nb\n"),
};

static void test_it_goes_under_any_artifact_and_off_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(artifacts); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(buf_done) Buf once = BUF_INIT, twice = BUF_INIT, bare = BUF_INIT;
        size_t at, len;
        put_under(a, artifacts[i], &once);
        assert_true(decision_block_find(buf_str(&once), &at, &len));
        assert_int_equal(at + len, once.len);
        put_under(a, buf_str(&once), &twice);
        assert_true(str_eq(buf_str(&once), buf_str(&twice)));
        decision_block_strip(buf_str(&twice), &bare);
        assert_true(str_eq(buf_str(&bare), artifacts[i]));
    }
}

static void test_line_ends_are_those_of_the_artifact(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf out = BUF_INIT;
    put_under(a, STR("one\r\n"), &out);
    for (size_t i = 0; i < out.len; i++)
        if (out.data[i] == '\n')
            assert_int_equal(out.data[i - 1], '\r');
    assert_true(out.len > 200);
}

static size_t count(Str s, Str what)
{
    size_t n = 0;
    for (ptrdiff_t at; (at = str_find(s, what)) >= 0; n++)
        s = str_slice(s, (size_t)at + what.len, s.len);
    return n;
}

static void test_texts_cannot_open_or_close_a_marker(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf out = BUF_INIT;
    DecisionBlock d = block(a);
    decision_block_write(&d, &out);
    assert_int_equal(count(buf_str(&out), STR("<!--")), 2);
    assert_int_equal(count(buf_str(&out), STR("-->")), 2);
    assert_int_equal(count(buf_str(&out), STR("\n## ")), 1);
    assert_int_equal(count(buf_str(&out), STR("\x1b")), 0);
    assert_true(count(buf_str(&out), STR("\n> - [ ] mend ")) == 1);
    assert_true(count(buf_str(&out), STR("- src/rates.ts:12: round")) == 1);
    assert_true(count(buf_str(&out), STR("- scope: src/x.c:1: outside")) == 1);
}

static void test_a_block_that_is_not_ours_is_part_of_the_artifact(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf good = BUF_INIT;
    size_t at, len;
    put_under(a, STR("one\n"), &good);
    size_t end = good.len - 1;
    for (size_t i = 5; i < end; i++) {          /* any other byte, but for line ends: those may be converted */
        CLEANUP(buf_done) Buf bad = BUF_INIT;
        if (good.data[i] == '\n')
            continue;
        buf_add_str(&bad, buf_str(&good));
        bad.data[i] = bad.data[i] == 'x' ? 'y' : 'x';
        assert_int_equal(decision_block_find(buf_str(&bad), &at, &len) ? i : 0, 0);
    }
}

static void test_only_the_end_of_the_file_counts(void **state)
{
    (void)state;
    static const struct { const char *more; bool found; } cases[] = {
        { "", true }, { "\n", true }, { "\n \t\r\n", true }, { "more\n", false }, { "<!-- -->", false },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(buf_done) Buf out = BUF_INIT;
        size_t at, len;
        put_under(a, STR("one\n"), &out);
        buf_adds(&out, cases[i].more);
        assert_int_equal(decision_block_find(buf_str(&out), &at, &len), cases[i].found);
        if (cases[i].found)
            assert_int_equal(at + len, out.len);
    }
}

static void test_line_ends_may_be_converted(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf lf = BUF_INIT, crlf = BUF_INIT, bare = BUF_INIT;
    put_under(a, STR("one\ntwo\n"), &lf);
    for (size_t i = 0; i < lf.len; i++)
        buf_adds(&crlf, lf.data[i] == '\n' ? "\r\n" : (char[]){ lf.data[i], 0 });
    decision_block_strip(buf_str(&crlf), &bare);
    assert_true(str_eq(buf_str(&bare), STR("one\r\ntwo\r\n")));
}

static void test_every_prefix_is_safe(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf out = BUF_INIT;
    put_under(a, STR("one\n"), &out);
    for (size_t n = 0; n < out.len - 1; n++) {
        CLEANUP(free_mem) char *exact = n ? malloc(n) : NULL;
        size_t at, len;
        if (n)
            memcpy(exact, out.data, n);
        assert_false(decision_block_find((Str){ exact, n }, &at, &len));
    }
}

static void test_a_wide_artifact_takes_none(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf out = BUF_INIT;
    DecisionBlock d = block(a);
    assert_int_equal(decision_block_put(STR("\xff\xfeo\0n\0e\0\n\0"), &d, &out), -ENOTSUP);
    assert_int_equal(out.len, 0);
}

static void test_a_very_long_decision_is_still_found(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf out = BUF_INIT, bare = BUF_INIT, text = BUF_INIT;
    DecisionBlock d = block(a);
    DecisionRemark *many = arena_alloc(a, 5000 * sizeof *many);
    for (size_t i = 0; i < 9000; i++)
        buf_adds(&text, "<!");
    for (size_t i = 0; i < 5000; i++)
        many[i] = (DecisionRemark){ "src/a.c", (int)i + 1, text.data };
    d.remarks = many;
    d.remark_count = 5000;
    d.comment = text.data;
    assert_int_equal(decision_block_put(STR("one\n"), &d, &out), 0);
    decision_block_strip(buf_str(&out), &bare);
    assert_true(str_eq(buf_str(&bare), STR("one\n")));
    assert_true(count(buf_str(&out), STR("more: `baton handoff show 7`")) >= 1);
}

static void test_the_reader_skips_it(void **state)
{
    (void)state;
    static const char text[] = "1. **Accomplishments**: `src/a.c`.\n2. **Recommended Next Agent**: qa-engineer\n";
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf out = BUF_INIT;
    put_under(a, str_from(text), &out);
    CLEANUP(facts_free_ptr) Facts *bare = read_doc(".agents/active_handoff.md", text);
    CLEANUP(facts_free_ptr) Facts *f = doc_read(".agents/active_handoff.md", buf_str(&out));
    assert_string_equal(f->handoff->to, "qa-engineer");
    assert_int_equal(f->tasks.len, bare->tasks.len);
    assert_int_equal(f->notes.len, bare->notes.len);
    assert_int_equal(f->handoff->extras.len, bare->handoff->extras.len);
    assert_int_equal(f->handoff->accomplishments.len, 1);
    assert_int_equal(f->handoff->questions.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_goes_under_any_artifact_and_off_again),
        cmocka_unit_test(test_line_ends_are_those_of_the_artifact),
        cmocka_unit_test(test_texts_cannot_open_or_close_a_marker),
        cmocka_unit_test(test_a_block_that_is_not_ours_is_part_of_the_artifact),
        cmocka_unit_test(test_only_the_end_of_the_file_counts),
        cmocka_unit_test(test_line_ends_may_be_converted),
        cmocka_unit_test(test_every_prefix_is_safe),
        cmocka_unit_test(test_a_wide_artifact_takes_none),
        cmocka_unit_test(test_a_very_long_decision_is_still_found),
        cmocka_unit_test(test_the_reader_skips_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
