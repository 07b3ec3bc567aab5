/*
 * query_figures.c - what figures are made of, read off the ledger without an index.
 */
#include "baton/store/figures.h"
#include "db.h"

/* A revision that was recorded is one that counted: only those have a row. */
static const char turns_sql[] =
    "SELECT t.handoff, t.digest, h.from_name, h.run, t.verdict, t.state, h.state, h.updated_at, t.at, t.seq FROM ("
    "SELECT r.handoff, r.digest, '' AS verdict, json_extract(e.body, '$.state') AS state, r.at, r.seq "
    "FROM revision r JOIN event e ON e.seq = r.seq WHERE ?1 = '' OR r.run = ?1 "
    "UNION ALL SELECT handoff, revision, verdict, state, at, seq FROM decision WHERE verdict <> 'commented') t "
    "JOIN handoff h ON h.id = t.handoff WHERE ?1 = '' OR h.run = ?1 ORDER BY t.handoff, t.seq";

static TurnRow turn_read(Arena *a, sqlite3_stmt *st)
{
    TurnRow t = {
        .handoff = sql_full_text(a, st, 0), .revision = sql_full_text(a, st, 1), .from = sql_text(a, st, 2),
        .run = sql_text(a, st, 3), .decided = *sql_borrow(st, 4), .state = HANDOFF_DRAFT,
        .changed_at = sqlite3_column_int64(st, 7), .at = sqlite3_column_int64(st, 8),
        .seq = sqlite3_column_int64(st, 9),
    };
    if (t.decided)
        (void)verdict_parse(sql_borrow(st, 4), &t.verdict);
    (void)handoff_state_parse(sql_borrow(st, 5), &t.state);
    (void)handoff_state_parse(sql_borrow(st, 6), &t.now);
    return t;
}

int store_turns(Store *s, Arena *a, const char *run, TurnRows *ret_rows)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, turns_sql, "t", run);
    TurnRows rows = { 0 };
    int r;

    while ((r = sql_step(s, st)) == 1)
        AVEC_PUSH(&rows, a, turn_read(a, st));
    if (r == 0)
        *ret_rows = rows;
    return r;
}

#define RATE(of_run) \
    "SELECT at / ?2 * ?2 AS bucket, count(*) FROM event WHERE " of_run " AND at >= ?3 AND at < ?4 " \
    "GROUP BY bucket ORDER BY bucket"

/* The index on runs leaves out empty ones, and is used only where the query says that there is one. */
int store_rate(Store *s, Arena *a, const char *run, int64_t width, int64_t from, int64_t to, RateRows *ret_rows)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, run ? RATE("run = ?1 AND run <> ''") : RATE("?1 = ''"), "tiii", run, width, from, to);
    RateRows rows = { 0 };
    int r;

    while ((r = sql_step(s, st)) == 1)
        AVEC_PUSH(&rows, a, ((RateRow){ sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1) }));
    if (r == 0)
        *ret_rows = rows;
    return r;
}

#define SAID(of_run) \
    "SELECT seq, at, slug, agent, action, substr(reason, 1, 2000), kind FROM event WHERE " of_run \
    " ORDER BY seq DESC LIMIT ?2"

int store_said(Store *s, Arena *a, const char *run, int64_t limit, SaidRows *ret_rows, bool *ret_whole)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, run ? SAID("run = ?1 AND run <> ''") : SAID("?1 = ''"), "ti", run, limit);
    SaidRows rows = { 0 };
    int64_t n = 0;
    int r;

    for (; (r = sql_step(s, st)) == 1; n++) {
        if (strcmp(sql_borrow(st, 6), event_kind_text(EVENT_TELEMETRY)) != 0)
            continue;
        AVEC_PUSH(&rows, a,
                  ((SaidRow){ sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), sql_full_text(a, st, 2),
                              sql_full_text(a, st, 3), sql_full_text(a, st, 4), sql_full_text(a, st, 5) }));
    }
    if (r < 0)
        return r;
    *ret_rows = rows;
    *ret_whole = n < limit;
    return 0;
}

int64_t store_first_at(Store *s, const char *run)
{
    return run ? sql_int(s, "SELECT min(at) FROM event WHERE run = ? AND run <> ''", "t", run)
               : sql_int(s, "SELECT min(at) FROM event", "");
}

#define SINCE "FROM event WHERE seq > ?1 AND at >= ?2 "

/* The state that a task came to: bodies are read only where the kind says that they hold it. */
#define CAME_TO(state) "sum(kind = 'task.state' AND json_extract(body, '$.to') = '" state "')"

static const char since_sql[] =
    "SELECT count(*), " CAME_TO("done") ", " CAME_TO("in_progress") ", sum(kind = 'task.added'), " CAME_TO("blocked")
    ", sum(kind = 'handoff.revised' AND json_extract(body, '$.state') = 'submitted') " SINCE;

#define DECIDED(state) \
    "SELECT count(*) FROM decision WHERE seq > ? AND at >= ? AND verdict = '" state "' AND state = '" state "'"

int store_since(Store *s, int64_t seq, int64_t from, SinceCounts *ret)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, since_sql, "ii", seq, from);
    int r = sql_step(s, st);

    if (r < 0)
        return r;
    *ret = (SinceCounts){
        .events = sqlite3_column_int64(st, 0), .tasks_done = sqlite3_column_int64(st, 1),
        .tasks_started = sqlite3_column_int64(st, 2), .tasks_added = sqlite3_column_int64(st, 3),
        .tasks_blocked = sqlite3_column_int64(st, 4), .handoffs = sqlite3_column_int64(st, 5),
        .approved = sql_int(s, DECIDED("approved"), "ii", seq, from),
        .rejected = sql_int(s, DECIDED("rejected"), "ii", seq, from),
    };
    return 0;
}

/* Tasks that came to be blocked, not each of those that moved on; of telemetry what ends or stops something. */
static const char notable_sql[] =
    "SELECT seq " SINCE "AND (kind IN ('handoff.revised', 'handoff.decided', 'escalation.stated', "
    "'escalation.decided', 'edit.lost', 'gate.refused', 'run.started', 'run.ended') "
    "OR (kind = 'telemetry' AND action COLLATE NOCASE IN ('ESCALATE', 'COMPLETED')) "
    "OR (kind = 'task.state' AND json_extract(body, '$.to') = 'blocked')) ORDER BY seq DESC LIMIT ?3";

int store_notable(Store *s, Arena *a, int64_t seq, int64_t from, int64_t limit, EventRows *ret_rows)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, notable_sql, "iii", seq, from, limit);
    EventRows rows = { 0 };
    int r;

    while ((r = sql_step(s, st)) == 1) {
        int64_t at = sqlite3_column_int64(st, 0);
        EventRows one = { 0 };
        int e = store_events(s, a, &(EventQuery){ .after = at - 1, .before = at + 1 }, &one);
        if (e < 0)
            return e;
        if (one.len)
            AVEC_PUSH(&rows, a, one.items[0]);
    }
    if (r == 0)
        *ret_rows = rows;
    return r;
}
