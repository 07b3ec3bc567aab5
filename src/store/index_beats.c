/*
 * index_beats.c - who did what when: buckets of the index and the events behind its mark, put together.
 */
#include "index_window.h"

enum { ROOM_MAX = 2048 };               /* beats */

/* What is behind the mark was recorded later than what stands in the index. */
static size_t hold_tail(Window *w)
{
    size_t i = 0;
    for (; i < w->tail.len && w->tail.items[i].at < w->from; i++) {
        const Cell *c = &w->tail.items[i];
        Actor *k = &w->actors.items[c->number];
        k->held.at = k->held.last_seq ? MAX(k->held.at, c->at) : c->at;
        cell_join(&k->held, c);
    }
    return i;
}

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

static void tell(Window *w, size_t whose, const Cell *c)
{
    Actor *k = &w->actors.items[whose];
    Beat beat = { .slug = k->slug, .name = k->name, .at = c->at, .state = state_of(&k->held), .marks = c->marks,
                  .events = c->events, .last_seq = c->last_seq };
    AVEC_PUSH(&w->told, w->a, beat);
    AVEC_PUSH(&w->whose, w->a, whose);
    k->count++;
}

static void tell_before(Window *w)
{
    for (size_t i = 0; i < w->actors.len; i++)
        if (w->actors.items[i].held.events)
            tell(w, i, &w->actors.items[i].held);
}

static void tell_bucket(Window *w)
{
    bucket_sort(w);
    for (size_t i = 0; i < w->bucket.len;) {
        Cell c = w->bucket.items[i];
        for (i++; i < w->bucket.len && w->bucket.items[i].number == c.number; i++)
            cell_join(&c, &w->bucket.items[i]);
        cell_join(&w->actors.items[c.number].held, &c);
        tell(w, (size_t)c.number, &c);
    }
}

static void turn_to(Window *w, int64_t at)
{
    if (at == w->at)
        return;
    tell_bucket(w);
    bucket_begin(w, at);
}

/* Those behind the mark that begin before `to`; returns which one is next. */
static size_t tell_tail(Window *w, size_t next, int64_t to)
{
    for (; next < w->tail.len && w->tail.items[next].at < to; next++) {
        turn_to(w, w->tail.items[next].at);
        w->mixed = true;
        AVEC_PUSH(&w->bucket, w->a, w->tail.items[next]);
    }
    return next;
}

static int tell_window(Window *w, size_t tail)
{
    CLEANUP(sql_done) sqlite3_stmt *st = w->x ? buckets(w, w->level, w->from, w->to, false) : NULL;
    int r = 0;

    bucket_begin(w, INT64_MIN);
    while (w->x && (r = sql_step(&w->x->db, st)) == 1) {
        int64_t at = sqlite3_column_int64(st, 0);
        tail = tell_tail(w, tail, at);
        turn_to(w, at);
        if ((r = bucket_add(w, st)) < 0)
            return r;
    }
    tell_tail(w, tail, w->to);
    tell_bucket(w);
    return r;
}

/* Each to its place, by slug and then by time: no second list of them is needed. */
static void put_beats(Window *w, Beats *ret)
{
    size_t next = 0, *place = w->whose.items;
    for (size_t i = 0; i < w->actors.len; i++) {
        size_t count = w->actors.items[i].count;
        w->actors.items[i].count = next;
        next += count;
    }
    for (size_t i = 0; i < w->told.len; i++)
        place[i] = w->actors.items[place[i]].count++;
    for (size_t i = 0; i < w->told.len; i++)
        while (place[i] != i) {
            size_t there = place[i];
            Beat beat = w->told.items[there];
            w->told.items[there] = w->told.items[i];
            w->told.items[i] = beat;
            place[i] = place[there];
            place[there] = there;
        }
    *ret = w->told;
}

/* Room for all at once, where that is not much: most windows are full of beats. */
static void make_room(Window *w)
{
    int64_t width = index_level_ms(w->level), count = w->to / width - w->from / width + 1;
    size_t n = count > 0 && count <= ROOM_MAX ? MIN((size_t)count * w->actors.len, (size_t)ROOM_MAX) : 0;
    AVEC_ROOM(&w->told, w->a, n);
    AVEC_ROOM(&w->whose, w->a, n);
}

typedef struct {
    Window asked;
    Beats beats;
} Telling;

static int beats_read(void *ctx, Index *x, Store *s)
{
    Telling *told = ctx;
    Window w = told->asked;
    Tally t;
    int64_t known = index_known(x, s);

    w.x = known ? x : NULL;
    tally_begin(&t, w.x, w.a);
    int r = tally_tail(&t, s, known);
    if (r == 0)
        r = window_actors(&w, &t);
    if (r == 0 && w.x)
        r = window_before(&w);
    if (r < 0)
        return r;
    size_t tail = hold_tail(&w);
    make_room(&w);
    tell_before(&w);
    r = tell_window(&w, tail);
    if (r == 0)
        put_beats(&w, &told->beats);
    return r;
}

int index_beats(Index *x, Store *s, Arena *a, int level, int64_t from, int64_t to, const char *run, Beats *ret_beats)
{
    Telling t = { .asked = { .a = a, .level = level, .from = level_ceil(level, from), .to = to, .run = run } };
    int r = index_read(x, s, beats_read, &t);
    if (r == 0)
        *ret_beats = t.beats;
    return r;
}
