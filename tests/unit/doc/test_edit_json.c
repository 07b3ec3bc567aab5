/*
 * test_edit_json.c - edits of tasks in JSON change one value, and read back as wished.
 */
#include <errno.h>

#include "json_test.h"

#include "edit_json.h"

#define T(rest) "{\"id\": 1, \"title\": \"a\"" rest "}"
#define DOC(task) "{\"tasks\": [" task "]}"

typedef struct {
    const char *path, *before;
    EditWish wish;
    int result;
    const char *after;          /* the whole file, or words of the message */
} Case;

static const Case cases[] = {
    { TASKMASTER, DOC(T(", \"status\": \"pending\"")), { .kind = EDIT_STATE, .state = TASK_DONE }, 0,
      DOC(T(", \"status\": \"done\"")) },
    { TASKMASTER, DOC(T(", \"status\": \"todo\"") "," T(",\"status\":\"in_progress\"")),
      { .kind = EDIT_STATE, .state = TASK_IN_PROGRESS }, 0,
      DOC(T(", \"status\": \"in_progress\"") "," T(",\"status\":\"in_progress\"")) },
    { TASKMASTER, DOC(T("")), { .kind = EDIT_STATE, .state = TASK_REVIEW }, 0,
      DOC("{\"id\": 1, \"title\": \"a\", \"status\": \"review\"}") },
    { TASKMASTER, DOC(T(", \"status\": \"done\"")), { .kind = EDIT_STATE, .state = TASK_DONE }, -EALREADY,
      "tasks.json:1: it is done already" },
    { TASKMASTER, DOC(T(", \"status\": [1]")), { .kind = EDIT_STATE, .state = TASK_DONE }, -ENOTSUP,
      "the status is no text" },
    { BEADS, T(",\"status\":\"open\"") "\n", { .kind = EDIT_STATE, .state = TASK_DONE }, 0,
      T(",\"status\":\"closed\"") "\n" },
    { BEADS, T(",\"status\":\"hooked\"") "\r\n", { .kind = EDIT_STATE, .state = TASK_BLOCKED }, 0,
      T(",\"status\":\"blocked\"") "\r\n" },
    { BEADS, T(",\"status\":\"open\""), { .kind = EDIT_STATE, .state = TASK_REVIEW }, -ENOTSUP,
      "no word for 'review'" },
    { BEADS, T(",\"status\":\"open\""), { .kind = EDIT_STATE, .state = TASK_CANCELLED }, -ENOTSUP,
      "no word for 'cancelled'" },
    { BEADS, "\xEF\xBB\xBF" T(",\"status\":\"open\""), { .kind = EDIT_STATE, .state = TASK_DONE }, 0,
      "\xEF\xBB\xBF" T(",\"status\":\"closed\"") },
    { TASKMASTER, DOC(T(", \"assignee\": \"x\"")), { .kind = EDIT_ASSIGN, .text = "qa é" }, 0,
      DOC(T(", \"assignee\": \"qa é\"")) },
    { TASKMASTER, DOC(T(", \"assignee\": null")), { .kind = EDIT_ASSIGN, .text = "qa" }, 0,
      DOC(T(", \"assignee\": \"qa\"")) },
    { TASKMASTER, DOC(T(", \"assignee\": \"qa\"")), { .kind = EDIT_ASSIGN, .text = "qa" }, -EALREADY,
      "qa has it already" },
    { TASKMASTER, DOC(T("")), { .kind = EDIT_ASSIGN, .text = "qa" }, -ENOTSUP, "no task of this file" },
    { TASKMASTER, DOC(T(", \"status\": \"done\"") "," T(",\"assignedTo\":\"b\"")),
      { .kind = EDIT_ASSIGN, .text = "qa" }, 0,
      DOC(T(", \"status\": \"done\", \"assignedTo\": \"qa\"") "," T(",\"assignedTo\":\"b\"")) },
    { TASKMASTER, DOC(T(", \"assignee\": [\"x\"]")), { .kind = EDIT_ASSIGN, .text = "qa" }, -ENOTSUP,
      "the assignee is no text" },
    { BEADS, T(",\"status\":\"open\"") "\n", { .kind = EDIT_ASSIGN, .text = "qa" }, 0,
      "{\"id\": 1, \"title\": \"a\",\"status\":\"open\",\"assignee\":\"qa\"}\n" },
    { TASKMASTER, DOC(T(", \"details\": \"\"")), { .kind = EDIT_NOTE, .text = "new" }, 0,
      DOC(T(", \"details\": \"new\"")) },
    { TASKMASTER, DOC(T(", \"details\": \"old\"")), { .kind = EDIT_NOTE, .text = "a\\b" }, 0,
      DOC(T(", \"details\": \"old\\na\\\\b\"")) },
    { TASKMASTER, DOC(T(", \"details\": null")), { .kind = EDIT_NOTE, .text = "new" }, 0,
      DOC(T(", \"details\": \"new\"")) },
    { TASKMASTER, DOC(T("")), { .kind = EDIT_NOTE, .text = "new" }, -ENOTSUP, "no text under \"details\"" },
    { BEADS, T(""), { .kind = EDIT_NOTE, .text = "new" }, -ENOTSUP, "bd update --notes" },
    { BEADS, T(""), { .kind = EDIT_ADD, .text = "new" }, -ENOTSUP, "bd create" },
    { TASKMASTER, DOC(T("")), { .kind = EDIT_ADD, .text = "b" }, 0,
      DOC(T("") ",{\"id\": 2, \"title\": \"b\"}") },
    { TASKMASTER, DOC(T("")), { .kind = EDIT_ADD, .text = "b", .section = "loop" }, -ENOENT,
      "in the tag loop" },
    { TASKMASTER, DOC(T("")), { .kind = EDIT_ADD, .text = "b", .assignee = "qa" }, -ENOTSUP,
      "add the task without an agent" },
    { TASKMASTER, DOC("{\"id\":\"one\",\"title\":\"a\"}"), { .kind = EDIT_ADD, .text = "b" }, -ENOTSUP,
      "no number to go on from" },
    { TASKMASTER, DOC("{\"id\":\"T-09\",\"title\":\"a\"}"), { .kind = EDIT_ADD, .text = "b" }, 0,
      DOC("{\"id\":\"T-09\",\"title\":\"a\"},{\"id\":\"T-10\",\"title\":\"b\"}") },
};

static void patch_file(Str bytes, const Patch *p, Buf *out)
{
    buf_clear(out);
    buf_add_str(out, str_slice(bytes, 0, p->at));
    buf_add_str(out, p->with);
    buf_add_str(out, str_slice(bytes, p->at + p->len, bytes.len));
}

/* The patch the other way round gives the same bytes. */
static void check_reverse(Str before, Str after, const Patch *p)
{
    CLEANUP(buf_done) Buf back = BUF_INIT;
    patch_file(after, &(Patch){ .at = p->at, .len = p->with.len, .with = str_slice(before, p->at, p->at + p->len) },
               &back);
    assert_true(str_eq(buf_str(&back), before));
}

static int edit(const char *path, Str bytes, int task, const EditWish *w, Arena *a, Patch *p, Message *m)
{
    CLEANUP(facts_free_ptr) Facts *f = doc_read(path, bytes);
    return edit_json(path, bytes, f, task, w, a, p, m);
}

/* The door for all edits reads each answer back, and hands out the same one. */
static void check_door(const Case *c, const Patch *p)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Message m = { 0 };
    Patch same;
    int r = doc_edit(c->path, str_from(c->before), c->wish.kind == EDIT_ADD ? -1 : 0, &c->wish, a, &same, &m);
    assert_string_equal(m.text, "");
    assert_int_equal(r, 0);
    assert_true(same.at == p->at && same.len == p->len && str_eq(same.with, p->with));
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const Case *c = &cases[i];
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(buf_done) Buf after = BUF_INIT;
        Message m = { 0 };
        Patch p;
        int r = edit(c->path, str_from(c->before), c->wish.kind == EDIT_ADD ? -1 : 0, &c->wish, a, &p, &m);
        if (r == 0) {
            patch_file(str_from(c->before), &p, &after);
            check_reverse(str_from(c->before), buf_str(&after), &p);
            check_door(c, &p);
        }
        if (c->result == 0)
            assert_string_equal(r == 0 ? after.data : m.text, c->after);
        else if (!strstr(m.text, c->after))
            assert_string_equal(m.text, c->after);
        assert_int_equal(r, c->result);
    }
}

/* ---- a new task looks like its neighbours ---- */

static void test_add_lines(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf text = BUF_INIT, after = BUF_INIT;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Message m = { 0 };
    Patch p;
    EditWish w = { .kind = EDIT_ADD, .text = "Clean \"up\"", .state = TASK_IN_PROGRESS };
    read_file(DOCUMENTS "/taskmaster/tasks.json", &text);
    assert_int_equal(edit(TASKMASTER, buf_str(&text), 0, &w, a, &p, &m), 0);
    assert_str_is(p.with, ",\n      {\n        \"id\": 8,\n        \"title\": \"Clean \\\"up\\\"\",\n"
                          "        \"description\": \"\",\n        \"status\": \"in-progress\",\n"
                          "        \"dependencies\": [],\n        \"priority\": \"medium\",\n"
                          "        \"details\": \"\",\n        \"subtasks\": []\n      }");
    CLEANUP(arena_free_ptr) Arena *b = arena_new();
    Patch same;
    assert_int_equal(doc_edit(TASKMASTER, buf_str(&text), 0, &w, b, &same, &m), 0);
    assert_true(str_eq(same.with, p.with));
    assert_int_equal(p.line, 14);
    assert_int_equal(p.lines, 10);
    patch_file(buf_str(&text), &p, &after);
    CLEANUP(facts_free_ptr) Facts *f = doc_read(TASKMASTER, buf_str(&after));
    assert_int_equal(f->tasks.len, 11);
    assert_int_equal(f->problems.len, 0);
    assert_string_equal(f->tasks.items[1].title, "Clean \"up\"");
    assert_string_equal(f->tasks.items[1].ref, "8");
}

/* Beside a subtask, behind the last of a tag, and in the encoding of the file. */
static void test_add_elsewhere(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf text = BUF_INIT, wide = BUF_INIT;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Message m = { 0 };
    Patch p;
    read_file(DOCUMENTS "/taskmaster/tasks.json", &text);
    EditWish w = { .kind = EDIT_ADD, .text = "é" };
    assert_int_equal(edit(TASKMASTER, buf_str(&text), 3, &w, a, &p, &m), 0);
    assert_non_null(strstr(p.with.data, "\"id\": 3,\n            \"title\": \"é\",\n            \"status\": "
                                        "\"pending\""));
    w.section = "loop";
    assert_int_equal(edit(TASKMASTER, buf_str(&text), -1, &w, a, &p, &m), 0);
    assert_str_is(p.with, ",\n      { \"id\": \"L-2\", \"title\": \"é\", \"status\": \"pending\", "
                          "\"dependencies\": [], \"subtasks\": [] }");
    w.section = "master";
    w.assignee = "qa";
    assert_int_equal(edit(TASKMASTER, buf_str(&text), -1, &w, a, &p, &m), 0);
    assert_str_is(p.with, ",\n      { \"id\": 8, \"title\": \"é\", \"status\": \"pending\", \"assignee\": \"qa\" }");
    buf_adds(&wide, "\xFF\xFE");
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.data[i] < 0x80)
            buf_addc(&wide, text.data[i]), buf_addc(&wide, '\0');
    assert_int_equal(edit(TASKMASTER, buf_str(&wide), -1, &w, a, &p, &m), 0);
    assert_memory_equal(p.with.data, ",\0\n\0 \0", 6);
}

/* ---- properties ---- */

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static void check_others(const Facts *a, const Facts *b, size_t but)
{
    assert_int_equal(a->tasks.len, b->tasks.len);
    for (size_t i = 0; i < a->tasks.len; i++) {
        const TaskFact *x = &a->tasks.items[i], *y = &b->tasks.items[i];
        assert_string_equal(x->title, y->title);
        assert_true(same_text(x->ref, y->ref) && x->line == y->line && x->depth == y->depth);
        assert_true(i == but || (same_text(x->state_raw, y->state_raw) && same_text(x->assignee, y->assignee)));
    }
}

static void check_states(const char *path, Str bytes)
{
    CLEANUP(facts_free_ptr) Facts *f = doc_read(path, bytes);
    for (size_t i = 0; i < f->tasks.len; i++)
        for (int s = TASK_UNKNOWN + 1; s < TASK_STATE_COUNT; s++) {
            CLEANUP(arena_free_ptr) Arena *a = arena_new();
            CLEANUP(buf_done) Buf after = BUF_INIT;
            Message m = { 0 };
            Patch p;
            EditWish w = { .kind = EDIT_STATE, .state = (TaskState)s };
            if (edit_json(path, bytes, f, (int)i, &w, a, &p, &m) < 0) {
                assert_true(m.text[0]);
                continue;
            }
            patch_file(bytes, &p, &after);
            check_reverse(bytes, buf_str(&after), &p);
            CLEANUP(facts_free_ptr) Facts *g = doc_read(path, buf_str(&after));
            check_others(f, g, i);
            assert_int_equal(g->tasks.items[i].state, s);
            assert_true(same_text(f->tasks.items[i].assignee, g->tasks.items[i].assignee));
        }
}

static void check_mutants(const char *path, const char *fixture, int n)
{
    CLEANUP(buf_done) Buf whole = BUF_INIT;
    uint32_t seed = 11;
    read_file(fixture, &whole);
    for (int i = 0; i < n; i++) {
        CLEANUP(buf_done) Buf text = BUF_INIT;
        buf_add_str(&text, buf_str(&whole));
        if (i)
            mutate(&text, &seed);
        check_states(path, buf_str(&text));
    }
}

static void test_mutants(void **state)
{
    (void)state;
    check_mutants(TASKMASTER, DOCUMENTS "/taskmaster/tasks.json", 60);
    check_mutants(BEADS, DOCUMENTS "/beads/issues.jsonl", 60);
}

static void test_no_such_task(void **state)
{
    (void)state;
    Message m = { 0 };
    Patch p;
    EditWish w = { .kind = EDIT_STATE, .state = TASK_DONE };
    assert_int_equal(edit(TASKMASTER, STR("{}"), 0, &w, NULL, &p, &m), -ENOENT);
    assert_int_equal(edit(TASKMASTER, STR("{}"), -1, &w, NULL, &p, &m), -ENOENT);
    w.kind = EDIT_ADD;
    assert_int_equal(edit(TASKMASTER, STR("{}"), -1, &w, NULL, &p, &m), -ENOENT);
    assert_non_null(strstr(m.text, "no task that a new one could look like"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),   cmocka_unit_test(test_add_lines),    cmocka_unit_test(test_add_elsewhere),
        cmocka_unit_test(test_mutants), cmocka_unit_test(test_no_such_task),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
