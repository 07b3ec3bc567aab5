/*
 * query_groups.c - how many tasks stand on whose name: read from counters, never counted.
 */
#include "db.h"

#define X(id, word, g, a, h) ", tasks_" word
static const char groups_sql[] =
    "SELECT slug, shown" TASK_STATES(X) " FROM agent WHERE file = '' ORDER BY slug = '', slug";
#undef X
#define X(id, word, g, a, h) ", sum(tasks_" word ")"
static const char totals_sql[] = "SELECT '', ''" TASK_STATES(X) " FROM agent WHERE file = ''";
#undef X

/* False: no task stands on this name. */
static bool read_counters(sqlite3_stmt *st, TaskGroup *ret_group)
{
    int64_t all = 0;

    for (int i = 0; i < TASK_STATE_COUNT; i++) {
        ret_group->n[i] = sqlite3_column_int64(st, 2 + i);
        all += ret_group->n[i];
    }
    return all > 0;
}

int store_task_groups(Store *s, Arena *a, TaskGroups *ret_groups)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, groups_sql, "");
    TaskGroups groups = { 0 };
    TaskGroup g = { 0 };
    int r;

    while ((r = sql_step(s, st)) == 1)
        if (read_counters(st, &g)) {
            g.assignee = sql_full_text(a, st, 0);
            g.name = sql_full_text(a, st, 1);
            AVEC_PUSH(&groups, a, g);
        }
    if (r == 0)
        *ret_groups = groups;
    return r;
}

int store_task_totals(Store *s, TaskGroup *ret_total)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, totals_sql, "");
    TaskGroup total = { 0 };
    int r = sql_step(s, st);

    if (r < 0)
        return r;
    read_counters(st, &total);
    *ret_total = total;
    return 0;
}
