/*
 * test_remind.c - spans, moments of reminders over simulated weeks, and quiet hours where clocks change.
 */
#include "cases.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "baton/base/clock.h"
#include "baton/model/remind.h"

/* Written out, so that no table of zones has to be installed. */
#define BERLIN "CET-1CEST,M3.5.0,M10.5.0/3"
#define NEW_YORK "EST5EDT,M3.2.0,M11.1.0"

static const int64_t MINUTE = 60 * 1000, HOUR = 3600 * 1000, DAY = 24 * INT64_C(3600000);

static int64_t at(const char *text)
{
    int64_t t = 0;
    assert_int_equal(time_parse(str_from(text), &t), 0);
    return t;
}

static void zone(const char *name)
{
    setenv("TZ", name, 1);
    tzset();
}

/* ---- spans ---- */

static void test_spans(void **state)
{
    (void)state;
    static const struct { const char *text; int r; int64_t ms; } cases[] = {
        { "90s", 0, 90000 },      { "15m", 0, 900000 },    { "2h", 0, 7200000 },      { "3d", 0, 259200000 },
        { "1w", 0, 604800000 },   { "off", 0, 0 },         { "OFF", 0, 0 },           { "", -EINVAL, 0 },
        { "15", -EINVAL, 0 },     { "m", -EINVAL, 0 },     { "0m", -EINVAL, 0 },      { "-5m", -EINVAL, 0 },
        { "1.5h", -EINVAL, 0 },   { "15 m", -EINVAL, 0 },  { " 15m", -EINVAL, 0 },    { "1h30m", -EINVAL, 0 },
        { "5y", -EINVAL, 0 },     { "offf", -EINVAL, 0 },  { "99999999999999999999s", -EINVAL, 0 },
        { "9223372036854775807w", -EINVAL, 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int64_t ms = -7;
        assert_int_equal(span_parse(str_from(cases[i].text), &ms), cases[i].r);
        assert_int_equal(ms, cases[i].r ? -7 : cases[i].ms);
    }
}

/* ---- moments ---- */

static void test_moments_of_the_defaults(void **state)
{
    (void)state;
    const RemindRule rule = { true, 15 * MINUTE, 4 * HOUR, 6 };
    static const int minutes[] = { 0, 15, 45, 105, 225, 465, 705 };
    int64_t since = at("2026-01-02T03:04:05Z"), last = since - 1;
    for (size_t i = 0; i < ARRAY_LEN(minutes); i++) {
        last = remind_next(&rule, since, last);
        assert_int_equal((last - since) / MINUTE, minutes[i]);
    }
    assert_int_equal(remind_next(&rule, since, last), 0);
}

static void test_moments_of_other_rules(void **state)
{
    (void)state;
    static const struct { RemindRule rule; int minutes[5]; } cases[] = {    /* -1: no more */
        { { true, 0, 240 * 60000, 6 }, { 0, -1 } },
        { { false, 0, 240 * 60000, 6 }, { -1 } },
        { { true, 10 * 60000, 0, 3 }, { 0, 10, 30, 70, -1 } },          /* nothing bounds them */
        { { true, 60 * 60000, 10 * 60000, 2 }, { 0, 10, 20, -1 } },     /* the longest is the shorter one */
        { { true, 10 * 60000, 15 * 60000, 0 }, { 0, -1 } },
        { { true, 10 * 60000, 15 * 60000, -3 }, { 0, -1 } },
        { { false, 10 * 60000, 60 * 60000, 2 }, { 10, 20, 40, -1 } },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int64_t last = 999;
        for (size_t k = 0;; k++) {
            last = remind_next(&cases[i].rule, 1000, last);
            if (cases[i].minutes[k] < 0)
                break;
            assert_int_equal(last, 1000 + cases[i].minutes[k] * MINUTE);
        }
        assert_int_equal(last, 0);
    }
}

static uint32_t seed = 20260102;

static int64_t any(int64_t below)
{
    uint64_t high = next_random(&seed);
    return (int64_t)((high << 32 | next_random(&seed)) % (uint64_t)below);
}

/* Whoever asks, how often and how late: the same moments, bounded, ever later. */
static void test_any_rule_keeps_its_promises(void **state)
{
    (void)state;
    for (int i = 0; i < 3000; i++) {
        const RemindRule rule = { any(2), any(5) ? any(DAY) + 1 : 0, any(3) ? any(2 * DAY) + 1 : 0, (int)any(20) };
        int64_t since = any(INT64_C(2000000000000)) + 1, last = since - 1, before = 0, next;
        int count = 0;
        while ((next = remind_next(&rule, since, last)) != 0) {
            int64_t interval = next - MAX(last, since), late = last + any(next - last);
            assert_true(next > last);
            assert_int_equal(remind_next(&rule, since, late), next);
            if (rule.longest_ms)
                assert_true(interval <= rule.longest_ms);
            if (next != since)
                assert_true(interval >= before);
            before = next == since ? 0 : interval;
            last = next;
            assert_true(++count <= rule.times + 1);
        }
    }
}

static void test_endless_spans_do_not_overflow(void **state)
{
    (void)state;
    const RemindRule rule = { true, INT64_MAX / 2, INT64_MAX, 1000 };
    int64_t last = 0, next;
    int count = 0;
    while ((next = remind_next(&rule, 1, last)) != 0) {
        assert_true(next > last);
        last = next;
        count++;
    }
    assert_int_equal(count, 1001);
}

/* ---- quiet hours ---- */

static void test_hours(void **state)
{
    (void)state;
    static const struct { const char *text; int r; unsigned days; int from, to; } cases[] = {
        { "22:00-07:00", 0, 127, 22 * 60, 7 * 60 },
        { "7:00 - 8:30", 0, 127, 7 * 60, 8 * 60 + 30 },
        { "sat", 0, 64, 0, 1440 },
        { " Sat ", 0, 64, 0, 1440 },
        { "fri 18:00-24:00", 0, 32, 18 * 60, 1440 },
        { "mon-fri 12:00-13:00", 0, 62, 720, 780 },
        { "fri-mon", 0, 99, 0, 1440 },
        { "mon-sun", 0, 127, 0, 1440 },
        { "sun  00:00-24:00", 0, 1, 0, 1440 },
        { "", -EINVAL, 0, 0, 0 },         { "22-07", -EINVAL, 0, 0, 0 },    { "22:00", -EINVAL, 0, 0, 0 },
        { "22:00-", -EINVAL, 0, 0, 0 },   { "24:00-07:00", -EINVAL, 0, 0, 0 }, { "22:60-07:00", -EINVAL, 0, 0, 0 },
        { "22:00-24:01", -EINVAL, 0, 0, 0 }, { "07:00-07:00", -EINVAL, 0, 0, 0 }, { "satur", -EINVAL, 0, 0, 0 },
        { "sat 22:00", -EINVAL, 0, 0, 0 }, { "sat sun", -EINVAL, 0, 0, 0 },  { "-1:00-07:00", -EINVAL, 0, 0, 0 },
        { "22:0-07:00", -EINVAL, 0, 0, 0 }, { "sat-", -EINVAL, 0, 0, 0 },   { "22:00-07:00-08:00", -EINVAL, 0, 0, 0 },
        { "+1:00-07:00", -EINVAL, 0, 0, 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        QuietHours q = { 1, 2, 3 };
        int r = quiet_parse(str_from(cases[i].text), &q);
        if (r != cases[i].r)
            print_error("'%s'\n", cases[i].text);
        assert_int_equal(r, cases[i].r);
        if (cases[i].r)
            continue;
        assert_int_equal(q.days, cases[i].days);
        assert_int_equal(q.from, cases[i].from);
        assert_int_equal(q.to, cases[i].to);
    }
}

static const struct { const char *zone, *hours[2], *at, *until; } quiet_cases[] = {
    /* 2026-01-02 is a Friday */
    { "UTC", { "22:00-07:00" }, "2026-01-02T21:59:59.999Z", NULL },
    { "UTC", { "22:00-07:00" }, "2026-01-02T22:00:00Z", "2026-01-03T07:00:00Z" },
    { "UTC", { "22:00-07:00" }, "2026-01-03T06:59:59Z", "2026-01-03T07:00:00Z" },
    { "UTC", { "22:00-07:00" }, "2026-01-03T07:00:00Z", NULL },
    { "UTC", { "sat" }, "2026-01-03T12:00:00Z", "2026-01-04T00:00:00Z" },
    { "UTC", { "sat", "sun" }, "2026-01-03T12:00:00Z", "2026-01-05T00:00:00Z" },
    { "UTC", { "sat-sun", "22:00-07:00" }, "2026-01-02T23:00:00Z", "2026-01-05T07:00:00Z" },
    { "UTC", { "fri 18:00-24:00" }, "2026-01-02T18:30:00Z", "2026-01-03T00:00:00Z" },
    { "UTC", { "fri 22:00-02:00" }, "2026-01-03T01:00:00Z", "2026-01-03T02:00:00Z" },
    { "UTC", { "fri 22:00-02:00" }, "2026-01-02T01:00:00Z", NULL },
    { "UTC", { "mon-sun" }, "2026-01-02T01:00:00Z", "2026-01-09T01:00:00Z" },       /* no later than a week */
    { BERLIN, { "22:00-07:00" }, "2026-01-02T21:00:00Z", "2026-01-03T06:00:00Z" },
    /* the night of 2026-03-29 has an hour less there, that of 2026-10-25 one more */
    { BERLIN, { "22:00-07:00" }, "2026-03-28T21:00:00Z", "2026-03-29T05:00:00Z" },
    { BERLIN, { "22:00-07:00" }, "2026-10-24T20:00:00Z", "2026-10-25T06:00:00Z" },
    { NEW_YORK, { "sun" }, "2026-03-08T06:00:00Z", "2026-03-09T04:00:00Z" },
};

static void test_when_quiet_ends(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(quiet_cases); i++) {
        QuietHours q[2];
        size_t n = 0;
        char got[TIME_TEXT_SIZE];
        zone(quiet_cases[i].zone);
        while (n < 2 && quiet_cases[i].hours[n]) {
            assert_int_equal(quiet_parse(str_from(quiet_cases[i].hours[n]), &q[n]), 0);
            n++;
        }
        int64_t until = quiet_until(q, n, at(quiet_cases[i].at));
        int64_t want = quiet_cases[i].until ? at(quiet_cases[i].until) : 0;
        if (until != want)
            print_error("%s at %s: until %s\n", quiet_cases[i].hours[0], quiet_cases[i].at, time_format(until, got));
        assert_int_equal(until, want);
    }
    assert_int_equal(quiet_until(NULL, 0, at("2026-01-02T01:00:00Z")), 0);
}

/* What the wall says, worked out apart from how quiet.c does it. */
static bool wall_is_quiet(const QuietHours *q, int64_t t)
{
    time_t seconds = (time_t)(t / 1000);
    struct tm tm;
    localtime_r(&seconds, &tm);
    int minute = tm.tm_hour * 60 + tm.tm_min;
    bool today = q->days >> tm.tm_wday & 1, yesterday = q->days >> ((tm.tm_wday + 6) % 7) & 1;
    if (q->from < q->to)
        return today && minute >= q->from && minute < q->to;
    return (today && minute >= q->from) || (yesterday && minute < q->to);
}

/* Every quarter of an hour around both changes of the clock, whatever the hours. */
static void test_quiet_is_what_the_wall_says(void **state)
{
    (void)state;
    static const char *const zones[] = { "UTC", BERLIN, "NST3:30NDT,M3.2.0,M11.1.0",
                                         "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0" };
    static const char *const hours[] = { "22:00-07:00", "02:30-03:15", "01:45-02:30", "sun", "sat 23:30-02:05" };
    static const char *const weeks[] = { "2026-03-05", "2026-03-26", "2026-04-02", "2026-10-01", "2026-10-22",
                                         "2026-10-29" };
    for (size_t i = 0; i < ARRAY_LEN(zones) * ARRAY_LEN(hours) * ARRAY_LEN(weeks); i++) {
        QuietHours q;
        zone(zones[i % 4]);
        assert_int_equal(quiet_parse(str_from(hours[i / 4 % 5]), &q), 0);
        int64_t begin = at(weeks[i / 20]);
        for (int64_t t = begin; t < begin + 5 * DAY; t += 15 * MINUTE) {
            int64_t until = quiet_until(&q, 1, t);
            assert_int_equal(until != 0, wall_is_quiet(&q, t));
            if (until)
                assert_true(until > t && until <= t + 7 * DAY && !wall_is_quiet(&q, until));
        }
    }
    zone("UTC");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_moments_of_the_defaults),
        cmocka_unit_test(test_moments_of_other_rules),
        cmocka_unit_test(test_any_rule_keeps_its_promises),
        cmocka_unit_test(test_endless_spans_do_not_overflow),
        cmocka_unit_test(test_hours),
        cmocka_unit_test(test_when_quiet_ends),
        cmocka_unit_test(test_quiet_is_what_the_wall_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
