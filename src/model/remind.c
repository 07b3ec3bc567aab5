/*
 * remind.c - the moments at which one thing is told of: a sum over its age, so that nothing has to be kept.
 */
#include "baton/model/remind.h"

/* Longer than anybody waits, and sums of these stay far from what 64 bits hold. */
static const int64_t SPAN_MAX = 100 * 366 * 24 * INT64_C(3600000);
enum { TIMES_MAX = 1000 };

static int64_t bounded(int64_t span, int64_t longest)
{
    int64_t most = longest > 0 ? MIN(longest, SPAN_MAX) : SPAN_MAX;
    return MIN(span, most);
}

int64_t remind_next(const RemindRule *r, int64_t since, int64_t after)
{
    int64_t interval = bounded(r->limit_ms, r->longest_ms), at = since;
    int times = MIN(r->times, TIMES_MAX);
    if (r->at_once && at > after)
        return at;
    if (r->limit_ms <= 0)
        return 0;
    if (!r->at_once && (at += interval) > after)
        return at;
    for (int i = 0; i < times; i++) {
        at += interval;
        if (at > after)
            return at;
        interval = bounded(2 * interval, r->longest_ms);
    }
    return 0;
}
