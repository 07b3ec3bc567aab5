/*
 * test_term_wire.c - bytes that are sent in order, whenever the other end takes them.
 */
#include "tui_test.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "wire.h"

enum { MUCH = 1 << 20 };

static int ends[2];

static int open_pipe(void **state)
{
    (void)state;
    return pipe2(ends, O_NONBLOCK | O_CLOEXEC);
}

static int close_pipe(void **state)
{
    (void)state;
    close(ends[0]);
    close(ends[1]);
    return 0;
}

static void test_everything_goes_at_once_when_there_is_room(void **state)
{
    (void)state;
    Wire w;
    char got[16];
    wire_init(&w, ends[1]);
    assert_false(wire_busy(&w));
    wire_add(&w, STR("hello "));
    wire_add(&w, STR("world"));
    assert_true(wire_busy(&w));
    assert_true(wire_push(&w));
    assert_false(wire_busy(&w));
    assert_int_equal(w.writes, 1);
    assert_int_equal(read(ends[0], got, sizeof got), 11);
    assert_memory_equal(got, "hello world", 11);
    wire_done(&w);
}

static size_t take(char *want_next)
{
    char got[4096];
    ssize_t n = read(ends[0], got, sizeof got);
    for (ssize_t i = 0; i < n; i++) {
        assert_int_equal(got[i], *want_next);
        *want_next = *want_next == 'z' ? 'a' : (char)(*want_next + 1);
    }
    return n > 0 ? (size_t)n : 0;
}

static void test_a_full_pipe_delays_and_nothing_is_lost(void **state)
{
    (void)state;
    Wire w;
    char next = 'a';
    size_t taken = 0;
    wire_init(&w, ends[1]);
    for (int i = 0; i < MUCH; i++)
        wire_add(&w, (Str){ &"abcdefghijklmnopqrstuvwxyz"[i % 26], 1 });
    assert_false(wire_push(&w));
    assert_true(wire_busy(&w));
    assert_false(wire_flush(&w, 20));               /* nobody reads: gives up in time */
    while (taken < MUCH) {
        taken += take(&next);
        wire_push(&w);
    }
    assert_false(wire_busy(&w));
    assert_int_equal(w.bytes, MUCH);
    wire_done(&w);
}

static void test_a_reader_that_is_gone(void **state)
{
    (void)state;
    Wire w;
    signal(SIGPIPE, SIG_IGN);
    close(ends[0]);
    wire_init(&w, ends[1]);
    wire_add(&w, STR("x"));
    assert_true(wire_push(&w));                     /* nothing is left to do */
    assert_true(w.broken);
    wire_add(&w, STR("y"));
    assert_false(wire_busy(&w));
    assert_false(wire_flush(&w, 10));
    wire_done(&w);
    ends[0] = dup(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_everything_goes_at_once_when_there_is_room, open_pipe, close_pipe),
        cmocka_unit_test_setup_teardown(test_a_full_pipe_delays_and_nothing_is_lost, open_pipe, close_pipe),
        cmocka_unit_test_setup_teardown(test_a_reader_that_is_gone, open_pipe, close_pipe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
