/*
 * clock.c - reading clocks, and times as text.
 *
 * Dates are computed here (proleptic Gregorian, days since 1970) rather than with timegm() and
 * strptime(), which depend on the locale and read less than files hold.
 */
#include "baton/base/clock.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE };
static const int64_t DAY = 24 * (int64_t)HOUR;

static int64_t stopped_at;              /* from BATON_CLOCK; 0: the clock goes */
static pthread_once_t stopped_once = PTHREAD_ONCE_INIT;

static void clock_stop(void)
{
    const char *text = getenv("BATON_CLOCK");
    if (text && time_parse(str_from(text), &stopped_at) < 0)
        stopped_at = 0;
}

static int64_t clock_read(clockid_t id)
{
    struct timespec t;
    clock_gettime(id, &t);
    return (int64_t)t.tv_sec * SECOND + t.tv_nsec / 1000000;
}

int64_t clock_now(void)
{
    pthread_once(&stopped_once, clock_stop);
    return stopped_at ? stopped_at : clock_read(CLOCK_REALTIME);
}

int64_t clock_mono(void)
{
    return clock_read(CLOCK_MONOTONIC);
}

int64_t clock_mono_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

void clock_sleep(int64_t ms)
{
    struct timespec left = { ms / SECOND, ms % SECOND * 1000000 };
    while (ms > 0 && nanosleep(&left, &left) < 0 && errno == EINTR)
        ;
}

typedef struct {
    int year, month, day;
} Date;

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return days[month - 1] + (month == 2 && is_leap(year));
}

/* Years are counted from March, so that the leap day is the last of its year. */
static int64_t date_to_days(Date d)
{
    int64_t y = d.month > 2 ? d.year : d.year - 1;
    int64_t month = (d.month + 9) % 12;
    return y * 365 + y / 4 - y / 100 + y / 400 + (month * 153 + 2) / 5 + d.day - 1 - 719468;
}

static Date date_from_days(int64_t days)
{
    Date d = { .year = (int)((days + 719468) / 365.2425), .month = 1, .day = 1 };
    while (date_to_days((Date){ d.year + 1, 1, 1 }) <= days)
        d.year++;
    while (date_to_days(d) > days)
        d.year--;
    int64_t left = days - date_to_days(d);
    for (; left >= days_in(d.year, d.month); d.month++)
        left -= days_in(d.year, d.month);
    d.day += (int)left;
    return d;
}

/* Writes the last n digits and what stands behind them; times are formatted for every line of a list. */
static char *put_digits(char *out, int64_t number, int n, char behind)
{
    for (int i = n; i-- > 0; number /= 10)
        out[i] = (char)('0' + number % 10);
    out[n] = behind;
    return out + n + 1;
}

const char *time_format(int64_t at, char out[TIME_TEXT_SIZE])
{
    /* Four digits of a year are all that the form has room for. */
    at = MAX(at, date_to_days((Date){ 1, 1, 1 }) * DAY);
    at = MIN(at, date_to_days((Date){ 10000, 1, 1 }) * DAY - 1);
    int64_t in_day = (at % DAY + DAY) % DAY;
    Date d = date_from_days((at - in_day) / DAY);
    char *end = put_digits(out, d.year, 4, '-');
    end = put_digits(end, d.month, 2, '-');
    end = put_digits(end, d.day, 2, 'T');
    end = put_digits(end, in_day / HOUR, 2, ':');
    end = put_digits(end, in_day / MINUTE % 60, 2, ':');
    end = put_digits(end, in_day / SECOND % 60, 2, '.');
    *put_digits(end, in_day % SECOND, 3, 'Z') = '\0';
    return out;
}

/* Takes exactly n digits off the front; -1 when they are not there. */
static int take_digits(Str *s, size_t n)
{
    int v = 0;
    if (s->len < n)
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (s->data[i] < '0' || s->data[i] > '9')
            return -1;
        v = v * 10 + (s->data[i] - '0');
    }
    *s = str_slice(*s, n, s->len);
    return v;
}

static bool take_char(Str *s, const char *any)
{
    if (!s->len || !s->data[0] || !strchr(any, s->data[0]))
        return false;
    *s = str_slice(*s, 1, s->len);
    return true;
}

static bool take_date(Str *s, int64_t *ret_ms)
{
    Date d = { .year = take_digits(s, 4) };
    if (d.year < 1 || !take_char(s, "-"))
        return false;
    d.month = take_digits(s, 2);
    if (d.month < 1 || d.month > 12 || !take_char(s, "-"))
        return false;
    d.day = take_digits(s, 2);
    if (d.day < 1 || d.day > days_in(d.year, d.month))
        return false;
    *ret_ms = date_to_days(d) * DAY;
    return true;
}

/* Any number of decimals; what is finer than a millisecond is dropped. */
static bool take_decimals(Str *s, int64_t *ret_ms)
{
    int64_t unit = 100;
    int digit = take_digits(s, 1);
    if (digit < 0)
        return false;
    *ret_ms = 0;
    for (; digit >= 0; digit = take_digits(s, 1)) {
        *ret_ms += digit * unit;
        unit /= 10;
    }
    return true;
}

static bool take_time(Str *s, int64_t *ret_ms)
{
    int second = 0, hour = take_digits(s, 2);
    int64_t fraction = 0;
    if (hour < 0 || hour > 23 || !take_char(s, ":"))
        return false;
    int minute = take_digits(s, 2);
    if (minute < 0 || minute > 59)
        return false;
    if (take_char(s, ":")) {
        second = take_digits(s, 2);
        if (second < 0 || second > 60)          /* 60: a leap second */
            return false;
        if (take_char(s, ".,") && !take_decimals(s, &fraction))
            return false;
    }
    *ret_ms = hour * (int64_t)HOUR + minute * (int64_t)MINUTE + second * SECOND + fraction;
    return true;
}

static bool take_zone(Str *s, int64_t *ret_ms)
{
    *ret_ms = 0;
    take_char(s, " ");
    if (!s->len || take_char(s, "Zz"))
        return true;
    int sign = s->data[0] == '-' ? -1 : 1;
    if (!take_char(s, "+-"))
        return false;
    int hours = take_digits(s, 2), minutes = 0;
    if (take_char(s, ":") || s->len)
        minutes = take_digits(s, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
        return false;
    *ret_ms = sign * (hours * (int64_t)HOUR + minutes * (int64_t)MINUTE);
    return true;
}

int time_parse(Str text, int64_t *ret_at)
{
    int64_t day = 0, time = 0, zone = 0;
    Str s = str_trim(text);
    if (!take_date(&s, &day))
        return -EINVAL;
    if (s.len && !(take_char(&s, "Tt ") && take_time(&s, &time) && take_zone(&s, &zone)))
        return -EINVAL;
    if (s.len)
        return -EINVAL;
    *ret_at = day + time - zone;
    return 0;
}

const char *age_format(int64_t since, int64_t now, char out[AGE_TEXT_SIZE])
{
    int64_t age = now > since && since > 0 ? now - since : 0;
    if (since <= 0)
        snprintf(out, AGE_TEXT_SIZE, "-");
    else if (age < MINUTE)
        snprintf(out, AGE_TEXT_SIZE, "<1m");
    else if (age < HOUR)
        snprintf(out, AGE_TEXT_SIZE, "%um", (unsigned)(age / MINUTE) % 60);
    else if (age < DAY)
        snprintf(out, AGE_TEXT_SIZE, "%uh", (unsigned)(age / HOUR) % 24);
    else
        snprintf(out, AGE_TEXT_SIZE, "%ud", (unsigned)MIN(age / DAY, 99999) % 100000);
    return out;
}

const char *time_format_hms(int64_t at, char out[9])
{
    time_t seconds = (time_t)(at / SECOND);
    struct tm tm = { 0 };
    localtime_r(&seconds, &tm);
    snprintf(out, 9, "%02u:%02u:%02u", (unsigned)tm.tm_hour % 100, (unsigned)tm.tm_min % 100,
             (unsigned)tm.tm_sec % 100);
    return out;
}

const char *time_format_hm(int64_t at, char out[6])
{
    char whole[9];
    memcpy(out, time_format_hms(at, whole), 5);
    out[5] = '\0';
    return out;
}
