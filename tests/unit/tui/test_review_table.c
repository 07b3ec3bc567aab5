/*
 * test_review_table.c - lines of outside text as rows: safe, whole, never wider than the page, also when there
 * are very many.
 */
#include "tui_test.h"

#include "review.h"

static int width_of(Str s)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    return safe_line(a, raw_str(s), -1).cols;
}

static const struct {
    const char *name, *line;
    int cols;
    const char *rows[6];
} lines[] = {
    { "short", "int apples;", 20, { "int apples;" } },
    { "empty", "", 20, { "" } },
    { "just fits", "abcdef", 6, { "abcdef" } },
    { "one over", "abcdefg", 6, { "abcdef", "g" } },
    { "several rows", "abcdefghijklm", 5, { "abcde", "fghij", "klm" } },
    { "a tab in front", "\tx", 20, { "    x" } },
    { "a tab goes to the next stop", "ab\tx", 20, { "ab  x" } },
    { "a tab at a stop is four blanks", "abcd\tx", 20, { "abcd    x" } },
    { "tabs and a width", "\t\tx", 6, { "      ", "  x" } },
    { "an escape sequence", "a\033[31mb", 20, { "a^[[31mb" } },
    { "a direction override", "a\xe2\x80\xae" "b", 20, { "a<202E>b" } },
    { "bytes that are no text", "a\xff" "b", 20, { "a\xef\xbf\xbd" "b" } },
    { "wide characters are not split", "漢漢漢", 5, { "漢漢", "漢" } },
    { "a width of none", "abc", 0, { "a", "b", "c" } },
    { "a carriage return", "a\rb", 20, { "a^Mb" } },
};

static void test_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        ReviewTable t = { 0 };
        table_begin(&t, 40);
        table_line(&t, str_from(lines[i].line), lines[i].cols, (ReviewRow){ .kind = ROW_TEXT, .line = 7, .rich = -1 });
        for (size_t k = 0; k < t.rows.len; k++) {
            CLEANUP(free_mem) char *text = str_dup(t.rows.items[k].text);
            if (k >= ARRAY_LEN(lines[i].rows) || !lines[i].rows[k] || strcmp(text, lines[i].rows[k]) != 0)
                fail_msg("%s: row %zu is '%s'", lines[i].name, k, text);
            assert_int_equal(t.rows.items[k].more, k > 0);
            assert_int_equal(t.rows.items[k].line, 7);
            assert_int_equal(t.rows.items[k].rich, -1);
        }
        if (t.rows.len < ARRAY_LEN(lines[i].rows) && lines[i].rows[t.rows.len])
            fail_msg("%s: there are %zu rows", lines[i].name, t.rows.len);
        table_done(&t);
    }
}

/* Whatever the bytes, no row is wider than was asked, and every row is safe already. */
static void test_any_bytes(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int n = 0; n < 2000; n++) {
        char bytes[48];
        size_t len = (seed = seed * 1103515245 + 12345) >> 16 & 31;
        for (size_t i = 0; i < len; i++)
            bytes[i] = (char)((seed = seed * 1103515245 + 12345) >> 16 & 0xff);
        int cols = 2 + n % 13;
        ReviewTable t = { 0 };
        table_begin(&t, 40);
        table_line(&t, (Str){ bytes, len }, cols, (ReviewRow){ .rich = -1 });
        assert_true(t.rows.len > 0);
        for (size_t k = 0; k < t.rows.len; k++) {
            CLEANUP(arena_free_ptr) Arena *a = arena_new();
            Str row = t.rows.items[k].text;
            Safe again = safe_line(a, raw_str(row), -1);
            assert_true(again.cols <= cols);
            assert_int_equal(again.len, row.len);
            assert_memory_equal(again.data, row.data, row.len);
        }
        table_done(&t);
    }
}

/* Words of several styles become rows like lines do, and later ones come behind them. */
static void test_words(void **state)
{
    (void)state;
    ReviewTable t = { 0 };
    table_begin(&t, 12);
    text_words(&t.writer, STYLE_TEXT, raw("one two three four"));
    table_take(&t, (ReviewRow){ .kind = ROW_CHECK, .item = 3 });
    table_line(&t, STR("line"), 10, (ReviewRow){ .kind = ROW_OUTPUT, .rich = -1 });
    text_words(&t.writer, STYLE_DIM, raw("five"));
    table_take(&t, (ReviewRow){ .kind = ROW_FINDING, .item = 4 });
    assert_int_equal(t.rows.len, 4);
    assert_int_equal(t.rows.items[0].kind, ROW_CHECK);
    assert_false(t.rows.items[0].more);
    assert_true(t.rows.items[1].more);
    assert_int_equal(t.rows.items[1].rich, 1);
    assert_int_equal(t.rows.items[2].kind, ROW_OUTPUT);
    assert_int_equal(t.rows.items[3].rich, 2);
    assert_int_equal(t.rows.items[3].item, 4);
    assert_false(t.rows.items[3].more);
    assert_true(review_match(&t, &t.rows.items[3], "FIVE"));
    assert_true(review_match(&t, &t.rows.items[2], "in"));
    assert_false(review_match(&t, &t.rows.items[2], "five"));
    table_done(&t);
}

/* A row of a plain line borrows its bytes: half a million of them cost no copy. */
static void test_very_many_lines(void **state)
{
    (void)state;
    enum { MANY = 500000 };
    static const char line[] = "+";
    ReviewTable t = { 0 };
    table_begin(&t, 80);
    for (int i = 0; i < MANY; i++)
        table_line(&t, STR("+"), 70, (ReviewRow){ .kind = ROW_ADDED, .line = i + 1, .rich = -1 });
    table_line(&t, (Str){ line, 1 }, 70, (ReviewRow){ .rich = -1 });
    assert_int_equal(t.rows.len, MANY + 1);
    assert_ptr_equal(t.rows.items[MANY].text.data, line);
    assert_int_equal(t.text.len, 0);
    table_done(&t);
}

static void test_widths_agree(void **state)
{
    (void)state;
    assert_int_equal(width_of(STR("漢漢")), 4);     /* what the tables above rest on */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_any_bytes),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_very_many_lines),
        cmocka_unit_test(test_widths_agree),
    };
    return cmocka_run_group_tests(tests, utf8_setup, NULL);
}
