/*
 * test_proc.c - programs in front, behind and for their output.
 */
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>

#include "baton/base/clock.h"
#include "baton/base/file.h"
#include "baton/sys/proc.h"
#include "sys/scratch.h"

enum { LONG_MS = 20 * 1000, SOME = 64 * 1024 };

#define SH(script) ((const char *const[]){ "sh", "-c", script, NULL })

/* Collecting */

static const struct {
    const char *script;
    int code;
    const char *output;
} captures[] = {
    { "echo out",                               0,      "out\n" },
    { "echo err >&2",                           0,      "err\n" },
    { "echo a; echo b >&2; exit 3",             3,      "a\nb\n" },
    { "exit 255",                               255,    "" },
    { "cat",                                    0,      "" },           /* stdin is empty */
    { "kill -KILL $$",                          137,    "" },
    { "kill -INT $$",                           130,    "" },           /* signals at defaults */
    /* What is left behind is not waited for; closing the output is not the end. */
    { "(sleep 30; echo late) & echo early",    0,      "early\n" },
    { "exec >&- 2>&-; sleep 0.05; exit 4",      4,      "" },
};

static void test_capture(void **state)
{
    (void)state;
    signal(SIGINT, SIG_IGN);
    for (size_t i = 0; i < ARRAY_LEN(captures); i++) {
        CLEANUP(buf_done) Buf out = BUF_INIT;
        int64_t from = clock_mono();
        int code = proc_capture(SH(captures[i].script), NULL, LONG_MS, SOME, &out);
        assert_int_equal(code, captures[i].code);
        assert_string_equal(out.data, captures[i].output);
        assert_true(clock_mono() - from < LONG_MS);
    }
    signal(SIGINT, SIG_DFL);
}

static void test_capture_without_a_limit_of_time(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    assert_int_equal(proc_capture(SH("sleep 0.05; echo x"), NULL, 0, SOME, &out), 0);
    assert_string_equal(out.data, "x\n");
}

static void test_capture_keeps_all_up_to_the_limit(void **state)
{
    (void)state;
    static const char million[] = "head -c 1000000 /dev/zero | tr '\\0' x";
    static const size_t limits[] = { 0, 1, 70000, 999999, 1000000, 1000001 };
    for (size_t i = 0; i < ARRAY_LEN(limits); i++) {
        CLEANUP(buf_done) Buf out = BUF_INIT;
        assert_int_equal(proc_capture(SH(million), NULL, LONG_MS, limits[i], &out), 0);
        assert_int_equal(out.len, MIN(limits[i], (size_t)1000000));
        assert_int_equal(strspn(out.data, "x"), out.len);
    }
}

static void test_capture_runs_in_the_folder(void **state)
{
    (void)state;
    Scratch s;
    scratch_make(&s);
    CLEANUP(buf_done) Buf out = BUF_INIT;
    assert_int_equal(proc_capture(SH("pwd -P"), s.dir, LONG_MS, SOME, &out), 0);
    assert_true(str_eq(str_trim(buf_str(&out)), str_from(s.dir)));
    const char *none = scratch_path(&s, "none");
    assert_int_equal(proc_capture(SH("true"), none, LONG_MS, SOME, &out), -ENOENT);
    scratch_remove(s.dir);
}

static void test_what_cannot_be_run(void **state)
{
    (void)state;
    const char *const none[] = { "baton-no-such-program", NULL };
    const char *const folder[] = { "/tmp", NULL };
    CLEANUP(buf_done) Buf out = BUF_INIT;
    assert_int_equal(proc_capture(none, NULL, LONG_MS, SOME, &out), -ENOENT);
    assert_int_equal(proc_capture(folder, NULL, LONG_MS, SOME, &out), -EACCES);
    assert_int_equal(proc_foreground(none, NULL), -ENOENT);
    assert_int_equal(proc_background(none, NULL), -ENOENT);
}

static void test_no_descriptor_of_ours_gets_in(void **state)
{
    (void)state;
    int leaky = open("/dev/null", O_RDONLY);        /* on purpose without O_CLOEXEC */
    assert_true(leaky > 2);
    char script[64];
    snprintf(script, sizeof script, "test -e /proc/self/fd/%d", leaky);
    CLEANUP(buf_done) Buf out = BUF_INIT;
    assert_int_equal(proc_capture(SH(script), NULL, LONG_MS, SOME, &out), 1);
    close(leaky);
}

/* Runs or sleeps, and is no zombie that nobody has reaped yet. */
static bool lives(int pid)
{
    char path[64];
    CLEANUP(buf_done) Buf stat = BUF_INIT;
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    buf_reserve(&stat, 512);
    ssize_t n = read(fd, stat.data, 511);
    close(fd);
    stat.len = (size_t)MAX(n, 0);
    ptrdiff_t end = str_find(buf_str(&stat), STR(") "));
    return end >= 0 && stat.data[end + 2] != 'Z' && stat.data[end + 2] != 'X';
}

static void assert_dies(int pid)
{
    for (int64_t from = clock_mono(); lives(pid); usleep(1000))
        assert_true(clock_mono() - from < LONG_MS);
}

static int number_in(const Buf *b)
{
    int64_t n = 0;
    assert_int_equal(str_to_i64(str_trim(buf_str(b)), &n), 0);
    assert_true(n > 1);
    return (int)n;
}

static void test_timeout_kills_the_whole_group(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    int64_t from = clock_mono();
    int r = proc_capture(SH("trap '' TERM; sleep 1000 & echo $!; wait"), NULL, 200, SOME, &out);
    assert_int_equal(r, -ETIMEDOUT);
    assert_in_range(clock_mono() - from, 199, LONG_MS);
    assert_dies(number_in(&out));                   /* the grandchild; its output was kept */
}

static void test_timeout_of_one_that_never_stops_writing(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    assert_int_equal(proc_capture(SH("yes"), NULL, 100, 1000, &out), -ETIMEDOUT);
    assert_int_equal(out.len, 1000);
}

/* Behind */

static int read_number_file(const char *path)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (int64_t from = clock_mono(); str_chr(buf_str(&text), '\n') < 0; usleep(1000)) {
        buf_clear(&text);
        file_read(path, SOME, &text, NULL);
        assert_true(clock_mono() - from < LONG_MS);
    }
    return number_in(&text);
}

static void test_background_is_a_group_and_stops(void **state)
{
    (void)state;
    static const char *const scripts[] = {
        "sleep 1000 & echo $! > pid; wait",                     /* ends at TERM */
        "trap '' TERM; sleep 1000 & echo $! > pid; wait; wait", /* needs KILL */
    };
    for (size_t i = 0; i < ARRAY_LEN(scripts); i++) {
        Scratch s;
        scratch_make(&s);
        int pid = proc_background(SH(scripts[i]), s.dir);
        assert_true(pid > 1);
        int inner = read_number_file(scratch_path(&s, "pid"));
        assert_int_equal(getpgid(pid), pid);
        assert_int_equal(getpgid(inner), pid);
        assert_true(lives(inner));
        int64_t from = clock_mono();
        proc_stop(pid);
        assert_true(clock_mono() - from < LONG_MS);
        assert_int_equal(waitpid(pid, NULL, WNOHANG), -1);      /* reaped already */
        assert_dies(inner);
        scratch_remove(s.dir);
    }
}

static void test_stopping_what_has_ended(void **state)
{
    (void)state;
    int pid = proc_background(SH("exit 0"), NULL);
    assert_dies(pid);
    proc_stop(pid);
    assert_int_equal(waitpid(pid, NULL, WNOHANG), -1);
}

/* In front */

static const struct { const char *script; int code; } fronts[] = {
    { "exit 0", 0 },
    { "exit 7", 7 },
    { "kill -TERM $$", 143 },
    { "kill -INT $$", 130 },
    { "kill -INT $PPID; kill -QUIT $PPID; exit 9", 9 },         /* ^C in an editor is not for us */
};

static void own_handler(int signum)
{
    (void)signum;
}

static void test_foreground(void **state)
{
    (void)state;
    struct sigaction before[3], after[3];
    static const int signals[] = { SIGINT, SIGQUIT, SIGTSTP };
    for (int i = 0; i < 3; i++)
        sigaction(signals[i], &(struct sigaction){ .sa_handler = own_handler }, &before[i]);
    for (size_t i = 0; i < ARRAY_LEN(fronts); i++)
        assert_int_equal(proc_foreground(SH(fronts[i].script), NULL), fronts[i].code);
    for (int i = 0; i < 3; i++) {
        sigaction(signals[i], &before[i], &after[i]);
        assert_ptr_equal(after[i].sa_handler, own_handler);
    }
}

static int await_status(pid_t pid, int options)
{
    int status = 0;
    for (int64_t from = clock_mono(); waitpid(pid, &status, options | WNOHANG) != pid; usleep(1000))
        assert_true(clock_mono() - from < LONG_MS);
    return status;
}

/* Our stdin is /dev/null there, but the editor gets the terminal. */
static void test_foreground_has_the_terminal(void **state)
{
    (void)state;
    int master;
    pid_t pid = forkpty(&master, NULL, NULL, NULL);
    if (pid == 0) {
        int null = open("/dev/null", O_RDWR | O_CLOEXEC);
        for (int fd = 0; fd < 3; fd++)
            dup2(null, fd);
        _exit(proc_foreground(SH("test -t 0 && test -t 1 && test -t 2 && exit 42"), NULL));
    }
    assert_true(pid > 0);
    int status = await_status(pid, 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 42);
    close(master);
}

/* The test plays the shell: the job stops when its editor does, and is continued as a group. */
static void test_foreground_stops_with_its_program(void **state)
{
    (void)state;
    pid_t pid = fork();
    if (pid == 0) {
        setpgid(0, 0);
        _exit(proc_foreground(SH("for i in $(seq 30); do kill -STOP $$; done; exit 5"), NULL));
    }
    for (int i = 0; i < 30; i++) {
        assert_true(WIFSTOPPED(await_status(pid, WUNTRACED)));
        kill(-pid, SIGCONT);
    }
    int status = await_status(pid, 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 5);
}

/* Nobody could continue us (an orphaned group, a terminal of its own): the program goes on. */
static void test_foreground_without_a_shell_goes_on(void **state)
{
    (void)state;
    pid_t pid = fork();
    if (pid == 0) {
        setsid();
        _exit(proc_foreground(SH("kill -STOP $$; kill -STOP $$; exit 8"), NULL));
    }
    int status = await_status(pid, WUNTRACED);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 8);
}

/* ^Z stops both at once; one `fg` brings both back. */
static void test_stop_of_the_whole_job(void **state)
{
    (void)state;
    Scratch s;
    scratch_make(&s);
    pid_t pid = fork();
    if (pid == 0) {
        setpgid(0, 0);
        static const char script[] = "echo $$ > pid; until test -e go; do sleep 0.01; done; exit 6";
        _exit(proc_foreground(SH(script), s.dir));
    }
    read_number_file(scratch_path(&s, "pid"));
    kill(-pid, SIGTSTP);
    assert_true(WIFSTOPPED(await_status(pid, WUNTRACED)));
    write_at(scratch_path(&s, "go"), O_CREAT, "");
    kill(-pid, SIGCONT);
    int status = await_status(pid, WUNTRACED);      /* no second stop */
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 6);
    scratch_remove(s.dir);
}

static void test_self(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *self = proc_self(a);
    assert_non_null(self);
    assert_string_equal(path_base(self), program_invocation_short_name);
    assert_int_equal(access(self, X_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_capture),
        cmocka_unit_test(test_capture_without_a_limit_of_time),
        cmocka_unit_test(test_capture_keeps_all_up_to_the_limit),
        cmocka_unit_test(test_capture_runs_in_the_folder),
        cmocka_unit_test(test_what_cannot_be_run),
        cmocka_unit_test(test_no_descriptor_of_ours_gets_in),
        cmocka_unit_test(test_timeout_kills_the_whole_group),
        cmocka_unit_test(test_timeout_of_one_that_never_stops_writing),
        cmocka_unit_test(test_background_is_a_group_and_stops),
        cmocka_unit_test(test_stopping_what_has_ended),
        cmocka_unit_test(test_foreground),
        cmocka_unit_test(test_foreground_has_the_terminal),
        cmocka_unit_test(test_foreground_stops_with_its_program),
        cmocka_unit_test(test_foreground_without_a_shell_goes_on),
        cmocka_unit_test(test_stop_of_the_whole_job),
        cmocka_unit_test(test_self),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
