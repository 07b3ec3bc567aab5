/*
 * query_events.c - windows into the ledger itself.
 */
#include "ledger.h"
#include "queries.h"

const char events_head[] = "SELECT " EVENT_COLUMNS " FROM event";

/*
 * One index finds the rows in their order; the others are looked at in each row ("+" keeps SQLite from using them),
 * because it cannot know that a subject has few events, a run thousands, and an agent many more.  Indexes
 * leave out what is empty, and are used only where the query says so.
 */
static bool where_lookup(Select *q, const char *column, const char *left_out, const char *value, bool found)
{
    CLEANUP(buf_done) Buf sql = BUF_INIT;
    if (!value)
        return found;
    if (found || strcmp(value, left_out) == 0)
        buf_addf(&sql, "+%s = ?", column);
    else
        buf_addf(&sql, "%s <> '%s' AND %s = ?", column, left_out, column);
    select_text(q, sql.data, value);
    return true;
}

static void where_lookups(Select *q, const EventQuery *e, const char *slug)
{
    const char *telemetry = event_kind_text(EVENT_TELEMETRY), *kind = e->telemetry_only ? telemetry : e->kind;
    bool found = where_lookup(q, "subject", "", e->subject, e->among != NULL);

    found = where_lookup(q, "run", "", e->run, found);
    if (kind && strcmp(kind, telemetry) == 0)
        select_text(q, "+kind = ?", kind);      /* nearly all of them */
    else
        found = where_lookup(q, "kind", telemetry, kind, found);
    if (slug && !*slug)
        select_where(q, "0");                   /* a name of which nothing is left is nobody's */
    else
        where_lookup(q, "slug", "", slug, found);
}

static void where_other(Select *q, const EventQuery *e)
{
    static const char *const columns[] = { "reason", "action", "agent", "subject" };

    select_text(q, "action = ? COLLATE NOCASE", e->action);
    select_any(q, "kind = ?", e->kinds);
    select_any(q, "slug = ?", e->agents);
    select_any(q, "action = ? COLLATE NOCASE", e->actions);
    if (e->since)
        select_int(q, "at >= ?", e->since);
    if (e->until)
        select_int(q, "at <= ?", e->until);
    if (e->after)
        select_int(q, "seq > ?", e->after);
    if (e->before)
        select_int(q, "seq < ?", e->before);
    select_text(q, "seq IN (SELECT value FROM json_each(?))", e->among);
    select_like(q, columns, ARRAY_LEN(columns), e->text);
}

Select events_select(const EventQuery *e, const char *slug, const char *head)
{
    Select q = select_from(head);

    where_lookups(&q, e, slug);
    where_other(&q, e);
    return q;
}

/*
 * Escalations that were handed over to this agent are events of the other one.  They are a list of their own that
 * SQLite merges: an OR would read all events of the agent and sort them.
 */
#define ROUTED "SELECT seq FROM escalation_event WHERE number = 0 AND channel = 'to:' || ?"

static bool is_routed_to(Store *s, const char *slug)
{
    return slug && *slug && sql_int(s, ROUTED " LIMIT 1", "t", slug) != 0;
}

static void add_routed(Select *q, const EventQuery *e, const char *slug, const char *head)
{
    select_union(q, head);
    select_text(q, "seq IN (" ROUTED ")", slug);
    select_text(q, "slug <> ?", slug);
    where_lookups(q, e, NULL);
    where_other(q, e);
}

static const char *slug_of(Arena *a, const char *agent)
{
    const char *slug = agent ? agent_slug(a, str_from(agent)) : NULL;
    return agent && !slug ? "" : slug;
}

Event event_read(Arena *a, sqlite3_stmt *st)
{
    LedgerRow row;
    ledger_row_read(st, &row);
    Event e = row.e;

    e.id = sql_full_text(a, st, 1);
    e.run = sql_text(a, st, 4);
    e.agent = sql_text(a, st, 5);
    e.action = sql_text(a, st, 7);
    e.subject = sql_text(a, st, 8);
    e.actor = sql_text(a, st, 9);
    e.host = sql_text(a, st, 11);
    e.reason = sql_text(a, st, 12);
    e.body = sql_full_text(a, st, 13);
    return e;
}

int store_events(Store *s, Arena *a, const EventQuery *e, EventRows *ret_rows)
{
    const char *slug = slug_of(a, e->agent);
    CLEANUP(select_done) Select q = events_select(e, slug, events_head);
    EventRows rows = { 0 };
    int r;

    if (is_routed_to(s, slug))
        add_routed(&q, e, slug, events_head);
    select_order(&q, e->newest_first ? "seq DESC" : "seq");
    select_window(&q, e->limit, e->offset);
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, &q);
    while ((r = sql_step(s, st)) == 1)
        AVEC_PUSH(&rows, a, event_read(a, st));
    if (r == 0)
        *ret_rows = rows;
    return r;
}

static int read_at(Store *s, Arena *a, int64_t seq, EventRows *rows)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, "SELECT " EVENT_COLUMNS " FROM event WHERE seq = ?", "i", seq);
    int r = sql_step(s, st);
    if (r == 1)
        AVEC_PUSH(rows, a, event_read(a, st));
    return MIN(r, 0);
}

int store_events_at(Store *s, Arena *a, const int64_t *seqs, size_t n, EventRows *ret_rows)
{
    EventRows rows = { 0 };
    bool begun = sql_look(s);
    int r = 0;

    for (size_t i = 0; r == 0 && i < n; i++)
        r = read_at(s, a, seqs[i], &rows);
    sql_looked(s, begun);
    if (r == 0)
        *ret_rows = rows;
    return r;
}

bool store_has_event_like(Store *s, const char *prefix)
{
    return sql_int(s, "SELECT 1 FROM event WHERE id >= ?1 AND id < ?1 || x'f4' LIMIT 1", "t", prefix) == 1;
}

int64_t store_event_count(Store *s, const EventQuery *e)
{
    static const char counted[] = "SELECT count(*) FROM event";
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *slug = slug_of(a, e->agent);
    CLEANUP(select_done) Select q = events_select(e, slug, counted);
    int64_t n = 0;

    if (!q.filtered)
        return store_last_seq(s);
    if (is_routed_to(s, slug))
        add_routed(&q, e, slug, counted);
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, &q);
    while (sql_step(s, st) == 1)
        n += sqlite3_column_int64(st, 0);
    return n;
}
