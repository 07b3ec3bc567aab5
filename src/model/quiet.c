/*
 * quiet.c - hours of the week without reminders, by the clock on the wall.
 *
 * The end of quiet hours is asked of the C library as a date, so that they are an hour shorter or longer when clocks
 * change, and end when the wall says so.
 */
#include <errno.h>
#include <time.h>

#include "baton/model/remind.h"

enum { DAY_MINUTES = 24 * 60, WEEK_DAYS = 7, ALL_DAYS = (1 << WEEK_DAYS) - 1 };
static const int64_t MINUTE = 60 * 1000, WEEK = WEEK_DAYS * DAY_MINUTES * INT64_C(60000);

static const char *const day_names[] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat" };

static int day_find(Str name)
{
    for (int i = 0; i < WEEK_DAYS; i++)
        if (str_ieq(name, str_from(day_names[i])))
            return i;
    return -1;
}

/* "sat", "mon-fri" */
static int read_days(Str text, unsigned *ret_days)
{
    bool many = str_chr(text, '-') >= 0;
    Str first = str_cut(&text, '-');
    int from = day_find(first), to = many ? day_find(text) : from;
    if (from < 0 || to < 0)
        return -EINVAL;
    *ret_days = 0;
    for (int day = from;; day = (day + 1) % WEEK_DAYS) {
        *ret_days |= 1u << day;
        if (day == to)
            return 0;
    }
}

static int read_number(Str text, int max)
{
    int64_t n;
    bool digits = text.len == 2 || text.len == 1;
    for (size_t i = 0; i < text.len; i++)
        digits = digits && text.data[i] >= '0' && text.data[i] <= '9';
    return digits && str_to_i64(text, &n) == 0 && n <= max ? (int)n : -1;
}

/* "7:00", "24:00" as minutes; -1 */
static int read_minutes(Str text)
{
    int hours = read_number(str_cut(&text, ':'), 24), minutes = text.len == 2 ? read_number(text, 59) : -1;
    return hours < 0 || minutes < 0 || (hours == 24 && minutes) ? -1 : hours * 60 + minutes;
}

static int read_hours(Str text, QuietHours *q)
{
    Str from = str_cut(&text, '-');
    q->from = read_minutes(str_trim(from));
    q->to = read_minutes(str_trim(text));
    return q->from < 0 || q->from == DAY_MINUTES || q->to < 0 || q->from == q->to ? -EINVAL : 0;
}

int quiet_parse(Str text, QuietHours *ret)
{
    QuietHours q = { ALL_DAYS, 0, DAY_MINUTES };
    Str hours = str_trim(text), days = str_cut(&hours, ' ');
    bool has_days = read_days(days, &q.days) == 0;
    hours = str_trim(has_days ? hours : text);
    if ((hours.len || !has_days) && read_hours(hours, &q) < 0)
        return -EINVAL;
    *ret = q;
    return 0;
}

static struct tm local_time(int64_t at)
{
    time_t seconds = (time_t)(at / 1000);
    struct tm tm = { 0 };
    localtime_r(&seconds, &tm);
    return tm;
}

static bool has_day(const QuietHours *q, int day)
{
    return q->days >> ((day + WEEK_DAYS) % WEEK_DAYS) & 1;
}

/* When these hours end that hold now, by the wall; 0: they do not hold. */
static int64_t hours_end(const QuietHours *q, const struct tm *now)
{
    struct tm end = *now;
    int minute = now->tm_hour * 60 + now->tm_min;
    bool over_night = q->to < q->from;
    bool began_today = has_day(q, now->tm_wday) && minute >= q->from && (over_night || minute < q->to);
    bool began_yesterday = over_night && has_day(q, now->tm_wday - 1) && minute < q->to;
    if (!began_today && !began_yesterday)
        return 0;
    end.tm_mday += began_today && over_night;
    end.tm_hour = q->to / 60;
    end.tm_min = q->to % 60;
    end.tm_sec = 0;
    end.tm_isdst = -1;
    return (int64_t)mktime(&end) * 1000;
}

/* Past all of the hours that hold at this time, though others may begin there; 0: none holds. */
static int64_t step(const QuietHours *q, size_t n, int64_t at)
{
    struct tm now = local_time(at);
    int64_t last = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t end = hours_end(&q[i], &now);
        if (end)                        /* an hour that is there twice may give one that is past */
            last = MAX(last, end > at ? end : at - at % MINUTE + MINUTE);
    }
    return last;
}

int64_t quiet_until(const QuietHours *q, size_t n, int64_t at)
{
    int64_t until = 0, next = step(q, n, at);
    while (next && until < at + WEEK) {
        until = next;
        next = step(q, n, until);
    }
    return MIN(until, at + WEEK);
}
