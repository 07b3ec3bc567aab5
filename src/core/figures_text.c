/*
 * figures_text.c - figures as somebody reads them in a terminal: numbers, and plots as wide as it is.
 */
#include <inttypes.h>

#include "baton/base/clock.h"
#include "figures_parts.h"

enum { NAME_COLS = 13, WAITS_MAX = 12, NARROWEST = 20 };

const char *span_words(int64_t ms, Arena *a)
{
    int64_t s = ms / 1000, m = s / 60, h = m / 60, d = h / 24;

    if (ms < 0)
        return "-";
    if (m < 1)
        return arena_printf(a, "%" PRId64 "s", s);
    if (h < 1)
        return arena_printf(a, "%" PRId64 "m", m);
    if (d < 1)
        return m % 60 ? arena_printf(a, "%" PRId64 "h %" PRId64 "m", h, m % 60) : arena_printf(a, "%" PRId64 "h", h);
    return h % 24 ? arena_printf(a, "%" PRId64 "d %" PRId64 "h", d, h % 24) : arena_printf(a, "%" PRId64 "d", d);
}

typedef struct {
    const Figures *f;
    int width;
    bool ascii;
    Arena *a;
    Buf *out;
} Page;

/* Names of others are part of it: one line, whatever they hold. */
static void line(Page *p, const char *name, const char *text)
{
    buf_addf(p->out, "%-*s ", NAME_COLS, name);
    for (; *text; text++)
        buf_addc(p->out, strchr("\r\n\t", *text) ? ' ' : *text);
    buf_addc(p->out, '\n');
}

static void head(Page *p)
{
    char from[TIME_TEXT_SIZE], to[TIME_TEXT_SIZE];
    const Figures *f = p->f;

    if (f->run)
        line(p, "Run", f->run);
    line(p, "From", arena_printf(p->a, "%.16sZ", time_format(f->from, from)));
    line(p, "To", arena_printf(p->a, "%.16sZ", time_format(f->to, to)));
}

static void decisions(Page *p)
{
    const Figures *f = p->f;

    if (!f->decisions) {
        line(p, "Decisions", "none");
        return;
    }
    line(p, "Decisions", arena_printf(p->a, "%d: %d approved, %d rejected (%d%%)", f->decisions, f->approved,
                                      f->rejected, (f->rejected * 100 + f->decisions / 2) / f->decisions));
    line(p, "Decided in", arena_printf(p->a, "%s (median)", span_words(f->median_ms, p->a)));
}

static void waits(Page *p)
{
    const Figures *f = p->f;

    for (size_t i = 0; i < f->waits.len && i < WAITS_MAX; i++) {
        const WaitFigure *w = &f->waits.items[i];
        line(p, i ? "" : "Waited",
             arena_printf(p->a, "%-8s %s, %d handoff%s%s", span_words(w->waited_ms, p->a), w->agent, w->handoffs,
                          w->handoffs == 1 ? "" : "s", w->waits ? ", still waits" : ""));
    }
    if (f->waits.len > WAITS_MAX)
        line(p, "", arena_printf(p->a, "and %zu more", f->waits.len - WAITS_MAX));
}

/* The left edge of a plot is from, its right one to. */
static void plot(Page *p, const char *name, const double *values, double most, const char *behind)
{
    int width = MAX(p->width, NARROWEST) - NAME_COLS - 1 - (int)strlen(behind) - 1;
    if (p->f->rate.len < (size_t)MAX(width, 0))
        width = (int)p->f->rate.len;
    buf_addf(p->out, "%-*s ", NAME_COLS, name);
    plot_scaled(values, p->f->rate.len, most, width, p->ascii, p->out);
    buf_addf(p->out, " %s\n", behind);
}

/* which -1: all that are not given up */
static int64_t burn_value(const Burn *b, int which)
{
    int64_t sum = 0;
    if (which >= 0)
        return b->n[which];
    for (int i = 0; i < TASK_STATE_COUNT; i++)
        sum += i == TASK_CANCELLED ? 0 : b->n[i];
    return sum;
}

static double *burn_values(const Page *p, int which, int64_t *ret_last)
{
    const Figures *f = p->f;
    double *values = arena_alloc(p->a, (f->rate.len + 1) * sizeof *values);
    size_t next = 0;
    int64_t now = 0;

    for (size_t i = 0; i < f->rate.len; i++) {
        while (next < f->burn.len && f->burn.items[next].at <= f->rate.items[i].at)
            now = burn_value(&f->burn.items[next++], which);
        values[i] = (double)now;
    }
    *ret_last = now;
    return values;
}

/* One scale for all of them. */
static double burn_most(const Figures *f)
{
    int64_t most = 0;
    for (size_t i = 0; i < f->burn.len; i++)
        most = MAX(most, burn_value(&f->burn.items[i], -1));
    return (double)most;
}

static void tasks(Page *p)
{
    static const struct { int which; const char *name; } rows[] = {
        { -1, "  all" }, { TASK_DONE, "  done" }, { TASK_IN_PROGRESS, "  in_progress" }, { TASK_BLOCKED, "  blocked" },
    };
    const Figures *f = p->f;

    line(p, "Tasks", arena_printf(p->a, "%" PRId64 " done, %" PRId64 " open", f->tasks_done, f->tasks_open));
    for (size_t i = 0; f->burn.len && i < ARRAY_LEN(rows); i++) {
        int64_t last;
        double *values = burn_values(p, rows[i].which, &last);
        plot(p, rows[i].name, values, burn_most(f), arena_printf(p->a, "%" PRId64, last));
    }
}

static void events(Page *p)
{
    const Figures *f = p->f;
    double *values = arena_alloc(p->a, (f->rate.len + 1) * sizeof *values);
    int64_t most = 0;

    for (size_t i = 0; i < f->rate.len; i++) {
        values[i] = (double)f->rate.items[i].events;
        most = MAX(most, f->rate.items[i].events);
    }
    const char *width = span_words(index_level_ms(f->level), p->a);
    line(p, "Events", arena_printf(p->a, "%" PRId64 ", at most %" PRId64 " in %s", f->events, most, width));
    if (f->events)
        plot(p, arena_printf(p->a, "  in %s", width), values, (double)most, "");
}

void figures_text(const Figures *f, int width, bool ascii, Buf *out)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Page p = { f, width, ascii, a, out };

    head(&p);
    decisions(&p);
    waits(&p);
    tasks(&p);
    events(&p);
    line(&p, "Escalations", arena_printf(a, "%" PRId64 ", %" PRId64 " of them open", f->escalations,
                                         f->escalations_open));
}
