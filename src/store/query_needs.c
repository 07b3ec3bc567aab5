/*
 * query_needs.c - what waits for a human, and how many things are in which state.
 */
#include "queries.h"

static int add_escalations(Store *s, Arena *a, NeedRows *rows)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s,
                  "SELECT number, reason, agent, to_name, first_at FROM escalation "
                  "WHERE state = 'open' ORDER BY first_at, number",
                  "");
    int r;

    while ((r = sql_step(s, st)) == 1) {
        const char *reason = sql_text(a, st, 1);
        AVEC_PUSH(rows, a,
                  ((NeedRow){
                      .kind = "escalation",
                      .subject = sql_full_text(a, st, 0),
                      .agent = sql_text(a, st, 2),
                      .to = sql_text(a, st, 3),
                      .title = reason ? reason : "stopped without saying why",
                      .since = sqlite3_column_int64(st, 4),
                  }));
    }
    return r;
}

static int add_edits(Store *s, Arena *a, NeedRows *rows)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s,
                  "SELECT number, shown_after, CASE WHEN ref = '' THEN title ELSE ref END, file, line, "
                  "what, CASE WHEN agent = '' THEN actor ELSE agent END, changed_at "
                  "FROM edit WHERE state = 'lost' ORDER BY number",
                  "");
    int r;

    while ((r = sql_step(s, st)) == 1)
        AVEC_PUSH(rows, a,
                  ((NeedRow){
                      .kind = "edit",
                      .subject = sql_full_text(a, st, 0),
                      .agent = sql_text(a, st, 6),
                      .title = arena_printf(a, "%s '%s' of %s was overwritten in %s:%d",
                                            sql_borrow(st, 5), sql_borrow(st, 1), sql_borrow(st, 2),
                                            sql_borrow(st, 3), sql_small(st, 4)),
                      .since = sqlite3_column_int64(st, 7),
                  }));
    return r;
}

static int add_handoffs(Store *s, Arena *a, NeedRows *rows)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s,
                  "SELECT number, summary, from_name, to_name, submitted_at, file "
                  "FROM handoff WHERE state = 'submitted' ORDER BY submitted_at, number",
                  "");
    int r;

    while ((r = sql_step(s, st)) == 1) {
        const char *summary = sql_text(a, st, 1);
        AVEC_PUSH(rows, a,
                  ((NeedRow){
                      .kind = "handoff",
                      .subject = sql_full_text(a, st, 0),
                      .agent = sql_text(a, st, 2),
                      .to = sql_text(a, st, 3),
                      .title = summary ? summary
                                       : arena_printf(a, "what stands in %s", sql_borrow(st, 5)),
                      .since = sqlite3_column_int64(st, 4),
                  }));
    }
    return r;
}

static int add_conflicts(Store *s, Arena *a, NeedRows *rows)
{
    Conflicts all = { 0 };
    int r = conflicts_read(s, a, &all);

    for (size_t i = 0; r == 0 && i < all.len; i++) {
        const Conflict *c = &all.items[i];
        if (c->agents.len < 2)
            continue;
        const char *one = c->agents.items[0], *other = c->agents.items[1];
        const char *ref = c->ref && !str_istarts(str_from(c->title), str_from(c->ref)) ? c->ref : NULL;
        AVEC_PUSH(rows, a,
                  ((NeedRow){
                      .kind = "conflict",
                      .subject = c->task,
                      .agent = one,
                      .to = other,
                      .title = arena_printf(a, "%s and %s%s are at %s%s%s at once", one, other,
                                            c->agents.len > 2 ? " and others" : "", ref ? ref : "", ref ? " " : "",
                                            c->title),
                      .since = c->since,
                  }));
    }
    return r;
}

int store_needs(Store *s, Arena *a, NeedRows *ret_rows)
{
    NeedRows rows = { 0 };
    int r = add_escalations(s, a, &rows);

    if (r == 0)
        r = add_edits(s, a, &rows);
    if (r == 0)
        r = add_conflicts(s, a, &rows);
    if (r == 0)
        r = add_handoffs(s, a, &rows);
    if (r == 0)
        *ret_rows = rows;
    return r;
}

#define COUNT_BY(Type, name, sql, out) \
    static int count_##name(Store *s, int64_t *out) \
    { \
        CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, sql, ""); \
        Type state; \
        int r; \
        while ((r = sql_step(s, st)) == 1) \
            if (name##_state_parse(sql_borrow(st, 0), &state) == 0) \
                out[state]++; \
        return r; \
    }

COUNT_BY(HandoffState, handoff, "SELECT state FROM handoff", out)
COUNT_BY(EscalationState, escalation, "SELECT state FROM escalation", out)
COUNT_BY(RunState, run, "SELECT state FROM run", out)

int store_counts(Store *s, StoreCounts *ret_counts)
{
    StoreCounts c = { 0 };
    int r = count_handoff(s, c.handoffs);

    if (r == 0)
        r = count_escalation(s, c.escalations);
    if (r == 0)
        r = count_run(s, c.runs);
    if (r == 0)
        *ret_counts = c;
    return r;
}
