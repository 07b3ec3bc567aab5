/*
 * test_loop.c - timers, signals, prepares, wakes, work and the end of a loop.
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "sys/until.h"

static int make(void **state)
{
    Loop *l = NULL;
    if (loop_new(&l) < 0)
        return -1;
    *state = l;
    return 0;
}

static int end(void **state)
{
    *state = loop_free(*state);
    return 0;
}

static void count(void *ctx)
{
    ++*(int *)ctx;
}

static bool is_three(void *ctx)
{
    return *(int *)ctx == 3;
}

static void never(void *ctx)
{
    (void)ctx;
    fail_msg("called after it was freed");
}

static void never_ready(void *ctx, int events, int status)
{
    (void)events, (void)status;
    never(ctx);
}

static void test_empty_loop_returns(void **state)
{
    assert_int_equal(loop_run(*state), 0);
}

static void test_timer_fires_once_and_not_early(void **state)
{
    int fired = 0;
    Timer *t = timer_new(*state, count, &fired);
    int64_t from = clock_mono();
    assert_false(timer_active(t));
    timer_start(t, 30, 0);
    assert_true(timer_active(t));
    loop_run(*state);                       /* nothing else is left: ends by itself */
    assert_int_equal(fired, 1);
    assert_true(clock_mono() - from >= 29);
    assert_false(timer_active(t));
    timer_free(t);
}

static void test_timer_repeats_until_stopped(void **state)
{
    int fired = 0;
    Timer *t = timer_new(*state, count, &fired);
    timer_start(t, 1, 1);
    assert_true(loop_until(*state, DEADLINE_MS, is_three, &fired));
    timer_stop(t);
    loop_for(*state, 10);
    assert_int_equal(fired, 3);
    timer_free(t);
}

static void test_timer_restart_counts_anew(void **state)
{
    int late = 0, early = 0;
    Timer *a = timer_new(*state, count, &late), *b = timer_new(*state, count, &early);
    timer_start(a, 1, 0);
    timer_start(a, 3600 * 1000, 0);
    timer_start(b, 5, 0);
    loop_for(*state, 30);
    assert_int_equal(early, 1);
    assert_int_equal(late, 0);
    timer_free(a);
    timer_free(b);
}

/* A timer that is started after a long callback waits its whole time. */
typedef struct { Timer *second; Wake *wake; int64_t from, to; } Slow;

static void slow_first(void *ctx)
{
    Slow *s = ctx;
    for (int64_t from = clock_mono(); clock_mono() - from < 40;)
        ;
    s->from = clock_mono();
    timer_start(s->second, 20, 0);
    wake_send(s->wake);                     /* the loop looks at the clock before the 20 ms are over */
}

static void slow_second(void *ctx)
{
    Slow *s = ctx;
    s->to = clock_mono();
    s->wake = wake_free(s->wake);
}

static void ignore(void *ctx)
{
    (void)ctx;
}

static void test_timer_counts_from_its_start(void **state)
{
    Slow s = { .wake = wake_new(*state, ignore, NULL) };
    Timer *first = timer_new(*state, slow_first, &s);
    s.second = timer_new(*state, slow_second, &s);
    timer_start(first, 0, 0);
    loop_run(*state);
    assert_true(s.to - s.from >= 19);
    timer_free(first);
    timer_free(s.second);
}

static void test_freed_handles_stay_silent(void **state)
{
    Timer *t = timer_new(*state, never, NULL);
    timer_start(t, 0, 1);
    Prepare *p = prepare_new(*state, never, NULL);
    Wake *w = wake_new(*state, never, NULL);
    wake_send(w);
    assert_null(timer_free(t));
    assert_null(prepare_free(p));
    assert_null(wake_free(w));
    loop_for(*state, 10);
    assert_null(timer_free(NULL));
    assert_null(prepare_free(NULL));
    assert_null(wake_free(NULL));
    assert_null(signal_free(NULL));
    assert_null(fd_free(NULL));
}

typedef struct { Timer *t; int fired; } Self;

static void free_self(void *ctx)
{
    Self *s = ctx;
    s->fired++;
    s->t = timer_free(s->t);
}

static void test_a_callback_may_free_its_own_handle(void **state)
{
    Self s = { .t = timer_new(*state, free_self, &s) };
    timer_start(s.t, 1, 1);
    loop_run(*state);
    assert_int_equal(s.fired, 1);
}

static void test_loop_free_closes_what_is_left(void **state)
{
    (void)state;
    int fd[2];
    Loop *l;
    assert_int_equal(loop_new(&l), 0);
    assert_int_equal(pipe(fd), 0);
    timer_start(timer_new(l, never, NULL), 0, 1);
    prepare_new(l, never, NULL);
    wake_send(wake_new(l, never, NULL));
    fd_want(fd_new(l, fd[1], never_ready, NULL), FD_WRITABLE);
    loop_stop(l);                           /* an old stop does not end the closing early */
    assert_null(loop_free(l));
    assert_null(loop_free(NULL));
    close(fd[0]);
    close(fd[1]);
}

static void test_prepare_runs_each_turn_and_keeps_nothing_alive(void **state)
{
    int turns = 0, fired = 0;
    Prepare *p = prepare_new(*state, count, &turns);
    loop_run(*state);
    assert_int_equal(turns, 0);
    Timer *t = timer_new(*state, count, &fired);
    timer_start(t, 1, 1);
    assert_true(loop_until(*state, DEADLINE_MS, is_three, &fired));
    assert_true(turns >= 3);
    prepare_free(p);
    timer_free(t);
}

static void test_idle_loop_sleeps(void **state)
{
    Wake *w = wake_new(*state, never, NULL);
    uint64_t before = loop_turns(*state);
    loop_for(*state, 100);
    assert_true(loop_turns(*state) - before <= FEW_TURNS);
    assert_true(loop_turns(*state) > before);
    wake_free(w);
}

/* Signals */

typedef struct { int seen[3]; int n; } Seen;

static void note_signal(void *ctx, int signum)
{
    Seen *s = ctx;
    s->seen[s->n++ % 3] = signum;
}

static bool two_seen(void *ctx)
{
    return ((Seen *)ctx)->n == 2;
}

static void test_signals_arrive_with_their_number(void **state)
{
    Seen s = { 0 };
    Signal *a = signal_new(*state, SIGUSR1, note_signal, &s);
    Signal *b = signal_new(*state, SIGWINCH, note_signal, &s);
    kill(getpid(), SIGUSR1);
    kill(getpid(), SIGWINCH);
    assert_true(loop_until(*state, DEADLINE_MS, two_seen, &s));
    assert_int_equal(s.seen[0] + s.seen[1], SIGUSR1 + SIGWINCH);
    signal_free(a);
    signal_free(b);
    kill(getpid(), SIGWINCH);               /* at its default again: ignored */
    loop_for(*state, 5);
    assert_int_equal(s.n, 2);
}

static void test_signal_that_cannot_be_caught(void **state)
{
    assert_null(signal_new(*state, SIGKILL, note_signal, NULL));
    assert_null(signal_new(*state, 12345, note_signal, NULL));
    assert_null(signal_new(*state, 0, note_signal, NULL));
}

/* Other threads */

typedef struct { pthread_t worker, done_on; bool worked, done; int gate[2]; } Job;

static void job_work(void *ctx)
{
    Job *j = ctx;
    j->worker = pthread_self();
    j->worked = true;
}

static void job_done(void *ctx)
{
    Job *j = ctx;
    j->done_on = pthread_self();
    j->done = true;
}

static void test_work_runs_elsewhere_and_ends_here(void **state)
{
    Job j = { 0 };
    assert_int_equal(work_start(*state, job_work, job_done, &j), 0);
    assert_true(loop_until(*state, DEADLINE_MS, is_set, &j.done));
    assert_true(j.worked);
    assert_false(pthread_equal(j.worker, pthread_self()));
    assert_true(pthread_equal(j.done_on, pthread_self()));
}

static void wait_at_gate(void *ctx)
{
    Job *j = ctx;
    char c;
    j->worked = write(j->gate[1], "x", 1) == 1;     /* begun */
    usleep(20 * 1000);                              /* still at it while the loop is freed */
    j->worked = read(j->gate[0], &c, 1) == 1;
}

static void test_loop_free_waits_for_work_and_calls_no_done(void **state)
{
    (void)state;
    enum { MANY = 40 };                             /* more than there are threads */
    Loop *l;
    Job jobs[MANY] = { 0 };
    assert_int_equal(loop_new(&l), 0);
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(pipe(jobs[i].gate), 0);
        assert_int_equal(work_start(l, wait_at_gate, never, &jobs[i]), 0);
    }
    loop_free(l);
    for (int i = 0; i < MANY; i++) {                /* whole or not begun, nothing in between */
        close(jobs[i].gate[1]);
        char c;
        assert_int_equal(read(jobs[i].gate[0], &c, 1), 0);
        close(jobs[i].gate[0]);
    }
    assert_false(jobs[MANY - 1].worked);
}

static void *send_from_thread(void *ctx)
{
    wake_send(ctx);
    return NULL;
}

static void set_flag(void *ctx)
{
    *(bool *)ctx = true;
}

static void test_wake_from_another_thread(void **state)
{
    bool woken = false;
    pthread_t thread;
    Wake *w = wake_new(*state, set_flag, &woken);
    assert_int_equal(pthread_create(&thread, NULL, send_from_thread, w), 0);
    assert_true(loop_until(*state, DEADLINE_MS, is_set, &woken));
    pthread_join(thread, NULL);
    wake_free(w);
}

/* Breaking the rules stops the program: looked at in a child. */

static void run_again(void *ctx)
{
    loop_run(ctx);
}

static void reenter(void)
{
    Loop *l;
    loop_new(&l);
    timer_start(timer_new(l, run_again, l), 0, 0);
    loop_run(l);
}

static void poll_stdout(void)
{
    Loop *l;
    loop_new(&l);
    fd_new(l, STDOUT_FILENO, never_ready, NULL);
}

static int status_of(void (*crime)(void))
{
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        if (!freopen("/dev/null", "w", stderr))
            _exit(3);
        crime();
        _exit(0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static void test_rules_are_bugs(void **state)
{
    (void)state;
    void (*const crimes[])(void) = { reenter, poll_stdout };
    for (size_t i = 0; i < ARRAY_LEN(crimes); i++) {
        int status = status_of(crimes[i]);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), SIGABRT);
    }
}

int main(void)
{
#define ON_LOOP(test) cmocka_unit_test_setup_teardown(test, make, end)
    const struct CMUnitTest tests[] = {
        ON_LOOP(test_empty_loop_returns),
        ON_LOOP(test_timer_fires_once_and_not_early),
        ON_LOOP(test_timer_repeats_until_stopped),
        ON_LOOP(test_timer_restart_counts_anew),
        ON_LOOP(test_timer_counts_from_its_start),
        ON_LOOP(test_freed_handles_stay_silent),
        ON_LOOP(test_a_callback_may_free_its_own_handle),
        cmocka_unit_test(test_loop_free_closes_what_is_left),
        ON_LOOP(test_prepare_runs_each_turn_and_keeps_nothing_alive),
        ON_LOOP(test_idle_loop_sleeps),
        ON_LOOP(test_signals_arrive_with_their_number),
        ON_LOOP(test_signal_that_cannot_be_caught),
        ON_LOOP(test_work_runs_elsewhere_and_ends_here),
        cmocka_unit_test(test_loop_free_waits_for_work_and_calls_no_done),
        ON_LOOP(test_wake_from_another_thread),
        cmocka_unit_test(test_rules_are_bugs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
