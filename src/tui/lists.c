/*
 * lists.c - what is listed: handoffs and events.  All others have files of their own.
 */
#include "screen.h"

#include "baton/base/clock.h"
#include "baton/format/json.h"
#include "baton/store/gate.h"
#include "row_paint.h"

enum { AGE_WIDTH = 4, AGENT_WIDTH = 20, FAIR = 64 };      /* columns of a row */

static void paint_age(RowPaint *p, int64_t at)
{
    char age[AGE_TEXT_SIZE];
    row_right(p, STYLE_DIM, AGE_WIDTH, age_format(at, clock_now(), age));
}

static const char *arrow(List *l, const char *from, const char *to)
{
    bool ascii = canvas_ascii(l->screen->canvas);
    return arena_printf(l->arena, "%s %s %s", from ? from : "?", ascii ? "->" : "→", to ? to : "?");
}

/* ---- handoffs ---- */

static int64_t handoffs_count(List *l)
{
    HandoffRows rows = { 0 };
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    store_handoffs(l->screen->context->store, a, &(HandoffQuery){ .text = l->filter }, &rows);
    return (int64_t)rows.len;
}

typedef struct {
    HandoffRow row;
    int checks[CHECK_STATE_COUNT];
} HandoffLine;

/* Of the revision that is there now. */
static void count_checks(Store *s, Arena *a, HandoffLine *line)
{
    CheckRowsKept rows = { 0 };
    if (!line->row.digest || store_checks(s, a, line->row.id, line->row.digest, &rows) < 0)
        return;
    for (size_t i = 0; i < rows.len; i++)
        line->checks[rows.items[i].state]++;
}

static void handoffs_fetch(List *l, int64_t offset, int64_t limit)
{
    HandoffRows rows = { 0 };
    HandoffQuery q = { .text = l->filter, .limit = limit, .offset = offset };
    store_handoffs(l->screen->context->store, l->arena, &q, &rows);
    HandoffLine *lines = arena_alloc(l->arena, rows.len * sizeof *lines + 1);
    for (size_t i = 0; i < rows.len; i++) {
        lines[i].row = rows.items[i];
        count_checks(l->screen->context->store, l->arena, &lines[i]);
        list_add(l, (ListRow){ .kind = ITEM_HANDOFF, .id = arena_printf(l->arena, "%d", lines[i].row.number),
                               .file = lines[i].row.file, .line = 1, .data = &lines[i],
                               .state = handoff_state_text(lines[i].row.state) });
    }
}

/* "✔3 ✘2": how many checks are in which state, those that matter first from the right. */
static void paint_checks(RowPaint *p, Arena *a, const HandoffLine *line, bool ascii)
{
    static const CheckState shown[] = { CHECK_FAILED, CHECK_RUNNING, CHECK_PASSED };
    for (size_t i = 0; i < ARRAY_LEN(shown); i++) {
        int n = line->checks[shown[i]];
        const char *text = n ? arena_printf(a, "%s%d", check_state_glyph(shown[i], ascii), n) : "";
        if (p->right - p->left > 30)
            row_right(p, check_style(shown[i]), 3, text);
    }
}

static void handoffs_paint(List *l, Canvas *c, Rect row, const ListRow *r)
{
    const HandoffLine *line = r->data;
    const HandoffRow *h = &line->row;
    RowPaint p = row_begin(c, row);
    row_glyph(&p, handoff_style(h->state), handoff_state_glyph(h->state, canvas_ascii(c)));
    row_left(&p, STYLE_DIM, 3, r->id);
    if (row.w >= FAIR)                  /* below, the glyph alone says it */
        row_left(&p, handoff_style(h->state), 10, handoff_state_text(h->state));
    paint_age(&p, h->updated_at);
    paint_checks(&p, l->arena, line, canvas_ascii(c));
    if (row.w >= FAIR && h->digest)
        row_right(&p, STYLE_DIM, 8, digest_short(h->digest).text);
    row_left(&p, STYLE_TEXT, MIN(42, (p.right - p.left) * 2 / 3), arrow(l, h->from, h->to));
    row_rest(&p, STYLE_DIM, h->summary);
}

const ListClass list_handoffs = {
    .name = "handoffs", .title = "Handoffs",
    .empty = "No handoff yet: an agent writes .agents/active_handoff.md when its phase is done.",
    .topics = TOPIC_HANDOFFS, .count = handoffs_count, .fetch = handoffs_fetch, .paint_row = handoffs_paint,
};

/* ---- events ---- */

static int64_t events_count(List *l)
{
    return store_event_count(l->screen->context->store, &(EventQuery){ .text = l->filter });
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
    TaskRows tasks = { 0 };
    CLEANUP(json_free_ptr) Json *body = NULL;
    json_parse(str_from(e->body ? e->body : "{}"), &body);
    store_tasks(l->screen->context->store, l->arena, &(TaskQuery){ .id = e->subject, .limit = 1 }, &tasks);
    const char *title = tasks.len ? tasks.items[0].title : json_get_str(body, "title");
    const char *to = e->kind == EVENT_TASK_STATE ? json_get_str(body, "to") : NULL;
    if (!title)
        title = e->subject;
    return to ? arena_printf(l->arena, "%s: %s", to, title) : arena_strdup(l->arena, title);
}

static const char *handoff_phrase(List *l, const Event *e)
{
    HandoffRows handoffs = { 0 };
    store_handoffs(l->screen->context->store, l->arena, &(HandoffQuery){ .id = e->subject, .limit = 1 }, &handoffs);
    if (!handoffs.len)
        return e->subject;
    const HandoffRow *h = &handoffs.items[0];
    return arena_printf(l->arena, "%d: %s", h->number, h->summary && *h->summary ? h->summary : h->file);
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

static void events_fetch(List *l, int64_t offset, int64_t limit)
{
    EventRows rows = { 0 };
    EventQuery q = { .text = l->filter, .limit = limit };
    if (l->filter)
        q.offset = offset;
    else                        /* without a filter the sequence has no holes: a seek, not a scan */
        q.after = offset;
    store_events(l->screen->context->store, l->arena, &q, &rows);
    EventLine *lines = arena_alloc(l->arena, rows.len * sizeof *lines + 1);
    for (size_t i = 0; i < rows.len; i++) {
        lines[i] = (EventLine){ rows.items[i], event_phrase(l, &rows.items[i]) };
        list_add(l, (ListRow){ .kind = ITEM_EVENT, .data = &lines[i],
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
    int64_t seq = 0;
    if (str_to_i64(str_from(id), &seq) < 0)
        return -1;
    if (!l->filter)
        return seq - 1;
    return store_event_count(l->screen->context->store, &(EventQuery){ .text = l->filter, .before = seq });
}

const ListClass list_events = {
    .name = "events", .title = "Events",
    .empty = "No event yet: agents report with `baton event`, and every saved change is one.",
    .topics = TOPIC_ALL,
    .count = events_count, .fetch = events_fetch, .paint_row = events_paint, .find = events_find,
};
