/*
 * test_edits.c - two `baton task` processes and one that saves like an editor, on one file.
 *
 * Every line is at every moment one that somebody wrote whole.  What baton acknowledged is in the file,
 * or was passed by a later edit, or its loss was noticed.  The editor saves now from what it has just read,
 * now from an older copy; now over the old file, now by a new one in its place.
 */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "ledger_help.h"

#include "baton/base/clock.h"
#include "baton/base/fd.h"

enum { TASKS = 12, BATONS = 2, EDITS = 100, KILLS = 25 };

static const char *baton;

typedef struct {
    char dir[64];
    Arena *a;
} Field;

static const char *file_in(Field *f)
{
    return path_join(f->a, f->dir, ".claude/tasks/session-current.md");
}

static int make(void **state)
{
    Field *f = mem_alloc(sizeof *f);
    *f = (Field){ .dir = "/tmp/baton-edits-XXXXXX", .a = arena_new() };
    if (!mkdtemp(f->dir) || chdir(f->dir) < 0)
        return -1;
    setenv("HOME", f->dir, 1);
    setenv("XDG_CONFIG_HOME", f->dir, 1);
    setenv("XDG_STATE_HOME", f->dir, 1);
    setenv("BATON_DATA", f->dir, 1);
    dir_make_all(".claude/tasks", 0755);
    dir_make_all(".baton", 0755);
    CLEANUP(buf_done) Buf text = BUF_INIT;
    buf_adds(&text, "# Session\n\n## Tasks\n\n");
    for (int i = 1; i <= TASKS; i++)
        buf_addf(&text, i % 3 ? "- [ ] T-%d work of kind %d\n" : "- T-%d work of kind %d **Status**: todo\n", i, i);
    *state = f;
    return file_write_atomic(file_in(f), buf_str(&text), 0640);
}

static bool drop_one(void *ctx, const char *path)
{
    Field *f = ctx;
    unlink(path_join(f->a, f->dir, path));
    return true;
}

static int drop(void **state)
{
    Field *f = *state;
    if (chdir("/") < 0)
        return -1;
    glob_files(f->dir, "**", 10000, drop_one, f);
    glob_files(path_join(f->a, f->dir, ".baton"), "**", 10000, drop_one,
               &(Field){ .a = f->a });
    static const char *const made[] = { ".claude/tasks", ".claude", ".baton/spool" };
    for (size_t i = 0; i < ARRAY_LEN(made); i++)
        rmdir(path_join(f->a, f->dir, made[i]));
    static const char *const files[] = { "state.db", "state.db-wal", "state.db-shm", ".gitignore" };
    for (size_t i = 0; i < ARRAY_LEN(files); i++)
        unlink(path_join(f->a, path_join(f->a, f->dir, ".baton"), files[i]));
    rmdir(path_join(f->a, f->dir, ".baton"));
    rmdir(f->dir);
    arena_free(f->a);
    free(f);
    return 0;
}

/* Exit code of `baton task WORD TASK`; stdout of it goes nowhere. */
static pid_t start_baton(const char *word, const char *task)
{
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, 1);
        dup2(null, 2);
        execl(baton, baton, "task", word, task, (char *)NULL);
        _exit(127);
    }
    return pid;
}

static int end_of(pid_t pid)
{
    int status = 0;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static int edit_randomly(unsigned seed)
{
    static const char *const words[] = { "start", "done", "reopen", "done" };
    char task[16];
    int acknowledged = 0;
    for (int i = 0; i < 6 * EDITS && acknowledged < EDITS; i++) {
        snprintf(task, sizeof task, "T-%d", 1 + rand_r(&seed) % TASKS);
        int code = end_of(start_baton(words[(size_t)rand_r(&seed) % ARRAY_LEN(words)], task));
        if (code > 1)
            return -1;
        acknowledged += code == 0;
    }
    return acknowledged;
}

static bool is_line(Str line)
{
    static const char *const starts[] = { "# Session", "## Tasks", "- [ ] T-", "- [x] T-", "- [~] T-", "- [X] T-",
                                          "- [-] T-", "- [>] T-", "- [/] T-", "- T-", "- a remark of number " };
    if (!line.len)
        return true;
    for (size_t i = 0; i < ARRAY_LEN(starts); i++)
        if (str_starts(line, str_from(starts[i])))
            return memchr(line.data, '\0', line.len) == NULL;
    return false;
}

/* How many tasks are in it; -1: one of its lines is damaged. */
static int tasks_in(Str text, Str *ret_line)
{
    int tasks = 0;
    while (str_next_line(&text, ret_line)) {
        if (!is_line(*ret_line))
            return -1;
        tasks += str_find(*ret_line, STR(" work of kind ")) >= 0;
    }
    return tasks;
}

/* ---- the editor ---- */

static void save(const char *path, Str text, bool in_place)
{
    if (!in_place) {
        (void)file_write_atomic(path, text, 0640);
        return;
    }
    int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
    if (fd >= 0) {
        fd_write_all(fd, text);
        close(fd);
    }
}

static volatile sig_atomic_t stopped;

static void stop(int signal_number)
{
    (void)signal_number;
    stopped = 1;
}

/* Reads whole lines only; adds to what it read, and saves it at once or a while later. */
static int play_editor(Field *f, unsigned seed)
{
    CLEANUP(buf_done) Buf copy = BUF_INIT;
    Str line;
    for (int i = 0; !stopped; i++) {
        clock_sleep(rand_r(&seed) % 120);
        if (i % 4) {
            buf_clear(&copy);
            if (file_read(file_in(f), 1 << 20, &copy, NULL) < 0 || !copy.len)
                continue;
            if (tasks_in(buf_str(&copy), &line) != TASKS)
                return 1;
            buf_addf(&copy, "- a remark of number %d\n", i);
        }
        if (i % 8 == 3)
            clock_sleep(rand_r(&seed) % 60);    /* baton may be faster by now */
        if (copy.len)
            save(file_in(f), buf_str(&copy), i % 2);
    }
    return 0;
}

static void check_lines(Field *f)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Str line;
    assert_int_equal(file_read(file_in(f), 1 << 20, &text, NULL), 0);
    int tasks = tasks_in(buf_str(&text), &line);
    if (tasks < 0)
        fail_msg("a damaged line: '%.*s'", STR_ARG(line));
    assert_int_equal(tasks, TASKS);
}

static void check_edits(Field *f, int acknowledged)
{
    Message m = { 0 };
    CLEANUP(store_free_ptr) Store *s = NULL;
    EditRows rows = { 0 };
    int of[EDIT_STATE_COUNT] = { 0 };
    int64_t events;
    if (store_open(path_join(f->a, f->dir, ".baton/state.db"), STORE_WRITE, 5000, &s, &m) < 0)
        fail_msg("%s", m.text);
    if (store_verify(s, &events, &m) != 0)
        fail_msg("%s", m.text);
    assert_int_equal(store_edits(s, f->a, &(EditQuery){ 0 }, &rows), 0);
    assert_int_equal(rows.len, acknowledged);
    for (size_t i = 0; i < rows.len; i++) {
        const EditRow *e = &rows.items[i];
        TaskRows tasks = { 0 };
        of[e->state]++;
        assert_int_equal(store_tasks(s, f->a, &(TaskQuery){ .id = e->task }, &tasks), 0);
        assert_int_equal(tasks.len, 1);
        if (e->state == EDIT_STANDING)
            assert_string_equal(task_state_text(tasks.items[0].state), e->became);
    }
    print_message("%d edits: %d stand, %d lost, %d passed\n", acknowledged, of[EDIT_STANDING], of[EDIT_LOST],
                  of[EDIT_PASSED]);
}

static void check_no_litter(Field *f)
{
    CLEANUP(close_dir) DIR *d = opendir(path_join(f->a, f->dir, ".claude/tasks"));
    for (struct dirent *e; (e = readdir(d));)
        if (strncmp(e->d_name, ".baton-edit-", 12) == 0)
            fail_msg("left behind: %s", e->d_name);
}

static void look_once_more(void)
{
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, 1);
        execl(baton, baton, "tasks", (char *)NULL);
        _exit(127);
    }
    assert_int_equal(end_of(pid), 0);
}

static void acknowledged_edits_are_there_or_known_as_lost(void **state)
{
    Field *f = *state;
    int counts[BATONS], pipes[2], all = 0;
    assert_int_equal(pipe(pipes), 0);
    fflush(NULL);
    for (unsigned i = 0; i < BATONS; i++)
        if (fork() == 0) {
            int n = edit_randomly(17 + i);
            _exit(write(pipes[1], &n, sizeof n) == sizeof n ? 0 : 1);
        }
    pid_t editor = fork();
    if (editor == 0) {
        signal(SIGTERM, stop);
        _exit(play_editor(f, 5));
    }
    for (int i = 0; i < BATONS; i++) {
        assert_int_equal(read(pipes[0], &counts[i], sizeof counts[i]), sizeof counts[i]);
        assert_int_equal(counts[i], EDITS);
        all += counts[i];
    }
    kill(editor, SIGTERM);
    assert_int_equal(end_of(editor), 0);
    while (wait(NULL) > 0)
        ;
    close(pipes[0]);
    close(pipes[1]);
    look_once_more();
    check_lines(f);
    check_edits(f, all);
    check_no_litter(f);
}

static void a_killed_edit_leaves_a_whole_file(void **state)
{
    Field *f = *state;
    unsigned seed = 3;
    int acknowledged = 0;
    for (int i = 0; i < KILLS; i++) {
        pid_t pid = start_baton(i % 2 ? "done" : "start", i % 3 ? "T-3" : "T-6");
        clock_sleep(rand_r(&seed) % 90);
        kill(pid, SIGKILL);
        end_of(pid);
        check_lines(f);
    }
    acknowledged = end_of(start_baton("review", "T-9"));
    acknowledged = MIN(acknowledged, 1);
    look_once_more();
    check_lines(f);
    check_no_litter(f);
}

int main(int argc, char *argv[])
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s BATON\n", argv[0]);
        return 2;
    }
    baton = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(acknowledged_edits_are_there_or_known_as_lost, make, drop),
        cmocka_unit_test_setup_teardown(a_killed_edit_leaves_a_whole_file, make, drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
