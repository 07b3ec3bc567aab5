/*
 * index_tally.c - what events say about who did what when, and about how many tasks are in which state.
 *
 * An event changes the minute that it happened in, whenever it is recorded: what is imported late lands where
 * it belongs.  A bucket keeps, for each layer of an agent's state, the last change in it; what holds at its
 * end is put together from the buckets before it when somebody asks.
 */
#include "index_db.h"

#include "baton/format/json.h"
#include "said.h"

enum { PLACES_MIN = 256 };

/* ---- what is known of tasks, handoffs and agents ---- */

static size_t place_of(const Tally *t, ItemKind kind, const char *id)
{
    size_t h = 1469598103934665603u + kind;
    for (; *id; id++)
        h = (h ^ (unsigned char)*id) * 1099511628211u;
    return (h ^ h >> 29) & (t->place_count - 1);
}

static Item **place_find(const Tally *t, ItemKind kind, const char *id)
{
    size_t i = place_of(t, kind, id);
    while (t->places[i] && (t->places[i]->kind != kind || strcmp(t->places[i]->id, id) != 0))
        i = (i + 1) & (t->place_count - 1);
    return &t->places[i];
}

static void places_grow(Tally *t)
{
    t->place_count = MAX(t->place_count * 2, (size_t)PLACES_MIN);
    t->places = arena_alloc(t->a, t->place_count * sizeof *t->places);
    for (size_t i = 0; i < t->items.len; i++)
        *place_find(t, t->items.items[i]->kind, t->items.items[i]->id) = t->items.items[i];
}

const Since since_never = { INT64_MAX, { INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX } };
_Static_assert(LAYER_COUNT == 4, "one column of item per layer");

static int64_t int_or(sqlite3_stmt *st, int col, int64_t otherwise)
{
    return sqlite3_column_type(st, col) == SQLITE_NULL ? otherwise : sqlite3_column_int64(st, col);
}

Since since_column(sqlite3_stmt *st, int col)
{
    Since since = { .first = int_or(st, col, INT64_MAX) };
    for (int i = 0; i < LAYER_COUNT; i++)
        since.layers[i] = int_or(st, col + 1 + i, INT64_MAX);
    return since;
}

/* No other number is followed: it would lead out of a table. */
static int64_t int_within(sqlite3_stmt *st, int col, int64_t low, int64_t high)
{
    return MIN(MAX(sqlite3_column_int64(st, col), low), high);
}

static void item_load(Tally *t, Item *item)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(&t->x->db, "SELECT state, slug, run, shown, waits, blocked, number, " SINCE_COLUMNS
                  " FROM item WHERE kind = ? AND id = ?", "it", (int64_t)item->kind, item->id);
    int r = sql_step(&t->x->db, st);
    t->failed = MIN(t->failed, r);
    if (r != 1)
        return;
    item->state = int_within(st, 0, -1, TASK_STATE_COUNT - 1);
    item->slug = sql_full_text(t->a, st, 1);
    item->run = sql_full_text(t->a, st, 2);
    item->shown = sql_full_text(t->a, st, 3);
    item->waits = int_within(st, 4, 0, INT32_MAX);
    item->blocked = int_within(st, 5, 0, INT32_MAX);
    item->number = int_or(st, 6, -1);
    item->since = since_column(st, 7);
}

static Item *item_get(Tally *t, ItemKind kind, const char *id)
{
    Item **place = place_find(t, kind, id);
    if (*place)
        return *place;
    Item *item = arena_alloc(t->a, sizeof *item);
    *item = (Item){ kind, arena_strdup(t->a, id), -1, "", "", "", 0, 0, -1, since_never };
    if (t->x)
        item_load(t, item);
    *place = item;
    AVEC_PUSH(&t->items, t->a, item);
    if (t->items.len * 2 > t->place_count)
        places_grow(t);
    return item;
}

static Item *agent_get(Tally *t, const char *slug, const char *shown)
{
    Item *agent = item_get(t, ITEM_AGENT, slug);
    if (shown && *shown && strcmp(agent->shown, shown) != 0)
        agent->shown = arena_strdup(t->a, shown);
    return agent;
}

const Item *tally_find_agent(const Tally *t, const char *slug)
{
    return *place_find(t, ITEM_AGENT, slug);
}

static void note_since(Since *since, const Cell *c)
{
    since->first = MIN(since->first, c->at);
    for (int i = 0; i < LAYER_COUNT; i++)
        if (c->layers[i] >= 0)
            since->layers[i] = MIN(since->layers[i], c->at);
}

void tally_number_cells(Tally *t)
{
    int64_t next = sql_int(&t->x->db, "SELECT count(number) FROM item WHERE kind = ?", "i", (int64_t)ITEM_AGENT);
    for (size_t i = 0; i < t->cells.len; i++) {
        Cell *c = &t->cells.items[i];
        Item *agent = item_get(t, ITEM_AGENT, c->slug);
        if (agent->number < 0)
            agent->number = next++;
        c->number = agent->number;
        note_since(&agent->since, c);
        note_since(&item_get(t, ITEM_RUN, c->run)->since, c);
    }
}

void tally_begin(Tally *t, Index *x, Arena *a)
{
    *t = (Tally){ .x = x, .a = a };
    places_grow(t);
}

/* ---- events ---- */

typedef struct {
    Tally *t;
    const Event *e;
    const Json *body;
    Cell cell;                  /* of who did it */
} Telling;

static void set_layer(Cell *c, int layer, int64_t at, int64_t value)
{
    c->layers[layer] = layer_time(at) << 8 | value;
}

static Cell cell_of(const Telling *w, const char *slug)
{
    Cell c = { .slug = arena_strdup(w->t->a, slug), .run = arena_strdup(w->t->a, w->e->run),
               .at = level_floor(0, w->e->at), .first_seq = w->e->seq, .last_seq = w->e->seq };
    for (int i = 0; i < LAYER_COUNT; i++)
        c.layers[i] = -1;
    return c;
}

/* A layer of somebody who may be another one than who did it. */
static void layer_of(Telling *w, const char *slug, int layer, int64_t value)
{
    Cell c = cell_of(w, slug);
    if (strcmp(slug, w->cell.slug) == 0) {
        set_layer(&w->cell, layer, w->e->at, value);
        return;
    }
    set_layer(&c, layer, w->e->at, value);
    AVEC_PUSH(&w->t->cells, w->t->a, c);
}

static const char *text(const Telling *w, const char *key)
{
    const char *value = json_get_str(w->body, key);
    return value ? value : "";
}

static const char *slug_named(const Telling *w, const char *name)
{
    const char *slug = agent_slug(w->t->a, str_from(name));
    return slug ? slug : "";
}

static const struct { const char *action; unsigned mark; } action_marks[] = {
    { "START", BEAT_START }, { "COMPLETED", BEAT_END }, { "TEST", BEAT_TEST },
};

static void tell_telemetry(Telling *w)
{
    AgentState said = said_by_telemetry(w->e);
    w->cell.marks = BEAT_OTHER;
    for (size_t i = 0; i < ARRAY_LEN(action_marks); i++)
        if (str_ieq(str_from(w->e->action), str_from(action_marks[i].action)))
            w->cell.marks = action_marks[i].mark;
    if (said == AGENT_ESCALATED)        /* also one that only its reason tells */
        w->cell.marks = BEAT_ESCALATION;
    else
        set_layer(&w->cell, LAYER_SAID, w->e->at, said);
    set_layer(&w->cell, LAYER_ALARM, w->e->at, said == AGENT_ESCALATED);
}

static void tell_reported(Telling *w)
{
    w->cell.marks = BEAT_OTHER;
    set_layer(&w->cell, LAYER_SAID, w->e->at, said_by_file(text(w, "state")));
    set_layer(&w->cell, LAYER_ALARM, w->e->at, 0);
}

/* ---- tasks ---- */

static void shift_task(Telling *w, int64_t from, int64_t to)
{
    Shift s = { .at = level_floor(0, w->e->at) };
    if (from == to)
        return;
    if (from >= 0)
        s.n[from]--;
    if (to >= 0)
        s.n[to]++;
    AVEC_PUSH(&w->t->shifts, w->t->a, s);
}

static void count_blocked(Telling *w, const char *slug, int by)
{
    if (!*slug)
        return;
    Item *agent = agent_get(w->t, slug, NULL);
    agent->blocked = MAX(agent->blocked + by, (int64_t)0);
    layer_of(w, slug, LAYER_BLOCKED, agent->blocked > 0);
}

static void task_becomes(Telling *w, int64_t state, const char *slug)
{
    Item *task = item_get(w->t, ITEM_TASK, w->e->subject);
    bool was = task->state == TASK_BLOCKED, is = state == TASK_BLOCKED;

    if (was && (!is || strcmp(slug, task->slug) != 0))
        count_blocked(w, task->slug, -1);
    if (is && (!was || strcmp(slug, task->slug) != 0))
        count_blocked(w, slug, 1);
    shift_task(w, task->state, state);
    task->state = state;
    if (strcmp(task->slug, slug) != 0)
        task->slug = arena_strdup(w->t->a, slug);
}

static int64_t state_said(const Telling *w, const char *key)
{
    TaskState state = TASK_UNKNOWN;
    (void)task_state_parse(text(w, key), &state);
    return state;
}

static void tell_task_added(Telling *w)
{
    w->cell.marks = BEAT_OTHER;
    task_becomes(w, state_said(w, "state"), slug_named(w, text(w, "assignee")));
}

/* What is not there does not change. */
static void tell_task_changed(Telling *w)
{
    Item *task = item_get(w->t, ITEM_TASK, w->e->subject);
    const char *slug = json_get(w->body, "assignee") ? slug_named(w, text(w, "assignee")) : task->slug;

    w->cell.marks = BEAT_OTHER;
    if (task->state >= 0)
        task_becomes(w, w->e->kind == EVENT_TASK_STATE ? state_said(w, "to") : task->state, slug);
}

static void tell_task_gone(Telling *w)
{
    w->cell.marks = BEAT_OTHER;
    task_becomes(w, -1, "");
}

/* ---- handoffs ---- */

/* An author waits for one handoff of a run at a time: a new one takes the place of the old one. */
static void handoff_waits(Telling *w, const Item *h, bool waits)
{
    if (!*h->slug)
        return;
    Item *author = item_get(w->t, ITEM_AUTHOR, arena_printf(w->t->a, "%s\n%s", h->slug, h->run));
    Item *agent = agent_get(w->t, h->slug, NULL);
    bool did = *author->slug, other = did && strcmp(author->slug, h->id) != 0;

    if (!waits && (!did || other))
        return;
    author->slug = waits ? h->id : "";
    agent->waits = MAX(agent->waits + (int)waits - (int)did, (int64_t)0);
    layer_of(w, h->slug, LAYER_WAITS, agent->waits > 0);
}

static void tell_handoff_revised(Telling *w)
{
    Item *h = item_get(w->t, ITEM_HANDOFF, w->e->subject);
    const char *slug = slug_named(w, text(w, "from"));

    w->cell.marks = BEAT_HANDOFF;
    if (!*w->cell.slug)
        w->cell.slug = slug;
    if (*h->slug && strcmp(h->slug, slug) != 0)
        handoff_waits(w, h, false);
    h->slug = slug;
    if (*w->e->run)
        h->run = arena_strdup(w->t->a, w->e->run);
    agent_get(w->t, slug, agent_bare_name(text(w, "from")));
    handoff_waits(w, h, strcmp(text(w, "state"), "submitted") == 0);
}

/* A decision is a mark of whose handoff it is about. */
static void tell_handoff_decided(Telling *w)
{
    Item *h = item_get(w->t, ITEM_HANDOFF, w->e->subject);
    HandoffState state;

    w->cell.marks = BEAT_DECISION;
    if (*h->slug)
        w->cell.slug = agent_get(w->t, h->slug, NULL)->id;
    if (handoff_state_parse(text(w, "state"), &state) == 0 && strcmp(text(w, "verdict"), "commented") != 0)
        handoff_waits(w, h, state == HANDOFF_SUBMITTED);
}

/* ---- escalations ---- */

static void tell_stated(Telling *w)
{
    w->cell.marks = BEAT_ESCALATION;
    set_layer(&w->cell, LAYER_ALARM, w->e->at, 1);
}

static void tell_escalation_decided(Telling *w)
{
    EscalationAct act;
    w->cell.marks = BEAT_DECISION;
    if (escalation_act_parse(text(w, "act"), &act) < 0 || act == ESCALATION_ACT_ACK || act == ESCALATION_ACT_COMMENT)
        return;
    set_layer(&w->cell, LAYER_ALARM, w->e->at, act == ESCALATION_ACT_REOPEN);
}

static void tell_other(Telling *w)
{
    w->cell.marks = BEAT_OTHER;
}

typedef struct {
    void (*tell)(Telling *w);
    bool wants_body;
} TellRow;

static const TellRow tellers[EVENT_KIND_COUNT] = {
    [EVENT_TELEMETRY] = { tell_telemetry, false },
    [EVENT_AGENT_REPORTED] = { tell_reported, true },
    [EVENT_TASK_ADDED] = { tell_task_added, true },
    [EVENT_TASK_STATE] = { tell_task_changed, true },
    [EVENT_TASK_EDITED] = { tell_task_changed, true },
    [EVENT_TASK_GONE] = { tell_task_gone, false },
    [EVENT_HANDOFF_REVISED] = { tell_handoff_revised, true },
    [EVENT_HANDOFF_DECIDED] = { tell_handoff_decided, true },
    [EVENT_ESCALATION_STATED] = { tell_stated, false },
    [EVENT_ESCALATION_DECIDED] = { tell_escalation_decided, true },
};

void tally_event(Tally *t, const LedgerRow *row)
{
    CLEANUP(json_free_ptr) Json *body = NULL;
    const TellRow *teller = &tellers[row->e.kind];
    Telling w = { .t = t, .e = &row->e };

    if (teller->wants_body)
        (void)json_parse(str_from(row->e.body), &body);
    w.body = body;
    w.cell = cell_of(&w, row->slug);
    w.cell.events = 1;
    agent_get(t, row->slug, row->e.agent);
    (teller->tell ? teller->tell : tell_other)(&w);
    AVEC_PUSH(&t->cells, t->a, w.cell);
}

static int take_row(void *ctx, const LedgerRow *row)
{
    tally_event(ctx, row);
    return 0;
}

int tally_tail(Tally *t, Store *s, int64_t known)
{
    int64_t end = store_last_seq(s), from = MAX(known, end - INDEX_TAIL_MAX), last = 0;
    int r = from < end ? index_each_row(s, from, INDEX_TAIL_MAX, take_row, t, &last) : 0;
    return r < 0 ? r : t->failed;
}
