/*
 * clock.h - what time it is, and how times are written.
 *
 * Times are milliseconds since 1970 in UTC; 0 means unknown.  Written form is RFC 3339 with
 * milliseconds and Z.  BATON_CLOCK (an RFC 3339 time) stops the wall clock there, for tests and
 * golden screens; the monotonic clock goes on.
 */
#ifndef BATON_BASE_CLOCK_H
#define BATON_BASE_CLOCK_H

#include <stdint.h>

#include "baton/base/str.h"

int64_t clock_now(void);                        /* wall, ms UTC */
int64_t clock_mono(void);                       /* monotonic, ms */
int64_t clock_mono_us(void);                    /* the same in millionths of a second */
void clock_sleep(int64_t ms);                   /* the whole time, signals or not; 0 and less: none */

enum { TIME_TEXT_SIZE = 25, AGE_TEXT_SIZE = 8 };

/* "2026-01-02T03:04:05.678Z" */
const char *time_format(int64_t at, char out[TIME_TEXT_SIZE]);

/*
 * Reads the forms that files hold: RFC 3339 with Z or offset, with any number of decimals, "T" or
 * blank between, no zone (taken as UTC), or a date alone.  -EINVAL: none of these.
 */
int time_parse(Str text, int64_t *ret_at);

/* "<1m", "12m", "3h", "2d"; "-" for an unknown time; a time in the future counts as now. */
const char *age_format(int64_t since, int64_t now, char out[AGE_TEXT_SIZE]);

/* Local "14:02" for the header line, "14:02:09" for lines that go on and on. */
const char *time_format_hm(int64_t at, char out[6]);
const char *time_format_hms(int64_t at, char out[9]);

#endif
