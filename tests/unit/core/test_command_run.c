/*
 * What a row needs is made ready or refused before it runs; help and usage errors need nothing.
 */
#include <sys/stat.h>
#include <unistd.h>

#include "cases.h"

#include "baton/base/file.h"
#include "baton/core/command.h"

static int runs;
static bool had_context, had_store, may_write;

static int run(Cmd *cmd)
{
    runs++;
    had_context = cmd->context != NULL;
    had_store = had_context && cmd->context->store;
    may_write = had_store && cmd->context->store_mode == STORE_WRITE;
    buf_adds(cmd->out, "ran\n");
    return DONE;
}

typedef struct {
    char dir[32];
    Arena *arena;
    Buf out;
    Cmd cmd;
} Place;

static void place_init(Place *p)
{
    memcpy(p->dir, "/tmp/baton-test-XXXXXX", 23);
    assert_non_null(mkdtemp(p->dir));
    p->arena = arena_new();
    p->out = BUF_INIT;
    p->cmd = (Cmd){ .arena = p->arena, .out = &p->out };
    runs = 0;
    had_context = had_store = may_write = false;
}

static void remove_tree(const char *dir)
{
    static const char *const files[] = {
        ".baton/state.db",   ".baton/state.db-wal", ".baton/state.db-shm",
        ".baton/.gitignore", ".baton/config.yaml",  ".claude/tasks/session-current.md",
    };
    static const char *const folders[] = { ".baton/spool", ".baton", ".claude/tasks", ".claude" };
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(files); i++)
        unlink(path_join(a, dir, files[i]));
    for (size_t i = 0; i < ARRAY_LEN(folders); i++)
        rmdir(path_join(a, dir, folders[i]));
    rmdir(dir);
}

static void place_done(Place *p)
{
    context_free(p->cmd.context);
    remove_tree(p->dir);
    arena_free(p->arena);
    buf_done(&p->out);
}

static void write_file(Place *p, const char *name, const char *text)
{
    const char *path = path_join(p->arena, p->dir, name);
    assert_int_equal(dir_make_all(path_dir(p->arena, path), 0755), 0);
    assert_int_equal(file_write_atomic(path, str_from(text), 0644), 0);
}

static bool exists(Place *p, const char *name)
{
    return access(path_join(p->arena, p->dir, name), F_OK) == 0;
}

static int run_row(Place *p, unsigned needs, const char *word)
{
    static CommandRow row;
    row = (CommandRow){ .name = "x", .args = "", .help = "Says.", .needs = needs, .run = run };
    return command_run(&p->cmd, &row, p->dir, word != NULL, (const char *const[]){ word });
}

static void a_row_without_needs_gets_nothing(void **state)
{
    (void)state;
    CLEANUP(place_done) Place p;
    place_init(&p);
    assert_int_equal(run_row(&p, 0, NULL), DONE);
    assert_int_equal(runs, 1);
    assert_false(had_context);
}

static void help_runs_and_opens_nothing(void **state)
{
    (void)state;
    CLEANUP(place_done) Place p;
    place_init(&p);
    assert_int_equal(run_row(&p, NEED_WRITABLE, "--help"), DONE);
    assert_int_equal(runs, 0);
    assert_non_null(strstr(p.out.data, "usage: baton x"));
    assert_false(exists(&p, ".baton"));
}

static void a_usage_error_runs_and_opens_nothing(void **state)
{
    (void)state;
    CLEANUP(place_done) Place p;
    place_init(&p);
    assert_int_equal(run_row(&p, NEED_WRITABLE, "--frob"), USAGE);
    assert_int_equal(runs, 0);
    assert_false(exists(&p, ".baton"));
}

static void the_screen_is_inside_and_the_shell_outside(void **state)
{
    (void)state;
    CLEANUP(place_done) Place p;
    place_init(&p);
    assert_int_equal(run_row(&p, NEED_SCREEN, NULL), REFUSED);
    assert_non_null(strstr(p.cmd.error.text, "only inside the dashboard"));
    assert_int_equal(run_row(&p, NEED_SHELL, NULL), DONE);
    p.cmd.face = &p;
    assert_int_equal(run_row(&p, NEED_SCREEN, NULL), DONE);
    assert_int_equal(run_row(&p, NEED_SHELL, NULL), REFUSED);
    assert_non_null(strstr(p.cmd.error.text, "only on the command line"));
    assert_int_equal(runs, 2);
}

static void reading_makes_nothing_where_nothing_is(void **state)
{
    (void)state;
    CLEANUP(place_done) Place p;
    place_init(&p);
    assert_int_equal(run_row(&p, NEED_LEDGER, NULL), DONE);
    assert_true(had_store);
    assert_false(exists(&p, ".baton"));
}

static void reading_takes_the_documents_in(void **state)
{
    (void)state;
    CLEANUP(place_done) Place p;
    place_init(&p);
    write_file(&p, ".claude/tasks/session-current.md", "- [ ] T-1 One\n- [x] T-2 Two\n");
    assert_int_equal(run_row(&p, NEED_LEDGER, NULL), DONE);
    assert_true(exists(&p, ".baton/state.db"));
    assert_int_equal(store_task_count(p.cmd.context->store, &(TaskQuery){ 0 }), 2);
}

static void a_look_takes_nothing_in(void **state)
{
    (void)state;
    CLEANUP(place_done) Place p;
    place_init(&p);
    write_file(&p, ".claude/tasks/session-current.md", "- [ ] T-1 One\n");
    assert_int_equal(run_row(&p, NEED_LEDGER | NO_INGEST, NULL), DONE);
    assert_false(exists(&p, ".baton"));
    assert_int_equal(store_task_count(p.cmd.context->store, &(TaskQuery){ 0 }), 0);
}

static void writing_makes_a_ledger(void **state)
{
    (void)state;
    CLEANUP(place_done) Place p;
    place_init(&p);
    assert_int_equal(run_row(&p, NEED_WRITABLE, NULL), DONE);
    assert_true(may_write);
    assert_true(exists(&p, ".baton/state.db"));
}

static void broken_settings_are_refused_with_their_place(void **state)
{
    (void)state;
    CLEANUP(place_done) Place p;
    place_init(&p);
    write_file(&p, ".baton/config.yaml", "frobnicate: yes\n");
    assert_int_equal(run_row(&p, NEED_PROJECT, NULL), REFUSED);
    assert_int_equal(runs, 0);
    assert_non_null(strstr(p.cmd.error.text, "config.yaml:1"));
}

int main(void)
{
    unsetenv("BATON_DIR");
    setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_without_needs_gets_nothing),
        cmocka_unit_test(help_runs_and_opens_nothing),
        cmocka_unit_test(a_usage_error_runs_and_opens_nothing),
        cmocka_unit_test(the_screen_is_inside_and_the_shell_outside),
        cmocka_unit_test(reading_makes_nothing_where_nothing_is),
        cmocka_unit_test(reading_takes_the_documents_in),
        cmocka_unit_test(a_look_takes_nothing_in),
        cmocka_unit_test(writing_makes_a_ledger),
        cmocka_unit_test(broken_settings_are_refused_with_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
