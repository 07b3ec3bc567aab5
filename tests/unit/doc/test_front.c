/*
 * test_front.c - tasks that front matter describes, and where their values stand.
 */
#include "doc_test.h"

#include "baton/base/clock.h"

static Str slice_at(const char *text, Span at)
{
    Str rest = str_from(text), line = STR("");
    for (int i = 0; i < at.line; i++)
        assert_true(str_next_line(&rest, &line));
    assert_true(at.col >= 0 && at.col <= at.end && (size_t)at.end <= line.len);
    return str_slice(line, (size_t)at.col, (size_t)at.end);
}

/* NULL: the value has no place in the file. */
static const struct {
    const char *yaml;
    TaskState state;
    const char *title, *state_at, *assignee, *assignee_at;
} cases[] = {
    { "title: A\nstatus: done\n", TASK_DONE, "A", "done", NULL, NULL },
    { "title: 'A b'\nstatus: \"In Progress\"  # since noon\n", TASK_IN_PROGRESS, "A b",
      "\"In Progress\"", NULL, NULL },
    { "title: A\nstatus: todo\nassignee: []\n", TASK_PENDING, "A", "todo", NULL, "[]" },
    { "title: A\nstatus: todo\nassignee: ['@claude', qa]\n", TASK_PENDING, "A", "todo", "claude",
      "['@claude', qa]" },
    { "title: A\nstatus: todo\nassignee:\n  - '@claude'\n", TASK_PENDING, "A", "todo", "claude",
      "'@claude'" },
    { "title: A\nstatus: todo\nassignee:\n  - qa\n  - dev\n", TASK_PENDING, "A", "todo", "qa", NULL },
    { "title: A\nstatus: todo\nassignee: \n", TASK_PENDING, "A", "todo", NULL, "" },
    { "title: A\nstatus: todo\nassignee: ~\n", TASK_PENDING, "A", "todo", NULL, "~" },
    { "title: A\nstatus: >\n  done\n", TASK_DONE, "A", NULL, NULL, NULL },
    { "title: ä: ö\nstatus: 'done'\nowner: qa-engineer\n", TASK_DONE, "ä: ö", "'done'",
      "qa-engineer", "qa-engineer" },
    { "title: a: b\nstatus: done\nassignee: [x, y]\n", TASK_DONE, "a: b", "done", "x", "[x, y]" },
    { "title: a: b\nstatus: done\nassignee:\n  - 'x'\n", TASK_DONE, "a: b", "done", "x", "'x'" },
    { "task: A\nagent: qa-engineer\nstate: frobbed\n", TASK_UNKNOWN, "A", "frobbed", "qa-engineer",
      "qa-engineer" },
    { "id: T-1\nstatus: done\nlead: Agent D\n", TASK_DONE, "Body", "done", "Agent D", "Agent D" },
};

static void check_place(const char *text, Span at, Form form, const char *want)
{
    assert_int_equal(form, want ? FORM_FRONT : FORM_NONE);
    assert_int_equal(at.line > 0, want != NULL);
    if (want)
        assert_str_is(slice_at(text, at), want);
}

static void test_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(buf_done) Buf text = BUF_INIT;
        buf_addf(&text, "---\n%s---\n\n# Body\n", cases[i].yaml);
        CLEANUP(facts_free_ptr) Facts *f = read_doc("notes.md", text.data);
        if (f->tasks.len != 1)
            print_error("%s", cases[i].yaml);
        assert_int_equal(f->tasks.len, 1);
        const TaskFact *t = &f->tasks.items[0];
        assert_string_equal(t->title, cases[i].title);
        assert_str_is(slice_at(text.data, t->at), cases[i].title);
        assert_int_equal(t->at.line, t->line);
        assert_int_equal(t->state, cases[i].state);
        check_place(text.data, t->state_at, t->state_form, cases[i].state_at);
        if (cases[i].assignee)
            assert_string_equal(t->assignee, cases[i].assignee);
        else
            assert_null(t->assignee);
        check_place(text.data, t->assignee_at, t->assignee_form, cases[i].assignee_at);
    }
}

static const char nested[] =
    "---\n"
    "orchestration:\n"
    "  spawned_agents:\n"
    "    - status: \"completed\"\n"
    "      task: Read the schema\n"
    "      agent: explorer\n"
    "    - { task: 'Write it', status: blocked }\n"
    "    - agent: nobody\n"
    "  wave: 2\n"
    "task: The whole\n"
    "status: active\n"
    "---\n"
    "text\n";

static void test_nested(void **state)
{
    (void)state;
    CLEANUP(facts_free_ptr) Facts *f = read_doc("session-3.md", nested);
    assert_int_equal(f->tasks.len, 3);
    const TaskFact *t = f->tasks.items;
    assert_int_equal(t[0].line, 5);
    assert_string_equal(t[0].title, "Read the schema");
    assert_string_equal(t[0].assignee, "explorer");
    assert_int_equal(t[0].state, TASK_DONE);
    assert_int_equal(t[0].depth, 1);
    assert_str_is(slice_at(nested, t[0].state_at), "\"completed\"");
    assert_int_equal(t[1].line, 7);
    assert_int_equal(t[1].state, TASK_BLOCKED);
    assert_str_is(slice_at(nested, t[1].at), "Write it");
    assert_int_equal(t[2].line, 10);
    assert_int_equal(t[2].depth, 0);
    assert_int_equal(t[2].state, TASK_IN_PROGRESS);
}

/* What a title or a rule needs to be front matter of a task, and what does not make one. */
static const struct {
    const char *path, *text;
    size_t tasks, notes;
} files[] = {
    { "a.md", "---\nname: x\ndescription: y\n---\n", 0, 0 },
    { "a.md", "---\nJust prose here.\nAnd more: of it, long.\n---\n- [ ] a\n", 1, 0 },
    { "a.md", "---\ntitle: x\nstatus: done\n\n- [ ] never closed\n", 1, 0 },
    { "a.md", "---\nid: T-1\ntitle: x\nstatus: done\n---\n- [ ] a\n- [x] b\n", 1, 2 },
    { "session-1.md", "---\nid: T-1\ntitle: x\nstatus: done\n---\n- [ ] a\n- [x] b\n", 3, 0 },
    { "a.md", "---\ntitle: x\nstatus: done\n---\n- [ ] a\n- [x] b\n", 3, 0 },
    { "backlog/tasks/t.md", "---\nid: T-1\ntitle: x\n---\n- [ ] a\n", 1, 1 },
    { "sub/backlog/completed/t 1.md", "---\r\nid: T-1\r\ntitle: x\r\nstatus: Done\r\n---\r\n", 1, 0 },
    { "backlog/tasks/t.md", "- [ ] a\n", 1, 0 },
    { "backlog/tasks/t.md", "---\nlabels: [a]\n---\n- [ ] a\n", 1, 0 },
    { "backlog/archive/tasks/t.md", "", 0, 0 },
};

static void test_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        CLEANUP(facts_free_ptr) Facts *f = read_doc(files[i].path, files[i].text);
        if (f->tasks.len != files[i].tasks || f->notes.len != files[i].notes)
            print_error("case %zu: %zu tasks, %zu notes\n", i, f->tasks.len, f->notes.len);
        assert_int_equal(f->tasks.len, files[i].tasks);
        assert_int_equal(f->notes.len, files[i].notes);
    }
}

static void test_depends(void **state)
{
    static const char *const lists[] = { "depends_on: [a, 'b']", "dependencies:\n  - a\n  - b",
                                         "blocked_by: a, b", "depends-on: \"a, b\"" };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        CLEANUP(buf_done) Buf text = BUF_INIT;
        buf_addf(&text, "---\ntitle: x\nstatus: done\n%s\n---\n", lists[i]);
        CLEANUP(facts_free_ptr) Facts *f = read_doc("a.md", text.data);
        assert_int_equal(f->tasks.len, 1);
        assert_int_equal(f->tasks.items[0].depends_on.len, 2);
        assert_string_equal(f->tasks.items[0].depends_on.items[0], "a");
        assert_string_equal(f->tasks.items[0].depends_on.items[1], "b");
    }
}

/* Front matter as long as libyaml takes it: a value must not cost a walk over all lines above it. */
static void test_long(void **state)
{
    enum { ENTRIES = 60000, LONG_MS = 10000 };
    CLEANUP(buf_done) Buf text = BUF_INIT;
    (void)state;
    buf_adds(&text, "---\ntitle: x\nstatus: done\nitems:\n");
    for (int i = 0; i < ENTRIES; i++)
        buf_adds(&text, "- status: todo\n");
    buf_adds(&text, "- title: last\n  status: blocked\n---\n");
    int64_t from = clock_mono();
    CLEANUP(facts_free_ptr) Facts *f = read_doc("a.md", text.data);
    assert_true(clock_mono() - from < LONG_MS);
    assert_int_equal(f->tasks.len, 2);
    assert_int_equal(f->tasks.items[1].line, ENTRIES + 5);
    assert_true(str_eq(slice_at(text.data, f->tasks.items[1].state_at), STR("blocked")));
}

/* What is no YAML is read all the same, and told once. */
static void test_invalid(void **state)
{
    CLEANUP(facts_free_ptr) Facts *f = read_doc("a.md", "---\nid: T-1\ntitle: a: b\nstatus: done\n---\n# x\n");
    (void)state;
    assert_int_equal(f->tasks.len, 1);
    assert_int_equal(f->tasks.items[0].state, TASK_DONE);
    assert_int_equal(f->problems.len, 1);
    assert_int_equal(f->problems.items[0].line, 3);
    assert_string_equal(f->problems.items[0].message,
                        "the front matter is not valid YAML (mapping values are not allowed in this context) and "
                        "was read line by line; put the value in quotes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_nested),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_depends),
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_invalid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
