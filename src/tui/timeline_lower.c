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

/* What is read elsewhere, in words. */
typedef struct {
    ReadJob job;
    Timeline *timeline;
    int width, figures_width, since_width;
    bool ascii;
    int64_t now, looked_at, took_ms;
    Looks looks;
    const char *title, *line, *figures, *since;
} Lower;

static void read_figures(Context *c, Lower *l)
{
    Figures f = { 0 };
    Message m = { 0 };
    CLEANUP(index_free_ptr) Index *x = NULL;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Arena *a = l->job.arena;
    const char *run = store_current_run(c->store, a);
    FigureQuery q = { .run = run, .from = run ? 0 : l->now - DAY };

    l->title = run ? arena_printf(a, "Figures of run %s", run) : "Figures of the last day";
    if (index_for(c, false, &x, &m) < 0)
        x = NULL;
    if (figures_read(c, x, &q, a, &f, &m) < 0) {
        l->figures = l->line = arena_strdup(a, *m.text ? m.text : "The figures cannot be read.");
        return;
    }
    figures_text(&f, l->figures_width, l->ascii, &text);
    l->figures = arena_str(a, buf_str(&text));
    l->line = figures_line(a, &f, l->width + 2, l->ascii);
}

static void read_since(Context *c, Lower *l)
{
    Since since = { 0 };
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Arena *a = l->job.arena;
    c->looks = l->looks;
    int r = l->looked_at ? since_read(c, l->looked_at, a, &since) : -ENOENT;
    if (r == -ENOENT)
        buf_adds(&text, "You have not looked at this project before.");
    else if (r < 0)
        buf_adds(&text, "What is new cannot be read.");
    else
        since_text(&since, l->ascii, a, &text);
    l->since = arena_str(a, buf_str(&text));
}

static void read_lower(Context *c, ReadJob *job)
{
    Lower *l = (Lower *)job;
    int64_t began = clock_mono();
    read_figures(c, l);
    read_since(c, l);
    l->took_ms = clock_mono() - began;
}

static void show_lower(Screen *s, ReadJob *job)
{
    Lower *l = (Lower *)job;
    Timeline *t = l->timeline;
    arena_free(t->lower_arena);
    Arena *a = t->lower_arena = TAKE(job->arena);
    t->figures_title = l->title;
    t->line = l->line;
    fill(&t->figures, a, l->figures_width, STYLE_LABEL, str_from(l->figures));
    fill(&t->since, a, l->since_width, STYLE_TEXT, str_from(l->since));
    t->lower_width = l->width;
    t->lower_reading = false;
    t->lower_due = clock_mono() + l->took_ms * REST;
    s->stale = true;
}

static void ask_lower(Timeline *t, Screen *s, int width)
{
    const TimelineLayout *p = &t->layout;
    int64_t looked_at = screen_looked_at(s);
    Arena *a = arena_new();
    Lower *l = arena_alloc(a, sizeof *l);
    *l = (Lower){
        .job = { a, read_lower, show_lower }, .timeline = t, .width = width, .looks = s->context->looks,
        .figures_width = p->figures.h ? p->figures.w - 4 : width, .since_width = p->since.h ? p->since.w - 4 : width,
        .ascii = canvas_ascii(s->canvas), .now = t->now, .looked_at = looked_at,
        .title = "Figures", .line = "The figures cannot be read.", .figures = "The figures cannot be read.",
        .since = "What is new cannot be read.",
    };
    t->lower_stale = false;
    t->lower_reading = true;
    screen_read(s, &l->job);
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
    if (!t->lower_reading && (due || (width != t->lower_width && t->lower_arena)))
        ask_lower(t, s, width);
}
