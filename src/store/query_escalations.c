/*
 * query_escalations.c - escalations, oldest first.
 */
#include "queries.h"

static const char head[] =
    "SELECT id, number, agent, to_name, reason, run, task, source, state, count, first_at, last_at "
    "FROM escalation";

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
    };
    (void)escalation_state_parse(sql_borrow(st, 8), &e.state);
    return e;
}

static void where_agent(Select *q, const char *agent)
{
    const char *slug = agent ? agent_slug(q->arena, str_from(agent)) : NULL;
    if (agent)
        select_text(q, "slug = ?", slug ? slug : "");
}

static int read_rows(Store *s, Arena *a, const EscalationQuery *e, IdMeaning id,
                     EscalationRows *rows)
{
    static const char *const columns[] = { "reason", "agent", "to_name", "task" };
    CLEANUP(select_done) Select q = select_from(head);
    int r;

    select_numbered(&q, id, e->id);
    where_agent(&q, e->agent);
    select_states(&q, "state", e->states, ESCALATION_STATE_COUNT, state_word);
    select_like(&q, columns, ARRAY_LEN(columns), e->text);
    select_order(&q, "number");
    select_window(&q, e->limit, e->offset);
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, &q);
    while ((r = sql_step(s, st)) == 1)
        AVEC_PUSH(rows, a, row_read(a, st));
    return r;
}

int store_escalations(Store *s, Arena *a, const EscalationQuery *q, EscalationRows *ret_rows)
{
    static const IdMeaning meanings[] = { ID_NUMBER, ID_WHOLE, ID_PREFIX };
    EscalationRows rows = { 0 };
    int r = 0;

    if (!q->id)
        r = read_rows(s, a, q, ID_ANY, &rows);
    for (size_t i = 0; q->id && r == 0 && !rows.len && i < ARRAY_LEN(meanings); i++)
        r = read_rows(s, a, q, meanings[i], &rows);
    if (r == 0)
        *ret_rows = rows;
    return r;
}
