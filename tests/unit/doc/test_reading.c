/*
 * test_reading.c - what holds for any document: places are right, and nothing breaks the reader.
 */
#include "doc_test.h"

#include "baton/base/utf8.h"
#include "names.h"

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

/* The bytes at a place, taken from the line as it was decoded. */
static Str slice_at(Str text, Span at)
{
    Str line = line_at(text, at.line);
    assert_true(at.line > 0 && at.col >= 0 && at.col <= at.end);
    assert_true((size_t)at.end <= line.len);
    return str_slice(line, (size_t)at.col, (size_t)at.end);
}

static void assert_mended(Str have, const char *want)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    utf8_mend_mojibake(&out, have);
    assert_str_is(buf_str(&out), want);
}

/* Titles lose marks, comments and repeated blanks; their first and last letters stay. */
static void check_words(Str text, Span at, const char *words)
{
    static const char blanks[] = " *_`~\\";
    CLEANUP(buf_done) Buf mended = BUF_INIT;
    if (!at.line)
        return;
    utf8_mend_mojibake(&mended, slice_at(text, at));
    Str have = buf_str(&mended);
    assert_true(have.len > 0 && have.data[0] != ' ' && have.data[have.len - 1] != ' ');
    for (const char *w = words; *w; w++) {
        if (strchr(blanks, *w))
            continue;
        ptrdiff_t next = str_chr(have, *w);
        if (next < 0)
            return;             /* a title that goes on in the next line */
        assert_true(w != words || next <= 2);
        have = str_slice(have, (size_t)next + 1, have.len);
    }
}

static void check_forms(Str text, const TaskFact *t)
{
    assert_int_equal(t->state_form == FORM_NONE, t->state_at.line == 0);
    assert_int_equal(t->assignee_form == FORM_NONE, t->assignee_at.line == 0);
    Str said = t->state_at.line ? slice_at(text, t->state_at) : (Str){ "", 0 };
    if (t->state_form == FORM_FRONT && said.len > 1 && strchr("'\"", said.data[0]))
        said = str_slice(said, 1, said.len - 1);
    bool silent = t->state_form == FORM_CELL && said.len <= 3;  /* a heading says it instead */
    if (t->state_at.line && t->state_raw && !(silent && str_ifind(said, str_from(t->state_raw)) < 0))
        assert_mended(said, t->state_raw);
    if (t->assignee_at.line && t->assignee) {
        CLEANUP(buf_done) Buf out = BUF_INIT;
        utf8_mend_mojibake(&out, slice_at(text, t->assignee_at));
        bool nobody = name_clean(buf_str(&out)).len == 0;       /* a heading names somebody */
        assert_true(nobody || str_find(buf_str(&out), str_from(t->assignee)) >= 0);
    } else if (t->assignee_at.line)
        (void)slice_at(text, t->assignee_at);
}

static void check_items(Str text, const HandoffItems *list)
{
    for (size_t i = 0; i < list->len; i++) {
        assert_int_equal(list->items[i].at.line, list->items[i].line);
        assert_true(slice_at(text, list->items[i].at).len > 0);
    }
}

static void check_handoff(Str text, const HandoffFact *h)
{
    if (!h)
        return;
    check_items(text, &h->accomplishments);
    check_items(text, &h->blockers);
    check_items(text, &h->questions);
    check_items(text, &h->next_steps);
    check_items(text, &h->extras);
    assert_true(!h->to || h->to_at.line);
    if (h->to)
        assert_true(str_find(slice_at(text, h->to_at), str_from(h->to)) >= 0);
    if (h->from_raw)
        assert_true(str_find(slice_at(text, h->from_at), str_from(h->from)) >= 0);
}

static void check_places(const Facts *f, Str bytes)
{
    CLEANUP(buf_done) Buf copy = BUF_INIT;
    doc_decode(bytes, &copy);
    Str text = buf_str(&copy);
    for (size_t i = 0; i < f->tasks.len; i++) {
        const TaskFact *t = &f->tasks.items[i];
        assert_true(t->line > 0);
        assert_true(holds_words_of(line_at(text, t->line), t->title));
        assert_true(!t->at.line || t->at.line == t->line);
        check_words(text, t->at, t->title);
        check_forms(text, t);
    }
    for (size_t i = 1; i < f->tasks.len; i++)
        assert_true(f->tasks.items[i - 1].line <= f->tasks.items[i].line);
    for (size_t i = 0; i < f->notes.len; i++)
        check_words(text, f->notes.items[i].at, f->notes.items[i].title);
    for (size_t i = 0; i < f->agents.len; i++) {
        const AgentFact *a = &f->agents.items[i];
        check_words(text, a->at, a->name);
        if (a->state_raw)
            assert_mended(slice_at(text, a->state_at), a->state_raw);
    }
    check_handoff(text, f->handoff);
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

/* Whatever a broken document is taken for, its places lie in its lines. */
static void check_bounds(const Facts *f, Str bytes)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    doc_decode(bytes, &text);
    for (size_t i = 0; i < f->tasks.len; i++) {
        const TaskFact *t = &f->tasks.items[i];
        if (t->at.line)
            assert_true(slice_at(buf_str(&text), t->at).len > 0);
        check_forms(buf_str(&text), t);
    }
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
        check_bounds(f, buf_str(&copy));
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

/* What stands at the places of the first task: "title|state|assignee", and how it is written. */
static const struct { const char *path, *text, *want; Form state, assignee; } marks[] = {
    { "TODO.md", "- [x] **Fix** it @qa\n", "**Fix** it @qa|[x]|qa", FORM_BOX, FORM_WORD },
    { "TODO.md", "\xEF\xBB\xBF- [ ] Fix it\n", "Fix it|[ ]|", FORM_BOX, FORM_NONE },
    { "TODO.md", "\xEF\xBB\xBF- [ ] a\xFF" "b\n", "a\xEF\xBF\xBD" "b|[ ]|", FORM_BOX, FORM_NONE },
    { "TODO.md", "- ☐ Fix it\r\n", "Fix it|☐|", FORM_BOX, FORM_NONE },
    { "TODO.md", "### 3.5. [ ] 0185: Blocked dates\n", "0185: Blocked dates|[ ]|", FORM_BOX, FORM_NONE },
    { "TODO.md", "- [ ] Fix it <!-- id: 1 -->\n", "Fix it|[ ]|", FORM_BOX, FORM_NONE },
    { "TODO.md", "| Task | Status | Owner |\n|--|--|--|\n| Fix it | Done | `qa` (x) |\n",
      "Fix it|Done|`qa` (x)", FORM_CELL, FORM_CELL },
    { "TODO.md", "| Task | Status | Owner |\n|--|--|--|\n| Fix it |  | TBD |\n", "Fix it||TBD",
      FORM_CELL, FORM_CELL },
    { "TODO.md", "| Task | Status | Owner |\n|--|--|--|\n| Fix it | - ||\n", "Fix it|-|",
      FORM_CELL, FORM_CELL },
    { "TODO.md", "| Task | OK |\n|--|--|\n| Fix it | |\n## Done\n| Task | OK |\n|--|--|\n| It | [x] |\n",
      "It|[x]|", FORM_CELL, FORM_NONE },
    { "session-current.md", "### Task 1: Fix it\n**Status**: pending\n**Assigned to**: qa (x)\n",
      "Task 1: Fix it|pending|qa (x)", FORM_VALUE, FORM_VALUE },
    { "session-current.md", "### Task 1: Fix it\n**Status:**\n\nTODO\n**Assigned to**: TBD\n",
      "Task 1: Fix it|TODO|TBD", FORM_VALUE, FORM_VALUE },
    { "session-current.md", "### Task 1: Fix it\n**Status**: pending\n**Owner:**\n",
      "Task 1: Fix it|pending|", FORM_VALUE, FORM_VALUE },
    { "session-current.md", "1. **Fix it** (Complexity: 4)\n   - Assigned to: qa-engineer\n   - Status: done\n",
      "**Fix it** (Complexity: 4)|done|qa-engineer", FORM_VALUE, FORM_VALUE },
    { "TODO.md", "## Task 1: Fix it (COMPLETED)\n", "Task 1: Fix it (COMPLETED)|COMPLETED|", FORM_WORD,
      FORM_NONE },
    { "TODO.md", "# Plan\n## Tasks\n- **SI-1** Fix it — Status: TODO — Owner: qa\n",
      "**SI-1** Fix it — Status: TODO — Owner: qa|TODO|qa", FORM_WORD, FORM_VALUE },
    { "TODO.md", "- ~~Old thing~~ → **Done**\n", "Old thing|Done|", FORM_WORD, FORM_NONE },
    { "TODO.md", "- ✅ One\n- 🔄 Two\n", "One|✅|", FORM_WORD, FORM_NONE },
    { "TODO.md", "## In progress\n- Fix it\n", "Fix it||", FORM_NONE, FORM_NONE },
    { "TODO.md", "## Queue (qa-engineer)\n- [ ] Fix it\n", "Fix it|[ ]|", FORM_BOX, FORM_NONE },
};

/* UTF-8 that went through Windows-1252: shown repaired, placed as it stands. */
static const struct { const char *text, *title, *state, *raw; Span at; } mended[] = {
    { "- [ ] Cafâ\n", "Cafâ", "pending", "[ ]", { 1, 6, 11 } },
    { "- [ ] CafÃ© menu\n", "Café menu", "pending", "[ ]", { 1, 6, 18 } },
    { "- [âœ“] Fix it\n", "Fix it", "done", "[✓]", { 1, 12, 18 } },
    { "- âœ… Fix it\n- [ ] b\n- ðŸ”„ c\n", "Fix it", "done", "✅", { 1, 10, 16 } },
    { "| Task | Status |\n|--|--|\n| Fix it | âœ… |\n", "Fix it", "done", "✅", { 3, 2, 8 } },
    { "| Task | Status |\n|--|--|\n| Fix it | concluÃ\xC2\xAD" "do |\n", "Fix it", "done",
      "concluído", { 3, 2, 8 } },
    { "## ðŸŸ¡ In Progress\n| Task | Owner |\n|--|--|\n| Fix it | x |\n", "Fix it", "in_progress",
      "In Progress", { 4, 2, 8 } },
};

static void test_mojibake(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(mended); i++) {
        CLEANUP(facts_free_ptr) Facts *f = read_doc("TODO.md", mended[i].text);
        if (!f->tasks.len)
            print_error("case %zu\n", i);
        assert_true(f->tasks.len > 0);
        const TaskFact *t = &f->tasks.items[0];
        assert_string_equal(t->title, mended[i].title);
        assert_string_equal(task_state_text(t->state), mended[i].state);
        assert_string_equal(t->state_raw, mended[i].raw);
        assert_memory_equal(&t->at, &mended[i].at, sizeof t->at);
    }
}

static void add_slice(Buf *out, Str text, Span at)
{
    if (at.line)
        buf_add_str(out, slice_at(text, at));
}

static void test_marks(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
        CLEANUP(buf_done) Buf text = BUF_INIT, have = BUF_INIT;
        CLEANUP(facts_free_ptr) Facts *f = read_doc(marks[i].path, marks[i].text);
        doc_decode(str_from(marks[i].text), &text);
        size_t last = f->tasks.len - (marks[i].want[0] == 'I');
        assert_true(f->tasks.len > 0);
        const TaskFact *t = &f->tasks.items[marks[i].want[0] == 'I' ? last : 0];
        add_slice(&have, buf_str(&text), t->at);
        buf_adds(&have, "|");
        add_slice(&have, buf_str(&text), t->state_at);
        buf_adds(&have, "|");
        add_slice(&have, buf_str(&text), t->assignee_at);
        if (!str_eq(buf_str(&have), str_from(marks[i].want)) ||
            t->state_form != marks[i].state || t->assignee_form != marks[i].assignee)
            print_error("case %zu: %s (%d, %d)\n", i, have.data, t->state_form, t->assignee_form);
        assert_string_equal(have.data, marks[i].want);
        assert_int_equal(t->state_form, marks[i].state);
        assert_int_equal(t->assignee_form, marks[i].assignee);
    }
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
        cmocka_unit_test(test_marks),           cmocka_unit_test(test_mojibake),
        cmocka_unit_test(test_places),          cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_mutations),       cmocka_unit_test(test_dialects),
        cmocka_unit_test(test_no_text_is_slow), cmocka_unit_test(test_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
