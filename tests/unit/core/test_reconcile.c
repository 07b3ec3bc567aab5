/*
 * test_reconcile.c - tasks keep their identity over what agents do to a list.
 *
 * A document is written as lines: "# Section", "  title", "x title" (done), "T-1: title" (with a
 * reference).  The projection here folds differences in its own simple way, so that identity and
 * line numbers are held against a fresh reading after every save.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include "match.h"
#include "reconcile.h"

#include <cmocka.h>             /* last: it has a macro named as our fail() */

typedef struct {
    Arena *arena;
    TaskRows rows;
    int next_id;
} Table;

static Table table_new(void)
{
    return (Table){ .arena = arena_new() };
}

static void table_done(Table *t)
{
    t->arena = arena_free(t->arena);
}

static void read_task(Facts *f, int line, char box, Str text, const StrList *section)
{
    ptrdiff_t colon = str_chr(text, ':');
    TaskFact t = { .line = line,
                   .state = box == 'x' ? TASK_DONE : TASK_PENDING,
                   .section = *section,
                   .state_raw = box == 'x' ? "[x]" : "[ ]",
                   .confidence = 'A' };
    if (colon > 0)
        t.ref = arena_str(f->arena, str_trim(str_slice(text, 0, (size_t)colon)));
    t.title = arena_str(f->arena, str_trim(str_slice(text, (size_t)(colon + 1), text.len)));
    AVEC_PUSH(&f->tasks, f->arena, t);
}

static Facts *read_doc(const char *doc)
{
    Facts *f = facts_new("board.md");
    Str rest = str_from(doc), s;
    StrList section = { 0 };

    for (int line = 1; str_next_line(&rest, &s); line++) {
        if (str_starts(s, STR("# "))) {
            section = (StrList){ 0 };
            strlist_add(&section, f->arena, arena_str(f->arena, str_slice(s, 2, s.len)));
        } else if (s.len > 2) {
            read_task(f, line, s.data[0], str_slice(s, 2, s.len), &section);
        }
    }
    return f;
}

static void row_set(Table *t, TaskRow *r, const TaskFact *f)
{
    r->ref = arena_strdup(t->arena, f->ref);
    r->title = arena_strdup(t->arena, f->title);
    r->state_raw = arena_strdup(t->arena, f->state_raw);
    r->section = (StrList){ 0 };
    for (size_t i = 0; i < f->section.len; i++)
        strlist_add(&r->section, t->arena, arena_strdup(t->arena, f->section.items[i]));
    r->state = f->state;
}

static TaskRow *row_of(Table *t, const char *id)
{
    for (size_t i = 0; i < t->rows.len; i++)
        if (strcmp(t->rows.items[i].id, id) == 0)
            return &t->rows.items[i];
    return NULL;
}

static void row_drop(Table *t, const char *id)
{
    TaskRow *r = row_of(t, id);
    assert_non_null(r);
    *r = t->rows.items[--t->rows.len];
}

/* One after the other, as a store may do it. */
static void fold_shifts(Table *t, const Difference *d)
{
    for (size_t i = 0; i < d->shifts.len; i++)
        for (size_t k = 0; k < t->rows.len; k++) {
            TaskRow *r = &t->rows.items[k];
            if (r->line >= d->shifts.items[i].first && r->line <= d->shifts.items[i].last)
                r->line += d->shifts.items[i].delta;
        }
}

static void fold_task(Table *t, const TaskDifference *x)
{
    if (!x->fact) {
        row_drop(t, x->row->id);
        return;
    }
    if (!x->row) {
        TaskRow r = { .id = arena_printf(t->arena, "t%d", ++t->next_id), .line = x->fact->line };
        row_set(t, &r, x->fact);
        AVEC_PUSH(&t->rows, t->arena, r);
        return;
    }
    TaskRow *r = row_of(t, x->row->id);
    assert_non_null(r);
    if (x->edited || x->state)
        row_set(t, r, x->fact);
    if (x->moved)
        r->line = x->fact->line;
}

/* Every row stands at a fact's line and says the same. */
static void assert_equals_fresh(const Table *t, const Facts *f)
{
    assert_int_equal(t->rows.len, f->tasks.len);
    for (size_t j = 0; j < f->tasks.len; j++) {
        const TaskFact *fact = &f->tasks.items[j];
        const TaskRow *row = NULL;
        for (size_t i = 0; i < t->rows.len && !row; i++)
            if (t->rows.items[i].line == fact->line)
                row = &t->rows.items[i];
        assert_non_null(row);
        assert_string_equal(row->title, fact->title);
        assert_string_equal(row->ref ? row->ref : "", fact->ref ? fact->ref : "");
        assert_int_equal(row->state, fact->state);
        assert_int_equal(row->section.len, fact->section.len);
        if (row->section.len)
            assert_string_equal(row->section.items[0], fact->section.items[0]);
    }
}

typedef struct { size_t shifts, added, gone, moved, edited, state; } Tally;

static Tally save(Table *t, const char *doc)
{
    CLEANUP(facts_free_ptr) Facts *f = read_doc(doc);
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Difference d;
    Tally n = { 0 };
    TaskRows before = { arena_alloc(a, (t->rows.len + 1) * sizeof(TaskRow)), t->rows.len,
                        t->rows.len };

    if (t->rows.len)
        memcpy(before.items, t->rows.items, t->rows.len * sizeof(TaskRow));
    reconcile(a, &before, NULL, f, &d);
    fold_shifts(t, &d);
    for (size_t i = 0; i < d.tasks.len; i++) {
        const TaskDifference *x = &d.tasks.items[i];
        n.added += !x->row;
        n.gone += !x->fact;
        n.moved += x->moved;
        n.state += x->row && x->fact && x->state;
        n.edited += x->row && x->fact && x->edited;
        fold_task(t, x);
    }
    n.shifts = d.shifts.len;
    assert_equals_fresh(t, f);
    return n;
}

static const char *id_at(const Table *t, int line)
{
    for (size_t i = 0; i < t->rows.len; i++)
        if (t->rows.items[i].line == line)
            return t->rows.items[i].id;
    return "none";
}

/* ids: what stands on the task lines afterwards, in order; the first save makes t1, t2 … */
static const struct {
    const char *name, *before, *after, *ids;
    Tally n;
} cases[] = {
    { "nothing changed", "  a one\n  b two\n", "  a one\n  b two\n", "t1 t2", { 0 } },
    { "blank line in front",
      "  a one\n  b two\n  c three\n",
      "\n  a one\n  b two\n  c three\n",
      "t1 t2 t3",
      { .shifts = 1 } },
    { "inserted in front",
      "  a one\n  b two\n",
      "  z new\n  a one\n  b two\n",
      "t3 t1 t2",
      { .shifts = 1, .added = 1 } },
    { "deleted in the middle",
      "  a one\n  b two\n  c three\n",
      "  a one\n  c three\n",
      "t1 t3",
      { .shifts = 1, .gone = 1 } },
    { "moved to the end",
      "  a one\n  b two\n  c three\n  d four\n",
      "  b two\n  c three\n  d four\n  a one\n",
      "t2 t3 t4 t1",
      { .shifts = 1, .moved = 1 } },
    { "state", "  a one\n  b two\n", "x a one\n  b two\n", "t1 t2", { .state = 1 } },
    { "renamed",
      "  write the parser\n  b two\n",
      "  write the YAML parser\n  b two\n",
      "t1 t2",
      { .edited = 1 } },
    { "renamed and moved",
      "  write the parser\n  b two\n  c three\n",
      "  b two\n  c three\n  write a parser now\n",
      "t2 t3 t1",
      { .shifts = 1, .moved = 1, .edited = 1 } },
    { "renamed and done",
      "  write the parser\n",
      "x write the parser at last\n",
      "t1",
      { .state = 1, .edited = 1 } },
    { "case and marks",
      "  Write the parser\n",
      "  **write** the parser!\n",
      "t1",
      { .edited = 1 } },
    { "a strong reference keeps it",
      "  T-8: fix it\n  T-9: mend\n",
      "  T-8: quite another thing\n  T-9: mend\n",
      "t1 t2",
      { .edited = 1 } },
    { "another strong reference is another task",
      "  T-8: write the parser\n",
      "  T-9: write the parser now\n",
      "t2",
      { .added = 1, .gone = 1 } },
    { "references twice in the file",
      "  F-1: alpha\n  F-1: beta\n",
      "  F-1: beta\n  F-1: alpha\n",
      "t2 t1",
      { .shifts = 1, .moved = 1 } },
    { "renumbered",
      "  1: alpha\n  2: beta\n  3: gamma\n",
      "  1: fresh\n  2: alpha\n  3: beta\n  4: gamma\n",
      "t4 t1 t2 t3",
      { .shifts = 1, .added = 1, .edited = 3 } },
    { "a plain number keeps what is a little like it",
      "  1: alpha rays in the lab\n  2: beta\n",
      "  1: measure alpha with counters\n  2: beta\n",
      "t1 t2",
      { .edited = 1 } },
    { "another task at the same number",
      "  1: alpha\n  2: beta\n",
      "  1: xyz uvw\n  2: beta\n",
      "t3 t2",
      { .added = 1, .gone = 1 } },
    { "another task at the same place, worded alike",
      "  a one\n  Write tests for login\n  b two\n",
      "  a one\n  Write docs for login\n  b two\n",
      "t1 t4 t3",
      { .added = 1, .gone = 1 } },
    { "counting words are numbered again",
      "  Task 1: alpha\n  Task 2: beta\n  Task 3: gamma\n",
      "  Task 1: fresh\n  Task 2: alpha\n  Task 3: beta\n  Task 4: gamma\n",
      "t4 t1 t2 t3",
      { .shifts = 1, .added = 1, .edited = 3 } },
    { "names are numbered again, and one is reworded",
      "  T1: alpha\n  T2: beta of them\n  T3: gamma\n",
      "  T1: fresh\n  T2: alpha\n  T3: another beta of them\n  T4: gamma\n",
      "t4 t1 t2 t3",
      { .shifts = 1, .added = 1, .edited = 3 } },
    { "one name is corrected",
      "  T-1: alpha\n  T-2: beta\n",
      "  T-1: alpha\n  T-7: beta\n",
      "t1 t2",
      { .edited = 1 } },
    { "the next phase is another task",
      "  Phase 1 of cleaning\n",
      "  Phase 2 of cleaning\n",
      "t2",
      { .added = 1, .gone = 1 } },
    { "twins: the first is deleted",
      "  a one\n  same\n  b two\n  same\n  c three\n",
      "  a one\n  b two\n  same\n  c three\n",
      "t1 t3 t4 t5",
      { .shifts = 1, .gone = 1 } },
    { "twins: the first is deleted amid other changes",
      "  a one\n  same\n  b two\n  same\n  c three\n",
      "  fresh words\n  a one\n  b two\n  same\n  c three\n  others below\n",
      "t6 t1 t3 t4 t5 t7",
      { .shifts = 1, .added = 2, .gone = 1 } },
    { "twins: one is ticked", "  same\n  same\n", "  same\nx same\n", "t1 t2", { .state = 1 } },
    { "twins in two sections",
      "# A\n  same\n# B\n  same\n",
      "# B\n  same\n# A\n  same\n",
      "t2 t1",
      { .shifts = 1, .moved = 1 } },
    { "section renamed",
      "# Doing\n  a one\n  b two\n",
      "# Done\n  a one\n  b two\n",
      "t1 t2",
      { .edited = 2 } },
    { "to another section",
      "# Open\n  a one\n  b two\n# Done\n  c three\n",
      "# Open\n  b two\n# Done\nx a one\n  c three\n",
      "t2 t1 t3",
      { .shifts = 1, .moved = 1, .edited = 1, .state = 1 } },
    { "rewritten wholly",
      "  alpha beta\n  gamma delta\n",
      "  qqq www\n  zzz xxx\n",
      "t3 t4",
      { .added = 2, .gone = 2 } },
    { "emptied", "  a one\n  b two\n", "", "", { .gone = 2 } },
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(table_done) Table t = table_new();
        CLEANUP(facts_free_ptr) Facts *f = read_doc(cases[i].after);
        CLEANUP(buf_done) Buf ids = BUF_INIT;
        save(&t, cases[i].before);
        Tally n = save(&t, cases[i].after);
        for (size_t j = 0; j < f->tasks.len; j++)
            buf_addf(&ids, "%s%s", j ? " " : "", id_at(&t, f->tasks.items[j].line));
        if (strcmp(ids.data, cases[i].ids) != 0 || memcmp(&n, &cases[i].n, sizeof n) != 0)
            fail_msg("%s: ids '%s', wanted '%s'; shifts %zu added %zu gone %zu moved %zu edited "
                     "%zu state %zu",
                     cases[i].name, ids.data, cases[i].ids, n.shifts, n.added, n.gone, n.moved,
                     n.edited, n.state);
    }
}

/* ---- random saves ---- */

enum { LINES_MAX = 60 };
typedef struct {
    int number[LINES_MAX];
    bool done[LINES_MAX], word[LINES_MAX];
    int len, next;
} Script;

static uint32_t dice_state = 7;
static int dice(int n)
{
    dice_state = dice_state * 1664525u + 1013904223u;
    return (int)((dice_state >> 16) % (uint32_t)n);
}

static void script_insert(Script *s, int at, int number, bool done)
{
    memmove(s->number + at + 1, s->number + at, (size_t)(s->len - at) * sizeof *s->number);
    memmove(s->done + at + 1, s->done + at, (size_t)(s->len - at) * sizeof *s->done);
    s->number[at] = number;
    s->done[at] = done;
    s->len++;
}

static void script_delete(Script *s, int at)
{
    s->len--;
    memmove(s->number + at, s->number + at + 1, (size_t)(s->len - at) * sizeof *s->number);
    memmove(s->done + at, s->done + at + 1, (size_t)(s->len - at) * sizeof *s->done);
}

/* 0 stands for a blank line. */
static void script_edit(Script *s)
{
    int at = s->len ? dice(s->len) : 0;
    int what = s->len < 2 ? 0 : dice(6);

    if (what <= 1 && s->len < LINES_MAX - 1)
        script_insert(s, dice(s->len + 1), dice(4) ? ++s->next : 0, false);
    else if (what == 2)
        script_delete(s, at);
    else if (what == 3)
        s->done[at] = !s->done[at];
    else if (what >= 4) {
        int number = s->number[at];
        bool done = s->done[at];
        script_delete(s, at);
        script_insert(s, dice(s->len + 1), number, done);
    }
}

static void script_text(const Script *s, Buf *out)
{
    buf_clear(out);
    for (int i = 0; i < s->len; i++) {
        uint32_t n = (uint32_t)s->number[i] * 2654435761u;
        if (s->number[i])
            buf_addf(out, "%c task %08x of %d\n", s->done[i] ? 'x' : ' ', n, s->number[i]);
        else
            buf_addc(out, '\n');
    }
}

/* number -> id must never change while the number lives. */
static void assert_identity(const Table *t, const Script *s, const char *known[], Arena *a)
{
    for (int i = 0; i < s->len; i++) {
        if (!s->number[i])
            continue;
        const char *id = id_at(t, i + 1);
        if (!known[s->number[i]])
            known[s->number[i]] = arena_strdup(a, id);
        assert_string_equal(known[s->number[i]], id);
    }
}

static void test_random_edits_keep_identity(void **state)
{
    (void)state;
    for (int round = 0; round < 60; round++) {
        CLEANUP(table_done) Table t = table_new();
        CLEANUP(buf_done) Buf text = BUF_INIT;
        Script s = { 0 };
        const char *known[2000] = { 0 };
        for (int turn = 0; turn < 40; turn++) {
            for (int k = dice(6); k >= 0; k--)
                script_edit(&s);
            script_text(&s, &text);
            save(&t, text.data);
            assert_identity(&t, &s, known, t.arena);
        }
    }
}

static void test_a_line_in_front_of_many_is_one_shift(void **state)
{
    (void)state;
    CLEANUP(table_done) Table t = table_new();
    CLEANUP(buf_done) Buf text = BUF_INIT;
    buf_adds(&text, "x\n");
    for (int i = 0; i < 300; i++)
        buf_addf(&text, "  task number %d\n", i);
    save(&t, text.data + 2);
    Tally n = save(&t, text.data);
    assert_int_equal(n.shifts, 1);
    assert_int_equal(n.added + n.gone + n.moved + n.edited + n.state, 0);
}

static void test_orphans_come_home(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(facts_free_ptr) Facts *f = read_doc("# S\n  alpha\nx T-2: beta\n  gamma\n");
    TaskRow gone[] = {
        { .id = "g1",
          .title = "Alpha",
          .line = 40,
          .file = "old.md",
          .state = TASK_PENDING,
          .state_raw = "[ ]" },
        { .id = "g2",
          .title = "other words",
          .ref = "T-2",
          .line = 41,
          .file = "old.md",
          .state = TASK_PENDING },
        { .id = "g3", .title = "gamma", .line = 42, .file = "old.md" },
    };
    TaskRows rows = { 0 }, orphans = { gone, 3, 3 };
    Difference d;

    strlist_add(&gone[0].section, a, "S");
    reconcile(a, &rows, &orphans, f, &d);
    assert_int_equal(d.tasks.len, 3);
    assert_ptr_equal(d.tasks.items[0].row, &gone[0]);
    assert_true(d.tasks.items[0].moved);
    assert_int_equal(d.tasks.items[0].edited, FIELD(TITLE));
    assert_ptr_equal(d.tasks.items[1].row, &gone[1]);
    assert_true(d.tasks.items[1].state);
    assert_ptr_equal(d.tasks.items[2].row, &gone[2]);   /* the section is not what it is known by */
    assert_int_equal(d.tasks.items[2].edited, FIELD(SECTION));
}

static void test_fields_that_changed(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(facts_free_ptr) Facts *f = read_doc("  alpha\n");
    TaskRow row = { .id = "r",
                    .title = "alpha",
                    .line = 1,
                    .state_raw = "todo",
                    .state = TASK_PENDING,
                    .assignee = "" };
    TaskRows rows = { &row, 1, 1 };
    Difference d;

    f->tasks.items[0].assignee = "qa";
    f->tasks.items[0].depth = 1;
    strlist_add(&f->tasks.items[0].depends_on, f->arena, "T-1");
    reconcile(a, &rows, NULL, f, &d);
    assert_int_equal(d.tasks.len, 1);
    assert_int_equal(d.tasks.items[0].edited,
                     FIELD(ASSIGNEE) | FIELD(DEPTH) | FIELD(DEPENDS_ON) | FIELD(STATE_RAW));
    assert_false(d.tasks.items[0].state);
    assert_false(d.tasks.items[0].moved);
}

static void test_rewriting_many_is_bounded(void **state)
{
    (void)state;
    CLEANUP(table_done) Table t = table_new();
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (int turn = 0; turn < 2; turn++) {
        buf_clear(&text);
        for (int i = 0; i < 6000; i++)
            buf_addf(&text, "  %s %08x\n", turn ? "zz" : "aa",
                     (unsigned)(i + turn * 9999) * 2654435761u);
        CLEANUP(facts_free_ptr) Facts *f = read_doc(text.data);
        Difference d;
        reconcile(t.arena, &t.rows, NULL, f, &d);
        for (size_t j = 0; !turn && j < d.tasks.len; j++)
            fold_task(&t, &d.tasks.items[j]);
        assert_true(d.tasks.len >= 6000);
    }
}

static void test_similarity(void **state)
{
    (void)state;
    assert_true(title_similarity("write the parser", "write the parser") > 0.99);
    assert_true(title_similarity("write the parser", "write the YAML parser") > 0.6);
    assert_true(title_similarity("Add login tests", "Implement the tests of the login") > 0.9);
    assert_true(title_similarity("Migrate users", "User migration") > 0.7);
    assert_true(title_similarity("Écrire l'été", "Ecrire") < 0.7);
    assert_true(title_similarity("the new", "the new") > 0.99);
    assert_true(title_similarity("write the parser", "deploy to staging") < 0.3);
    assert_true(title_similarity("", "deploy") < 0.1);
    assert_true(title_similarity("修复登录页面", "修复登录页面错误") > 0.6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_random_edits_keep_identity),
        cmocka_unit_test(test_a_line_in_front_of_many_is_one_shift),
        cmocka_unit_test(test_orphans_come_home),
        cmocka_unit_test(test_fields_that_changed),
        cmocka_unit_test(test_rewriting_many_is_bounded),
        cmocka_unit_test(test_similarity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
