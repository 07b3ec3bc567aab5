/*
 * test_clock.c - times as text, in both directions.
 */
#include "cases.h"

#include <errno.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "baton/base/clock.h"

static const struct {
    const char *text, *same;    /* same: how time_format() writes it; NULL: refused */
} cases[] = {
    { "2026-01-02T03:04:05.678Z", "2026-01-02T03:04:05.678Z" },
    { "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000Z" },
    { "2026-01-02t03:04:05z", "2026-01-02T03:04:05.000Z" },
    { "2026-01-02T03:04:05.123456789Z", "2026-01-02T03:04:05.123Z" },
    { "2026-01-02T03:04:05.1+02:00", "2026-01-02T01:04:05.100Z" },
    { "2026-01-02T03:04:05-0530", "2026-01-02T08:34:05.000Z" },
    { "2026-01-02T03:04:05+07", "2026-01-01T20:04:05.000Z" },
    { "2026-02-03 08:04:16 +07:00", "2026-02-03T01:04:16.000Z" },
    { "2025-08-07 21:36", "2025-08-07T21:36:00.000Z" },
    { "2026-01-02T03:04:05.678901", "2026-01-02T03:04:05.678Z" },
    { " 2025-10-19 ", "2025-10-19T00:00:00.000Z" },
    { "2024-02-29", "2024-02-29T00:00:00.000Z" },
    { "2000-02-29", "2000-02-29T00:00:00.000Z" },
    { "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z" },
    { "0001-01-01", "0001-01-01T00:00:00.000Z" },
    { "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z" },
    { "2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z" },
    { "2023-02-29", NULL },
    { "1900-02-29", NULL },
    { "2026-13-01", NULL },
    { "2026-00-01", NULL },
    { "2026-01-32", NULL },
    { "2026-01-02T", NULL },
    { "2026-01-02T24:00:00Z", NULL },
    { "2026-01-02T03:60:00Z", NULL },
    { "2026-01-02T03:04:05.Z", NULL },
    { "2026-01-02T03:04:05Zjunk", NULL },
    { "2026-01-02T03:04:05+2", NULL },
    { "2026-01-02T03:04:05+02:", NULL },
    { "26-01-02", NULL },
    { "Oct 19, 2025", NULL },
    { "", NULL },
};

static void test_times_are_read_in_many_forms(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char text[TIME_TEXT_SIZE];
        int64_t at = 12345;
        int r = time_parse(str_from(cases[i].text), &at);
        assert_int_equal(r, cases[i].same ? 0 : -EINVAL);
        if (cases[i].same)
            assert_string_equal(time_format(at, text), cases[i].same);
        else
            assert_true(at == 12345);
    }
}

/* The C library counts days too, so every day of 2,000 years can be held against it. */
static void test_days_are_those_of_the_c_library(void **state)
{
    (void)state;
    for (int64_t day = -700000; day < 2500000; day += 37) {
        char ours[TIME_TEXT_SIZE], theirs[64];
        time_t t = (time_t)(day * 86400);
        struct tm tm;
        gmtime_r(&t, &tm);
        if (tm.tm_year + 1900 < 1 || tm.tm_year + 1900 > 9999)
            continue;
        snprintf(theirs, sizeof theirs, "%04d-%02d-%02dT00:00:00.000Z", tm.tm_year + 1900,
                 tm.tm_mon + 1, tm.tm_mday);
        assert_string_equal(time_format(day * 86400000, ours), theirs);
        int64_t back;
        assert_int_equal(time_parse(str_from(ours), &back), 0);
        assert_true(back == day * 86400000);
    }
}

static void test_times_out_of_range_stay_in_their_room(void **state)
{
    (void)state;
    char text[TIME_TEXT_SIZE];
    assert_string_equal(time_format(INT64_MAX, text), "9999-12-31T23:59:59.999Z");
    assert_string_equal(time_format(INT64_MIN, text), "0001-01-01T00:00:00.000Z");
    assert_string_equal(time_format(0, text), "1970-01-01T00:00:00.000Z");
}

static void test_ages(void **state)
{
    (void)state;
    static const struct {
        int64_t age;
        const char *text;
    } ages[] = {
        { -5000, "<1m" }, { 0, "<1m" }, { 59999, "<1m" }, { 60000, "1m" }, { 3599999, "59m" },
        { 3600000, "1h" }, { 86399999, "23h" }, { 86400000, "1d" }, { 864000000000, "10000d" },
    };
    char out[AGE_TEXT_SIZE];
    int64_t now = 1800000000000;
    for (size_t i = 0; i < ARRAY_LEN(ages); i++)
        assert_string_equal(age_format(now - ages[i].age, now, out), ages[i].text);
    assert_string_equal(age_format(0, now, out), "-");
    assert_string_equal(age_format(1, INT64_MAX, out), "99999d");
    assert_string_equal(age_format(INT64_MIN, now, out), "-");
}

static void test_hours_are_local(void **state)
{
    (void)state;
    char out[6], whole[9];
    setenv("TZ", "XYZ-2", 1);           /* two hours ahead of UTC */
    tzset();
    assert_string_equal(time_format_hms(12 * 3600000 + 2 * 60000 + 9999, whole), "14:02:09");
    assert_string_equal(time_format_hm(12 * 3600000 + 2 * 60000, out), "14:02");
    setenv("TZ", "UTC", 1);
    tzset();
    assert_string_equal(time_format_hm(12 * 3600000 + 2 * 60000, out), "12:02");
}

/* The clock is looked at once in a process, so each case needs one of its own. */
static int64_t now_in_child(const char *clock)
{
    int pipes[2];
    int64_t now = 0;
    assert_int_equal(pipe(pipes), 0);
    pid_t pid = fork();
    if (pid == 0) {
        setenv("BATON_CLOCK", clock, 1);
        now = clock_now();
        _exit(write(pipes[1], &now, sizeof now) == sizeof now ? 0 : 1);
    }
    assert_int_equal(read(pipes[0], &now, sizeof now), sizeof now);
    waitpid(pid, NULL, 0);
    close(pipes[0]);
    close(pipes[1]);
    return now;
}

static void test_the_clock_can_be_stopped(void **state)
{
    (void)state;
    int64_t want;
    assert_int_equal(time_parse(STR("2026-01-02T03:04:05Z"), &want), 0);
    assert_true(now_in_child("2026-01-02T03:04:05Z") == want);
    assert_true(llabs(now_in_child("nonsense") - (int64_t)time(NULL) * 1000) < 60000);
    assert_true(llabs(clock_now() - (int64_t)time(NULL) * 1000) < 60000);
    int64_t before = clock_mono();
    assert_true(before > 0 && clock_mono() >= before);
    clock_sleep(20);
    assert_true(clock_mono() >= before + 20);
    clock_sleep(-1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_clock_can_be_stopped),
        cmocka_unit_test(test_times_are_read_in_many_forms),
        cmocka_unit_test(test_days_are_those_of_the_c_library),
        cmocka_unit_test(test_times_out_of_range_stay_in_their_room),
        cmocka_unit_test(test_ages),
        cmocka_unit_test(test_hours_are_local),
    };
    unsetenv("BATON_CLOCK");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
