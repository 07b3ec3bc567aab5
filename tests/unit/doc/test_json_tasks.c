/*
 * test_json_tasks.c - task-master's tasks.json and beads' issues: what is broken, and where things stand.
 *
 * What a whole file says is compared in test_documents.
 */
#include "json_test.h"

static const struct { const char *path, *text, *dialect; } paths[] = {
    { ".taskmaster/tasks/tasks.json", "", NULL },
    { "tasks/tasks.json", "{}", "taskmaster" },
    { "plan.json", " {\"tasks\": []}", "taskmaster" },
    { "other.json", "{\"task\": []}", "text" },
    { "package.json", "{\"scripts\":{\"tasks\":1}}", "text" },
    { ".beads/issues.jsonl", "x", "beads" },
    { ".beads/interactions.jsonl", "{\"action\":1}", "text" },
    { "export.jsonl", "\n{\"id\":\"a\",\"title\":\"b\",\"issue_type\":\"c\"}", "beads" },
    { "export.jsonl", "{\"id\":\"a\",\"title\":\"b\"}", "telemetry" },
};

static void test_paths(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
        CLEANUP(facts_free_ptr) Facts *f = read_doc(paths[i].path, paths[i].text);
        if (paths[i].dialect)
            assert_string_equal(f->dialect, paths[i].dialect);
        assert_int_equal(f->tasks.len, strcmp(paths[i].path, "export.jsonl") == 0 && i == 7);
    }
}

#define TASK(id, title) "{\"id\":" id ",\"title\":\"" title "\",\"status\":\"done\"}"

/* path, text, tasks, the line of the first problem (0: none) and words of it */
static const struct { const char *path, *text; size_t tasks; int line; const char *says; } broken[] = {
    { TASKMASTER, "{\"tasks\":[" TASK("1", "a") ",\n" TASK("2", "b"), 2, 2, "ends inside of a list" },
    { TASKMASTER, "{\"tasks\":[" TASK("1", "a") ",\n{\"id\":2,\"title\":\"b\"", 1, 2, "inside of an object" },
    { TASKMASTER, "{\"tasks\":[" TASK("1", "a") ",\n{\"title\":\"b\",\"status\":\"done\",\"x\":[", 2, 2,
      "inside of a list" },
    { TASKMASTER, "{\"tasks\":[" TASK("1", "a") "\n" TASK("2", "b") ",]}", 2, 2, "comma is missing" },
    { TASKMASTER, "{\"tasks\":[" TASK("1", "a") "]}\n}", 1, 2, "behind the end" },
    { TASKMASTER, "{\"tasks\":[" TASK("1", "a") ",\n7,\n" TASK("2", "b") "]}", 2, 2, "no task" },
    { TASKMASTER, "{\"tasks\":[\n{\"id\":1},\n" TASK("2", "b") "]}", 1, 2, "no title" },
    { TASKMASTER, "{\"tasks\":[{\"title\":\"a\",\n\"title\":\"b\"}]}", 1, 2, "twice" },
    { TASKMASTER, "\xEF\xBB\xBF{\"tasks\":[" TASK("1", "a") "]}", 1, 0, NULL },
    { TASKMASTER, "[" TASK("1", "a") "]", 1, 0, NULL },
    { TASKMASTER, "{\"tasks\":3,\"a\":4,\"b\":{\"tasks\":{}}}", 0, 0, NULL },
    { TASKMASTER, "<<<<<<< HEAD\n{}", 0, 1, "a value was expected" },
    { BEADS, TASK("1", "a") "\n{\n\n" TASK("2", "b"), 2, 2, "no issue" },
    { BEADS, TASK("1", "a") " x\n[1]\n", 0, 1, "behind the object" },
    { BEADS, TASK("1", "a") "\n" TASK("1", "b") "\n", 1, 1, "comes again in line 2" },
    { BEADS, TASK("1", "a") "\r\n\r\n\r" TASK("2", "b"), 2, 0, NULL },
};

static void test_broken(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(broken); i++) {
        CLEANUP(facts_free_ptr) Facts *f = read_doc(broken[i].path, broken[i].text);
        assert_int_equal(f->tasks.len, broken[i].tasks);
        assert_int_equal(f->problems.len > 0, broken[i].says != NULL);
        if (!broken[i].says)
            continue;
        assert_int_equal(f->problems.items[0].line, broken[i].line);
        assert_non_null(strstr(f->problems.items[0].message, broken[i].says));
    }
}

/* Of issues with one id the last counts, in the order of the lines that count. */
static void test_same_ids(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (int i = 0; i < 5000; i++)
        buf_addf(&text, "{\"id\":\"bd-%d\",\"title\":\"t%d\",\"status\":\"open\"}\n", i % 2500, i);
    CLEANUP(facts_free_ptr) Facts *f = doc_read(BEADS, buf_str(&text));
    assert_int_equal(f->tasks.len, 2500);
    for (int i = 0; i < 2500; i++)
        assert_int_equal(f->tasks.items[i].line, 2501 + i);
    assert_true(f->problems.len < 50);
}

static void test_nesting(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    buf_adds(&text, "{\"tasks\":[");
    for (int i = 0; i < 20; i++)
        buf_adds(&text, "{\"id\":1,\"title\":\"t\",\"subtasks\":[");
    for (int i = 0; i < 20; i++)
        buf_adds(&text, "]}");
    buf_adds(&text, "]}");
    CLEANUP(facts_free_ptr) Facts *f = doc_read(TASKMASTER, buf_str(&text));
    assert_int_equal(f->tasks.len, 9);
    assert_string_equal(f->tasks.items[2].ref, "1.1.1");
    assert_int_equal(f->tasks.items[8].depth, 8);
    assert_int_equal(f->problems.len, 1);
}

static void check_spans(const Facts *f, Str text)
{
    for (size_t i = 0; i < f->tasks.len; i++) {
        const TaskFact *t = &f->tasks.items[i];
        assert_int_equal(t->line, t->at.line);
        Str title = span_of(text, t->at);
        bool plain = str_chr(title, '\\') < 0 && str_eq(title, str_trim(title));
        if (plain && strpbrk(t->title, "\r\t\x7f") == NULL && title.len == strlen(t->title))
            assert_str_is(title, t->title);
        assert_int_equal(t->state_at.line > 0, t->state_form == FORM_JSON);
        assert_int_equal(t->assignee_at.line > 0, t->assignee_form == FORM_JSON);
        if (t->state_raw)
            assert_true(str_find(span_of(text, t->state_at), str_slice(str_from(t->state_raw), 0, 1)) >= 0);
        if (t->assignee)
            (void)span_of(text, t->assignee_at);
    }
}

static void check_mutants(const char *path, const char *fixture)
{
    CLEANUP(buf_done) Buf whole = BUF_INIT;
    uint32_t seed = 7;
    read_file(fixture, &whole);
    for (int i = 0; i < 1500; i++) {
        CLEANUP(buf_done) Buf text = BUF_INIT;
        buf_add_str(&text, buf_str(&whole));
        if (i)
            mutate(&text, &seed);
        CLEANUP(facts_free_ptr) Facts *f = doc_read(path, buf_str(&text));
        if (strcmp(f->encoding, "utf-8") == 0)
            check_spans(f, buf_str(&text));
    }
}

static void test_mutants(void **state)
{
    (void)state;
    check_mutants(TASKMASTER, DOCUMENTS "/taskmaster/tasks.json");
    check_mutants(BEADS, DOCUMENTS "/beads/issues.jsonl");
}

static void test_spans(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    read_file(DOCUMENTS "/taskmaster/tasks.json", &text);
    CLEANUP(facts_free_ptr) Facts *f = doc_read(TASKMASTER, buf_str(&text));
    const TaskFact *t = &f->tasks.items[4];
    assert_str_is(span_of(buf_str(&text), t->at), "Taste");
    assert_str_is(span_of(buf_str(&text), t->state_at), "\"review\"");
    assert_str_is(span_of(buf_str(&text), t->assignee_at), "\"qa-engineer\"");
    assert_null(f->tasks.items[5].assignee);
    assert_str_is(span_of(buf_str(&text), f->tasks.items[5].assignee_at), "\"\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths),   cmocka_unit_test(test_broken),  cmocka_unit_test(test_same_ids),
        cmocka_unit_test(test_nesting), cmocka_unit_test(test_mutants), cmocka_unit_test(test_spans),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
