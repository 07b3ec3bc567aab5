/*
 * migrate.c - from whatever version a file has to the one that this program writes.
 *
 * Migrations are numbered SQL files that are compiled in; user_version counts those that were
 * made.  The common case, an up-to-date file, costs two reads of its first page and no lock.
 */
#include <errno.h>

#include "baton/base/clock.h"
#include "fold.h"
#include "open.h"

static const char *const migrations[] = {
#include "schema.inc"
};

/* Steps behind this one add ways to look things up, or store in another way what was folded before them. */
enum { FOLDED_STEPS = 5 };

int migrate_count(void)
{
    return ARRAY_LEN(migrations);
}

static int pragma_int(Store *s, const char *sql, int64_t *ret_value)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, sql, "");
    int r = sql_step(s, st);
    if (r == 1)
        *ret_value = sqlite3_column_int64(st, 0);
    return r < 0 ? r : 0;
}

/* An empty file is nobody's yet; one with tables and without our mark is another program's. */
static int look(Store *s, int64_t *ret_version)
{
    int64_t mark = 0, version = 0, tables = 0;
    int r = pragma_int(s, "PRAGMA user_version", &version);

    if (r == 0)
        r = pragma_int(s, "PRAGMA application_id", &mark);
    if (r == 0 && mark == 0)
        r = pragma_int(s, "SELECT count(*) FROM sqlite_schema", &tables);
    if (r < 0)
        return r;
    if (mark != LEDGER_APPLICATION_ID && (mark || version || tables))
        return -EEXIST;
    *ret_version = version;
    return 0;
}

/* Somebody may migrate between the reads of one look: what seems foreign is looked at again. */
int migrate_look(Store *s, int64_t *ret_version)
{
    int r = look(s, ret_version);
    return r == -EEXIST ? look(s, ret_version) : r;
}

/* SQLite does not wait for others when it changes to WAL, so we do. */
static int change_to_wal(Store *s)
{
    int64_t end = clock_mono() + s->timeout_ms;

    for (;;) {
        int rc = sqlite3_exec(s->db, "PRAGMA journal_mode=WAL", NULL, NULL, NULL);
        if ((rc & 0xff) != SQLITE_BUSY || clock_mono() >= end)
            return sql_errno(s->db, rc);
        clock_sleep(1);
    }
}

static int take_steps(Store *s, int64_t version)
{
    CLEANUP(buf_done) Buf sql = BUF_INIT;

    for (int64_t i = version; i < migrate_count(); i++)
        buf_adds(&sql, migrations[i]);
    buf_addf(&sql, "PRAGMA application_id=%d; PRAGMA user_version=%d", LEDGER_APPLICATION_ID,
             migrate_count());
    return sql_errno(s->db, sqlite3_exec(s->db, sql.data, NULL, NULL, NULL));
}

/* A ledger that was there before has events that nobody folded into the new tables. */
static int grow(Store *s, int64_t version)
{
    int64_t events;
    int r = take_steps(s, version);
    return r == 0 && version > 0 && version < FOLDED_STEPS ? fold_ledger(s, &events) : r;
}

static int make_current(Store *s)
{
    int64_t version = 0;
    int r = store_begin(s);

    if (r < 0)
        return r;
    r = migrate_look(s, &version);              /* somebody may have been faster */
    if (r == 0 && version < migrate_count())
        r = grow(s, version);
    if (r == 0)
        return store_commit(s);
    store_rollback(s);
    return r;
}

int migrate(Store *s)
{
    int64_t version = 0;
    int r = migrate_look(s, &version);

    if (r == 0 && version < migrate_count()) {
        r = change_to_wal(s);
        if (r == 0)
            r = make_current(s);
    }
    return r == 0 && version > migrate_count() ? -EPROTO : r;
}
