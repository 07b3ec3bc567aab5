/*
 * test_ingest_bad.c - files that are not what they should be: said, never fatal, nothing lost.
 */
#include "project_test.h"

#define BOARD "TASKS.md"

static Buf repeated(const char *head, const char *text, size_t size)
{
    Buf b = BUF_INIT;
    buf_adds(&b, head);
    while (b.len < size)
        buf_adds(&b, text);
    return b;
}

static void make_binary(Scene *s)
{
    char bytes[4096];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)((i * 7919u >> 3) % 256);
    put_bytes(s, BOARD, (Str){ bytes, sizeof bytes });
}

static void make_huge(Scene *s)
{
    put(s, BOARD, "");
    assert_int_equal(truncate(scene_path(s, BOARD), 17 << 20), 0);
}

static void make_long_line(Scene *s)
{
    CLEANUP(buf_done) Buf b = repeated("- [ ] one\n- [ ] ", "long ", 5 << 20);
    put_bytes(s, BOARD, buf_str(&b));
}

static void make_ten_megabytes(Scene *s)
{
    CLEANUP(buf_done) Buf b = repeated("- [ ] one\n", "Words that are no task.\n", 10 << 20);
    put_bytes(s, BOARD, buf_str(&b));
}

static void make_empty(Scene *s) { put(s, BOARD, ""); }
static void make_invalid(Scene *s) { put(s, BOARD, "- [ ] one \xff\xfe two\n- [ ] three \xc3\n"); }
static void make_nul(Scene *s)
{
    put_bytes(s, BOARD, STR("- [ ] one\n- [ ] two\n\0\0\0\0\0\0\0\0"));
}
static void make_escapes(Scene *s) { put(s, BOARD, "- [ ] one \x1b[2J\x1b]0;title\x07 end\n"); }
static void make_folder(Scene *s) { assert_int_equal(dir_make_all(scene_path(s, BOARD), 0755), 0); }
static void make_fifo(Scene *s) { assert_int_equal(mkfifo(scene_path(s, BOARD), 0644), 0); }
static void make_dangling(Scene *s)
{
    assert_int_equal(symlink("nowhere", scene_path(s, BOARD)), 0);
}
static void make_loop(Scene *s) { assert_int_equal(symlink(BOARD, scene_path(s, BOARD)), 0); }

static const struct {
    const char *name;
    void (*make)(Scene *s);
    int unreadable;
    const char *says;           /* part of its problem; NULL: it need not have one */
} bad[] = {
    { "binary", make_binary, 1, "binary" },
    { "over 16 MB", make_huge, 1, "larger than 16 MB" },
    { "one line of 5 MB", make_long_line, 0, NULL },
    { "10 MB", make_ten_megabytes, 0, NULL },
    { "empty", make_empty, 0, NULL },
    { "invalid UTF-8", make_invalid, 0, NULL },
    { "NUL bytes", make_nul, 0, NULL },
    { "escape sequences", make_escapes, 0, NULL },
    { "a folder", make_folder, 1, "is a folder" },
    { "a fifo", make_fifo, 1, "no regular file" },
    { "a dangling link", make_dangling, 1, "link to nothing" },
    { "a link to itself", make_loop, 1, "leads to itself" },
};

static void assert_says(Scene *s, const char *what)
{
    ProblemRows rows = { 0 };
    assert_int_equal(store_problems(s->c->store, s->arena, BOARD, &rows), 0);
    assert_true(rows.len > 0);
    if (!strstr(rows.items[0].message, what))
        fail_msg("'%s' does not say '%s'", rows.items[0].message, what);
}

static void test_bad_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        Scene s;
        scene_init(&s);
        bad[i].make(&s);
        put(&s, "TODO.md", "- [ ] a good one\n");
        look(&s);
        if (s.report.unreadable != bad[i].unreadable)
            fail_msg("%s: unreadable %d", bad[i].name, s.report.unreadable);
        assert_int_equal(task_count(&s, "TODO.md"), 1);
        if (bad[i].says)
            assert_says(&s, bad[i].says);
        look(&s);
        assert_int_equal(s.report.events, 0);
        assert_sound(&s);
        scene_done(&s);
    }
}

/* Then a good file stands there again. */
static void test_what_was_known_is_kept_while_it_cannot_be_read(void **state)
{
    Scene *s = *state;
    put(s, BOARD, "- [ ] one\n- [ ] two\n");
    look(s);
    TaskRow one = task(s, "one");
    drop(s, BOARD);
    make_dangling(s);
    look(s);
    assert_int_equal(task_count(s, BOARD), 2);
    drop(s, BOARD);
    make_binary(s);
    look(s);
    assert_int_equal(task_count(s, BOARD), 2);
    assert_says(s, "binary");
    put(s, BOARD, "- [ ] one\n- [x] two\n");
    look(s);
    assert_string_equal(task(s, "one").id, one.id);
    ProblemRows rows = { 0 };
    assert_int_equal(store_problems(s->c->store, s->arena, BOARD, &rows), 0);
    assert_int_equal(rows.len, 0);
    assert_sound(s);
}

static void test_no_permission(void **state)
{
    Scene *s = *state;
    if (geteuid() == 0)
        skip();                 /* root reads everything */
    put(s, BOARD, "- [ ] one\n");
    put(s, ".agents/logs/a.jsonl", "{}\n");
    assert_int_equal(chmod(scene_path(s, BOARD), 0), 0);
    assert_int_equal(chmod(scene_path(s, ".agents/logs/a.jsonl"), 0), 0);
    look(s);
    assert_int_equal(s->report.unreadable, 2);
    assert_says(s, "permission");
    assert_int_equal(chmod(scene_path(s, BOARD), 0644), 0);
    look(s);
    assert_int_equal(task_count(s, BOARD), 1);
}

static void test_a_name_that_is_no_text(void **state)
{
    Scene *s = *state;
    put(s, ".claude/tasks/session-\xff.md", "- [ ] one\n");
    look(s);
    assert_int_equal(s->report.seen, 0);
    assert_int_equal(task_count(s, NULL), 0);
}

static void test_a_log_of_one_endless_line(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf b = repeated("", "xxxxxxxxxxxxxxxx", 20 << 20);
    buf_adds(&b, "\n{\"ts\":\"2026-01-01T00:00:00Z\",\"agent\":\"qa\",\"action\":\"START\"}\n");
    put_bytes(s, ".agents/logs/a.jsonl", buf_str(&b));
    look(s);
    assert_int_equal(event_count(s, EVENT_TELEMETRY), 1);
    assert_sound(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bad_files),
        SCENE_TEST(test_what_was_known_is_kept_while_it_cannot_be_read),
        SCENE_TEST(test_no_permission),
        SCENE_TEST(test_a_name_that_is_no_text),
        SCENE_TEST(test_a_log_of_one_endless_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
