/*
 * index_buckets.c - one bucket of time: its rows of the index, one per run, put together.
 */
#include <errno.h>

#include "index_window.h"

static int by_actor(const void *a, const void *b)
{
    const Cell *x = a, *y = b;
    return x->number != y->number ? (x->number > y->number) - (x->number < y->number)
                                  : (x->last_seq > y->last_seq) - (x->last_seq < y->last_seq);
}

void bucket_sort(Window *w)
{
    if (w->mixed)
        qsort(w->bucket.items, w->bucket.len, sizeof *w->bucket.items, by_actor);
}

void bucket_begin(Window *w, int64_t at)
{
    w->at = at;
    w->bucket.len = 0;
    w->mixed = false;
}

int bucket_add(Window *w, sqlite3_stmt *st)
{
    Str packed = { sqlite3_column_blob(st, 1), (size_t)sqlite3_column_bytes(st, 1) };
    size_t i = w->bucket.len;

    w->mixed |= i > 0;
    if (cells_unpack(packed, w->at, w->a, &w->bucket) < 0)
        return -EBADMSG;
    for (; i < w->bucket.len; i++) {
        Cell *c = &w->bucket.items[i];
        if (c->number >= (int64_t)w->places.len || w->places.items[c->number] == SIZE_MAX)
            return -EBADMSG;
        c->number = (int64_t)w->places.items[c->number];
    }
    return 0;
}

#define BUCKETS_SQL "SELECT at, cells FROM beat WHERE level = ?1 AND at >= ?2 AND at < ?3"

sqlite3_stmt *buckets(Window *w, int level, int64_t from, int64_t to, bool back)
{
    static const char *const sql[][2] = {
        { BUCKETS_SQL " ORDER BY at", BUCKETS_SQL " ORDER BY at DESC" },
        { BUCKETS_SQL " AND run = ?4 ORDER BY at", BUCKETS_SQL " AND run = ?4 ORDER BY at DESC" },
    };
    return sql_query(&w->x->db, sql[w->run != NULL][back], w->run ? "iiit" : "iii", (int64_t)level, from, to, w->run);
}
