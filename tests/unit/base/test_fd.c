/*
 * test_fd.c - writing all of a text, also into a pipe that is full just now.
 */
#include "cases.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include "baton/base/fd.h"

enum { MORE_THAN_A_PIPE = 1 << 20 };

static void *drain(void *arg)
{
    int *fd = arg;
    char piece[4096];
    size_t got = 0;
    for (ssize_t n; (n = read(*fd, piece, sizeof piece)) > 0;)
        got += (size_t)n;
    close_fd(fd);
    return (void *)got;
}

static void test_a_full_pipe_is_waited_for(void **state UNUSED)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    int ends[2];
    pthread_t reader;
    void *got;
    buf_reserve(&text, MORE_THAN_A_PIPE);
    while (text.len < MORE_THAN_A_PIPE)
        buf_adds(&text, "0123456789abcdef");
    assert_int_equal(pipe2(ends, O_NONBLOCK | O_CLOEXEC), 0);
    assert_int_equal(fcntl(ends[0], F_SETFL, 0), 0);
    assert_int_equal(pthread_create(&reader, NULL, drain, &ends[0]), 0);
    assert_int_equal(fd_write_all(ends[1], buf_str(&text)), 0);
    close_fd(&ends[1]);
    assert_int_equal(pthread_join(reader, &got), 0);
    assert_int_equal((size_t)got, text.len);
    assert_int_equal(ends[0], -1);
    assert_int_equal(ends[1], -1);
}

static void test_what_cannot_be_written_is_said(void **state UNUSED)
{
    CLEANUP(close_fd) int reading = open("/dev/null", O_RDONLY | O_CLOEXEC);
    CLEANUP(close_fd) int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    assert_int_equal(fd_write_all(reading, STR("x")), -EBADF);
    assert_int_equal(fd_write_all(full, STR("x")), -ENOSPC);
    assert_int_equal(fd_write_all(full, STR("")), 0);
}

static void test_nothing_is_closed_twice(void **state UNUSED)
{
    int fd = dup(STDERR_FILENO), other = -1;
    close_fd(&fd);
    close_fd(&fd);
    close_fd(&other);
    assert_int_equal(fd, -1);
    assert_int_equal(other, -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_full_pipe_is_waited_for),
        cmocka_unit_test(test_what_cannot_be_written_is_said),
        cmocka_unit_test(test_nothing_is_closed_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
