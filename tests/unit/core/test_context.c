/*
 * test_context.c - a project is opened whatever its folder allows.
 */
#include "project_test.h"

#include <sys/wait.h>

#define BOARD "TASKS.md"

static bool in_memory(const Scene *s)
{
    return strcmp(store_path(s->c->store), STORE_MEMORY) == 0;
}

static void reopen_for(Scene *s, StoreMode mode)
{
    Message m = { 0 };
    s->c = context_free(s->c);
    assert_int_equal(context_open(s->dir, &s->c, &m), 0);
    if (context_store(s->c, mode, &m) < 0)
        fail_msg("%s", m.text);
}

static void test_reading_is_reading(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    put(s, BOARD, "- [ ] one\n");
    look(s);
    reopen_for(s, STORE_READ);
    assert_int_equal(s->c->store_mode, STORE_READ);
    assert_false(context_may_record(s->c));
    put(s, BOARD, "- [ ] one\n- [ ] two\n");
    assert_int_equal(ingest(s->c, true, &s->report, &m), 0);
    assert_int_equal(task_count(s, NULL), 1);
    assert_int_equal(context_store(s->c, STORE_WRITE, &m),
                     0); /* the same context may want more later */
    assert_true(context_may_record(s->c));
    look(s);
    assert_int_equal(task_count(s, NULL), 2);
}

static void test_writing_makes_the_folder(void **state)
{
    Scene *s = *state;
    s->c = context_free(s->c);
    setenv("BATON_DIR", scene_path(s, "sub"), 1);
    assert_int_equal(dir_make_all(scene_path(s, "sub"), 0755), 0);
    reopen_for(s, STORE_WRITE);
    unsetenv("BATON_DIR");
    assert_false(in_memory(s));
    assert_int_equal(access(s->c->project->db_path, F_OK), 0);
}

static void test_without_a_ledger_reading_goes_on_in_memory(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    s->c = context_free(s->c);
    nftw(scene_path(s, ".baton"), scene_remove_one, 16, FTW_DEPTH | FTW_PHYS);
    put(s, ".baton", "a file where a folder should be");
    put(s, BOARD, "- [ ] one\n");
    setenv("BATON_DIR", s->dir, 1);
    assert_int_equal(context_open(s->dir, &s->c, &m), 0);
    unsetenv("BATON_DIR");
    assert_true(context_store(s->c, STORE_WRITE, &m) < 0);
    assert_true(*m.text);
    assert_int_equal(context_store(s->c, STORE_READ, &m), 0);
    assert_true(in_memory(s));
    assert_int_equal(s->c->store_mode, STORE_READ);
    assert_non_null(strstr(s->c->notice.text, "read-only"));
    look(s);
    assert_int_equal(task_count(s, NULL), 1);
    put(s, BOARD, "- [x] one\n- [ ] two\n");
    look(s);
    assert_int_equal(task(s, "one").state, TASK_DONE);
}

/* As nobody, in a folder of somebody else. */
static int look_as_nobody(Scene *s)
{
    Context *c = NULL;
    Message m = { 0 };
    IngestReport report = { 0 };

    if (geteuid() == 0 && (setgid(65534) < 0 || setuid(65534) < 0))
        return 1;
    if (context_open(s->dir, &c, &m) < 0 || context_store(c, STORE_WRITE, &m) >= 0 || !*m.text)
        return 2;
    if (context_store(c, STORE_READ, &m) < 0 || ingest(c, true, &report, &m) < 0)
        return 3;
    int64_t n = store_task_count(c->store, &(TaskQuery){ 0 });
    bool told = *c->notice.text != '\0';
    context_free(c);
    return n != 1 ? 4 : !told ? 5 : 0;
}

static void test_a_folder_that_cannot_be_written(void **state)
{
    Scene *s = *state;
    int status;
    put(s, BOARD, "- [ ] one\n");
    look(s);
    s->c = context_free(s->c);
    assert_int_equal(chmod(s->dir, 0755), 0);
    assert_int_equal(chmod(scene_path(s, ".baton/state.db"), 0444), 0);
    assert_int_equal(chmod(scene_path(s, ".baton"), 0555), 0);
    pid_t pid = fork();
    if (pid == 0)
        _exit(look_as_nobody(s));
    assert_int_equal(waitpid(pid, &status, 0), pid);
    chmod(scene_path(s, ".baton"), 0700);
    assert_int_equal(status, 0);
}

static void test_a_fork_has_its_own_connection(void **state)
{
    Scene *s = *state;
    CLEANUP(context_free_ptr) Context *f = NULL;
    Message m = { 0 };
    assert_int_equal(context_fork(s->c, 100, &f, &m), 0);
    assert_ptr_equal(f->project, s->c->project);
    assert_null(f->store);
    assert_int_equal(context_store(f, STORE_WRITE, &m), 0);
    assert_ptr_not_equal(f->store, s->c->store);
    put(s, BOARD, "- [ ] one\n");
    assert_int_equal(ingest(f, true, &s->report, &m), 0);
    assert_int_equal(task_count(s, NULL), 1);
}

static void test_names(void **state)
{
    (void)state;
    assert_true(*context_user());
    assert_true(*context_host());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(test_reading_is_reading),
        SCENE_TEST(test_writing_makes_the_folder),
        SCENE_TEST(test_without_a_ledger_reading_goes_on_in_memory),
        SCENE_TEST(test_a_folder_that_cannot_be_written),
        SCENE_TEST(test_a_fork_has_its_own_connection),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
