/*
 * test_fd.c - descriptors: readable, full, hung up, not to be polled.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/until.h"

typedef struct {
    Loop *loop;
    int pipe[2];
    Fd *in, *out;
    size_t read, written, total;
    int in_calls, out_calls;
    bool eof, done;
} Stream;

static int make(void **state)
{
    static Stream s;
    s = (Stream){ 0 };
    if (loop_new(&s.loop) < 0 || pipe(s.pipe) < 0)
        return -1;
    *state = &s;
    return 0;
}

static int end(void **state)
{
    Stream *s = *state;
    fd_free(s->in);
    fd_free(s->out);
    loop_free(s->loop);
    for (int i = 0; i < 2; i++)
        if (s->pipe[i] >= 0)
            close(s->pipe[i]);
    return 0;
}

static void on_in(void *ctx, int events, int status)
{
    Stream *s = ctx;
    char buf[4096];
    assert_int_equal(status, 0);
    assert_true(events & FD_READABLE);
    s->in_calls++;
    ssize_t n = read(s->pipe[0], buf, sizeof buf);
    if (n > 0)
        s->read += (size_t)n;
    s->eof = n == 0;
    if (n == 0)
        fd_want(s->in, 0);
    s->done = s->eof || (s->total && s->read == s->total);
}

/* Writes until the pipe is full, then waits for the loop to say that there is room. */
static void on_out(void *ctx, int events, int status)
{
    static const char zeros[1 << 15];
    Stream *s = ctx;
    assert_int_equal(status, 0);
    assert_true(events & FD_WRITABLE);
    s->out_calls++;
    while (s->written < s->total) {
        ssize_t n = write(s->pipe[1], zeros, MIN(sizeof zeros, s->total - s->written));
        if (n < 0) {
            assert_int_equal(errno, EAGAIN);
            return;
        }
        s->written += (size_t)n;
    }
    fd_want(s->out, 0);
}

static void test_polling_makes_it_non_blocking(void **state)
{
    Stream *s = *state;
    assert_false(fcntl(s->pipe[0], F_GETFL) & O_NONBLOCK);
    s->in = fd_new(s->loop, s->pipe[0], on_in, s);
    assert_non_null(s->in);
    assert_true(fcntl(s->pipe[0], F_GETFL) & O_NONBLOCK);
}

static void test_readable(void **state)
{
    Stream *s = *state;
    s->total = 5;
    s->in = fd_new(s->loop, s->pipe[0], on_in, s);
    fd_want(s->in, FD_READABLE);
    assert_int_equal(write(s->pipe[1], "hello", 5), 5);
    assert_true(loop_until(s->loop, DEADLINE_MS, is_set, &s->done));
    assert_int_equal(s->in_calls, 1);
}

static void test_not_wanted_is_silent(void **state)
{
    Stream *s = *state;
    s->in = fd_new(s->loop, s->pipe[0], on_in, s);
    fd_want(s->in, FD_READABLE);
    fd_want(s->in, 0);
    assert_int_equal(write(s->pipe[1], "x", 1), 1);
    uint64_t turns = loop_turns(s->loop);
    loop_for(s->loop, 20);
    assert_int_equal(s->in_calls, 0);
    assert_true(loop_turns(s->loop) - turns <= FEW_TURNS);
    fd_want(s->in, FD_READABLE);
    s->total = 1;
    assert_true(loop_until(s->loop, DEADLINE_MS, is_set, &s->done));
}

static void test_full_pipe_waits_and_loses_nothing(void **state)
{
    Stream *s = *state;
    s->total = 1 << 20;                     /* sixteen times what a pipe holds */
    s->in = fd_new(s->loop, s->pipe[0], on_in, s);
    s->out = fd_new(s->loop, s->pipe[1], on_out, s);
    fd_want(s->out, FD_WRITABLE);
    loop_for(s->loop, 20);                  /* nobody reads */
    assert_in_range(s->written, 4096, s->total - 1);
    int calls = s->out_calls;
    uint64_t turns = loop_turns(s->loop);
    loop_for(s->loop, 20);
    assert_int_equal(s->out_calls, calls);  /* a stalled reader costs no turns */
    assert_true(loop_turns(s->loop) - turns <= FEW_TURNS);
    fd_want(s->in, FD_READABLE);
    assert_true(loop_until(s->loop, DEADLINE_MS, is_set, &s->done));
    assert_int_equal(s->written, s->total);
}

static void test_end_of_file_is_readable(void **state)
{
    Stream *s = *state;
    s->in = fd_new(s->loop, s->pipe[0], on_in, s);
    fd_want(s->in, FD_READABLE);
    close(s->pipe[1]);
    s->pipe[1] = -1;
    assert_true(loop_until(s->loop, DEADLINE_MS, is_set, &s->eof));
}

static void on_broken(void *ctx, int events, int status)
{
    Stream *s = ctx;
    (void)events;
    s->out_calls++;
    s->done = status < 0;
}

static void test_broken_pipe_says_so_once(void **state)
{
    Stream *s = *state;
    s->out = fd_new(s->loop, s->pipe[1], on_broken, s);
    static const char zeros[1 << 17];       /* full, so that only the breakage can be reported */
    assert_true(write(s->pipe[1], zeros, sizeof zeros) > 0);
    close(s->pipe[0]);
    s->pipe[0] = -1;
    fd_want(s->out, FD_WRITABLE);
    assert_true(loop_until(s->loop, DEADLINE_MS, is_set, &s->done));
    int calls = s->out_calls;
    loop_for(s->loop, 10);
    assert_int_equal(s->out_calls, calls);
}

static void test_regular_file_is_refused(void **state)
{
    Stream *s = *state;
    char path[] = "/tmp/baton-test-fd-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd > 2);
    assert_null(fd_new(s->loop, fd, on_in, s));
    unlink(path);
    close(fd);
}

static void test_closed_descriptor_is_refused(void **state)
{
    Stream *s = *state;
    assert_null(fd_new(s->loop, 1000, on_in, s));
}

static void free_self(void *ctx, int events, int status)
{
    Stream *s = ctx;
    (void)events, (void)status;
    s->in_calls++;
    s->in = fd_free(s->in);
}

static void test_freed_inside_its_callback(void **state)
{
    Stream *s = *state;
    s->in = fd_new(s->loop, s->pipe[0], free_self, s);
    fd_want(s->in, FD_READABLE);
    assert_int_equal(write(s->pipe[1], "x", 1), 1);
    loop_run(s->loop);                      /* nothing is left afterwards */
    assert_int_equal(s->in_calls, 1);
}

int main(void)
{
#define ON_PIPE(test) cmocka_unit_test_setup_teardown(test, make, end)
    const struct CMUnitTest tests[] = {
        ON_PIPE(test_polling_makes_it_non_blocking),
        ON_PIPE(test_readable),
        ON_PIPE(test_not_wanted_is_silent),
        ON_PIPE(test_full_pipe_waits_and_loses_nothing),
        ON_PIPE(test_end_of_file_is_readable),
        ON_PIPE(test_broken_pipe_says_so_once),
        ON_PIPE(test_regular_file_is_refused),
        ON_PIPE(test_closed_descriptor_is_refused),
        ON_PIPE(test_freed_inside_its_callback),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
