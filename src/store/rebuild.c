/*
 * rebuild.c - the projections once more, from nothing but the ledger.
 */
#include "fold.h"

static int clear(Store *s)
{
    int r = 0;
    for (size_t i = 0; r == 0 && i < projection_count; i++) {
        CLEANUP(buf_done) Buf sql = BUF_INIT;
        buf_addf(&sql, "DELETE FROM %s", projections[i].table);
        r = sql_run(s, sql.data, "");
    }
    return r;
}

/* Kinds that only a newer baton knows change nothing here. */
static int fold_all(Store *s, int64_t *ret_events)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, "SELECT " EVENT_COLUMNS " FROM event ORDER BY seq", "");
    LedgerRow row;
    int64_t n = 0;
    int r;

    while ((r = sql_step(s, st)) == 1) {
        int e = ledger_row_read(st, &row) ? fold_event(s, &row) : 0;
        if (e < 0)
            return e;
        n++;
    }
    *ret_events = n;
    return r;
}

int fold_ledger(Store *s, int64_t *ret_events)
{
    int r = clear(s);
    return r < 0 ? r : fold_all(s, ret_events);
}

int store_rebuild(Store *s, int64_t *ret_events)
{
    int64_t n = 0;
    int r = store_begin(s);

    if (r < 0)
        return r;
    r = fold_ledger(s, &n);
    if (r == 0)
        r = store_commit(s);
    if (r < 0)
        store_rollback(s);
    else if (ret_events)
        *ret_events = n;
    return r;
}
