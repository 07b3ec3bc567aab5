/*
 * timeline_read.c - what the timeline shows, from the index and the ledger.
 *
 * The window is read from buckets, whatever the length of the ledger; of single events only the newest one
 * under the cursor.
 */
#include "timeline_view.h"

#include <errno.h>

#include "baton/base/clock.h"
#include "baton/core/history.h"
#include "baton/core/index.h"
#include "baton/core/needs.h"

enum { NAMED_HANDOFFS = 3,      /* of one cell */
       TIME_NAME_MAX = 40 };

static const char *trouble_of(Screen *s, Arena *a)
{
    int64_t last = store_last_seq(s->context->store), seq = s->index ? index_seq(s->index) : 0;
    if (last - seq <= INDEX_TAIL_MAX)
        return NULL;
    return arena_printf(a, "The index is being built, %d%% so far: what is older than the last %d events is missing.",
                        (int)(seq * 100 / last), (int)INDEX_TAIL_MAX);
}

static bool same_window(const TimeWindow *a, const TimeWindow *b)
{
    return a->zoom == b->zoom && a->cols == b->cols && a->from == b->from;
}

/* The row that the cursor follows, or the one that now stands where it was. */
static void follow_row(Timeline *t)
{
    for (size_t i = 0; i < t->rows.len && t->slug; i++)
        if (strcmp(t->rows.items[i].slug, t->slug) == 0)
            t->row = (int)i;
}

static void weigh_row(Timeline *t, Screen *s, TimeRow *r)
{
    time_row_age(r, &t->window, silent_limit(s->context->conf, r->slug));
    t->names = MAX(t->names, safe_line(t->arena, raw(r->name), TIME_NAME_MAX).cols);
}

void timeline_read(Timeline *t, Screen *s)
{
    Beats beats = { 0 };
    const TimeWindow *w = &t->window;
    if (!t->stale && same_window(w, &t->read_for))
        return;
    arena_free(t->arena);
    t->arena = arena_new();
    if (index_beats(screen_index(s), s->context->store, t->arena, time_zoom_level(w->zoom), w->from,
                    time_window_at(w, w->cols), NULL, &beats) < 0) {
        screen_drop_index(s);
        beats.len = 0;
    }
    time_rows(t->arena, &beats, w, t->now, t->filter, &t->rows);
    for (size_t i = 0; i < t->rows.len; i++)
        weigh_row(t, s, &t->rows.items[i]);
    t->empty = !store_last_seq(s->context->store);
    t->trouble = trouble_of(s, t->arena);
    t->stamp = stamp_new();
    t->read_for = *w;
    t->stale = false;
    follow_row(t);
}

/* ---- the cell under the cursor ---- */

static bool is_about(Arena *a, const HandoffRow *h, const char *slug)
{
    return !*slug || text_same(agent_slug(a, str_from(h->from ? h->from : "")), slug) ||
           text_same(agent_slug(a, str_from(h->to ? h->to : "")), slug);
}

/* "handoff 12 backend-engineer → qa-engineer, approved": the newest ones in this cell. */
static int name_handoffs(Screen *s, Arena *a, const TimeRow *r, int64_t seq, int64_t from, int64_t to, Buf *out)
{
    const char *arrow = canvas_ascii(s->canvas) ? "->" : "→";
    int newest = 0, named = 0;
    StrList ids = { 0 };
    store_handoffs_told(s->context->store, a, seq, from, to, &ids);
    for (size_t i = 0; i < ids.len && named < NAMED_HANDOFFS; i++) {
        HandoffRows rows = { 0 };
        store_handoffs(s->context->store, a, &(HandoffQuery){ .id = ids.items[i], .limit = 1 }, &rows);
        const HandoffRow *h = rows.items;
        if (!rows.len || !is_about(a, h, r->slug))
            continue;
        buf_addf(out, "%shandoff %d %s %s %s, %s", named++ ? "; " : "", h->number, h->from ? h->from : "?", arrow,
                 h->to ? h->to : "?", handoff_state_text(h->state));
        newest = MAX(newest, h->number);
    }
    return newest;
}

static const char *event_words(Screen *s, Arena *a, int64_t seq)
{
    EventRows rows = { 0 };
    char hm[6];
    if (seq)
        store_events(s->context->store, a, &(EventQuery){ .after = seq - 1, .limit = 1 }, &rows);
    if (!rows.len)
        return NULL;
    const Event *e = &rows.items[0];
    const char *change = event_change(a, e, canvas_ascii(s->canvas));
    const char *word = e->action && *e->action ? e->action : event_kind_text(e->kind);
    const char *text = change && *change ? change : e->reason && *e->reason ? e->reason : "";
    return arena_printf(a, "%s %s%s%s", time_format_hm(e->at, hm), word, *text ? ": " : "", text);
}

/* "working since 10:30, silent", "blocked for longer than this shows". */
static void add_state(const Timeline *t, const TimeRow *r, int col, Buf *out)
{
    const TimeCell *c = &r->cells[col];
    int64_t since = time_row_since(r, &t->window, col);
    if (!c->begun) {
        buf_adds(out, "still to come");
        return;
    }
    buf_adds(out, agent_state_text(c->state));
    if (!*time_state_glyph(c->state, true))
        return;
    buf_adds(out, since < t->window.from ? " since before " : " since ");
    time_moment_text(MAX(since, t->window.from), t->now, out);
    if (c->silent)
        buf_adds(out, ", silent");
}

static const char *cell_words(const Timeline *t, Arena *a, const TimeRow *r, int col, bool ascii)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    const char *dot = ascii ? " - " : " · ";
    const TimeCell *c = &r->cells[col];
    time_span_text(time_window_at(&t->window, col), time_window_at(&t->window, col + 1), t->now, ascii, &out);
    buf_addf(&out, "%s%s", dot, *r->name ? r->name : "no agent");
    if (*r->slug) {
        buf_adds(&out, dot);
        add_state(t, r, col, &out);
    }
    if (c->events)
        buf_addf(&out, "%s%lld event%s", dot, (long long)c->events, c->events == 1 ? "" : "s");
    if (c->marks & ~(unsigned)BEAT_OTHER) {
        buf_adds(&out, ": ");
        time_marks_text(c->marks, &out);
    }
    return arena_str(a, buf_str(&out));
}

/* A handoff or an escalation where its mark shows, else the newest event. */
TimeTarget timeline_target(Timeline *t, Screen *s)
{
    const TimeRow *r = timeline_row(t);
    int col = timeline_col(t);
    Arena *a = t->cell_arena;
    if (!t->happened)
        return (TimeTarget){ 0 };
    const TimeCell *c = &r->cells[col];
    unsigned mark = time_cell_mark(c);
    int64_t from = time_window_at(&t->window, col), to = time_window_at(&t->window, col + 1);
    int64_t escalation = mark == BEAT_ESCALATION
                             ? store_escalation_told(s->context->store, *r->slug ? r->slug : NULL, from, to) : 0;
    if (escalation)
        return (TimeTarget){ ITEM_ESCALATION, arena_printf(a, "%lld", (long long)escalation) };
    if (t->handoff && (mark == BEAT_HANDOFF || mark == BEAT_DECISION))
        return (TimeTarget){ ITEM_HANDOFF, arena_printf(a, "%d", t->handoff) };
    return (TimeTarget){ ITEM_EVENT, arena_printf(a, "%lld", (long long)c->last_seq) };
}

void timeline_describe(Timeline *t, Screen *s)
{
    const TimeRow *r = timeline_row(t);
    CLEANUP(buf_done) Buf handoffs = BUF_INIT;
    int col = timeline_col(t);

    arena_free(t->cell_arena);
    Arena *a = t->cell_arena = arena_new();
    t->said[0] = t->said[1] = "";
    t->handoff = 0;
    t->happened = false;
    t->selected = (ListRow){ 0 };
    if (!r || col < 0 || col >= t->window.cols)
        return;
    const TimeCell *c = &r->cells[col];
    int64_t from = time_window_at(&t->window, col), to = time_window_at(&t->window, col + 1);
    if (c->marks & (BEAT_HANDOFF | BEAT_DECISION))
        t->handoff = name_handoffs(s, a, r, c->last_seq, from, to, &handoffs);
    const char *event = event_words(s, a, c->last_seq);
    t->said[0] = cell_words(t, a, r, col, canvas_ascii(s->canvas));
    t->said[1] = arena_printf(a, "%s%s%s", handoffs.data, handoffs.len && event ? "; " : "", event ? event : "");
    t->happened = c->last_seq > 0;
    if (*r->slug)
        t->selected = (ListRow){ .kind = ITEM_AGENT, .id = r->slug };
}
