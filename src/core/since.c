/*
 * since.c - what changed since a person looked last.
 *
 * When that was is kept beside the ledger, per person, where it is kept which revision somebody saw last: looking is
 * no event.
 */
#include <errno.h>
#include <inttypes.h>

#include "baton/base/clock.h"
#include "baton/core/figures.h"
#include "baton/core/history.h"
#include "baton/core/index.h"
#include "baton/core/rows_json.h"
#include "baton/model/escalation.h"
#include "baton/store/figures.h"
#include "baton/store/gate.h"

enum {
    NOTABLE_MAX = 40,
    COUNTED_MAX = 100000,       /* events that are read: somebody waits for it at a screen */
};

/* No handoff has such an id. */
#define LOOKED "ledger"

enum { SAME_LOOK_MS = 50 };

/* What this process knows of looks, so that what came since one need not be searched; the first one stays. */
static void look_keep(Context *c, int64_t at, int64_t seq)
{
    size_t i = 0;
    while (i + 1 < ARRAY_LEN(c->looks.items) && c->looks.items[i].at && c->looks.items[i].at != at)
        i++;
    if (i + 1 == ARRAY_LEN(c->looks.items) && c->looks.items[i].at && c->looks.items[i].at != at)
        memmove(&c->looks.items[1], &c->looks.items[2], (ARRAY_LEN(c->looks.items) - 2) * sizeof *c->looks.items);
    c->looks.items[i].at = at;
    c->looks.items[i].seq = seq;
}

static int64_t look_seq(const Context *c, int64_t at)
{
    for (size_t i = 0; i < ARRAY_LEN(c->looks.items); i++)
        if (c->looks.items[i].at >= at && c->looks.items[i].at < at + SAME_LOOK_MS)
            return c->looks.items[i].seq;
    return 0;
}

int64_t looked_at(Context *c, int64_t *ret_seq)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *kept = "";
    int64_t seq = 0, at = 0;

    *ret_seq = 0;
    if (store_viewed_get(c->store, a, context_user(), LOOKED, &kept) < 0)
        return 0;
    Str rest = str_from(kept), first = str_cut(&rest, ' ');
    if (str_to_i64(first, &seq) < 0 || str_to_i64(rest, &at) < 0)
        return 0;
    *ret_seq = seq;
    look_keep(c, at, seq);
    return at;
}

int looked_now(Context *c)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    int64_t seq = store_last_seq(c->store), at = clock_now();
    look_keep(c, at, seq);
    return store_viewed_put(c->store, context_user(), LOOKED, arena_printf(a, "%" PRId64 " %" PRId64, seq, at));
}

/* Repeats of one stop are one thing to read. */
static bool is_repeat(const Since *s, const Event *e)
{
    for (size_t i = 0; i < s->notable.len; i++) {
        const Event *n = &s->notable.items[i];
        if (n->kind == e->kind && e->kind == EVENT_TELEMETRY && text_same(n->agent, e->agent) &&
            text_same(n->action, e->action) && text_same(n->reason, e->reason))
            return true;
    }
    return false;
}

/* Escalations by when they came to be open or closed: that is no event of its own. */
static int count_escalations(Context *c, Arena *a, Since *s)
{
    EscalationRows rows = { 0 };
    int r = store_escalations(c->store, a, &(EscalationQuery){ 0 }, &rows);

    for (size_t i = 0; i < rows.len; i++) {
        const EscalationRow *e = &rows.items[i];
        s->escalations += MAX(e->first_at, e->opened_at) > s->from;
        s->closed += escalation_is_over(e->state) && e->changed_at > s->from;
    }
    return r;
}

static void take_counts(Since *s, const SinceCounts *n)
{
    s->events = s->counted = n->events;
    s->tasks_done = (int)n->tasks_done;
    s->tasks_started = (int)n->tasks_started;
    s->tasks_added = (int)n->tasks_added;
    s->tasks_blocked = (int)n->tasks_blocked;
    s->handoffs = (int)n->handoffs;
    s->approved = (int)n->approved;
    s->rejected = (int)n->rejected;
}

/* Where the index knows, what came before that time is not read. */
static void narrow(Context *c, EventQuery *q)
{
    CLEANUP(index_free_ptr) Index *x = NULL;
    Message m = { 0 };
    if (q->since && index_for(c, false, &x, &m) == 0)
        index_narrow(c, x, q);
}

int since_read(Context *c, int64_t from, Arena *a, Since *ret)
{
    Since s = { .from = from };
    SinceCounts counts = { 0 };
    EventRows notable = { 0 };

    if (!from)
        s.from = looked_at(c, &s.seq);
    else
        s.seq = look_seq(c, from);
    if (!s.from)
        return -ENOENT;
    /* what was imported since a look is new, whenever it happened */
    bool by_time = from && !s.seq;
    int64_t not_before = by_time ? from : INT64_MIN, last = store_last_seq(c->store);
    EventQuery q = { .since = by_time ? from : 0 };
    narrow(c, &q);
    int64_t begin = MAX(s.seq, q.after), after = MAX(begin, last - COUNTED_MAX);
    int r = store_since(c->store, after, not_before, &counts);
    if (r == 0)
        r = store_notable(c->store, a, after, not_before, NOTABLE_MAX, &notable);
    if (r == 0)
        r = count_escalations(c, a, &s);
    if (r < 0)
        return r;
    take_counts(&s, &counts);
    if (after > begin)
        s.events = by_time ? store_event_count(c->store, &q) : last - s.seq;
    for (size_t i = 0; i < notable.len; i++)
        if (!is_repeat(&s, &notable.items[i]))
            AVEC_PUSH(&s.notable, a, notable.items[i]);
    *ret = s;
    return 0;
}

/* ---- words ---- */

typedef struct { int64_t n; const char *one, *many; } Count;

static void add_counts(const char *name, const Count *counts, size_t n, Buf *out)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (!counts[i].n)
            continue;
        if (!any)
            buf_addf(out, "%-12s", name);
        buf_addf(out, "%s%" PRId64 " %s", any ? ", " : "", counts[i].n,
                 counts[i].n == 1 ? counts[i].one : counts[i].many);
        any = true;
    }
    if (any)
        buf_addc(out, '\n');
}

static void add_groups(const Since *s, Buf *out)
{
    const Count tasks[] = { { s->tasks_done, "done", "done" }, { s->tasks_started, "started", "started" },
                            { s->tasks_blocked, "blocked", "blocked" }, { s->tasks_added, "new", "new" } };
    const Count handoffs[] = { { s->handoffs, "submitted", "submitted" }, { s->approved, "approved", "approved" },
                               { s->rejected, "rejected", "rejected" } };
    const Count stops[] = { { s->escalations, "opened", "opened" }, { s->closed, "closed", "closed" } };
    add_counts("Tasks", tasks, ARRAY_LEN(tasks), out);
    add_counts("Handoffs", handoffs, ARRAY_LEN(handoffs), out);
    add_counts("Escalations", stops, ARRAY_LEN(stops), out);
}

/* One line of it, whatever it holds. */
static void add_flat(Buf *out, const char *text)
{
    for (; text && *text; text++)
        buf_addc(out, strchr("\r\n\t", *text) ? ' ' : *text);
}

/* What a body says of it, in a few words: a summary, a title, a verdict. */
static const char *said(const Event *e, const Json *body)
{
    static const char *const keys[] = { "summary", "verdict", "act", "title", "to", "file" };
    if (e->reason && *e->reason)
        return e->reason;
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        const char *text = json_get_str(body, keys[i]);
        if (text && *text)
            return text;
    }
    return e->subject ? e->subject : "";
}

/* Of what was decided: who did it, not whom it is about. */
static void add_notable(const Event *e, bool ascii, int64_t now, Arena *a, Buf *out)
{
    bool decided = e->kind == EVENT_ESCALATION_DECIDED;
    char age[AGE_TEXT_SIZE];
    CLEANUP(json_free_ptr) Json *body = NULL;
    const char *verdict;

    if (e->body)
        (void)json_parse(str_from(e->body), &body);
    verdict = e->kind == EVENT_HANDOFF_DECIDED ? json_get_str(body, "verdict") : NULL;
    const char *word = verdict                             ? verdict
                       : e->action && *e->action           ? e->action
                       : e->kind == EVENT_HANDOFF_REVISED  ? "submitted"
                       : e->kind == EVENT_TASK_STATE       ? "blocked"
                       : decided                           ? "escalation"
                                                           : event_kind_text(e->kind);
    const char *who = verdict || decided ? event_who(e) : e->agent && *e->agent ? e->agent : e->actor;
    const char *what = decided ? event_change(a, e, ascii) : NULL;
    buf_addf(out, "  %4s  ", age_format(e->at, now, age));
    add_flat(out, who && *who ? who : ascii ? "-" : "–");
    buf_adds(out, "  ");
    add_flat(out, word);
    buf_adds(out, "  ");
    add_flat(out, what ? what : said(e, body));
    buf_addc(out, '\n');
}

void since_text(const Since *s, bool ascii, Arena *a, Buf *out)
{
    char at[TIME_TEXT_SIZE], age[AGE_TEXT_SIZE];
    int64_t now = clock_now();

    buf_addf(out, "Since %.16sZ, %s ago: ", time_format(s->from, at), age_format(s->from, now, age));
    if (!s->events && !s->escalations && !s->closed) {
        buf_adds(out, "nothing happened.\n");
        return;
    }
    buf_adds(out, arena_printf(a, "%" PRId64 " event%s", s->events, s->events == 1 ? "" : "s"));
    if (s->counted < s->events)
        buf_adds(out, arena_printf(a, "; of the last %" PRId64 " of them:", s->counted));
    buf_addc(out, '\n');
    add_groups(s, out);
    for (size_t i = 0; i < s->notable.len; i++)
        add_notable(&s->notable.items[i], ascii, now, a, out);
}

Json *since_json(const Since *s)
{
    Json *j = json_object(), *events = json_array();
    json_put_time(j, "from", s->from);
    json_put_int(j, "seq", s->seq);
    json_put_int(j, "events", s->events);
    json_put_int(j, "counted", s->counted);
    json_put_int(j, "tasks_done", s->tasks_done);
    json_put_int(j, "tasks_started", s->tasks_started);
    json_put_int(j, "tasks_added", s->tasks_added);
    json_put_int(j, "tasks_blocked", s->tasks_blocked);
    json_put_int(j, "handoffs", s->handoffs);
    json_put_int(j, "approved", s->approved);
    json_put_int(j, "rejected", s->rejected);
    json_put_int(j, "escalations", s->escalations);
    json_put_int(j, "closed", s->closed);
    for (size_t i = 0; i < s->notable.len; i++)
        json_put(events, NULL, event_json(&s->notable.items[i]));
    json_put(j, "notable", events);
    return j;
}
