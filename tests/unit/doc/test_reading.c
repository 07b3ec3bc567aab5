/*
 * test_reading.c - what holds for any document: places are right, and nothing breaks the reader.
 */
#include "doc_test.h"

#include <time.h>

enum { MUTATIONS = 60 };

static bool holds_words_of(Str line, const char *title)
{
    Str words = str_from(title);
    Str word = str_trim(words);
    word = str_cut(&word, ' ');
    while (word.len && (unsigned char)word.data[0] < 0x80 &&
           !((word.data[0] | 0x20) >= 'a' && (word.data[0] | 0x20) <= 'z'))
        word = str_slice(word, 1, word.len);
    size_t n = 0;
    while (n < word.len && ((word.data[n] | 0x20) >= 'a' && (word.data[n] | 0x20) <= 'z'))
        n++;
    return str_find(line, str_slice(word, 0, n)) >= 0;
}

static Str line_at(Str text, int number)
{
    Str line = { "", 0 };
    for (int i = 0; i < number; i++)
        if (!str_next_line(&text, &line))
            return (Str){ "", 0 };
    return line;
}

static void check_places(const Facts *f, Str bytes)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    doc_decode(bytes, &text);
    for (size_t i = 0; i < f->tasks.len; i++) {
        const TaskFact *t = &f->tasks.items[i];
        assert_true(t->line > 0);
        assert_true(holds_words_of(line_at(buf_str(&text), t->line), t->title));
        if (!t->state_at.line)
            continue;
        Str line = line_at(bytes, t->state_at.line);
        assert_true((size_t)t->state_at.end <= line.len);
        assert_str_is(str_slice(line, (size_t)t->state_at.col, (size_t)t->state_at.end),
                      t->state_raw);
    }
    for (size_t i = 1; i < f->tasks.len; i++)
        assert_true(f->tasks.items[i - 1].line <= f->tasks.items[i].line);
}

static void read_fixture(const char *name, Buf *bytes)
{
    CLEANUP(buf_done) Buf path = BUF_INIT;
    buf_addf(&path, DOCUMENTS "/%s", name);
    read_file(path.data, bytes);
}

/* Exact-size copies on the heap let ASan see a byte read too far. */
static void try_bytes(const char *name, Str bytes)
{
    char *copy = mem_alloc(bytes.len);
    if (bytes.len)
        memcpy(copy, bytes.data, bytes.len);
    CLEANUP(facts_free_ptr) Facts *f = doc_read(name, (Str){ copy, bytes.len });
    check_places(f, (Str){ copy, bytes.len });
    free(copy);
}

static void places_of(const char *name)
{
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    read_fixture(name, &bytes);
    try_bytes(name, buf_str(&bytes));
}

static void prefixes_of(const char *name)
{
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    read_fixture(name, &bytes);
    for (size_t n = 0; n <= bytes.len; n++)
        try_bytes(name, str_slice(buf_str(&bytes), 0, n));
}

static void mutations_of(const char *name)
{
    static const char special[] = "\0\r\n|*`#[]-~<>!:\xFF\xC3 ";
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    read_fixture(name, &bytes);
    uint32_t seed = 99;
    for (int round = 0; round < MUTATIONS && bytes.len; round++) {
        CLEANUP(buf_done) Buf copy = BUF_INIT;
        buf_add(&copy, bytes.data, bytes.len);
        for (int i = 0; i < 8; i++)
            copy.data[next_random(&seed) % copy.len] =
                special[next_random(&seed) % (sizeof special - 1)];
        CLEANUP(facts_free_ptr) Facts *f = doc_read(name, buf_str(&copy));
        assert_non_null(f->dialect);
    }
}

static void test_places(void **state)
{
    (void)state;
    assert_true(each_fixture(".md", places_of) >= 30);
}

static void test_prefixes(void **state)
{
    (void)state;
    each_fixture(".md", prefixes_of);
}

static void test_mutations(void **state)
{
    (void)state;
    each_fixture(".md", mutations_of);
}

static const struct { const char *path, *text, *dialect; } kinds[] = {
    { ".claude/tasks/session-current.md", "", "utf-8" },
    { ".claude/tasks/session-current.md", "x", "session" },
    { ".claude/tasks/context_session_3.md", "x", "session" },
    { ".claude/session.md", "x", "session" },
    { "x.md", "# Session 005 - fix\n", "session" },
    { ".claude/agents/CURRENT-TASKS.md", "x", "board" },
    { "docs/TASK_BOARD.md", "x", "board" },
    { "TODO.md", "x", "board" },
    { "x.md", "# 任务看板\n", "board" },
    { ".agents/active_handoff.md", "x", "handoff" },
    { ".agents/qa/handoff.md", "x", "handoff" },
    { ".claude/handoffs/2026-01-01.md", "x", "handoff" },
    { "x.md", "# Agent Handoff: a → b\n", "handoff" },
    { ".agents/.current_run", "x", "run" },
    { ".agents/logs/2026/01.jsonl", "x", "telemetry" },
    { ".claude/agents/DECISIONS.md", "x", "decisions" },
    { "notes.md", "x", "text" },
    { "pic.png", "\x89PNG\x1a\1\2\3\4\5\6\7\x08\xFF", "binary" },
};

static void test_dialects(void **state)
{
    (void)state;
    for (size_t i = 1; i < ARRAY_LEN(kinds); i++) {
        CLEANUP(facts_free_ptr) Facts *f = read_doc(kinds[i].path, kinds[i].text);
        if (strcmp(f->dialect, kinds[i].dialect) != 0)
            print_error("%s\n", kinds[i].path);
        assert_string_equal(f->dialect, kinds[i].dialect);
        assert_string_equal(f->file, kinds[i].path);
    }
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Texts made to be slow: a reader that looks back at every line would need minutes for these. */
static const struct { const char *path, *head, *piece; size_t times; } heavy[] = {
    { "TODO.md", "", "x", 5000000 },
    { "TODO.md", "- [ ] ", "a b: `c` (", 500000 },
    { "TODO.md", "", "- [ ] a\n", 400000 },
    { "TODO.md", "", "```a\n", 600000 },
    { "TODO.md", "", "<!-- a\n", 400000 },
    { "TODO.md", "- [ ] `", "`<!-- ", 400000 },
    { "TODO.md", "| Task | Status |\n|---|---|\n", "|", 3000000 },
    { "TODO.md", "", "#", 3000000 },
    { "TODO.md", "", "```md\n```a\n", 200000 },
    { "TODO.md", "## Task 1\n", "**Status**: done | **Owner**: x\n", 60000 },
    { "handoff.md", "## Done\n", "a b c\n", 300000 },
    { "handoff.md", "## Done\n- ", "a/b:c#", 300000 },
    { "TODO.md", "", "**Task 1: bold**\n", 60000 },
    { "a.jsonl", "", "{\n", 300000 },
    { "TODO.md", "", "- [ ] a\0b\n", 300000 },
};

static void test_no_text_is_slow(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(heavy); i++) {
        CLEANUP(buf_done) Buf text = BUF_INIT;
        buf_adds(&text, heavy[i].head);
        size_t len = strlen(heavy[i].piece);
        for (size_t k = 0; k < heavy[i].times; k++)
            buf_add(&text, heavy[i].piece, len);
        double from = seconds();
        CLEANUP(facts_free_ptr) Facts *f = doc_read(heavy[i].path, buf_str(&text));
        double took = seconds() - from;
        if (took > 20)
            print_error("case %zu took %.1f s\n", i, took);
        assert_non_null(f);
        assert_true(took < 20);
    }
}

/* More than a reader keeps is left out, and that is said. */
static void test_bounds(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (int i = 0; i < 100010; i++)
        buf_adds(&text, "- [ ] a\n");
    CLEANUP(facts_free_ptr) Facts *f = doc_read("TODO.md", buf_str(&text));
    assert_int_equal(f->tasks.len, 100000);
    assert_int_equal(f->problems.len, 1);
    assert_int_equal(f->problems.items[0].line, 100001);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),          cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_mutations),       cmocka_unit_test(test_dialects),
        cmocka_unit_test(test_no_text_is_slow), cmocka_unit_test(test_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
