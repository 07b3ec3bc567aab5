/*
 * list_events.c - the ledger itself as a list, with a filter by words.
 */
#include <errno.h>

#include "screen.h"

#include "baton/base/clock.h"
#include "baton/core/index.h"
#include "baton/format/json.h"
#include "list_found.h"
#include "row_paint.h"

enum { AGENT_WIDTH = 20, FAIR = 64 };                     /* columns of a row */
enum { MATCHES_MAX = 1000,                                /* of a filter that are listed */
       SOON_US = 120 };                                   /* the index may be asked for so long in a frame */

/*
 * With a filter: which events match, oldest first; of very many only the newest are listed.  A key of the filter
 * costs the same whatever the length of the ledger, and whatever the words: what the index finds at once is shown,
 * the rest is sought elsewhere.
 */
static void turn_round(Seqs *s)
{
    s->len = MIN(s->len, (size_t)MATCHES_MAX + 1);
    for (size_t i = 0, k = s->len; i + 1 < k; i++) {
        int64_t seq = s->items[i];
        s->items[i] = s->items[--k];
        s->items[k] = seq;
    }
}

static int seek_events(Context *c, Arena *a, const char *words, Found *ret)
{
    CLEANUP(index_free_ptr) Index *x = NULL;
    Message why = { 0 };
    (void)index_for(c, false, &x, &why);
    int r = index_matches(x, c->store, a, words, MATCHES_MAX + 1, &ret->seqs);
    turn_round(&ret->seqs);
    return r;
}

/* What is shown of the same words already is not given up for a part of it. */
static void seek_soon(List *l)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Found *f = arena_alloc(a, sizeof *f);
    Screen *s = l->screen;
    int r = index_matches_soon(screen_index(s), s->context->store, a, l->filter, MATCHES_MAX + 1, SOON_US, &f->seqs);

    if (r == -EIO)
        screen_drop_index(s);
    f->words = arena_strdup(a, l->filter);
    f->partial = r == 1;
    turn_round(&f->seqs);
    if (!f->partial || (f->seqs.len && !found_is_for_filter(l)))
        found_put(l, TAKE(a), f);
    if (r == 1)
        found_seek(l, seek_events);
}

static int64_t events_count(List *l)
{
    if (!l->filter)
        found_forget(l);
    else if (!l->arrived)
        seek_soon(l);
    l->arrived = false;
    const Found *m = l->data;
    return m ? MIN((int64_t)m->seqs.len, (int64_t)MATCHES_MAX)
             : store_event_count(l->screen->context->store, &(EventQuery){ 0 });
}

/* The first of more than are listed is only there to say so. */
static size_t hidden(const Found *m)
{
    return m->seqs.len > MATCHES_MAX;
}

static void events_counts(List *l, Buf *out)
{
    const Found *m = l->data;
    if (m && m->seqs.len)
        buf_addf(out, "%lld%s match", (long long)l->count, hidden(m) || m->partial ? "+" : "");
    else if (l->count)
        buf_addf(out, "%lld", (long long)l->count);
}

typedef struct {
    Event event;
    const char *phrase;         /* what the row says behind kind and agent */
} EventLine;

static bool is_about_task(EventKind k)
{
    return k >= EVENT_TASK_ADDED && k <= EVENT_TASK_GONE;
}

/* Events about a task carry its id; a person wants its title, and what became of it. */
static const char *task_phrase(List *l, const Event *e)
{
    CLEANUP(json_free_ptr) Json *body = NULL;
    json_parse(str_from(e->body ? e->body : "{}"), &body);
    const char *title = store_task_title(l->screen->context->store, l->arena, e->subject);
    if (!title)
        title = json_get_str(body, "title");
    const char *to = e->kind == EVENT_TASK_STATE ? json_get_str(body, "to") : NULL;
    if (!title)
        title = e->subject;
    return to ? arena_printf(l->arena, "%s: %s", to, title) : arena_strdup(l->arena, title);
}

static const char *handoff_phrase(List *l, const Event *e)
{
    const char *line = store_handoff_line(l->screen->context->store, l->arena, e->subject);
    return line ? line : e->subject;
}

static const char *event_phrase(List *l, const Event *e)
{
    if (e->reason && *e->reason)
        return e->reason;
    if (str_starts(str_from(event_kind_text(e->kind)), STR("handoff.")) && e->subject)
        return handoff_phrase(l, e);
    if (is_about_task(e->kind) && e->subject)
        return task_phrase(l, e);
    return e->subject ? e->subject : "";
}

static void read_matches(List *l, int64_t offset, int64_t limit, EventRows *rows)
{
    const Found *m = l->data;
    size_t from = hidden(m) + (size_t)offset, end = MIN(m->seqs.len, from + (size_t)limit);
    if (from < end)
        store_events_at(l->screen->context->store, l->arena, m->seqs.items + from, end - from, rows);
}

/* Without a filter the sequence has no holes: a seek, not a scan. */
static void events_fetch(List *l, int64_t offset, int64_t limit)
{
    EventRows rows = { 0 };
    if (l->data)
        read_matches(l, offset, limit, &rows);
    else
        store_events(l->screen->context->store, l->arena, &(EventQuery){ .limit = limit, .after = offset }, &rows);
    EventLine *lines = arena_alloc(l->arena, rows.len * sizeof *lines + 1);
    for (size_t i = 0; i < rows.len; i++) {
        lines[i] = (EventLine){ rows.items[i], event_phrase(l, &rows.items[i]) };
        list_add(l, (ListRow){ .kind = ITEM_EVENT, .record = &lines[i].event, .data = &lines[i],
                               .id = arena_printf(l->arena, "%lld", (long long)rows.items[i].seq) });
    }
}

static void events_paint(List *l, Canvas *c, Rect row, const ListRow *r)
{
    (void)l;
    const EventLine *line = r->data;
    const Event *e = &line->event;
    char time[TIME_TEXT_SIZE];
    RowPaint p = row_begin(c, row);
    const char *word = e->action && *e->action ? e->action : event_kind_text(e->kind);
    bool alarm = e->kind == EVENT_TELEMETRY && e->action && strcmp(e->action, "ESCALATE") == 0;

    time_format(e->at, time);
    time[19] = '\0';
    row_left(&p, STYLE_DIM, 8, time + 11);
    row_left(&p, alarm ? STYLE_STATE_BAD : STYLE_TEXT, 15, word);
    row_left(&p, STYLE_TEXT, MIN(AGENT_WIDTH, (p.right - p.left) / 3), e->agent ? e->agent : "");
    if (row.w >= FAIR)
        row_right(&p, STYLE_DIM, 4, source_text(e->source));
    row_rest(&p, STYLE_TEXT, line->phrase);
}

/* Without a filter the sequence says where a row is; with one, how many matches come before it. */
static int64_t events_find(List *l, const char *id)
{
    const Found *m = l->data;
    int64_t seq = 0;
    if (str_to_i64(str_from(id), &seq) < 0)
        return -1;
    if (!m)
        return seq - 1;
    size_t low = hidden(m), high = m->seqs.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->seqs.items[middle] < seq)
            low = middle + 1;
        else
            high = middle;
    }
    return (int64_t)(low - hidden(m));
}

const ListClass list_events = {
    .name = "events", .title = "Events",
    .empty = "No event yet: agents report with `baton event`, and every saved change is one.",
    .topics = TOPIC_ALL,
    .count = events_count, .fetch = events_fetch, .paint_row = events_paint, .counts = events_counts,
    .find = events_find,
};
