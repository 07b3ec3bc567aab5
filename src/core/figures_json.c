/*
 * figures_json.c - figures for scripts, and as Markdown for a report that is kept.
 */
#include <inttypes.h>

#include "baton/base/clock.h"
#include "figures_parts.h"

static Json *waits_json(const Figures *f)
{
    Json *array = json_array();
    for (size_t i = 0; i < f->waits.len; i++) {
        const WaitFigure *w = &f->waits.items[i];
        Json *row = json_object();
        json_put_str(row, "agent", w->agent);
        json_put_int(row, "waited_ms", w->waited_ms);
        json_put_int(row, "handoffs", w->handoffs);
        json_put_bool(row, "waits", w->waits);
        json_put(array, NULL, row);
    }
    return array;
}

static Json *burn_json(const Figures *f)
{
    Json *array = json_array();
    for (size_t i = 0; i < f->burn.len; i++) {
        Json *row = json_object();
        json_put_time(row, "at", f->burn.items[i].at);
        for (int k = 0; k < TASK_STATE_COUNT; k++)
            json_put_int(row, task_state_text((TaskState)k), f->burn.items[i].n[k]);
        json_put(array, NULL, row);
    }
    return array;
}

static Json *rate_json(const Figures *f)
{
    Json *array = json_array();
    for (size_t i = 0; i < f->rate.len; i++) {
        if (!f->rate.items[i].events)
            continue;
        Json *row = json_object();
        json_put_time(row, "at", f->rate.items[i].at);
        json_put_int(row, "events", f->rate.items[i].events);
        json_put(array, NULL, row);
    }
    return array;
}

/* Buckets without an event are left out of rate: bucket_ms says where they are. */
Json *figures_json(const Figures *f)
{
    Json *j = json_object();
    json_put_str(j, "run", f->run);
    json_put_time(j, "from", f->from);
    json_put_time(j, "to", f->to);
    json_put_int(j, "bucket_ms", index_level_ms(f->level));
    json_put_int(j, "decisions", f->decisions);
    json_put_int(j, "approved", f->approved);
    json_put_int(j, "rejected", f->rejected);
    json_put(j, "median_ms", f->median_ms < 0 ? json_null() : json_int(f->median_ms));
    json_put(j, "waits", waits_json(f));
    json_put_int(j, "tasks_done", f->tasks_done);
    json_put_int(j, "tasks_open", f->tasks_open);
    json_put(j, "burn", burn_json(f));
    json_put_int(j, "events", f->events);
    json_put(j, "rate", rate_json(f));
    json_put_int(j, "escalations", f->escalations);
    json_put_int(j, "escalations_open", f->escalations_open);
    return j;
}

void markdown_words(Buf *out, const char *text)
{
    for (const char *c = text ? text : ""; *c; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            buf_addc(out, ' ');
        else if (strchr("\\`*_[]<>#|!", *c))
            buf_addf(out, "\\%c", *c);
        else
            buf_addc(out, *c);
    }
}

static void markdown_head(const Figures *f, Buf *out)
{
    char from[TIME_TEXT_SIZE], to[TIME_TEXT_SIZE];
    buf_adds(out, "# Report");
    if (f->run) {
        buf_adds(out, " of run ");
        markdown_words(out, f->run);
    }
    buf_addf(out, "\n\nFrom %s to %s.\n\n", time_format(f->from, from), time_format(f->to, to));
}

static void markdown_numbers(const Figures *f, Arena *a, Buf *out)
{
    buf_adds(out, "| figure | value |\n|---|---|\n");
    buf_addf(out, "| decisions | %d |\n| approved | %d |\n", f->decisions, f->approved);
    buf_addf(out, "| rejected | %d", f->rejected);
    if (f->decisions)
        buf_addf(out, " (%d%%)", (f->rejected * 100 + f->decisions / 2) / f->decisions);
    buf_addf(out, " |\n| median time to decision | %s |\n", span_words(f->median_ms, a));
    buf_addf(out, "| tasks done | %" PRId64 " |\n| tasks open | %" PRId64 " |\n", f->tasks_done, f->tasks_open);
    buf_addf(out, "| events | %" PRId64 " |\n| escalations | %" PRId64 " (%" PRId64 " open) |\n", f->events,
             f->escalations, f->escalations_open);
}

static void markdown_waits(const Figures *f, Arena *a, Buf *out)
{
    if (!f->waits.len)
        return;
    buf_adds(out, "\n## Waiting for decisions\n\n| agent | waited | handoffs | |\n|---|---|---|---|\n");
    for (size_t i = 0; i < f->waits.len; i++) {
        const WaitFigure *w = &f->waits.items[i];
        buf_adds(out, "| ");
        markdown_words(out, w->agent);
        buf_addf(out, " | %s | %d | %s |\n", span_words(w->waited_ms, a), w->handoffs, w->waits ? "still waits" : "");
    }
}

static void markdown_burn(const Figures *f, Buf *out)
{
    char at[TIME_TEXT_SIZE];
    if (!f->burn.len)
        return;
    buf_adds(out, "\n## Tasks over time\n\n| at |");
    for (int k = 0; k < TASK_STATE_COUNT; k++)
        buf_addf(out, " %s |", task_state_text((TaskState)k));
    buf_adds(out, "\n|---|");
    for (int k = 0; k < TASK_STATE_COUNT; k++)
        buf_adds(out, "---|");
    for (size_t i = 0; i < f->burn.len; i++) {
        buf_addf(out, "\n| %.16sZ |", time_format(f->burn.items[i].at, at));
        for (int k = 0; k < TASK_STATE_COUNT; k++)
            buf_addf(out, " %" PRId64 " |", f->burn.items[i].n[k]);
    }
    buf_addc(out, '\n');
}

static void markdown_rate(const Figures *f, Arena *a, Buf *out)
{
    char at[TIME_TEXT_SIZE];
    if (!f->events)
        return;
    buf_addf(out, "\n## Events per %s\n\n| from | events |\n|---|---|\n", span_words(index_level_ms(f->level), a));
    for (size_t i = 0; i < f->rate.len; i++)
        if (f->rate.items[i].events)
            buf_addf(out, "| %.16sZ | %" PRId64 " |\n", time_format(f->rate.items[i].at, at),
                     f->rate.items[i].events);
}

void figures_markdown(const Figures *f, Buf *out)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    markdown_head(f, out);
    markdown_numbers(f, a, out);
    markdown_waits(f, a, out);
    markdown_burn(f, out);
    markdown_rate(f, a, out);
}
