/*
 * greet.c - one sentence about what happened while somebody was away; the timeline has the rest.
 */
#include <stdio.h>
#include <time.h>

#include "baton/base/clock.h"
#include "baton/core/figures.h"
#include "screen.h"

enum { DAY = 24 * 60 * 60 * 1000 };

/* "09:14", "01-02 09:14" when that was not today. */
static void moment(int64_t at, char out[12])
{
    time_t seconds = (time_t)(at / 1000);
    struct tm tm = { 0 };
    localtime_r(&seconds, &tm);
    size_t n = clock_now() - at >= DAY ? strftime(out, 12, "%m-%d ", &tm) : 0;
    strftime(out + n, 12 - n, "%H:%M", &tm);
}

static void add_count(Buf *out, int n, const char *one, const char *many)
{
    if (n > 0)
        buf_addf(out, "%s%d %s", out->len ? ", " : "", n, n == 1 ? one : many);
}

/* What a lead asks first; when it is nothing of that, how many events there are. */
static void word_since(const Since *n, Buf *out)
{
    add_count(out, n->tasks_done, "task done", "tasks done");
    add_count(out, n->tasks_added, "new task", "new tasks");
    add_count(out, n->tasks_blocked, "task blocked", "tasks blocked");
    add_count(out, n->handoffs, "handoff", "handoffs");
    add_count(out, n->escalations, "escalation", "escalations");
    add_count(out, n->approved + n->rejected, "decision", "decisions");
    if (!out->len)
        add_count(out, (int)MIN(n->events, (int64_t)INT32_MAX), "event", "events");
}

typedef struct {
    ReadJob job;
    Looks looks;
    int64_t from;
    Since since;
} Greeting;

static void read_greeting(Context *c, ReadJob *job)
{
    Greeting *g = (Greeting *)job;
    c->looks = g->looks;
    if (since_read(c, g->from, job->arena, &g->since) < 0)
        g->since.events = 0;
}

static void show_greeting(Screen *s, ReadJob *job)
{
    const Greeting *g = (const Greeting *)job;
    CLEANUP(buf_done) Buf what = BUF_INIT;
    char when[12];

    if (*s->line.text || !g->since.events)
        return;
    word_since(&g->since, &what);
    moment(g->from, when);
    screen_say(s, canvas_ascii(s->canvas) ? "Since %s: %s - press 7 / :since" : "Since %s: %s · press 7 / :since", when,
               what.data);
}

void screen_greet(Screen *s)
{
    if (*s->line.text || !screen_looked_at(s))
        return;
    Arena *a = arena_new();
    Greeting *g = arena_alloc(a, sizeof *g);
    *g = (Greeting){ { a, read_greeting, show_greeting }, s->context->looks, s->looked_at, { 0 } };
    screen_read(s, &g->job);
}
