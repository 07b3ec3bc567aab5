/*
 * index_burn.c - how many tasks were in which state: changes in the index, and the events behind its mark.
 */
#include <errno.h>

#include "index_db.h"

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
        for (int i = 0; i < TASK_STATE_COUNT; i++) {
            s.n[i] = sqlite3_column_int64(st, 1 + i);
            if (s.n[i] < INT32_MIN || s.n[i] > INT32_MAX)       /* sums of those that are taken stay in range */
                return -EBADMSG;
        }
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
    int64_t mark = index_known(x, s);
    Index *known = mark ? x : NULL;
    Tally t;

    b->shifts = (Shifts){ 0 };
    tally_begin(&t, known, b->a);
    int r = tally_tail(&t, s, mark);
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
