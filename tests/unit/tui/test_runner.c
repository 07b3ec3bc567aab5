/*
 * test_runner.c - commands run in the order in which they were given, and none that changes something is lost.
 */
#include "tui_test.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "runner.h"

typedef struct {
    Loop *loop;
    Runner *runner;
    int want, ended;            /* the loop stops when as many have ended */
    char told[256];
} Fixture;

static char ran[256];           /* written by the worker, read when it rests */

static int run_word(Cmd *cmd)
{
    strncat(ran, cmd->args.items[0], sizeof ran - strlen(ran) - 1);
    buf_adds(cmd->out, cmd->args.items[0]);
    return strcmp(cmd->args.items[0], "x") == 0 ? cmd_refuse(cmd, "no %s", "x") : DONE;
}

static const CommandRow look = { .name = "look", .args = "WORD", .min_args = 1, .max_args = 1, .run = run_word };
static const CommandRow change = { .name = "change it", .args = "WORD", .min_args = 1, .max_args = 1,
                                   .needs = NEED_WRITABLE, .run = run_word };
static const CommandRow *const table[] = { &look, &change, NULL };

static void on_done(void *ctx, const CommandRow *row, int code, const char *out, const char *error)
{
    Fixture *f = ctx;
    size_t n = strlen(f->told);
    snprintf(f->told + n, sizeof f->told - n, "%s=%d:%s%s;", row->name, code, out, error);
    if (++f->ended == f->want)
        loop_stop(f->loop);
}

static int start(Fixture *f, const CommandRow *row, const char *word)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    StrList words = { 0 };
    if (row == &change)
        strlist_add(&words, a, "change");
    strlist_add(&words, a, row == &change ? "it" : "look");
    strlist_add(&words, a, word);
    return runner_start(f->runner, row, &words);
}

static void set_up(Fixture *f, const char *root)
{
    *ran = '\0';
    assert_int_equal(loop_new(&f->loop), 0);
    f->runner = runner_new(f->loop, root, table, on_done, f);
}

static void tear_down(Fixture *f)
{
    runner_free(f->runner);
    loop_free(f->loop);
}

static void test_one_after_the_other(void **state)
{
    (void)state;
    Fixture f = { .want = 3 };
    set_up(&f, "/");
    assert_int_equal(runner_pending(f.runner), 0);
    assert_int_equal(start(&f, &look, "a"), 0);
    assert_int_equal(start(&f, &look, "x"), 0);
    assert_int_equal(start(&f, &look, "b"), 0);
    assert_int_equal(runner_pending(f.runner), 3);
    loop_run(f.loop);
    assert_string_equal(ran, "axb");
    assert_string_equal(f.told, "look=0:a;look=1:xno x;look=0:b;");
    assert_int_equal(runner_pending(f.runner), 0);
    tear_down(&f);
}

static void test_a_full_queue_says_so(void **state)
{
    (void)state;
    Fixture f = { 0 };
    set_up(&f, "/");
    for (int i = 0; i < RUNNER_QUEUE_MAX; i++)
        assert_int_equal(start(&f, &look, "a"), 0);
    assert_int_equal(start(&f, &look, "b"), -EAGAIN);
    tear_down(&f);                      /* nobody waits for what only looks */
    assert_string_equal(ran, "a");
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

static void test_changes_are_made_before_leaving(void **state)
{
    (void)state;
    char root[] = "/tmp/baton-runner-XXXXXX", folder[64];
    assert_non_null(mkdtemp(root));
    snprintf(folder, sizeof folder, "%s/.baton", root);
    assert_int_equal(mkdir(folder, 0700), 0);
    setenv("XDG_CONFIG_HOME", root, 1);
    setenv("XDG_STATE_HOME", root, 1);
    Fixture f = { 0 };
    set_up(&f, root);
    assert_int_equal(start(&f, &look, "a"), 0);
    assert_int_equal(start(&f, &change, "b"), 0);
    assert_int_equal(start(&f, &look, "c"), 0);
    assert_int_equal(start(&f, &change, "d"), 0);
    tear_down(&f);
    assert_string_equal(ran, "abd");
    assert_int_equal(nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_after_the_other),
        cmocka_unit_test(test_a_full_queue_says_so),
        cmocka_unit_test(test_changes_are_made_before_leaving),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
