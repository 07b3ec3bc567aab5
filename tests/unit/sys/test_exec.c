/*
 * test_exec.c - what a program gets, what is kept of what it says, and that nothing of it is left.
 */
#include <pthread.h>
#include <pty.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "baton/base/clock.h"
#include "baton/base/file.h"
#include "baton/sys/exec.h"
#include "sys/scratch.h"

enum { LONG_MS = 20 * 1000, SOME = 64 * 1024 };

#define SH(script) ((const char *const[]){ "sh", "-c", script, NULL })

typedef struct {
    Buf out;
    ExecResult result;
} Outcome;

static void outcome_done(Outcome *o)
{
    buf_done(&o->out);
}

/* Runs it in a way in which it has to start. */
static Outcome run(ExecOrder o)
{
    Outcome r = { .out = BUF_INIT };
    o.timeout_ms = o.timeout_ms ? o.timeout_ms : LONG_MS;
    o.max = o.max ? o.max : SOME;
    assert_int_equal(exec_run(&o, &r.out, &r.result), 0);
    return r;
}

static const struct {
    const char *script, *input;
    bool only_stdout;
    int status;
    const char *output;
} runs[] = {
    { "echo a; echo b >&2; exit 3",     "",     false,  3,      "a\nb\n" },
    { "echo a; echo b >&2; exit 3",     "",     true,   3,      "a\n" },
    { "cat",                            "",     false,  0,      "" },
    { "cat",                            "in\n", false,  0,      "in\n" },
    { "exit 0",                         "not read by anybody", false, 0, "" },
    { "head -c 2; echo; kill -9 $$",    "input", false, 137,    "in\n" },
    { "exec >&- 2>&-; sleep 0.05; exit 4", "",  false,  4,      "" },
    { "test -e /dev/tty && : </dev/tty", "",    true,   1,      "" },           /* it has no terminal */
};

/* A program in a folder that is named from where we are is one of the project's. */
static void test_absolute_folders_alone(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *was = arena_strdup(a, getenv("PATH"));
    char dir[] = "/tmp/baton-test-XXXXXX";
    assert_non_null(mkdtemp(dir));
    CLEANUP(outcome_done) Outcome made = run((ExecOrder){ .dir = dir, .argv = SH(
        "mkdir bin; printf '#!/bin/sh\\necho forged\\n' >only-here; cp only-here bin/true; cp only-here true; "
        "chmod +x only-here true bin/true") });
    assert_int_equal(made.result.status, 0);
    setenv("PATH", arena_printf(a, ".:bin::%s", was), 1);
    const char *const plain[] = { "true", NULL }, *const here[] = { "only-here", NULL };
    CLEANUP(outcome_done) Outcome first = run((ExecOrder){ .dir = dir, .argv = plain, .absolute = true });
    assert_string_equal(first.out.data, "");
    CLEANUP(buf_done) Buf out = BUF_INIT;
    ExecResult result;
    assert_int_equal(exec_run(&(ExecOrder){ .dir = dir, .argv = here, .absolute = true, .timeout_ms = LONG_MS,
                                            .max = SOME }, &out, &result), -ENOENT);
    setenv("PATH", was, 1);
    CLEANUP(outcome_done) Outcome gone = run((ExecOrder){ .argv = (const char *const[]){ "rm", "-r", dir, NULL } });
    assert_int_equal(gone.result.status, 0);
}

static void test_what_it_gets_and_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(runs); i++) {
        CLEANUP(outcome_done) Outcome r = run((ExecOrder){
            .argv = SH(runs[i].script), .input = str_from(runs[i].input), .only_stdout = runs[i].only_stdout });
        assert_string_equal(r.out.data, runs[i].output);
        if (runs[i].status == 1)
            assert_int_not_equal(r.result.status, 0);
        else
            assert_int_equal(r.result.status, runs[i].status);
        assert_false(r.result.timed_out);
        assert_int_equal(r.result.dropped, 0);
    }
}

/* More than any pipe holds, both ways. */
static void test_large_input(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf in = BUF_INIT;
    for (int i = 0; i < 100 * 1000; i++)
        buf_addf(&in, "%d\n", i);
    CLEANUP(outcome_done) Outcome r = run((ExecOrder){ .argv = SH("cat"), .input = buf_str(&in), .max = 1 << 20 });
    assert_true(str_eq(buf_str(&r.out), buf_str(&in)));
}

static void test_environment(void **state)
{
    (void)state;
    setenv("BATON_TEST_KEPT", "kept", 1);
    setenv("BATON_TEST_OTHER", "was", 1);
    setenv("BATON_TEST_GONE", "was", 1);
    const char *const env[] = { "BATON_TEST_OTHER=is=so", "BATON_TEST_GONE", "BATON_TEST_NEW=", NULL };
    CLEANUP(outcome_done) Outcome r = run((ExecOrder){
        .argv = SH("echo $BATON_TEST_KEPT $BATON_TEST_OTHER ${BATON_TEST_GONE-none} ${BATON_TEST_NEW-none}."),
        .env = env });
    assert_string_equal(r.out.data, "kept is=so none .\n");
    assert_string_equal(getenv("BATON_TEST_OTHER"), "was");
}

static void test_what_cannot_be_started(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    ExecResult result;
    const char *const none[] = { "baton-no-such-program", NULL };
    const char *const folder[] = { "/tmp", NULL };
    assert_int_equal(exec_run(&(ExecOrder){ .argv = none, .max = SOME }, &out, &result), -ENOENT);
    assert_int_equal(exec_run(&(ExecOrder){ .argv = folder, .max = SOME }, &out, &result), -EACCES);
    assert_int_equal(exec_run(&(ExecOrder){ .argv = SH("true"), .dir = "/no/such", .max = SOME }, &out, &result),
                     -ENOENT);
    assert_int_equal(out.len, 0);
}

/* The first and the last half, whatever the sizes of its pieces. */
static void test_ends_are_kept(void **state)
{
    (void)state;
    static const size_t limits[] = { 1, 2, 3, 10, 4999, 65536, 468893, 468894, 468895, 1000000 };
    static const char script[] = "seq 1 20000; sleep 0.01; seq 20001 80000";
    CLEANUP(outcome_done) Outcome all = run((ExecOrder){ .argv = SH(script), .max = 1 << 20 });
    Str whole = buf_str(&all.out);
    assert_int_equal(whole.len, 468894);
    for (size_t i = 0; i < ARRAY_LEN(limits); i++) {
        CLEANUP(outcome_done) Outcome r = run((ExecOrder){ .argv = SH(script), .max = limits[i] });
        size_t kept = MIN(limits[i], whole.len), tail = limits[i] < whole.len ? limits[i] / 2 : 0;
        Str out = buf_str(&r.out);
        assert_int_equal(out.len, kept);
        assert_int_equal(r.result.dropped, whole.len - kept);
        assert_true(str_eq(str_slice(out, 0, kept - tail), str_slice(whole, 0, kept - tail)));
        assert_true(str_eq(str_slice(out, kept - tail, kept), str_slice(whole, whole.len - tail, whole.len)));
    }
}

static void test_nothing_is_kept(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    ExecResult result;
    assert_int_equal(exec_run(&(ExecOrder){ .argv = SH("echo hello") }, &out, &result), 0);
    assert_int_equal(out.len, 0);
    assert_int_equal(result.dropped, 6);
}

static long peak_kib(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return u.ru_maxrss;
}

static void test_a_flood_is_not_kept(void **state)
{
    (void)state;
    long before = peak_kib();
    CLEANUP(outcome_done) Outcome r = run((ExecOrder){ .argv = SH("head -c 300000000 /dev/zero"), .max = SOME });
    assert_int_equal(r.out.len, SOME);
    assert_int_equal(r.result.dropped, 300000000 - SOME);
    assert_in_range(peak_kib() - before, 0, 50 * 1024);
}

static void add_live(void *ctx, Str chunk)
{
    buf_add_str(ctx, chunk);
}

static void test_live(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf seen = BUF_INIT;
    CLEANUP(outcome_done) Outcome r = run((ExecOrder){
        .argv = SH("echo one; sleep 0.02; echo two >&2; seq 1000"), .max = 8, .live = add_live, .ctx = &seen });
    assert_int_equal(seen.len, 8 + 3893);
    assert_true(str_starts(buf_str(&seen), STR("one\ntwo\n1\n2\n")));
    assert_string_equal(r.out.data, "one\n000\n");
}

/* Endings */

/* Runs or sleeps, and is no zombie that nobody has reaped yet. */
static bool lives(int pid)
{
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0)
        close(fd);
    if (n <= 0)
        return false;
    text[n] = '\0';
    const char *end = strrchr(text, ')');
    return end && end[2] != 'Z' && end[2] != 'X';
}

static void assert_dies(Str pid)
{
    int64_t n = 0;
    assert_int_equal(str_to_i64(str_trim(pid), &n), 0);
    assert_true(n > 1);
    for (int64_t from = clock_mono(); lives((int)n); usleep(1000))
        assert_true(clock_mono() - from < LONG_MS);
}

static const struct {
    const char *script;         /* says the pid of what it leaves behind */
    bool times_out;
} endings[] = {
    { "sleep 1000 & echo $!",                                           false },
    { "(trap '' HUP TERM INT; sleep 1000; echo late) & echo $!",        false },
    { "sleep 1000 & echo $!; wait",                                     true },
    { "trap '' TERM; sleep 1000 & echo $!; wait; wait",                 true },
    { "sleep 1000 & echo $!; kill -STOP $$",                            true },
    { "sleep 1000 & echo $!; exec >&- 2>&-; wait",                      true },
};

static void test_nothing_is_left(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        int64_t from = clock_mono();
        CLEANUP(outcome_done) Outcome r = run((ExecOrder){
            .argv = SH(endings[i].script), .timeout_ms = endings[i].times_out ? 200 : LONG_MS });
        assert_in_range(clock_mono() - from, endings[i].times_out ? 199 : 0, LONG_MS - 1);
        assert_int_equal(r.result.timed_out, endings[i].times_out);
        assert_int_equal(r.result.status, endings[i].times_out ? 128 + SIGKILL : 0);
        assert_dies(buf_str(&r.out));
    }
}

/* One in a session of its own escapes the kill, but it does not hold us. */
static void test_an_escaped_writer_does_not_hold_us(void **state)
{
    (void)state;
    int64_t from = clock_mono();
    CLEANUP(outcome_done) Outcome r = run((ExecOrder){
        .argv = SH("setsid sh -c 'for i in 1 2 3 4 5 6 7 8 9 10; do echo x || exit; sleep 0.2; done' & exit 0") });
    assert_in_range(clock_mono() - from, 0, 1500);
    assert_int_equal(r.result.status, 0);
}

static void test_fork_bomb_of_a_few(void **state)
{
    (void)state;
    static const char script[] = "for i in $(seq 50); do (sleep 1000; yes) & done; yes";
    CLEANUP(outcome_done) Outcome r = run((ExecOrder){ .argv = SH(script), .timeout_ms = 300, .max = 1000 });
    assert_true(r.result.timed_out);
    assert_int_equal(r.out.len, 1000);
}

/* Threads */

static int run_many_wrong;

static void *run_many(void *ctx)
{
    char script[64], expected[32];
    int me = (int)(intptr_t)ctx;
    for (int i = 0; i < 20; i++) {
        Outcome r = { .out = BUF_INIT };
        snprintf(script, sizeof script, "cat; exit %d", me);
        snprintf(expected, sizeof expected, "thread %d round %d", me, i);
        int started = exec_run(&(ExecOrder){ .argv = SH(script), .input = str_from(expected), .max = SOME,
                                             .timeout_ms = LONG_MS }, &r.out, &r.result);
        bool right = started == 0 && r.result.status == me && strcmp(r.out.data, expected) == 0;
        buf_done(&r.out);
        if (!right)
            return &run_many_wrong;
    }
    return NULL;
}

static void test_on_threads(void **state)
{
    (void)state;
    pthread_t threads[6];
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, run_many, (void *)(intptr_t)i), 0);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++) {
        void *wrong;
        pthread_join(threads[i], &wrong);
        assert_null(wrong);
    }
}

/* The terminal */

/* What the function makes of a terminal of its own: its exit status; answer is typed at once. */
static int on_terminal(int (*fn)(void), const char *answer)
{
    int master, status = 0;
    pid_t pid = forkpty(&master, NULL, NULL, NULL);
    if (pid == 0)
        _exit(fn());
    assert_true(pid > 0);
    assert_int_equal(write(master, answer, strlen(answer)), (ssize_t)strlen(answer));
    for (int64_t from = clock_mono(); waitpid(pid, &status, WNOHANG) != pid; usleep(1000))
        if (clock_mono() - from > LONG_MS)
            kill(pid, SIGKILL);
    close(master);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int code_of(const char *script, bool terminal)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    ExecResult r = { 0 };
    int n = exec_run(&(ExecOrder){ .argv = SH(script), .terminal = terminal, .timeout_ms = LONG_MS, .max = SOME },
                     &out, &r);
    return n < 0 ? 99 : r.status;
}

static int ask_there(void)
{
    static const char script[] = "stty -echo </dev/tty && read x </dev/tty && stty echo </dev/tty && test $x = secret";
    int code = code_of(script, true);
    return code ? code : tcgetpgrp(0) == getpgrp() ? 42 : 98;     /* it is ours again */
}

static int ask_without(void)
{
    return code_of("read x </dev/tty", false) ? 42 : 0;
}

static int interrupted(void)
{
    return code_of("kill -INT 0; sleep 10", true);
}

static int stopped(void)
{
    return code_of("kill -STOP $$; exit 43", true);
}

static int not_started(void)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    ExecResult r;
    const char *const none[] = { "baton-no-such-program", NULL };
    int n = exec_run(&(ExecOrder){ .argv = none, .terminal = true, .max = SOME }, &out, &r);
    return n == -ENOENT && tcgetpgrp(0) == getpgrp() ? 42 : 0;
}

static int from_behind(void)
{
    pid_t pid = fork();
    int status;
    if (pid == 0) {
        setpgid(0, 0);
        _exit(code_of("read x </dev/tty", true) ? 42 : 0);        /* no terminal for who is not in front */
    }
    return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status) : 97;
}

static void test_terminal(void **state)
{
    (void)state;
    assert_int_equal(on_terminal(ask_there, "secret\n"), 42);
    assert_int_equal(on_terminal(ask_without, "secret\n"), 42);
    assert_int_equal(on_terminal(interrupted, ""), 128 + SIGINT);
    assert_int_equal(on_terminal(stopped, ""), 43);
    assert_int_equal(on_terminal(not_started, ""), 42);
    assert_int_equal(on_terminal(from_behind, "secret\n"), 42);
}

/* Start times */

static uint64_t started_of_named(const char *name)
{
    Scratch s;
    scratch_make(&s);
    const char *path = scratch_path(&s, name);
    assert_int_equal(symlink("/bin/sleep", path), 0);
    pid_t pid = fork();
    if (pid == 0) {
        execl(path, path, "1000", (char *)NULL);
        _exit(127);
    }
    uint64_t ticks = proc_started(pid);
    for (int i = 0; i < 100; i++, usleep(1000))
        assert_int_equal(proc_started(pid), ticks);     /* before and after exec */
    kill(pid, SIGKILL);
    siginfo_t info;
    waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT);
    assert_int_equal(proc_started(pid), 0);             /* a zombie holds nothing any more */
    waitpid(pid, NULL, 0);
    assert_int_equal(proc_started(pid), 0);
    scratch_remove(s.dir);
    return ticks;
}

static void test_started(void **state)
{
    (void)state;
    uint64_t own = proc_started(getpid());
    assert_true(own > 0);
    assert_true(proc_started(1) <= own);
    assert_int_equal(proc_started(0), 0);
    assert_int_equal(proc_started(-1), 0);
    assert_int_equal(proc_started(INT32_MAX), 0);
    uint64_t before = own;
    static const char *const names[] = { "plain", "a b", "a) S 1 (b", ") ", "((" };
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        uint64_t at = started_of_named(names[i]);
        assert_true(at >= before);
        assert_true(at - own < (uint64_t)sysconf(_SC_CLK_TCK) * 600);
        before = at;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_absolute_folders_alone),
        cmocka_unit_test(test_what_it_gets_and_says),
        cmocka_unit_test(test_large_input),
        cmocka_unit_test(test_environment),
        cmocka_unit_test(test_what_cannot_be_started),
        cmocka_unit_test(test_ends_are_kept),
        cmocka_unit_test(test_nothing_is_kept),
        cmocka_unit_test(test_a_flood_is_not_kept),
        cmocka_unit_test(test_live),
        cmocka_unit_test(test_nothing_is_left),
        cmocka_unit_test(test_an_escaped_writer_does_not_hold_us),
        cmocka_unit_test(test_fork_bomb_of_a_few),
        cmocka_unit_test(test_on_threads),
        cmocka_unit_test(test_terminal),
        cmocka_unit_test(test_started),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
