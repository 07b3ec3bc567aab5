/* What the pager and the panes below the timeline rest on: lines in columns that wrap at blanks. */
#include "tui_test.h"

#include "text.h"

static const struct {
    const char *note, *line, *want;
    int width;
} columns[] = {
    { "what fits is as it was", "  a   b  c", "  a   b  c\n", 20 },
    { "words hang under the last column of the left half", "State    working: it said so here (cli)",
      "State    working: it\n         said so\n         here (cli)\n", 20 },
    { "a column further right does not count", "Waited  51m             picker, still waits",
      "Waited  51m picker,\n        still waits\n", 20 },
    { "no column: under the first word", "  one two three four five six", "  one two three four\n  five six\n", 20 },
    { "a word longer than the line is broken", "abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrst\nuvwxyz\n", 20 },
    { "an empty line", "", "\n", 20 },
    { "wide characters count twice", "x  日本語 日本語 日本語", "x  日本語 日本語\n   日本語\n", 17 },
};

static void text_of(const Text *t, Buf *out)
{
    for (size_t i = 0; i < t->len; i++) {
        buf_addf(out, "%*s", t->items[i].indent, "");
        for (size_t k = 0; k < t->items[i].len; k++)
            buf_add(out, t->items[i].items[k].text.data, t->items[i].items[k].text.len);
        buf_addc(out, '\n');
    }
}

static void test_columns(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(buf_done) Buf got = BUF_INIT;
        Text t;
        TextWriter w = text_begin(&t, a, columns[i].width);
        text_columns(&w, STYLE_LABEL, STYLE_TEXT, raw(columns[i].line));
        text_of(&t, &got);
        if (strcmp(got.data, columns[i].want) != 0)
            print_error("%s:\n", columns[i].note);
        assert_string_equal(got.data, columns[i].want);
    }
}

/* At no width is a line wider than it, nor a byte of a word lost. */
static void test_every_width(void **state)
{
    (void)state;
    const char *line = "  label  and a value  of several words   with gaps, 日本 and averyveryverylongword at its end";
    for (int width = 8; width < 120; width++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        size_t bytes = 0, want = 0;
        Text t;
        TextWriter w = text_begin(&t, a, width);
        text_columns(&w, STYLE_LABEL, STYLE_TEXT, raw(line));
        for (size_t i = 0; i < t.len; i++) {
            int cols = t.items[i].indent;
            for (size_t k = 0; k < t.items[i].len; k++) {
                cols += t.items[i].items[k].text.cols;
                for (size_t b = 0; b < t.items[i].items[k].text.len; b++)
                    bytes += t.items[i].items[k].text.data[b] != ' ';
            }
            assert_in_range(cols, 0, width);
        }
        for (size_t b = 0; line[b]; b++)
            want += line[b] != ' ';
        assert_int_equal(bytes, want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_columns), cmocka_unit_test(test_every_width) };
    return cmocka_run_group_tests(tests, utf8_setup, NULL);
}
