/*
 * query_run_work.c - who began in a run and did not say that he ended, and who ended what he never began.
 *
 * Read from the ledger by time, not from a projection: logs come in late and out of order.
 */
#include "ledger.h"
#include "select.h"

/* The columns of the query, in its order: by run, agent and time. */
enum { RUN, AGENT, SLUG, STARTS };

typedef struct {
    Arena *arena;
    RunWorks *rows;
    RunWork now;                /* of the run and agent that are read */
    const char *slug;
} Reading;

static void keep(Reading *r)
{
    if (r->slug && (r->now.unfinished || r->now.unstarted))
        AVEC_PUSH(r->rows, r->arena, r->now);
}

static void take(Reading *r, sqlite3_stmt *st)
{
    if (!r->slug || strcmp(r->now.run, sql_borrow(st, RUN)) != 0 || strcmp(r->slug, sql_borrow(st, SLUG)) != 0) {
        keep(r);
        r->now = (RunWork){ .run = sql_full_text(r->arena, st, RUN), .agent = sql_full_text(r->arena, st, AGENT) };
        r->slug = sql_full_text(r->arena, st, SLUG);
    }
    if (sqlite3_column_int(st, STARTS))
        r->now.unfinished++;
    else if (r->now.unfinished)
        r->now.unfinished--;
    else
        r->now.unstarted++;
}

/* "+": by the index on agents nearly every row would be looked up, one here and one there. */
int store_run_work(Store *s, Arena *a, const char *run_or_null, RunWorks *ret_rows)
{
    RunWorks rows = { 0 };
    Reading reading = { .arena = a, .rows = &rows };
    CLEANUP(select_done) Select q = select_from("SELECT run, agent, slug, action = 'START' COLLATE NOCASE FROM event");
    int r;

    if (run_or_null && *run_or_null)
        select_where(&q, "run <> ''");
    select_text(&q, "run = ?", run_or_null);
    select_where(&q, "kind = 'telemetry' AND +slug <> '' AND "
                 "(action = 'START' COLLATE NOCASE OR action = 'COMPLETED' COLLATE NOCASE)");
    select_order(&q, "run, slug, at, seq");
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, &q);
    while ((r = sql_step(s, st)) == 1)
        take(&reading, st);
    if (r < 0)
        return r;
    keep(&reading);
    *ret_rows = rows;
    return 0;
}

/* The runs count their own telemetry, and what is no telemetry has an index: nothing is read of the rest. */
int64_t store_runless(Store *s)
{
    int64_t others = sql_int(s, "SELECT count(*) FROM event WHERE kind <> 'telemetry'", "");
    return store_last_seq(s) - others - sql_int(s, "SELECT coalesce(sum(events), 0) FROM run", "");
}
