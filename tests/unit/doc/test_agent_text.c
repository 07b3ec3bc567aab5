/*
 * test_agent_text.c - texts into entries, words into fields, lines into blocks.
 */
#include "agent_test.h"

static void test_plain(void **state)
{
    static const struct { const char *in, *want; } cases[] = {
        { "  a  ", "a" },
        { "**Bold** and `code`", "Bold and code" },
        { "`src/**/*.c` stays", "src/**/*.c stays" },
        { "*all of it*", "all of it" },
        { "2 * 3 * 4", "2 * 3 * 4" },
        { "[ ] open", "open" },
        { "[x] ✅ done", "done" },
        { "✔️ ticked", "ticked" },
        { "see [the guide](docs/guide.md) first", "see the guide first" },
        { "[T-1] is no link (really)", "[T-1] is no link (really)" },
        { "`[a](b)` is code", "[a](b) is code" },
        { "snake_case_name", "snake_case_name" },
        { "", "" },
        { "**", "" },
        { "🟠", "" },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        AgentReader r = reader_for(a);
        assert_string_equal(agent_plain(&r, str_from(cases[i].in)), cases[i].want);
    }
}

static void test_phrases_and_sentences(void **state)
{
    static const struct { const char *in, *phrases, *sentences; } cases[] = {
        { "one, two.", "one | two", "one, two" },
        { "one (a, b), `x,y` and two; three", "one (a, b) | x,y and two | three",
          "one (a, b), x,y and two; three" },
        { "one, two, and three", "one | two | three", "one, two, and three" },
        { "No bug. Zero errors. e.g. this", "No bug. Zero errors. e.g. this",
          "No bug | Zero errors. e.g. this" },
        { "v1.2 works. 3 of 4 pass!", "v1.2 works. 3 of 4 pass!", "v1.2 works | 3 of 4 pass!" },
        { "a, , a,", "a", "a, , a" },
        { "", "", "" },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        AgentReader r = reader_for(a);
        StrList phrases = { 0 }, sentences = { 0 };
        agent_add_phrases(&r, &phrases, str_from(cases[i].in));
        agent_add_sentences(&r, &sentences, str_from(cases[i].in));
        assert_string_equal(list_line(a, &phrases), cases[i].phrases);
        assert_string_equal(list_line(a, &sentences), cases[i].sentences);
    }
}

static void test_keys(void **state)
{
    static const struct { const char *in, *key, *value; } cases[] = {
        { "**Write scope**: `src/`", "Write scope", "`src/`" },
        { "**Write scope:** `src/`", "Write scope", "`src/`" },
        { "**Write scope** - `src/`", "Write scope", "`src/`" },
        { "**Write scope** → `src/`", "Write scope", "`src/`" },
        { "✅ **Done**", "Done", "" },
        { "**Bold** words in a sentence", NULL, NULL },
        { "Inputs: a, b", "Inputs", "a, b" },
        { "Inputs:", "Inputs", "" },
        { "http://example.org is a link", NULL, NULL },
        { "this is far too long for a key: yes", NULL, NULL },
        { "`code: no`", NULL, NULL },
        { "**", NULL, NULL },
        { "****", NULL, NULL },
        { "**:**", NULL, NULL },
        { "** **", NULL, NULL },
        { "** **: a value without a key", NULL, NULL },
        { "", NULL, NULL },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        Str key, value;
        bool is_key = agent_split_key(str_from(cases[i].in), &key, &value);
        if (is_key != (cases[i].key != NULL))
            fail_msg("'%s' is %sa key", cases[i].in, is_key ? "" : "not ");
        if (!is_key)
            continue;
        assert_string_equal(arena_str(a, key), cases[i].key);
        assert_string_equal(arena_str(a, value), cases[i].value);
    }
}

static void test_labels(void **state)
{
    static const struct { const char *in, *want; } cases[] = {
        { "**Summary**: one line", "Summary" },
        { "Summary: one line", "Summary" },
        { "Risks - what may break", "Risks" },
        { "Steps (at most seven)", "Steps" },
        { "Accomplishments", "Accomplishments" },
        { "Notes:", "Notes" },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        assert_string_equal(arena_str(a, agent_label(str_from(cases[i].in))), cases[i].want);
    }
}

static void test_words(void **state)
{
    static const struct { const char *words; WordsPlace place; AgentField field; } cases[] = {
        { "Read/Write Scope", WORDS_KEY, FIELD_WRITE },
        { "Read-Only References", WORDS_KEY, FIELD_READ_ONLY },
        { "References", WORDS_HEADING, FIELD_REFERENCES },
        { "4. **Definition of Done (DoD) & Verification**", WORDS_HEADING, FIELD_DONE },
        { "OUT-OF-BOUNDS", WORDS_KEY, FIELD_OUT },
        { "In Scope", WORDS_HEADING, FIELD_IN },
        { "📋 Output Format", WORDS_HEADING, FIELD_OUTPUT },
        { "Handoff Artifact", WORDS_KEY, FIELD_ARTIFACT },
        { "Handoff Protocol", WORDS_HEADING, FIELD_HAND },
        { "Success Metrics & Telemetry", WORDS_HEADING, FIELD_METRICS },
        { "Security Checklist", WORDS_HEADING, FIELD_QUALITY },
        { "Core Responsibilities", WORDS_HEADING, FIELD_DUTY },
        { "You will receive:", WORDS_LEAD, FIELD_INPUTS },
        { "Before this can be marked DONE, check:", WORDS_LEAD, FIELD_DONE },
        { "When a task is out of bounds:", WORDS_LEAD, FIELD_NONE },
        { "Input Validation", WORDS_HEADING, FIELD_NONE },
        { "API Response Format", WORDS_HEADING, FIELD_NONE },
        { "Metrics collection", WORDS_HEADING, FIELD_NONE },
        { "Handoffsomething", WORDS_HEADING, FIELD_NONE },
        { "", WORDS_HEADING, FIELD_NONE },
        { "(inputs)", WORDS_HEADING, FIELD_NONE },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AgentField got = agent_words_field(str_from(cases[i].words), cases[i].place);
        if (got != cases[i].field)
            fail_msg("'%s' is field %d, not %d", cases[i].words, (int)got, (int)cases[i].field);
    }
}

/* Blocks as "kind line level text" lines. */
static const char *block_lines(Arena *a, const AgentBlocks *blocks)
{
    static const char kinds[] = "HTICR-";
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (size_t i = 0; i < blocks->len; i++) {
        const AgentBlock *b = &blocks->items[i];
        Str text = str_trim(b->text);
        buf_addf(&out, "%c%d.%d %.*s\n", kinds[b->kind], b->line, b->level, STR_ARG(text));
    }
    return arena_str(a, buf_str(&out));
}

static void test_blocks(void **state)
{
    static const struct { const char *in, *want; } cases[] = {
        { "# A\ntext\nmore\n\n- one\n  two\n  - deep\n* star\n",
          "H5.1 A\nT6.0 text more\nI9.0 one two\nI11.2 deep\nI12.0 star\n" },
        { "## B ##\n1. one\n12) two\n1.no\n", "H5.2 B\nI6.0 one\nI7.0 two 1.no\n" },
        { "#no\n# yes\n#\n", "T5.0 #no\nH6.1 yes\nH7.1 \n" },
        { "# A\n**Bold line:**\n**Key**: value\n**a** and **b**\n",
          "H5.1 A\nH6.7 Bold line\nT7.0 **Key**: value **a** and **b**\n" },
        { "```sh\n# not a heading\n```\n~~~\nopen\n", "C5.0 # not a heading\nC8.0 open\n" },
        { "# A\n| x | y |\n---\n- - -\n", "H5.1 A\nR6.0 | x | y |\n-7.0 \nI8.0 - -\n" },
        { "# A\n<!-- one -->\n<!--\n- two\n-->\n- three\n", "H5.1 A\nI10.0 three\n" },
        { "Bare Title\n\nSome text.\n\nLeads in:\n\nNot A Title\n\nTitle Two\n",
          "H5.7 Bare Title\nT7.0 Some text.\nT9.0 Leads in:\nT11.0 Not A Title\n"
          "H13.7 Title Two\n" },
        { "", "" },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        AgentBlocks blocks;
        agent_blocks(a, str_from(cases[i].in), 5, &blocks);
        assert_string_equal(block_lines(a, &blocks), cases[i].want);
    }
}

static void test_page(void **state)
{
    Str page = STR("Skip to content\n\nHistory\n10 lines (5 loc) · 1 KB\n\nTitle\n\n"
                   "History of it\n");
    Str text = STR("History\n\nCode\n\nno page at all\n");
    Str before = text;
    (void)state;
    assert_int_equal(agent_page_skip(&page), 4);
    assert_true(str_starts(page, STR("\nTitle\n")));
    assert_int_equal(agent_page_skip(&text), 0);
    assert_true(str_eq(text, before));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_phrases_and_sentences),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
