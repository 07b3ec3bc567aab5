/*
 * timeline_lower.c - below the timeline: figures, and what happened since this person looked last.
 *
 * They count over a whole run, so they are not read more often than their cost allows.
 */
#include "timeline_view.h"

#include <errno.h>
#include <stdio.h>

#include "baton/base/clock.h"
#include "baton/core/figures.h"

enum { FIRST_MS = 200,          /* the timeline is there before them */
       REST = 20, DAY = 24 * 60 * 60 * 1000, PLOT_COLS = 12 };  /* REST: so many times as long as reading took */

static void fill(TextPane *p, Arena *a, int width, StyleId label, Str text)
{
    TextWriter w = text_begin(&p->text, a, width);
    Str line;
    while (str_next_line(&text, &line))
        text_columns(&w, label, *line.data == ' ' ? label : STYLE_TEXT, raw_str(line));  /* a plot is quiet */
}

static const char *span(int64_t ms, char out[AGE_TEXT_SIZE])
{
    int64_t now = clock_now();
    return age_format(now - ms, now, out);
}

static void add_rate(const Figures *f, bool ascii, Buf *out)
{
    CLEANUP(free_mem) double *rate = mem_alloc((f->rate.len + 1) * sizeof *rate);
    for (size_t i = 0; i < f->rate.len; i++)
        rate[i] = (double)f->rate.items[i].events;
    buf_addf(out, "%lld events ", (long long)f->events);
    if (f->rate.len)
        plot_line(rate, f->rate.len, PLOT_COLS, ascii, out);
}

/* A part that has no room is left out. */
static void add_part(Arena *a, int cols, bool ascii, Buf *part, Buf *out)
{
    const char *dot = !out->len ? "" : ascii ? " - " : " · ";
    const char *both = arena_printf(a, "%s%s%s", out->len ? out->data : "", dot, part->len ? part->data : "");
    if (part->len && safe_line(a, raw(both), -1).cols <= cols)
        buf_addf(out, "%s%s", dot, part->data);
    buf_clear(part);
}

/* "median to decide 12m - 1 of 3 rejected - …": the figures that fit into one line. */
static const char *figures_line(Arena *a, const Figures *f, int cols, bool ascii)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    CLEANUP(buf_done) Buf part = BUF_INIT;
    char text[AGE_TEXT_SIZE];

    if (f->median_ms >= 0 && f->decisions)
        buf_addf(&part, "median to decide %s, %d of %d rejected", span(f->median_ms, text), f->rejected, f->decisions);
    else
        buf_adds(&part, "nothing decided");
    add_part(a, cols, ascii, &part, &out);
    if (f->waits.len)
        buf_addf(&part, "%s waited %s", f->waits.items[0].agent, span(f->waits.items[0].waited_ms, text));
    add_part(a, cols, ascii, &part, &out);
    buf_addf(&part, "tasks %lld of %lld done", (long long)f->tasks_done, (long long)(f->tasks_done + f->tasks_open));
    add_part(a, cols, ascii, &part, &out);
    add_rate(f, ascii, &part);
    add_part(a, cols, ascii, &part, &out);
    return arena_str(a, buf_str(&out));
}

static void read_figures(Timeline *t, Screen *s, int width)
{
    Figures f = { 0 };
    Message m = { 0 };
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Arena *a = t->lower_arena;
    bool ascii = canvas_ascii(s->canvas);
    const char *run = store_current_run(s->context->store, a);
    FigureQuery q = { .run = run, .from = run ? 0 : t->now - DAY };

    t->figures_title = run ? arena_printf(a, "Figures of run %s", run) : "Figures of the last day";
    if (figures_read(s->context, s->index, &q, a, &f, &m) < 0) {
        t->line = arena_strdup(a, *m.text ? m.text : "The figures cannot be read.");
        fill(&t->figures, a, width, STYLE_TEXT, str_from(t->line));
        return;
    }
    figures_text(&f, width, ascii, &text);
    fill(&t->figures, a, width, STYLE_LABEL, str_from(arena_str(a, buf_str(&text))));
    t->line = figures_line(a, &f, width + 2, ascii);
}

static void read_since(Timeline *t, Screen *s, int width)
{
    Since since = { 0 };
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Arena *a = t->lower_arena;
    int r = s->looked_at ? since_read(s->context, s->looked_at, a, &since) : -ENOENT;
    if (r == -ENOENT)
        buf_adds(&text, "You have not looked at this project before.");
    else if (r < 0)
        buf_adds(&text, "What is new cannot be read.");
    else
        since_text(&since, canvas_ascii(s->canvas), a, &text);
    fill(&t->since, a, width, STYLE_TEXT, str_from(arena_str(a, buf_str(&text))));
}

void timeline_read_lower(Timeline *t, Screen *s)
{
    const TimelineLayout *l = &t->layout;
    int line = l->line.h ? l->line.w : 24;
    int width = MAX(MAX(l->figures.h ? l->figures.w : 0, l->since.h ? l->since.w : 0), line) - 4;
    int64_t began = clock_mono();
    if (s->timed && !t->lower_arena && !t->lower_due)
        t->lower_due = began + FIRST_MS;
    bool due = t->lower_stale && (!s->timed || began >= t->lower_due);

    if (t->lower_stale && !due)
        s->moving = true;               /* asked again soon, though nothing else may happen */
    if (!due && (width == t->lower_width || !t->lower_arena))
        return;
    arena_free(t->lower_arena);
    t->lower_arena = arena_new();
    read_figures(t, s, l->figures.h ? l->figures.w - 4 : width);
    read_since(t, s, l->since.h ? l->since.w - 4 : width);
    t->lower_width = width;
    t->lower_stale = false;
    t->lower_due = clock_mono() + (clock_mono() - began) * REST;
}
