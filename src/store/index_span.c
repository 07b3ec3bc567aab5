/*
 * index_span.c - between which events a span of time lies, so that nobody reads a long ledger for an hour of it.
 *
 * The buckets know their first and last event, whatever order the events came in.
 */
#include "index_db.h"

#include <errno.h>

enum { HOUR = 3, DAY = INDEX_LEVEL_COUNT - 1 };         /* levels */

static const int64_t far = INT64_MAX / 2;

/* Widens ret by the buckets that begin in [from, to]. */
static int add_buckets(Index *x, int level, int64_t from, int64_t to, SeqSpan *ret)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(&x->db, "SELECT min(first_seq), max(last_seq) FROM beat WHERE level = ? AND at >= ? AND at <= ?",
                  "iii", (int64_t)level, from, to);
    int r = from <= to ? sql_step(&x->db, st) : 0;

    if (r == 1 && sqlite3_column_type(st, 0) != SQLITE_NULL) {
        ret->first = MIN(ret->first, sqlite3_column_int64(st, 0));
        ret->last = MAX(ret->last, sqlite3_column_int64(st, 1));
    }
    return MIN(r, 0);
}

/* Whole days at once, and hours at both ends. */
static int add_indexed(Index *x, int64_t since, int64_t until, SeqSpan *ret)
{
    int64_t hour = level_floor(HOUR, since), day = level_floor(DAY, since - 1) + index_level_ms(DAY);
    int64_t last_day = level_floor(DAY, until);
    int r = 0;

    if (day >= last_day)
        return add_buckets(x, HOUR, hour, until, ret);
    r = add_buckets(x, HOUR, hour, day - 1, ret);
    if (r == 0)
        r = add_buckets(x, DAY, day, last_day - 1, ret);
    return r < 0 ? r : add_buckets(x, HOUR, last_day, until, ret);
}

/* Events of a newer baton are in no bucket: with one of them, the buckets do not tell where it lies. */
static bool has_all(Index *x, int64_t seq)
{
    return sql_int(&x->db, "SELECT sum(events) FROM beat WHERE level = ?", "i", (int64_t)DAY) == seq;
}

static int add_tail(Store *s, int64_t mark, int64_t since, int64_t until, SeqSpan *ret)
{
    int64_t end = store_last_seq(s);
    SeqSpan tail = { mark + 1, end };

    if (end - mark <= INDEX_TAIL_MAX) {
        CLEANUP(sql_done) sqlite3_stmt *st =
            sql_query(s, "SELECT min(seq), max(seq) FROM event WHERE seq > ? AND at >= ? AND at <= ?", "iii", mark,
                      since, until);
        int r = sql_step(s, st);
        if (r < 0 || sqlite3_column_type(st, 0) == SQLITE_NULL)
            return MIN(r, 0);
        tail = (SeqSpan){ sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1) };
    }
    ret->first = MIN(ret->first, tail.first);
    ret->last = MAX(ret->last, tail.last);
    return 0;
}

typedef struct { int64_t since, until; SeqSpan span; } Asked;

static int span_read(void *ctx, Index *x, Store *s)
{
    Asked *k = ctx;
    int64_t known = index_known(x, s);

    if (!known || !has_all(x, known))
        return -ENOENT;
    k->span = (SeqSpan){ INT64_MAX, 0 };
    int r = add_indexed(x, k->since, k->until, &k->span);
    return r < 0 ? r : add_tail(s, known, k->since, k->until, &k->span);
}

int index_span(Index *x, Store *s, int64_t since, int64_t until, SeqSpan *ret)
{
    Asked k = { .since = since ? since : -far, .until = until ? until : far };
    int r = index_read(x, s, span_read, &k);
    if (r == 0)
        *ret = k.span;
    return r;
}
