/*
 * remind.h - when somebody is told of what waits for him.  Pure: the clock is an argument.
 *
 * When a reminder is due follows from when its cause began, so nothing is kept: at once (or after its
 * limit), then after the limit, after twice the limit, and so on with growing intervals up to the longest, and so
 * many times in all.  What is closed is asked about no more.
 */
#ifndef BATON_MODEL_REMIND_H
#define BATON_MODEL_REMIND_H

#include "baton/base/str.h"

typedef struct {
    bool at_once;               /* tells when it begins */
    int64_t limit_ms;           /* until the first reminder; 0: none */
    int64_t longest_ms;         /* no interval grows beyond this */
    int times;                  /* how many reminders in all, beside the first telling */
} RemindRule;

/* The first moment after `after` when it is due, for what began at `since`; 0: never again. */
int64_t remind_next(const RemindRule *r, int64_t since, int64_t after);

/* "22:00-07:00" every day, "sat" a whole day, "fri 18:00-24:00"; local time. */
typedef struct { unsigned days; int from, to; } QuietHours;     /* days: bit per weekday, 0 Sunday; minutes */
int quiet_parse(Str text, QuietHours *ret);     /* -EINVAL */
/* When quiet ends that holds at this time; 0: it is not quiet.  Never later than a week. */
int64_t quiet_until(const QuietHours *q, size_t n, int64_t at);

/* "90s", "15m", "2h", "3d", "1w", "off" (0) as milliseconds.  -EINVAL */
int span_parse(Str text, int64_t *ret_ms);

#endif
