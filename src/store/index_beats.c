/*
 * index_beats.c - who did what when: buckets of the index and the events behind its mark, put together.
 */
#include "index_db.h"

static int64_t level_ceil(int level, int64_t at)
{
    int64_t down = level_floor(level, at);
    return down == at ? at : down + index_level_ms(level);
}

/* ---- what is behind the mark ---- */

static int take_row(void *ctx, const LedgerRow *row)
{
    tally_event(ctx, row);
    return 0;
}

/* ret: cells of minutes, each with the name of its agent known to the tally. */
static int read_tail(Index *x, Store *s, Tally *t)
{
    int64_t last = 0, from = index_tail_from(x, s);
    int r = index_each_row(s, from, INDEX_TAIL_MAX, take_row, t, &last);
    return MIN(r, 0);
}

/* ---- buckets ---- */

typedef struct {
    Index *x;                   /* NULL: what it holds must not be shown, or there is none */
    Arena *a;
    int level;
    int64_t from, to;           /* from: the beginning of a bucket */
    const char *run;
    Cells cells;                /* in the window */
    Cells before;               /* one per agent */
    Beats beats;
} Window;

#define BEAT_COLUMNS "at, said, alarm, waits, blocked, marks, events, last_seq"

static Cell cell_read(sqlite3_stmt *st, const char *slug)
{
    Cell c = { .slug = slug, .at = sqlite3_column_int64(st, 0), .run = "" };
    for (int i = 0; i < LAYER_COUNT; i++)
        c.layers[i] = sqlite3_column_int64(st, 1 + i);
    c.marks = (unsigned)sqlite3_column_int64(st, 5);
    c.events = sqlite3_column_int64(st, 6);
    c.last_seq = sqlite3_column_int64(st, 7);
    return c;
}

static int read_span(Window *w, const char *slug)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(&w->x->db,
                  "SELECT " BEAT_COLUMNS " FROM beat WHERE level = ?1 AND slug = ?2 AND at >= ?3 AND at < ?4 "
                  "AND (?5 = '' OR run = ?5)",
                  "itiit", (int64_t)w->level, slug, w->from, w->to, w->run ? w->run : "");
    int r;

    while ((r = sql_step(&w->x->db, st)) == 1) {
        Cell c = cell_read(st, slug);
        AVEC_PUSH(&w->cells, w->a, c);
    }
    return r;
}

/* Which layers something was ever said of. */
static unsigned layers_of(const Cell *c)
{
    unsigned bits = 0;
    for (int i = 0; i < LAYER_COUNT; i++)
        bits |= (unsigned)(c->layers[i] >= 0) << i;
    return bits;
}

/* Backwards until each of the layers wanted was met, and its bucket is read whole.  1: they were. */
static int read_back(Window *w, int level, const char *slug, int64_t from, int64_t to, unsigned wanted, Cells *into)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(&w->x->db,
                  "SELECT " BEAT_COLUMNS " FROM beat WHERE level = ?1 AND slug = ?2 AND at >= ?3 AND at < ?4 "
                  "AND (?5 = '' OR run = ?5) ORDER BY at DESC",
                  "itiit", (int64_t)level, slug, from, to, w->run ? w->run : "");
    unsigned known = 0;
    int r;

    for (size_t i = 0; i < into->len; i++)
        known |= layers_of(&into->items[i]);
    while ((r = sql_step(&w->x->db, st)) == 1) {
        Cell c = cell_read(st, slug);
        if ((known & wanted) == wanted && into->len && into->items[into->len - 1].at != c.at)
            return 1;
        known |= layers_of(&c);
        AVEC_PUSH(into, w->a, c);
    }
    return r < 0 ? r : (known & wanted) == wanted && into->len;
}

/*
 * What it came with: backwards by buckets of this width to the next wider one's beginning, then by those, so
 * that a year takes no more rows than a few weeks.
 */
static int read_before(Window *w, const char *slug, unsigned layers)
{
    Cells found = { 0 };
    Cell before = { .slug = slug, .run = "", .layers = { -1, -1, -1, -1 } };
    int64_t end = w->from;
    int r = 0;

    for (int level = w->level; r == 0 && level < INDEX_LEVEL_COUNT; level++) {
        bool widest = level == INDEX_LEVEL_COUNT - 1;
        int64_t begin = widest ? INT64_MIN : level_floor(level + 1, end);
        if (begin < end)
            r = read_back(w, level, slug, begin, end, layers, &found);
        end = begin;
    }
    cells_merge(&found);
    for (size_t i = 0; i < found.len; i++) {
        before.at = found.items[i].at;
        cell_join(&before, &found.items[i]);
    }
    if (found.len)
        AVEC_PUSH(&w->before, w->a, before);
    return MIN(r, 0);
}

typedef struct { const char *slug; unsigned layers; } Actor;
typedef struct { Actor *items; size_t len, cap; } Actors;

static int read_agents(Window *w, Actors *all)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(&w->x->db, "SELECT id, state FROM item WHERE kind = ? ORDER BY id", "i", (int64_t)ITEM_AGENT);
    int r;
    while ((r = sql_step(&w->x->db, st)) == 1) {
        Actor one = { sql_full_text(w->a, st, 0), (unsigned)MAX(sqlite3_column_int64(st, 1), (int64_t)0) };
        AVEC_PUSH(all, w->a, one);
    }
    return r;
}

static int read_index(Window *w)
{
    Actors all = { 0 };
    int r = read_agents(w, &all);

    for (size_t i = 0; r == 0 && i < all.len; i++) {
        r = read_before(w, all.items[i].slug, all.items[i].layers);
        if (r == 0)
            r = read_span(w, all.items[i].slug);
    }
    return r;
}

static void add_tail(Window *w, const Tally *t)
{
    for (size_t i = 0; i < t->cells.len; i++) {
        Cell c = t->cells.items[i];
        if (w->run && strcmp(c.run, w->run) != 0)
            continue;
        c.at = level_floor(w->level, c.at);
        c.run = "";
        if (c.at < w->from)
            AVEC_PUSH(&w->before, w->a, c);
        else if (c.at < w->to)
            AVEC_PUSH(&w->cells, w->a, c);
    }
}

/* ---- beats ---- */

/* An open alarm outweighs a handoff that waits, that a blocked task, and that what it said. */
static AgentState state_of(const Cell *c)
{
    int64_t value[LAYER_COUNT];
    for (int i = 0; i < LAYER_COUNT; i++)
        value[i] = c->layers[i] < 0 ? -1 : c->layers[i] & 255;
    if (value[LAYER_ALARM] > 0)
        return AGENT_ESCALATED;
    if (value[LAYER_WAITS] > 0)
        return AGENT_WAITING;
    if (value[LAYER_BLOCKED] > 0)
        return AGENT_BLOCKED;
    return value[LAYER_SAID] >= 0 && value[LAYER_SAID] < AGENT_STATE_COUNT ? (AgentState)value[LAYER_SAID]
                                                                          : AGENT_UNKNOWN;
}

static const char *name_of(Tally *t, const char *slug)
{
    const char *shown = *slug ? tally_agent(t, slug)->shown : "";
    return *shown ? shown : slug;
}

static Beat beat_of(const char *name, const Cell *c, const Cell *held)
{
    return (Beat){ .slug = c->slug, .name = name, .at = c->at, .state = state_of(held),
                   .marks = c->marks, .events = c->events, .last_seq = c->last_seq };
}

/* The buckets in order, each with what still holds from those before it. */
static void put_beats(Window *w, Tally *t)
{
    size_t b = 0, c = 0;

    while (b < w->before.len || c < w->cells.len) {
        const Cell *before = b < w->before.len ? &w->before.items[b] : NULL;
        const char *slug = before && (c == w->cells.len || strcmp(before->slug, w->cells.items[c].slug) <= 0)
                               ? before->slug : w->cells.items[c].slug;
        const char *name = name_of(t, slug);
        Cell held = { .slug = slug, .layers = { -1, -1, -1, -1 } };
        for (; b < w->before.len && strcmp(w->before.items[b].slug, slug) == 0; b++) {
            cell_join(&held, &w->before.items[b]);
            held.at = w->before.items[b].at;
        }
        if (held.events)
            AVEC_PUSH(&w->beats, w->a, beat_of(name, &held, &held));
        for (; c < w->cells.len && strcmp(w->cells.items[c].slug, slug) == 0; c++) {
            cell_join(&held, &w->cells.items[c]);
            AVEC_PUSH(&w->beats, w->a, beat_of(name, &w->cells.items[c], &held));
        }
    }
}

static void forget_runs(Cells *c)
{
    for (size_t i = 0; i < c->len; i++)
        c->items[i].run = "";
}

static int beats_read(void *ctx, Index *x, Store *s)
{
    Window *w = ctx;
    Tally t;

    w->x = index_known(x, s) ? x : NULL;
    w->cells = w->before = (Cells){ 0 };
    tally_begin(&t, w->x, w->a);
    int r = read_tail(w->x, s, &t);
    if (r == 0 && w->x)
        r = read_index(w);
    if (r < 0)
        return r;
    add_tail(w, &t);
    forget_runs(&w->cells);
    cells_merge(&w->cells);
    cells_merge(&w->before);
    put_beats(w, &t);
    return 0;
}

int index_beats(Index *x, Store *s, Arena *a, int level, int64_t from, int64_t to, const char *run, Beats *ret_beats)
{
    Window w = { .a = a, .level = level, .from = level_ceil(level, from), .to = to, .run = run };
    int r = index_read(x, s, beats_read, &w);
    if (r == 0)
        *ret_beats = w.beats;
    return r;
}

/* ---- tasks ---- */

typedef struct {
    Arena *a;
    int level;
    int64_t from, to;           /* from: the beginning of a bucket */
    Shifts shifts;
    Burns burns;
} Burning;

static int read_shifts(Burning *b, Index *x, int level, int64_t from, int64_t to)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(&x->db, "SELECT at, n0, n1, n2, n3, n4, n5, n6 FROM burn WHERE level = ? AND at >= ? AND at < ?",
                  "iii", (int64_t)level, from, to);
    int r;

    while ((r = sql_step(&x->db, st)) == 1) {
        Shift s = { .at = sqlite3_column_int64(st, 0) };
        for (int i = 0; i < TASK_STATE_COUNT; i++)
            s.n[i] = sqlite3_column_int64(st, 1 + i);
        AVEC_PUSH(&b->shifts, b->a, s);
    }
    return r;
}

/* Everything before the window comes from wide buckets, as far as they go. */
static int read_burn(Burning *b, Index *x)
{
    int64_t begin = INT64_MIN;
    int r = 0;

    for (int l = INDEX_LEVEL_COUNT - 1; r == 0 && l >= b->level; l--) {
        int64_t end = level_floor(l, b->from);
        if (end > begin)
            r = read_shifts(b, x, l, begin, end);
        begin = MAX(begin, end);
    }
    return r < 0 ? r : read_shifts(b, x, b->level, b->from, b->to);
}

static void put_burns(Burning *b)
{
    Burn now = { .at = b->from };
    bool begun = false;

    for (size_t i = 0; i < b->shifts.len && b->shifts.items[i].at < b->to; i++) {
        const Shift *s = &b->shifts.items[i];
        if (s->at >= b->from && !begun && s->at > b->from)
            AVEC_PUSH(&b->burns, b->a, now);
        begun |= s->at >= b->from;
        for (int k = 0; k < TASK_STATE_COUNT; k++)
            now.n[k] += s->n[k];
        if (s->at < b->from)
            continue;
        now.at = s->at;
        AVEC_PUSH(&b->burns, b->a, now);
    }
    if (!begun && b->shifts.len)
        AVEC_PUSH(&b->burns, b->a, now);
}

static int burn_read(void *ctx, Index *x, Store *s)
{
    Burning *b = ctx;
    Index *known = index_known(x, s) ? x : NULL;
    Tally t;

    b->shifts = (Shifts){ 0 };
    tally_begin(&t, known, b->a);
    int r = read_tail(known, s, &t);
    if (r == 0 && known)
        r = read_burn(b, known);
    if (r < 0)
        return r;
    shifts_floor(&t.shifts, b->level);
    for (size_t i = 0; i < t.shifts.len; i++)
        AVEC_PUSH(&b->shifts, b->a, t.shifts.items[i]);
    shifts_merge(&b->shifts);
    put_burns(b);
    return 0;
}

int index_burn(Index *x, Store *s, Arena *a, int level, int64_t from, int64_t to, Burns *ret_burns)
{
    Burning b = { .a = a, .level = level, .from = level_ceil(level, from), .to = to };
    int r = index_read(x, s, burn_read, &b);
    if (r == 0)
        *ret_burns = b.burns;
    return r;
}
