/*
 * transaction.c - writing happens between store_begin() and store_commit().
 *
 * BEGIN IMMEDIATE takes the write lock at once: a transaction that reads first and asks for the
 * lock later is refused when somebody else committed in between, and then no waiting helps.
 */
#include <errno.h>

#include "held.h"

int store_begin(Store *s)
{
    if (s->mode != STORE_WRITE)
        return -EROFS;
    if (!sqlite3_get_autocommit(s->db))
        return -EINPROGRESS;
    s->failed = 0;
    s->tail_known = false;
    return sql_run(s, "BEGIN IMMEDIATE", "");
}

int store_commit(Store *s)
{
    int r = s->failed ? s->failed : held_write(s);

    if (r == 0)
        r = sql_run(s, "COMMIT", "");
    s->tail_known = false;
    if (r < 0)
        store_rollback(s);
    return r;
}

void store_rollback(Store *s)
{
    held_drop(s);
    if (!sqlite3_get_autocommit(s->db))
        sql_run(s, "ROLLBACK", "");
    s->failed = 0;
    s->tail_known = false;
}

int64_t store_data_version(Store *s)
{
    return sql_int(s, "PRAGMA data_version", "");
}

int64_t store_last_seq(Store *s)
{
    return sql_int(s, "SELECT max(seq) FROM event", "");
}
