/*
 * lease.c - who is at work on what right now, and what somebody looked at last: caches, no projections.
 */
#include <errno.h>

#include "baton/store/gate.h"
#include "db.h"

/* SQLite's integers are signed; the bits are what matters. */
static int64_t bits(uint64_t n)
{
    int64_t out;
    memcpy(&out, &n, sizeof out);
    return out;
}

/* 1: a process that is alive holds it, another one than this. */
static int is_held(Store *s, const char *name, int pid, uint64_t started, bool (*alive)(int pid, uint64_t started),
                   int *ret_pid)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, "SELECT pid, started FROM lease WHERE name = ?", "t", name);
    int r = sql_step(s, st);

    if (r != 1)
        return r;
    int holder = sql_small(st, 0);
    uint64_t since = (uint64_t)sqlite3_column_int64(st, 1);
    if ((holder == pid && since == started) || !alive(holder, since))
        return 0;
    *ret_pid = holder;
    return 1;
}

int store_lease_take(Store *s, const char *name, int pid, uint64_t started, bool (*alive)(int pid, uint64_t started),
                     int *ret_pid)
{
    bool own = sqlite3_get_autocommit(s->db);
    int r = own ? store_begin(s) : 0;

    if (r < 0)
        return r;
    r = is_held(s, name, pid, started, alive, ret_pid);
    if (r == 0)
        r = sql_run(s, "INSERT OR REPLACE INTO lease VALUES(?,?,?)", "tii", name, (int64_t)pid, bits(started));
    else if (r == 1)
        r = -EBUSY;
    if (!own)
        return r;
    if (r == 0)
        return store_commit(s);
    store_rollback(s);
    return r;
}

int store_lease_drop(Store *s, const char *name, int pid, uint64_t started)
{
    if (s->mode != STORE_WRITE)
        return -EROFS;
    return sql_run(s, "DELETE FROM lease WHERE name = ? AND pid = ? AND started = ?", "tii", name, (int64_t)pid,
                   bits(started));
}

int store_viewed_get(Store *s, Arena *a, const char *who, const char *handoff, const char **ret_revision)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, "SELECT revision FROM viewed WHERE who = ? AND handoff = ?", "tt", who, handoff);
    int r = sql_step(s, st);

    if (r < 0)
        return r;
    *ret_revision = r == 1 ? sql_full_text(a, st, 0) : "";
    return 0;
}

int store_viewed_put(Store *s, const char *who, const char *handoff, const char *revision)
{
    if (s->mode != STORE_WRITE)
        return -EROFS;
    return sql_run(s, "INSERT OR REPLACE INTO viewed VALUES(?,?,?)", "ttt", who, handoff, revision);
}
