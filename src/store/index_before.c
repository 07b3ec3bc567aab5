/*
 * index_before.c - what everybody came with: looked for backwards from the beginning of a window.
 */
#include "index_window.h"

/* Something that it did is known, and of each layer that was ever set before the window the last change. */
static bool has_all(const Window *w, const Actor *k)
{
    for (int i = 0; i < LAYER_COUNT; i++)
        if (k->since.layers[i] < w->from && k->held.layers[i] < 0)
            return false;
    return k->held.events > 0;
}

/* Everything that begins at `at` or later was read.  False: nobody needs more. */
static bool settle(Window *w, int64_t at)
{
    bool wanted = false;
    for (size_t i = 0; i < w->actors.len; i++) {
        Actor *k = &w->actors.items[i];
        k->settled = k->settled || at <= k->since.first || has_all(w, k);
        wanted |= !k->settled;
    }
    return wanted;
}

/* Backwards: what is held already came later. */
static void hold_bucket(Window *w)
{
    bucket_sort(w);
    for (size_t i = w->bucket.len; i-- > 0;) {
        Cell older = w->bucket.items[i];
        Actor *k = &w->actors.items[older.number];
        if (k->settled)
            continue;
        if (k->held.last_seq)
            older.at = k->held.at;
        cell_join(&older, &k->held);
        k->held = older;
    }
}

static int read_back(Window *w, int level, int64_t from, int64_t to)
{
    CLEANUP(sql_done) sqlite3_stmt *st = buckets(w, level, from, to, true);
    bool wanted = true;
    int r;

    bucket_begin(w, to);
    while (wanted && (r = sql_step(&w->x->db, st)) == 1) {
        int64_t at = sqlite3_column_int64(st, 0);
        if (at != w->at) {
            hold_bucket(w);
            wanted = settle(w, w->at);
            bucket_begin(w, at);
        }
        if (wanted && (r = bucket_add(w, st)) < 0)
            return r;
    }
    if (wanted)
        hold_bucket(w);
    return wanted ? r : 0;
}

/* Nobody was in a run before it began. */
static void begin_with_run(Window *w)
{
    if (!w->run)
        return;
    int64_t first = sql_int(&w->x->db, "SELECT ifnull((SELECT first FROM item WHERE kind = ? AND id = ?), ?)", "iti",
                            (int64_t)ITEM_RUN, w->run, INT64_MAX);
    for (size_t i = 0; i < w->actors.len; i++)
        w->actors.items[i].since.first = MAX(w->actors.items[i].since.first, first);
}

/*
 * What they came with: backwards by buckets of this width to the next wider one's beginning, then by those, so
 * that a year takes no more rows than a few weeks.
 */
int window_before(Window *w)
{
    int64_t end = w->from;
    int r = 0;

    begin_with_run(w);
    for (int level = w->level; r == 0 && level < INDEX_LEVEL_COUNT && settle(w, end); level++) {
        bool widest = level == INDEX_LEVEL_COUNT - 1;
        int64_t begin = widest ? INT64_MIN : level_floor(level + 1, end);
        if (begin < end)
            r = read_back(w, level, begin, end);
        end = begin;
    }
    return r;
}
