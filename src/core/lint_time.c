/*
 * lint_time.c - times and spans as agents write them; what is not certain is not read at all.
 *
 * Read are "2026-01-02T03:04:05Z" and its relatives, "2026/1/2 03:04", "Oct 19, 2025 3:41 PM",
 * "19 Oct 2025", "2/23/2026, 3:41:55 AM" where only one reading is a date, and "14:30" alone.  A
 * bracket behind a time is a remark unless it names a zone.
 */
#include <ctype.h>
#include <errno.h>

#include "lint.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)

typedef struct {
    Str rest;
    int year, month, day;
} Reader;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool take_number(Str *s, size_t max, int *ret)
{
    size_t n = 0;
    int value = 0;
    while (n < s->len && n < max && is_digit(s->data[n]))
        value = value * 10 + s->data[n++] - '0';
    if (!n || (n < s->len && is_digit(s->data[n])))
        return false;
    *s = str_slice(*s, n, s->len);
    *ret = value;
    return true;
}

static bool take_char(Str *s, const char *one_of)
{
    if (!s->len || !strchr(one_of, s->data[0]))
        return false;
    *s = str_slice(*s, 1, s->len);
    return true;
}

static void skip(Str *s, const char *chars)
{
    while (s->len && strchr(chars, s->data[0]))
        *s = str_slice(*s, 1, s->len);
}

static bool take_word(Str *s, const char *word)
{
    size_t n = strlen(word);
    if (!str_istarts(*s, str_from(word)) || (s->len > n && isalnum((unsigned char)s->data[n])))
        return false;
    *s = str_slice(*s, n, s->len);
    return true;
}

/* ---- dates ---- */

static bool take_month(Str *s, int *ret)
{
    static const char *const months[] = {
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    };
    for (size_t i = 0; i < ARRAY_LEN(months); i++) {
        CLEANUP(free_mem) char *brief = mem_strndup(months[i], 3);
        if (take_word(s, months[i]) || take_word(s, brief)) {
            skip(s, ".");
            *ret = (int)i + 1;
            return true;
        }
    }
    return false;
}

/* "Oct 19, 2025" */
static bool month_first(Reader *r)
{
    if (!take_month(&r->rest, &r->month))
        return false;
    skip(&r->rest, " ");
    if (!take_number(&r->rest, 2, &r->day))
        return false;
    skip(&r->rest, ", ");
    return take_number(&r->rest, 4, &r->year);
}

/* "19 Oct 2025" */
static bool day_first(Reader *r)
{
    if (!take_number(&r->rest, 2, &r->day) || !take_char(&r->rest, " -"))
        return false;
    if (!take_month(&r->rest, &r->month))
        return false;
    skip(&r->rest, " -,");
    return take_number(&r->rest, 4, &r->year);
}

/* "2026-01-02", "2026/1/2" */
static bool year_first(Reader *r)
{
    return take_number(&r->rest, 4, &r->year) && r->year > 1000 && take_char(&r->rest, "-/.") &&
           take_number(&r->rest, 2, &r->month) && take_char(&r->rest, "-/.") &&
           take_number(&r->rest, 2, &r->day);
}

/* "2/23/2026", "23/2/2026": which is the day only a number over 12 tells. */
static bool slashes(Reader *r)
{
    int a, b;
    if (!take_number(&r->rest, 2, &a) || !take_char(&r->rest, "/") ||
        !take_number(&r->rest, 2, &b) || !take_char(&r->rest, "/") ||
        !take_number(&r->rest, 4, &r->year))
        return false;
    if ((a > 12) == (b > 12) && a != b)
        return false;
    r->month = a > 12 ? b : a;
    r->day = a > 12 ? a : b;
    return true;
}

static int64_t days_of(int y, int m, int d)
{
    y -= m <= 2;
    int64_t era = y / 400, yoe = y - era * 400;
    int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static bool take_date(Str *s, WrittenTime *t)
{
    static bool (*const shapes[])(Reader *r) = { year_first, month_first, day_first, slashes };
    for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
        Reader r = { .rest = *s };
        if (!shapes[i](&r) || r.month < 1 || r.month > 12 || r.day < 1 || r.day > 31 || r.year < 1970)
            continue;
        t->ms += days_of(r.year, r.month, r.day) * DAY_MS;
        t->has_date = true;
        *s = r.rest;
        return true;
    }
    return false;
}

/* ---- clocks and zones ---- */

static bool take_half(Str *s, int *hour)
{
    Str rest = *s;
    skip(&rest, " ");
    bool pm = take_word(&rest, "pm"), am = !pm && take_word(&rest, "am");
    if (!pm && !am)
        return true;
    if (*hour < 1 || *hour > 12)
        return false;
    *hour = *hour % 12 + (pm ? 12 : 0);
    *s = rest;
    return true;
}

static bool take_clock(Str *s, WrittenTime *t)
{
    int hour, minute, second = 0, fraction;
    Str rest = *s;
    if (!take_number(&rest, 2, &hour) || !take_char(&rest, ":") || !take_number(&rest, 2, &minute))
        return false;
    if (take_char(&rest, ":") && !take_number(&rest, 2, &second))
        return false;
    if (rest.len > 1 && rest.data[0] == '.' && is_digit(rest.data[1])) {
        take_char(&rest, ".");
        if (!take_number(&rest, 9, &fraction))
            return false;
    }
    if (!take_half(&rest, &hour) || hour > 23 || minute > 59 || second > 60)
        return false;
    t->ms += hour * HOUR_MS + minute * MINUTE_MS + second * INT64_C(1000);
    t->has_clock = true;
    *s = rest;
    return true;
}

static bool take_offset(Str *s, WrittenTime *t)
{
    int hours, minutes = 0;
    Str rest = *s;
    skip(&rest, " ");
    bool minus = rest.len && rest.data[0] == '-';
    if (!take_char(&rest, "+-") || rest.len < 2 || !take_number(&rest, 4, &hours))
        return false;
    if (hours > 99)
        minutes = hours % 100, hours /= 100;
    else if (take_char(&rest, ":") && !take_number(&rest, 2, &minutes))
        return false;
    t->ms -= (minus ? -1 : 1) * (hours * HOUR_MS + minutes * MINUTE_MS);
    t->has_zone = true;
    *s = rest;
    return true;
}

/* False for a zone by a name: how far that is from UTC depends on more than is written. */
static bool take_zone(Str *s, WrittenTime *t)
{
    skip(s, " ");
    if (take_word(s, "z") || take_word(s, "utc") || take_word(s, "gmt"))
        t->has_zone = true;
    Str rest = *s;
    if (take_offset(&rest, t))
        *s = rest;
    skip(s, " ");
    return !s->len || (s->data[0] == '(' && str_chr(*s, '/') < 0 && str_find(*s, STR("T)")) < 0);
}

int lint_time_read(const char *text, WrittenTime *ret)
{
    WrittenTime t = { 0 };
    Str s = str_trim(str_from(text));
    bool date = take_date(&s, &t);
    if (date) {
        if (!take_char(&s, "T"))
            skip(&s, ", ");
        if (str_istarts(s, STR("at ")))
            s = str_slice(s, 3, s.len);
    }
    bool clock = take_clock(&s, &t);
    if ((!date && !clock) || !take_zone(&s, &t))
        return -EINVAL;
    *ret = t;
    return 0;
}

/* ---- spans ---- */

typedef struct { const char *word; int64_t ms; } Unit;
static const Unit units[] = {
    { "milliseconds", 1 }, { "ms", 1 }, { "seconds", 1000 }, { "second", 1000 }, { "secs", 1000 },
    { "sec", 1000 }, { "s", 1000 }, { "minutes", MINUTE_MS }, { "minute", MINUTE_MS },
    { "mins", MINUTE_MS }, { "min", MINUTE_MS }, { "m", MINUTE_MS }, { "hours", HOUR_MS },
    { "hour", HOUR_MS }, { "hrs", HOUR_MS }, { "hr", HOUR_MS }, { "h", HOUR_MS },
    { "days", DAY_MS }, { "day", DAY_MS }, { "d", DAY_MS },
};

/* Followed by a letter it is another word: "3 months". */
static const Unit *take_unit(Str *s)
{
    skip(s, " -");
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        size_t n = strlen(units[i].word);
        if (str_istarts(*s, str_from(units[i].word)) &&
            (s->len == n || !isalpha((unsigned char)s->data[n]))) {
            *s = str_slice(*s, n, s->len);
            return &units[i];
        }
    }
    return NULL;
}

/* "1.5": hundredths, and how fine it is written. */
static bool take_amount(Str *s, int64_t *ret_hundredths, bool *ret_fine)
{
    int whole, part = 0;
    size_t n = 0;
    if (!take_number(s, 6, &whole))
        return false;
    *ret_fine = take_char(s, ".");
    Str digits = *s;
    if (*ret_fine && !take_number(s, 2, &part))
        return false;
    n = digits.len - s->len;
    *ret_hundredths = (int64_t)whole * 100 + (n == 1 ? part * 10 : part);
    return true;
}

/* "1:30:00"; of "1:30" nobody knows whether it is hours or minutes. */
static int clock_span(Str s, int64_t *ret_ms, int64_t *ret_unit)
{
    int h, m, sec;
    if (!take_number(&s, 3, &h) || !take_char(&s, ":") || !take_number(&s, 2, &m) ||
        !take_char(&s, ":") || !take_number(&s, 2, &sec) || s.len || m > 59 || sec > 59)
        return -EINVAL;
    *ret_ms = h * HOUR_MS + m * MINUTE_MS + sec * INT64_C(1000);
    *ret_unit = 1000;
    return 0;
}

int lint_span_read(const char *text, int64_t *ret_ms, int64_t *ret_unit)
{
    Str s = str_trim(str_from(text));
    int64_t ms = 0, unit = DAY_MS, hundredths;
    bool fine;

    if (clock_span(s, ret_ms, ret_unit) == 0)
        return 0;
    if (!s.len || !is_digit(s.data[0]))
        return -EINVAL;
    while (s.len && is_digit(s.data[0])) {
        if (!take_amount(&s, &hundredths, &fine))
            return -EINVAL;
        const Unit *u = take_unit(&s);
        if (!u)
            return -EINVAL;
        ms += hundredths * u->ms / 100;
        unit = MIN(unit, fine ? MAX(u->ms / 10, 1) : u->ms);
        skip(&s, " ,");
        if (take_word(&s, "and"))
            skip(&s, " ");
    }
    if (s.len && s.data[0] != '(')
        return -EINVAL;
    *ret_ms = ms;
    *ret_unit = unit;
    return 0;
}
