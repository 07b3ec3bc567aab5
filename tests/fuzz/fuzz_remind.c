/*
 * fuzz_remind.c - any text as quiet hours and as a length of time.  The first four bytes are a time, each line is one.
 *
 * Hours that were understood end within a week, at a time that is not quiet any more; reminders go forward and end.
 */
#include <stdint.h>
#include <stdlib.h>

#include "baton/model/remind.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HOURS_MAX = 8, TIMES = 6 };
#define WEEK_MS (7 * 24 * 3600 * INT64_C(1000))

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_quiet(const QuietHours *q, size_t n, int64_t at)
{
    int64_t until = quiet_until(q, n, at);
    require(!until || (until > at && until <= at + WEEK_MS));
    if (until && until < at + WEEK_MS)
        require(quiet_until(q, n, until) == 0);
}

static void check_reminders(int64_t limit, int64_t since)
{
    const RemindRule rule = { .at_once = true, .limit_ms = limit, .longest_ms = limit / 2, .times = TIMES };
    int64_t at = since - 1;
    for (int i = 0; i <= TIMES + 1; i++) {
        int64_t next = remind_next(&rule, since, at);
        require(!next || next > at);
        require(next || i > 0);
        if (!next)
            return;
        at = next;
    }
    abort();                            /* once and then so many times */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QuietHours hours[HOURS_MAX];
    uint32_t seconds;
    size_t n = 0;
    if (size < sizeof seconds)
        return 0;
    memcpy(&seconds, data, sizeof seconds);
    int64_t at = seconds * INT64_C(1000) + 1, span;
    Str rest = { (const char *)data + sizeof seconds, size - sizeof seconds }, line;
    while (str_next_line(&rest, &line)) {
        if (n < HOURS_MAX && quiet_parse(line, &hours[n]) == 0)
            n++;
        if (span_parse(line, &span) == 0) {
            require(span >= 0);
            check_reminders(span, at);
        }
    }
    check_quiet(hours, n, at);
    return 0;
}
