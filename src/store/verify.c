/*
 * verify.c - is the ledger what was written, and are the projections what follows from it?
 *
 * The events are folded into a second ledger in memory while the chain is walked, and the two are
 * compared row by row.  So nothing is locked or written: it works on a ledger that is in use, and
 * on one that we may only read.
 */
#include <errno.h>
#include <inttypes.h>

#include "fold.h"
#include "redacted.h"

typedef struct {
    Store *s, *fresh;
    Message *m;
    Arena *a;
    RedactedList redacted;
    int64_t events;
} Verify;

/* 1: m says what is wrong.  Indexes are looked at too: they decide what a query finds. */
static int check_file(Verify *v)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(v->s, "PRAGMA integrity_check(1)", "");
    int r = sql_step(v->s, st);

    if (r == 1 && strcmp(sql_borrow(st, 0), "ok") == 0)
        return 0;
    if (r == 1 || r == -EBADMSG)
        return fail_with(v->m, 1, "The file '%s' is damaged: %s", v->s->path,
                         r == 1 ? sql_borrow(st, 0) : sqlite3_errmsg(v->s->db));
    return r;
}

static int check_event(Verify *v, const LedgerRow *row, bool known, Str prev)
{
    int64_t seq = v->events + 1;

    if (row->e.seq != seq)
        return fail_with(v->m, 1, "Event %" PRId64 " is missing from the ledger", seq);
    if (!redacted_row_fits(&v->redacted, row, prev))
        return fail_with(v->m, 1, "Event %" PRId64 " (%s) is not what %s: the chain breaks there", seq, row->kind,
                         redacted_in(&v->redacted, seq) ? "its redaction left" : "was recorded");
    return known ? fold_event(v->fresh, row) : 0;
}

static int check_events(Verify *v)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(v->s, "SELECT " EVENT_COLUMNS " FROM event ORDER BY seq", "");
    char prev[CHAIN_SIZE];
    LedgerRow row;
    int r;

    while ((r = sql_step(v->s, st)) == 1) {
        bool known = ledger_row_read(st, &row);
        int bad = check_event(v, &row, known, (Str){ prev, v->events ? CHAIN_SIZE : 0 });
        if (bad)
            return bad;
        memcpy(prev, row.chain.data, CHAIN_SIZE);
        v->events++;
    }
    return r;
}

/* The first column whose values differ, or -1. */
static int differing_column(sqlite3_stmt *is, sqlite3_stmt *should)
{
    for (int i = 0; i < sqlite3_column_count(is); i++) {
        bool number = sqlite3_column_type(is, i) == SQLITE_INTEGER;
        if (number != (sqlite3_column_type(should, i) == SQLITE_INTEGER))
            return i;
        if (number ? sqlite3_column_int64(is, i) != sqlite3_column_int64(should, i)
                   : strcmp(sql_borrow(is, i), sql_borrow(should, i)) != 0)
            return i;
    }
    return -1;
}

static const char *key_of(sqlite3_stmt *st)
{
    return sql_borrow(st, 0);
}

static int check_row(Verify *v, const char *table, int has, sqlite3_stmt *is, int wants,
                     sqlite3_stmt *should)
{
    if (has != wants)
        return fail_with(
            v->m, 1, "The table %s %s the row '%s': `baton rebuild` makes it anew from the ledger",
            table, has ? "holds more than the ledger says, for one" : "lacks",
            key_of(has ? is : should));
    int col = has ? differing_column(is, should) : -1;
    if (col >= 0)
        return fail_with(
            v->m, 1,
            "The table %s differs from the ledger in the row '%s', column %s: `baton rebuild` "
            "makes it anew",
            table, key_of(should), sqlite3_column_name(should, col));
    return 0;
}

static int check_projection(Verify *v, const Projection *p)
{
    CLEANUP(buf_done) Buf sql = BUF_INIT;
    buf_addf(&sql, "SELECT * FROM %s ORDER BY %s", p->table, p->order);
    CLEANUP(sql_done) sqlite3_stmt *is = sql_query(v->s, sql.data, "");
    CLEANUP(sql_done) sqlite3_stmt *should = sql_query(v->fresh, sql.data, "");

    for (;;) {
        int has = sql_step(v->s, is), wants = sql_step(v->fresh, should);
        if (has < 0 || wants < 0)
            return MIN(has, wants);
        int bad = check_row(v, p->table, has, is, wants, should);
        if (bad || !has)
            return bad;
    }
}

/* Rows first, because they have names; where the file itself is damaged, SQLite says where. */
static int check_all(Verify *v)
{
    int r = store_begin(v->fresh);

    if (r == 0)
        r = redacted_list(v->s, v->a, &v->redacted);
    if (r == 0)
        r = check_events(v);
    for (size_t i = 0; r == 0 && i < projection_count; i++)
        r = check_projection(v, &projections[i]);
    if (r != 0 && r != -EBADMSG)
        return r;
    int damaged = check_file(v);
    return damaged ? damaged : r;
}

/* One snapshot for everything, or a writer in between would look like a difference. */
int store_verify(Store *s, int64_t *ret_events, Message *m)
{
    CLEANUP(store_free_ptr) Store *fresh = NULL;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    bool own = sqlite3_get_autocommit(s->db);
    int r = store_open(STORE_MEMORY, STORE_WRITE, 0, &fresh, m);

    if (r == 0 && own)
        r = sql_run(s, "BEGIN", "");
    if (r < 0)
        return r;
    Verify v = { .s = s, .fresh = fresh, .m = m, .a = a };
    r = check_all(&v);
    store_rollback(fresh);
    if (own)
        sql_run(s, "ROLLBACK", "");
    if (ret_events)
        *ret_events = v.events;
    return r;
}
