/*
 * figures_handoffs.c - how long handoffs wait, and how they are decided.
 */
#include "figures_parts.h"

typedef struct { int64_t *items; size_t len, cap; } Spans;

static bool is_verdict(const TurnRow *t)
{
    return t->decided && ((t->verdict == VERDICT_APPROVED && t->state == HANDOFF_APPROVED) ||
                          (t->verdict == VERDICT_REJECTED && t->state == HANDOFF_REJECTED));
}

/* When this revision, or an older one that is the same, came. */
static int64_t came_at(const TurnRows *turns, size_t verdict)
{
    const TurnRow *v = &turns->items[verdict];
    for (size_t i = verdict; i-- > 0 && strcmp(turns->items[i].handoff, v->handoff) == 0;) {
        const TurnRow *t = &turns->items[i];
        bool back = t->decided && t->state == HANDOFF_SUBMITTED && t->verdict == VERDICT_REVOKED;
        if ((back || !t->decided) && strcmp(t->revision, v->revision) == 0)
            return t->at;
    }
    return v->at;
}

static int span_cmp(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

/* Of an even number it lies between the two in the middle. */
static int64_t median(Spans *s)
{
    if (!s->len)
        return -1;
    qsort(s->items, s->len, sizeof *s->items, span_cmp);
    size_t mid = s->len / 2;
    return s->len % 2 ? s->items[mid] : (s->items[mid - 1] + s->items[mid]) / 2;
}

/* A decision: a verdict that ended the waiting, in the span; its time is from the revision's coming to it. */
static void count_decisions(const TurnRows *turns, Arena *a, Figures *f)
{
    Spans spans = { 0 };

    for (size_t i = 0; i < turns->len; i++) {
        const TurnRow *t = &turns->items[i];
        if (!is_verdict(t) || t->at < f->from || t->at >= f->to)
            continue;
        f->approved += t->verdict == VERDICT_APPROVED;
        f->rejected += t->verdict == VERDICT_REJECTED;
        AVEC_PUSH(&spans, a, MAX(t->at - came_at(turns, i), (int64_t)0));
    }
    f->decisions = f->approved + f->rejected;
    f->median_ms = median(&spans);
}

static WaitFigure *wait_of(Figures *f, Arena *a, const char *agent)
{
    const char *slug = agent_slug(a, str_from(agent));
    for (size_t i = 0; i < f->waits.len; i++)
        if (text_same(agent_slug(a, str_from(f->waits.items[i].agent)), slug))
            return &f->waits.items[i];
    AVEC_PUSH(&f->waits, a, ((WaitFigure){ .agent = agent }));
    return &f->waits.items[f->waits.len - 1];
}

/* The part of a wait that lies in the span. */
static int64_t clipped(const Figures *f, int64_t from, int64_t to)
{
    return MAX(MIN(to, f->to) - MAX(from, f->from), (int64_t)0);
}

/* One handoff, turns [first, last]: it waits from a submitted revision until something ends that. */
static void count_waits(const TurnRows *turns, size_t first, size_t last, int64_t now, Arena *a, Figures *f)
{
    const TurnRow *end = &turns->items[last];
    int64_t since = 0, waited = 0;

    for (size_t i = first; i <= last; i++) {
        const TurnRow *t = &turns->items[i];
        if (t->state == HANDOFF_SUBMITTED && !since) {
            since = t->at;
        } else if (t->state != HANDOFF_SUBMITTED && since) {
            waited += clipped(f, since, t->at);
            since = 0;
        }
    }
    bool waits = since && end->now == HANDOFF_SUBMITTED;
    if (since)
        waited += clipped(f, since, waits ? now : end->changed_at);
    if (!waited && !(waits && f->to >= now))
        return;
    WaitFigure *w = wait_of(f, a, end->from ? end->from : "?");
    w->waited_ms += waited;
    w->handoffs++;
    w->waits = w->waits || (waits && f->to >= now);
}

static int wait_cmp(const void *x, const void *y)
{
    const WaitFigure *a = x, *b = y;
    return a->waited_ms != b->waited_ms ? (a->waited_ms < b->waited_ms) - (a->waited_ms > b->waited_ms)
                                        : strcmp(a->agent, b->agent);
}

void figures_handoffs(const TurnRows *turns, int64_t now, Arena *a, Figures *f)
{
    count_decisions(turns, a, f);
    for (size_t i = 0, last; i < turns->len; i = last + 1) {
        last = i;
        while (last + 1 < turns->len && strcmp(turns->items[last + 1].handoff, turns->items[i].handoff) == 0)
            last++;
        count_waits(turns, i, last, now, a, f);
    }
    if (f->waits.len)
        qsort(f->waits.items, f->waits.len, sizeof *f->waits.items, wait_cmp);
}
