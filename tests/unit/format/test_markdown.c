/*
 * test_markdown.c - blocks as text, one line each, with the source line in front.
 */
#include "cases.h"

#include "baton/base/utf8.h"
#include "baton/format/markdown.h"

/* "strong, emphasis" spans are shown as <s e:text>. */
static void show_span(Buf *out, const MdSpan *s)
{
    static const char letters[] = "secl~";
    if (s->line_break)
        buf_adds(out, "\\");
    if (!s->style) {
        buf_add_str(out, s->text);
        return;
    }
    buf_addc(out, '<');
    for (int i = 0; letters[i]; i++)
        if (s->style & 1u << i)
            buf_addc(out, letters[i]);
    buf_addf(out, ":%.*s>", STR_ARG(s->text));
}

static void show_spans(Buf *out, const MdBlock *b)
{
    for (size_t i = 0, cell = 0; i <= b->span_count; i++) {
        for (; cell < b->cell_count && b->cells[cell] == i; cell++)
            buf_addc(out, '|');
        if (i == b->span_count)
            break;
        if (i && (b->kind == MD_CODE || b->kind == MD_HTML))
            buf_addc(out, '/');
        show_span(out, &b->spans[i]);
    }
}

static void show_block(Buf *out, const MdBlock *b)
{
    static const char *const kinds[] = { "p", "h", "item", "code", "row", "rule", "html" };
    buf_addf(out, "%d %s%d", b->line, kinds[b->kind], b->level);
    for (int i = 0; i < b->quote; i++)
        buf_addc(out, '>');
    if (b->continued)
        buf_addc(out, '+');
    if (b->number)
        buf_addf(out, " %d.", b->number);
    if (b->box)
        buf_addf(out, " [%c]", b->box);
    if (b->span_count || b->cell_count)
        buf_addc(out, ' ');
    show_spans(out, b);
    buf_addc(out, '\n');
}

static const struct {
    const char *in, *out;
} cases[] = {
    { "", "" },
    { "# One\n\ntwo\nthree\n", "1 h1 One\n3 p0 two three\n" },
    { "hard  \nbreak\\\nagain\n", "1 p0 hard\\break\\again\n" },
    { "a **b *c* d** `e` ~~f~~ [g](h) ![i](j)\n",
      "1 p0 a <s:b ><se:c><s: d> <c:e> <~:f> <l:g> <l:i>\n" },
    { "&amp; &#233; &#x1F7E0; &nope; &lt;&mdash; &#0;\n",
      "1 p0 & \u00e9 \U0001F7E0 &nope; <\u2014 \uFFFD\n" },
    { "a\\*b\\_c\n", "1 p0 a*b_c\n" },
    { "- a\n- b\n  - c\n\n    d\n- e\n",
      "1 item0 a\n2 item0 b\n3 item1 c\n5 item1+ d\n6 item0 e\n" },
    { "3. a\n4. b\n", "1 item0 3. a\n2 item0 4. b\n" },
    { "- [ ] a\n- [x] b\n- [X] c\n- [-] d\n",
      "1 item0 [ ] a\n2 item0 [x] b\n3 item0 [X] c\n4 item0 [-] d\n" },
    { "-\n- b\n-\n", "1 item0\n2 item0 b\n3 item0\n" },
    { "- - a\n  - b\n", "1 item0\n1 item1 a\n2 item1 b\n" },
    { "- > q\n- # h\n- ```\n  c\n  ```\n",
      "1 item0\n1 p1> q\n2 item0\n2 h1 h\n3 item0\n3 code1 c\n" },
    { "- >\n\n# h\n", "1 item0\n3 h1 h\n" },
    { "> a\n> > b\n>\n> - c\n", "1 p0> a\n2 p0>> b\n4 item0> c\n" },
    { "```sh\none\n\n  two\n```\n\n    three\n", "1 code0 one//  two\n7 code0 three\n" },
    { "```\n\n\nx\n```\n", "1 code0 //x\n" },
    { "a\n\n```\n```\n\n***\n", "1 p0 a\n3 code0\n6 rule0\n" },
    { "Set\n---\n\n---\na\n===\n- - -\n", "1 h2 Set\n4 rule0\n5 h1 a\n7 rule0\n" },
    { "#\n\n##\n", "1 h1\n3 h2\n" },
    { "|A|B|\n|---|---|\n|1|`x|`|\n|||\n|3|4|\n\n***\n",
      "1 row0 |A|B\n3 row1 |1|<c:x|>\n4 row1 ||\n5 row1 |3|4\n7 rule0\n" },
    { "<div>\nx\n</div>\n\nq <b>r</b>\n", "1 html0 <div>/x/</div>\n5 p0 q <b>r</b>\n" },
    { "a\r\n\r\n- b\r\n- c\r\n", "1 p0 a\n3 item0 b\n4 item0 c\n" },
    { "a\r\r- b\r", "1 p0 a\n3 item0 b\n" },
    { "[x]: /y\n\nz [x]\n", "3 p0 z <l:x>\n" },
    { "last", "1 p0 last\n" },
};

static void test_blocks(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(buf_done) Buf out = BUF_INIT;
        MdDoc doc;
        assert_int_equal(markdown_parse(a, str_from(cases[i].in), &doc), 0);
        for (size_t b = 0; b < doc.count; b++)
            show_block(&out, &doc.blocks[b]);
        assert_string_equal(out.data, cases[i].out);
    }
}

/* Returns whether the lines rise, which they do but for rules in odd places. */
static bool check_doc(Str text, const MdDoc *doc)
{
    int lines = 1;
    bool rise = true;
    for (size_t i = 0; i < text.len; i++)
        lines += text.data[i] == '\n';
    for (size_t i = 0; i < doc->count; i++) {
        const MdBlock *b = &doc->blocks[i];
        assert_in_range(b->line, 1, lines);
        rise = rise && (!i || b->line >= doc->blocks[i - 1].line);
        assert_true(b->level >= 0 && b->quote >= 0);
        for (size_t s = 0; s < b->span_count; s++)
            assert_true(utf8_valid(b->spans[s].text));
        for (size_t c = 0; c < b->cell_count; c++)
            assert_true(b->cells[c] <= b->span_count && (!c || b->cells[c] >= b->cells[c - 1]));
    }
    return rise;
}

/* Any heap of marks gives blocks with lines of the text. */
static void test_any_text_has_lines(void **state)
{
    (void)state;
    static const char *const pieces[] = { "- ", "1. ", "> ", "# ", "```\n", "---\n", "***\n", "\n",
        "\n\n", "    ",
        "a", "**", "`", "[ ] ", "[x] ", "|a|b|\n|---|---|\n", "|", "&amp;", "<div>\n", "\u00e9",
        "[a](b)", "~~", "===\n" };
    uint32_t random = 9;
    int rising = 0;
    for (int round = 0; round < 20000; round++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(buf_done) Buf text = BUF_INIT;
        MdDoc doc;
        for (uint32_t n = next_random(&random) % 24; n; n--)
            buf_adds(&text, pieces[next_random(&random) % ARRAY_LEN(pieces)]);
        assert_int_equal(markdown_parse(a, buf_str(&text), &doc), 0);
        rising += check_doc(buf_str(&text), &doc);
    }
    assert_in_range(rising, 20000 - 20, 20000);
}

/* The line of every block is found in time that grows with the text, whatever stands in it. */
static void test_long_texts_take_no_time(void **state)
{
    (void)state;
    static const char *const lines[] = { "- ***\n", "- \n", "***\n", "> a\n>> b\n", "- ",
        "```\n```\n", "a\n---\n" };
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(buf_done) Buf text = BUF_INIT;
        MdDoc doc;
        for (int n = 0; n < 40000; n++)
            buf_adds(&text, lines[i]);
        assert_int_equal(markdown_parse(a, buf_str(&text), &doc), 0);
        assert_true(doc.count >= 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_any_text_has_lines),
        cmocka_unit_test(test_long_texts_take_no_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
