/*
 * index_actors.c - whose beats a window may have: the agents of the index, and those of events behind its mark.
 */
#include <errno.h>

#include "index_window.h"

static void add_actor(Window *w, const char *slug, const char *shown, int64_t number, const Since *since)
{
    Actor actor = { .slug = slug, .name = *slug && *shown ? shown : slug, .number = number, .since = *since,
                    .held = { .slug = slug, .run = "", .layers = { -1, -1, -1, -1 }, .first_seq = INT64_MAX } };
    AVEC_PUSH(&w->actors, w->a, actor);
}

static int read_actors(Window *w, const Tally *t)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(&w->x->db, "SELECT id, shown, number, " SINCE_COLUMNS " FROM item WHERE kind = ? AND number >= 0 "
                  "ORDER BY id", "i", (int64_t)ITEM_AGENT);
    int r;

    while ((r = sql_step(&w->x->db, st)) == 1) {
        const char *slug = sql_full_text(w->a, st, 0);
        const Item *told = tally_find_agent(t, slug);
        Since since = since_column(st, 3);
        add_actor(w, slug, told ? told->shown : sql_full_text(w->a, st, 1), sqlite3_column_int64(st, 2), &since);
    }
    return r;
}

static int actor_cmp(const void *a, const void *b)
{
    return strcmp(((const Actor *)a)->slug, ((const Actor *)b)->slug);
}

static Actor *actor_find(Window *w, size_t len, const char *slug)
{
    return len ? bsearch(&(Actor){ .slug = slug }, w->actors.items, len, sizeof(Actor), actor_cmp) : NULL;
}

static void add_new_actors(Window *w, const Tally *t)
{
    size_t known = w->actors.len, n = 0;
    for (size_t i = 0; i < t->cells.len; i++) {
        const char *slug = t->cells.items[i].slug;
        if (!actor_find(w, known, slug))
            add_actor(w, slug, tally_find_agent(t, slug)->shown, -1, &since_never);
    }
    if (w->actors.len == known)
        return;
    qsort(w->actors.items, w->actors.len, sizeof *w->actors.items, actor_cmp);
    for (size_t i = 0; i < w->actors.len; i++)
        if (!n || strcmp(w->actors.items[n - 1].slug, w->actors.items[i].slug) != 0)
            w->actors.items[n++] = w->actors.items[i];
    w->actors.len = n;
}

/* Numbers have no gaps, and nobody has another one's. */
static int place_actors(Window *w, size_t count)
{
    AVEC_ROOM(&w->places, w->a, count);
    for (size_t i = 0; i < count; i++)
        AVEC_PUSH(&w->places, w->a, SIZE_MAX);
    for (size_t i = 0; i < w->actors.len; i++) {
        int64_t number = w->actors.items[i].number;
        if (number >= (int64_t)count || (number >= 0 && w->places.items[number] != SIZE_MAX))
            return -EBADMSG;
        if (number >= 0)
            w->places.items[number] = i;
    }
    return 0;
}

static void take_tail(Window *w, const Tally *t)
{
    for (size_t i = 0; i < t->cells.len; i++) {
        Cell c = t->cells.items[i];
        c.at = level_floor(w->level, c.at);
        if (c.at >= w->to || (w->run && strcmp(c.run, w->run) != 0))
            continue;
        c.run = "";
        c.number = actor_find(w, w->actors.len, c.slug) - w->actors.items;
        AVEC_PUSH(&w->tail, w->a, c);
    }
    cells_merge(&w->tail);
}

int window_actors(Window *w, const Tally *t)
{
    int r = w->x ? read_actors(w, t) : 0;
    size_t count = w->actors.len;
    if (r < 0)
        return r;
    add_new_actors(w, t);
    take_tail(w, t);
    return place_actors(w, count);
}
