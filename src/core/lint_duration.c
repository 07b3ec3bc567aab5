/*
 * lint_duration.c - what an agent's log says of its start, its end and how long it took.
 *
 * Two times are compared when they are written alike: both with a date, and with a zone both or
 * none.  Work of more than a day has nights in it, so there only a duration that is too long is
 * wrong.
 */
#include "lint.h"

#define MINUTE_MS INT64_C(60000)
#define DAY_MS (24 * 60 * MINUTE_MS)

typedef struct {
    WrittenTime started, ended;
    bool known;                 /* both could be read, and compared */
} Between;

static Between read_both(const AgentFact *a)
{
    Between b = { 0 };
    if (!a->started || !a->ended || lint_time_read(a->started, &b.started) < 0 ||
        lint_time_read(a->ended, &b.ended) < 0)
        return b;
    b.known = b.started.has_date == b.ended.has_date && b.started.has_zone == b.ended.has_zone;
    return b;
}

static int64_t day_of(WrittenTime t)
{
    return t.ms / DAY_MS;
}

/* Clocks alone may run over midnight; a date without a clock is all of its day. */
static bool ends_early(const Between *b)
{
    if (!b->started.has_date)
        return false;
    if (!b->started.has_clock || !b->ended.has_clock)
        return day_of(b->ended) < day_of(b->started) && !b->started.has_zone;
    return b->ended.ms < b->started.ms;
}

static const char *span_text(Lint *l, int64_t ms)
{
    int64_t minutes = ms / MINUTE_MS, seconds = ms / 1000 % 60;
    if (minutes >= 60)
        return arena_printf(l->arena, "%lld h %lld min", (long long)minutes / 60,
                            (long long)minutes % 60);
    if (seconds)
        return arena_printf(l->arena, "%lld min %lld s", (long long)minutes, (long long)seconds);
    return arena_printf(l->arena, "%lld min", (long long)minutes);
}

static void judge_took(Lint *l, const LintFile *f, const AgentFact *a, const Between *b)
{
    int64_t took, unit;
    if (!a->took || !b->started.has_clock || !b->ended.has_clock ||
        lint_span_read(a->took, &took, &unit) < 0)
        return;
    int64_t between = b->ended.ms - b->started.ms;
    if (between < 0)
        between += DAY_MS;      /* over midnight */
    int64_t slack = MAX(unit, MINUTE_MS);
    bool too_short = took + slack < between && between <= DAY_MS;
    if (took > between + slack || too_short)
        lint_say(l, f, a->took_line ? a->took_line : a->line,
                 "the log of %s says that it took %s, but from '%s' to '%s' it is %s; mend the one "
                 "that is wrong", a->name, a->took, a->started, a->ended, span_text(l, between));
}

void lint_duration(Lint *l)
{
    LINT_EACH(l, f) {
        if (!f->facts)
            continue;
        FACT_EACH(AgentFact, a, f->facts->agents) {
            Between b = read_both(a);
            if (!b.known)
                continue;
            if (ends_early(&b))
                lint_say(l, f, a->ended_line ? a->ended_line : a->line,
                         "the log of %s ends at '%s', before its start at '%s' (line %d); mend the "
                         "one that is wrong", a->name, a->ended, a->started,
                         a->started_line ? a->started_line : a->line);
            else
                judge_took(l, f, a, &b);
        }
    }
}
