/*
 * query_escalations.c - escalations, oldest first; what files say of them, and the events of one.
 */
#include "ledger.h"
#include "queries.h"

static const char head[] =
    "SELECT id, number, agent, to_name, reason, run, task, source, state, count, first_at, last_at, via, file, line, "
    "handoff, opened_at, changed_at, actor, comment, closed_why, routed_to FROM escalation";

static const char *state_word(size_t i)
{
    return escalation_state_text((EscalationState)i);
}

static EscalationRow row_read(Arena *a, sqlite3_stmt *st)
{
    EscalationRow e = {
        .id = sql_full_text(a, st, 0),
        .number = sql_small(st, 1),
        .agent = sql_text(a, st, 2),
        .to = sql_text(a, st, 3),
        .reason = sql_text(a, st, 4),
        .run = sql_text(a, st, 5),
        .task = sql_text(a, st, 6),
        .source = sql_text(a, st, 7),
        .count = sql_small(st, 9),
        .first_at = sqlite3_column_int64(st, 10),
        .last_at = sqlite3_column_int64(st, 11),
        .file = sql_text(a, st, 13),
        .line = sql_small(st, 14),
        .handoff = sqlite3_column_int64(st, 15) ? sql_full_text(a, st, 15) : NULL,
        .opened_at = sqlite3_column_int64(st, 16),
        .changed_at = sqlite3_column_int64(st, 17),
        .actor = sql_text(a, st, 18),
        .comment = sql_text(a, st, 19),
        .closed_why = sql_text(a, st, 20),
        .routed_to = sql_text(a, st, 21),
    };
    (void)escalation_state_parse(sql_borrow(st, 8), &e.state);
    (void)escalation_via_parse(sql_borrow(st, 12), &e.via);
    return e;
}

static void where_agent(Select *q, const char *agent)
{
    const char *slug = agent ? agent_slug(q->arena, str_from(agent)) : NULL;
    if (agent)
        select_text(q, "slug = ?", slug ? slug : "");
}

/* Those that are not over have an index of their own, which is used where the query says so. */
static void where_states(Select *q, unsigned states)
{
    if (states && !(states & 1u << ESCALATION_RESOLVED))
        select_where(q, "state <> 'resolved'");
    select_states(q, "state", states, ESCALATION_STATE_COUNT, state_word);
}

static Select rows_select(const EscalationQuery *e, IdMeaning id, const char *from)
{
    static const char *const columns[] = { "reason", "agent", "to_name", "task", "routed_to" };
    Select q = select_from(from);

    select_numbered(&q, id, e->id);
    where_agent(&q, e->agent);
    where_states(&q, e->states);
    select_like(&q, columns, ARRAY_LEN(columns), e->text);
    select_text(&q, "number IN (SELECT value FROM json_each(?))", e->among);
    return q;
}

/* Numbers have no gaps: with only those of some states left out, a place in the list is a number. */
static bool place_is_number(const EscalationQuery *e, IdMeaning id)
{
    bool has_resolved = !e->states || e->states & 1u << ESCALATION_RESOLVED;
    return id == ID_ANY && !e->agent && !(e->text && *e->text) && !e->among && has_resolved;
}

/* The number behind which the row at this place follows, so that none before it are read. */
static int number_before(Store *s, unsigned states, int64_t place, int64_t *ret_number)
{
    unsigned others = states ? ~states & ((1u << ESCALATION_STATE_COUNT) - 1) : 0;
    CLEANUP(select_done) Select q = select_from("SELECT number FROM escalation");
    int r = 0;

    *ret_number = place;
    if (!others)
        return 0;
    where_states(&q, others);
    select_order(&q, "+number");        /* of its own index there are few */
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, &q);
    while ((r = sql_step(s, st)) == 1 && sqlite3_column_int64(st, 0) <= *ret_number)
        ++*ret_number;
    return MIN(r, 0);
}

static int read_rows(Store *s, Arena *a, const EscalationQuery *e, IdMeaning id, EscalationRows *rows)
{
    CLEANUP(select_done) Select q = rows_select(e, id, head);
    int64_t number = 0;
    bool behind = e->offset > 0 && place_is_number(e, id);
    int r = behind ? number_before(s, e->states, e->offset, &number) : 0;

    if (r < 0)
        return r;
    if (behind)
        select_int(&q, "number > ?", number);
    select_order(&q, "number");
    select_window(&q, e->limit, behind ? 0 : e->offset);
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, &q);
    while ((r = sql_step(s, st)) == 1)
        AVEC_PUSH(rows, a, row_read(a, st));
    return r;
}

static const IdMeaning meanings[] = { ID_NUMBER, ID_WHOLE, ID_PREFIX };

int store_escalations(Store *s, Arena *a, const EscalationQuery *q, EscalationRows *ret_rows)
{
    EscalationRows rows = { 0 };
    bool begun = sql_look(s);
    int r = 0;

    if (!q->id)
        r = read_rows(s, a, q, ID_ANY, &rows);
    for (size_t i = 0; q->id && r == 0 && !rows.len && i < ARRAY_LEN(meanings); i++)
        r = read_rows(s, a, q, meanings[i], &rows);
    sql_looked(s, begun);
    if (r == 0)
        *ret_rows = rows;
    return r;
}

int store_escalation_numbers(Store *s, Arena *a, const EscalationQuery *e, Seqs *ret_numbers)
{
    CLEANUP(select_done) Select q = rows_select(e, ID_ANY, "SELECT number FROM escalation");
    select_order(&q, "number");
    return select_numbers(s, a, &q, ret_numbers);
}

/* Each from its own index alone; in those of the last two stand only the few where the time is another one. */
#define TOLD_SQL(time, other) \
    "SELECT number FROM escalation WHERE " time " >= ?1 AND " time " < ?2 AND (?3 = '' OR slug = ?3) " other

int64_t store_escalation_told(Store *s, const char *slug, int64_t from, int64_t to)
{
    return sql_int(s,
                   "SELECT max(number) FROM (" TOLD_SQL("first_at", "") " UNION ALL "
                   TOLD_SQL("last_at", "AND last_at <> first_at") " UNION ALL "
                   TOLD_SQL("opened_at", "AND opened_at <> first_at") ")", "iit", from, to, slug ? slug : "");
}

static int64_t count_rows(Store *s, const EscalationQuery *e, IdMeaning id)
{
    CLEANUP(select_done) Select q = rows_select(e, id, "SELECT count(*) FROM escalation");
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, &q);
    return sql_step(s, st) == 1 ? sqlite3_column_int64(st, 0) : 0;
}

int64_t store_escalations_left(Store *s, int64_t after)
{
    return sql_int(s, "SELECT count(DISTINCT e.number) FROM escalation_event v "
                   "JOIN escalation e ON e.number = v.number JOIN event ON event.seq = v.seq "
                   "WHERE v.seq > ?1 AND v.channel = 'event' AND e.state IN ('open', 'acknowledged') "
                   "AND event.source = 'file'", "i", after);
}

/* Numbers have no gaps. */
int64_t store_escalation_count(Store *s, const EscalationQuery *q)
{
    int64_t n = 0;

    if (!q->id && !q->agent && !q->states && !(q->text && *q->text) && !q->among)
        return sql_int(s, "SELECT number FROM escalation ORDER BY number DESC LIMIT 1", "");
    if (!q->id)
        return count_rows(s, q, ID_ANY);
    for (size_t i = 0; !n && i < ARRAY_LEN(meanings); i++)
        n = count_rows(s, q, meanings[i]);
    return n;
}

int store_escalation_marks(Store *s, Arena *a, const char *file, StrList *ret_marks)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, "SELECT mark FROM escalation_mark WHERE file = ? AND file <> '' ORDER BY mark", "t", file);
    StrList marks = { 0 };
    int r;

    while ((r = sql_step(s, st)) == 1)
        strlist_add(&marks, a, sql_full_text(a, st, 0));
    if (r == 0)
        *ret_marks = marks;
    return r;
}

int store_escalation_events(Store *s, Arena *a, const EscalationRow *e, int64_t limit, EventRows *ret_rows)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s,
                  "SELECT * FROM (SELECT " EVENT_COLUMNS " FROM event WHERE seq IN "
                  "(SELECT seq FROM escalation_event WHERE number = ?) ORDER BY seq DESC LIMIT ?) ORDER BY seq",
                  "ii", (int64_t)e->number, limit > 0 ? limit : (int64_t)-1);
    EventRows rows = { 0 };
    int r;

    while ((r = sql_step(s, st)) == 1)
        AVEC_PUSH(&rows, a, event_read(a, st));
    if (r == 0)
        *ret_rows = rows;
    return r;
}
