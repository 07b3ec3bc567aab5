/*
 * query_snooze.c - until when one thing was put off.
 */
#include "baton/base/clock.h"
#include "db.h"

int store_snoozed_until(Store *s, const char *kind, const char *subject, int64_t *ret_until)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, "SELECT until FROM snooze WHERE need = ? || ':' || ? AND until > ?", "tti", kind, subject,
                  clock_now());
    int r = sql_step(s, st);

    if (r >= 0)
        *ret_until = r == 1 ? sqlite3_column_int64(st, 0) : 0;
    return MIN(r, 0);
}
