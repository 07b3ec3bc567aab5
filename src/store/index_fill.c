/*
 * index_fill.c - taking events in behind the mark, for as long as there is time.
 */
#include "index_db.h"

#include <errno.h>

#include "baton/base/clock.h"
#include "index_terms.h"

enum { STEP = 256 };                    /* events between two looks at the clock */

int index_each_row(Store *s, int64_t after, int64_t n, RowTaker take, void *ctx, int64_t *ret_last)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, "SELECT " EVENT_COLUMNS " FROM event WHERE seq > ? ORDER BY seq LIMIT ?", "ii", after, n);
    LedgerRow row;
    int r, count = 0;

    while ((r = sql_step(s, st)) == 1) {
        *ret_last = sqlite3_column_int64(st, 0);
        count++;
        if (!ledger_row_read(st, &row))
            continue;                   /* of a newer baton */
        r = take(ctx, &row);
        if (r < 0)
            return r;
    }
    return r < 0 ? r : count;
}

typedef struct {
    Index *x;
    Tally tally;
    Terms terms;
    Buf words;
} Filling;

static int take_row(void *ctx, const LedgerRow *row)
{
    Filling *f = ctx;

    tally_event(&f->tally, row);
    buf_clear(&f->words);
    index_words_of(row, &f->words);
    if (!f->words.len)
        return 0;
    int r = terms_add(&f->terms, f->words.data);
    return r < 0 ? r : sql_run(&f->x->db, "INSERT INTO words(rowid, text) VALUES(?,?)", "it", row->e.seq,
                               f->words.data);
}

/* 1: more is left. */
static int take_rows(Filling *f, Store *s, IndexMark *m, int64_t deadline)
{
    int r;
    do
        r = index_each_row(s, m->seq, STEP, take_row, f, &m->seq);
    while (r == STEP && clock_mono() < deadline);
    if (r < 0)
        return r;
    int e = tally_write(&f->tally);
    if (e == 0)
        e = terms_write(&f->terms, &f->x->db);
    return e < 0 ? e : r == STEP;
}

/* The ledger is looked at once more behind the events: whoever redacts changes those that were read. */
static int fill(Index *x, Store *s, int64_t deadline)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Filling f = { .x = x, .words = BUF_INIT };
    IndexMark m;
    int r = index_mark_get(x, &m);

    if (r < 0)
        return r;
    if (m.seq == 0)
        m.redacted = index_last_redaction(s);
    tally_begin(&f.tally, x, a);
    r = terms_begin(&f.terms, &x->db, a);
    if (r == 0)
        r = take_rows(&f, s, &m, deadline);
    terms_done(&f.terms);
    buf_done(&f.words);
    if (r < 0)
        return r;
    int e = chain_of(s, m.seq, &m.chain);
    if (e == 0)
        e = index_mark_put(x, &m);
    return e < 0 ? e : r;
}

static int catch_up(Index *x, Store *s, int budget_ms)
{
    int64_t deadline = clock_mono() + budget_ms;
    IndexMark m;
    int r = index_mark_get(x, &m);

    if (r == 0 && !index_fits(s, &m)) {
        r = index_remake(x);
        m.seq = 0;
    }
    if (r < 0 || m.seq == store_last_seq(s))
        return r;
    r = store_begin(&x->db);
    if (r < 0)
        return r;
    r = fill(x, s, deadline);
    if (r < 0) {
        store_rollback(&x->db);
        return r;
    }
    int e = store_commit(&x->db);
    return e < 0 ? e : r;
}

int index_catch_up(Index *x, Store *s, int budget_ms)
{
    int r = x->damaged ? -EBADMSG : catch_up(x, s, budget_ms);

    if (!index_is_damaged(x, r) || x->db.mode == STORE_READ)
        return r;
    r = index_renew(x);
    return r == 0 ? catch_up(x, s, budget_ms) : r;
}
