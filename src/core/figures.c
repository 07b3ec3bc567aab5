/*
 * figures.c - numbers of a run or a span of time, for a lead who looks back.
 *
 * What each number is:
 *   from, to       the span, widened to whole buckets, but not beyond now; it holds `from`, not `to`
 *   decisions      verdicts in the span that approved or rejected a handoff (comments, waivers and the first of two
 *                  approvals that are needed are none); approved + rejected.  Of a run: all verdicts on its handoffs
 *   median_ms      of those, from when the revision that was decided came until the verdict
 *   waits          per author, of the time that his handoffs waited for a decision what lies in the span: from a
 *                  submitted revision until a verdict, a withdrawal or a newer handoff, or until now.  Of a run: all
 *                  of it, also after the run
 *   burn           tasks per state at the end of each bucket in which that changed
 *   tasks_done, tasks_open  tasks at the end of the span; open: neither done nor cancelled
 *   rate           events per bucket, of this run where one is asked for; events: their sum
 *   escalations    those (of this run) that were said first in the span; escalations_open: of these, not closed now
 */
#include <errno.h>

#include "baton/base/clock.h"
#include "baton/model/escalation.h"
#include "figures_parts.h"

enum {
    BUCKETS_WISHED = 180,       /* more than a terminal has columns; a wider bucket is taken instead */
    BUCKETS_MAX = 4000,         /* ten years of days: what is before that is left out */
};

typedef struct {
    Context *c;
    Index *x;
    const FigureQuery *q;
    Arena *a;
    Figures f;
    int64_t now;
} Reading;

static int failed(int r, const char *what, Message *m)
{
    return r == -ENOENT ? r : (fail(m, "cannot read the %s of the ledger: %s", what, strerror(-r)), r);
}

/* ---- the span ---- */

static int64_t first_beat(Reading *g, int level, int64_t from, int64_t to)
{
    Beats beats = { 0 };
    int64_t first = 0;
    if (index_beats(g->x, g->c->store, g->a, level, from, to, NULL, &beats) < 0)
        return 0;
    for (size_t i = 0; i < beats.len; i++)
        if (beats.items[i].events && beats.items[i].at >= from && (!first || beats.items[i].at < first))
            first = beats.items[i].at;
    return first;
}

/* When the first event was; the index knows it to the minute without reading them all. */
static int64_t first_at(Reading *g)
{
    if (g->f.run || !g->x)
        return store_first_at(g->c->store, g->f.run);
    int day = INDEX_LEVEL_COUNT - 1;
    int64_t first = first_beat(g, day, 1, g->now + 1);
    return first ? first_beat(g, 0, first, first + index_level_ms(day)) : 0;
}

static int run_span(Reading *g, int64_t *from, int64_t *to, Message *m)
{
    RunRows runs = { 0 };
    int r = store_runs(g->c->store, g->a, &(RunQuery){ .id = g->q->run, .limit = 2 }, &runs);

    if (r < 0)
        return failed(r, "runs", m);
    if (runs.len != 1) {
        fail(m, runs.len ? "several runs begin with '%s'; 'baton runs' lists them"
                         : "no run '%s'; 'baton runs' lists them", g->q->run);
        return -ENOENT;
    }
    const RunRow *run = &runs.items[0];
    g->f.run = run->id;
    if (!*from)
        *from = run->started_at;
    if (!*to && run->state == RUN_ENDED && run->ended_at)
        *to = run->ended_at + 1;
    return 0;
}

static int64_t floor_to(int64_t at, int64_t width) { return at - at % width; }

static void choose_buckets(Reading *g, int64_t from, int64_t to)
{
    int level = 0;
    while (level + 1 < INDEX_LEVEL_COUNT && (to - from) / index_level_ms(level) > BUCKETS_WISHED)
        level++;
    int64_t width = index_level_ms(level);
    g->f.level = level;
    g->f.to = floor_to(to + width - 1, width);
    g->f.from = MAX(floor_to(from, width), g->f.to - BUCKETS_MAX * width);
}

static int choose_span(Reading *g, Message *m)
{
    int64_t from = MAX(g->q->from, (int64_t)0), to = MAX(g->q->to, (int64_t)0);
    int r = g->q->run ? run_span(g, &from, &to, m) : 0;

    if (r < 0)
        return r;
    if (!to)
        to = g->now + 1;
    if (!from)
        from = first_at(g);
    if (!from || from >= to)
        from = to - 1;
    choose_buckets(g, from, to);
    return 0;
}

/* ---- what is in it ---- */

static void rate_add(Figures *f, int64_t at, int64_t events)
{
    int64_t i = (at - f->from) / index_level_ms(f->level);
    if (at < f->from || i >= (int64_t)f->rate.len)
        return;
    f->rate.items[i].events += events;
    f->events += events;
}

static int read_rate(Reading *g)
{
    Figures *f = &g->f;
    int64_t width = index_level_ms(f->level);
    Beats beats = { 0 };
    RateRows rows = { 0 };

    for (int64_t at = f->from; at < f->to; at += width)
        AVEC_PUSH(&f->rate, g->a, ((RateFigure){ at, 0 }));
    int r = g->x ? index_beats(g->x, g->c->store, g->a, f->level, f->from, f->to, f->run, &beats)
                 : store_rate(g->c->store, g->a, f->run, width, f->from, f->to, &rows);
    for (size_t i = 0; i < beats.len; i++)
        rate_add(f, beats.items[i].at, beats.items[i].events);
    for (size_t i = 0; i < rows.len; i++)
        rate_add(f, rows.items[i].at, rows.items[i].events);
    return r;
}

/* Handoffs of a run are often decided when it is over: they count with their whole time. */
static int read_handoffs(Reading *g)
{
    TurnRows turns = { 0 };
    Figures *f = &g->f;
    int64_t from = f->from, to = f->to;
    int r = store_turns(g->c->store, g->a, f->run, &turns);

    if (f->run && !g->q->from)
        f->from = 0;
    if (f->run && !g->q->to)
        f->to = MAX(to, g->now + 1);
    if (r == 0)
        figures_handoffs(&turns, g->now, g->a, f);
    f->from = from;
    f->to = to;
    return r;
}

static void count_tasks(Figures *f, const int64_t n[TASK_STATE_COUNT])
{
    f->tasks_done = n[TASK_DONE];
    for (int i = 0; i < TASK_STATE_COUNT; i++)
        f->tasks_open += i == TASK_DONE || i == TASK_CANCELLED ? 0 : n[i];
}

/* Today's are counted in the ledger; those of a span that is over stand where it was last told how many. */
static int read_tasks(Reading *g)
{
    Figures *f = &g->f;
    TaskGroup totals = { 0 };
    bool known = g->x || store_last_seq(g->c->store) <= INDEX_TAIL_MAX;
    int r = known ? index_burn(g->x, g->c->store, g->a, f->level, f->from, f->to, &f->burn) : 0;

    if (r == 0 && f->to > g->now) {
        r = store_task_totals(g->c->store, &totals);
        count_tasks(f, totals.n);
    } else if (r == 0 && f->burn.len) {
        count_tasks(f, f->burn.items[f->burn.len - 1].n);
    }
    return r;
}

static int read_escalations(Reading *g)
{
    EscalationRows rows = { 0 };
    Figures *f = &g->f;
    int r = store_escalations(g->c->store, g->a, &(EscalationQuery){ 0 }, &rows);

    for (size_t i = 0; i < rows.len; i++) {
        const EscalationRow *e = &rows.items[i];
        if (e->first_at < f->from || e->first_at >= f->to || (f->run && !text_same(e->run, f->run)))
            continue;
        f->escalations++;
        f->escalations_open += !escalation_is_over(e->state);
    }
    return r;
}

int figures_read(Context *c, Index *x, const FigureQuery *q, Arena *a, Figures *ret, Message *m)
{
    static const struct { int (*read)(Reading *g); const char *what; } parts[] = {
        { read_rate, "events" }, { read_handoffs, "handoffs" }, { read_tasks, "tasks" },
        { read_escalations, "escalations" },
    };
    Reading g = { .c = c, .x = x, .q = q, .a = a, .f = { .median_ms = -1 }, .now = clock_now() };
    int r = choose_span(&g, m);

    for (size_t i = 0; r == 0 && i < ARRAY_LEN(parts); i++) {
        r = parts[i].read(&g);
        if (r < 0)
            return failed(r, parts[i].what, m);
    }
    g.f.to = MIN(g.f.to, MAX(g.now, g.f.from));      /* the last bucket is not over */
    if (r == 0)
        *ret = g.f;
    return r;
}
