/*
 * query_runs.c - runs, and which of them is going on.
 */
#include "select.h"

static RunRow row_read(Arena *a, sqlite3_stmt *st)
{
    RunRow run = {
        .id = sql_full_text(a, st, 0),
        .file = sql_text(a, st, 1),
        .started_at = sqlite3_column_int64(st, 3),
        .ended_at = sqlite3_column_int64(st, 4),
        .events = sqlite3_column_int64(st, 5),
    };
    (void)run_state_parse(sql_borrow(st, 2), &run.state);
    return run;
}

static int read_rows(Store *s, Arena *a, const RunQuery *t, bool prefix, RunRows *rows)
{
    CLEANUP(select_done) Select q =
        select_from("SELECT id, file, state, started_at, ended_at, events FROM run");
    int r;

    if (prefix)
        select_prefix(&q, "id", t->id);
    else
        select_text(&q, "id = ?", t->id);
    if (t->active)
        select_where(&q, "state = 'active'");
    select_order(&q, "started_at, first_seq");
    select_window(&q, t->limit, 0);
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, &q);
    while ((r = sql_step(s, st)) == 1)
        AVEC_PUSH(rows, a, row_read(a, st));
    return r;
}

int store_runs(Store *s, Arena *a, const RunQuery *q, RunRows *ret_rows)
{
    RunRows rows = { 0 };
    int r = read_rows(s, a, q, false, &rows);

    if (r == 0 && q->id && !rows.len)
        r = read_rows(s, a, q, true, &rows);
    if (r == 0)
        *ret_rows = rows;
    return r;
}

int store_last_run_ended(Store *s, const char *slug, bool *ret_ended)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s,
                  "SELECT state = 'ended' FROM run WHERE id = (SELECT run FROM event WHERE slug = ? AND slug <> '' "
                  "AND +kind = 'telemetry' ORDER BY seq DESC LIMIT 1)",
                  "t", slug);
    int r = sql_step(s, st);
    *ret_ended = r == 1 && sqlite3_column_int64(st, 0);
    return MIN(r, 0);
}

static const char *one_text(Store *s, Arena *a, const char *sql, const char *value)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, sql, value ? "t" : "", value);
    return sql_step(s, st) == 1 ? sql_text(a, st, 0) : NULL;
}

/* Whether a run that was only heard of in a log goes on, nobody knows: it is not the current one. */
const char *store_current_run(Store *s, Arena *a)
{
    return one_text(s, a, "SELECT id, max(started_seq) FROM run WHERE state = 'active' AND started_seq > 0", NULL);
}

const char *store_last_agent(Store *s, Arena *a, const char *run)
{
    return run ? one_text(s, a, "SELECT last_agent FROM run WHERE id = ?", run) : NULL;
}
