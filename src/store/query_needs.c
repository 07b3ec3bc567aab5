/*
 * query_needs.c - what waits for a human, and how many things are in which state.
 */
#include "baton/base/clock.h"
#include "queries.h"

/* The needs, and apart from them those that somebody put off. */
typedef struct {
    Store *s;
    Arena *a;
    struct { const char *need; int64_t until; } *snoozes;
    size_t len, cap;
    NeedRows waiting, snoozed;
} Needs;

static int read_snoozes(Needs *n)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(n->s, "SELECT need, until FROM snooze WHERE until > ?", "i", clock_now());
    int r;

    while ((r = sql_step(n->s, st)) == 1) {
        if (n->len == n->cap)
            n->snoozes = arena_vec_grow(n->a, n->snoozes, &n->cap, n->len, sizeof *n->snoozes);
        n->snoozes[n->len].need = sql_full_text(n->a, st, 0);
        n->snoozes[n->len++].until = sqlite3_column_int64(st, 1);
    }
    return r;
}

static void add_need(Needs *n, NeedRow row)
{
    const char *need = n->len ? arena_printf(n->a, "%s:%s", row.kind, row.subject) : "";

    for (size_t i = 0; i < n->len && !row.until; i++)
        if (strcmp(n->snoozes[i].need, need) == 0)
            row.until = n->snoozes[i].until;
    if (row.until)
        AVEC_PUSH(&n->snoozed, n->a, row);
    else
        AVEC_PUSH(&n->waiting, n->a, row);
}

/* Where a check found it and its handoff waits, that says so itself. */
static int add_escalations(Needs *n)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(n->s,
                  "SELECT number, reason, agent, to_name, opened_at FROM escalation "
                  "WHERE state = 'open' AND state <> 'resolved' AND NOT (via = 'check' AND EXISTS "
                  "(SELECT 1 FROM handoff h WHERE h.number = escalation.handoff AND h.state = 'submitted')) "
                  "ORDER BY opened_at, number",
                  "");
    int r;

    while ((r = sql_step(n->s, st)) == 1) {
        const char *reason = sql_text(n->a, st, 1);
        add_need(n, (NeedRow){
                        .kind = "escalation",
                        .subject = sql_full_text(n->a, st, 0),
                        .agent = sql_text(n->a, st, 2),
                        .to = sql_text(n->a, st, 3),
                        .title = reason ? reason : "stopped without saying why",
                        .since = sqlite3_column_int64(st, 4),
                    });
    }
    return r;
}

static int add_edits(Needs *n)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(n->s,
                  "SELECT number, shown_after, CASE WHEN ref = '' THEN title ELSE ref END, file, line, "
                  "what, CASE WHEN agent = '' THEN actor ELSE agent END, changed_at "
                  "FROM edit WHERE state = 'lost' ORDER BY number",
                  "");
    int r;

    while ((r = sql_step(n->s, st)) == 1)
        add_need(n, (NeedRow){
                        .kind = "edit",
                        .subject = sql_full_text(n->a, st, 0),
                        .agent = sql_text(n->a, st, 6),
                        .title = arena_printf(n->a, "%s '%s' of %s was overwritten in %s:%d", sql_borrow(st, 5),
                                              sql_borrow(st, 1), sql_borrow(st, 2), sql_borrow(st, 3),
                                              sql_small(st, 4)),
                        .since = sqlite3_column_int64(st, 7),
                    });
    return r;
}

static const char *conflict_title(Arena *a, const Conflict *c)
{
    const char *ref = c->ref && !str_istarts(str_from(c->title), str_from(c->ref)) ? c->ref : NULL;
    return arena_printf(a, "%s and %s%s are at %s%s%s at once", c->agents.items[0], c->agents.items[1],
                        c->agents.len > 2 ? " and others" : "", ref ? ref : "", ref ? " " : "", c->title);
}

static int add_conflicts(Needs *n)
{
    Conflicts all = { 0 };
    int r = conflicts_read(n->s, n->a, &all);

    for (size_t i = 0; r == 0 && i < all.len; i++) {
        const Conflict *c = &all.items[i];
        if (c->agents.len >= 2)
            add_need(n, (NeedRow){
                            .kind = "conflict",
                            .subject = c->task,
                            .agent = c->agents.items[0],
                            .to = c->agents.items[1],
                            .title = conflict_title(n->a, c),
                            .since = c->since,
                        });
    }
    return r;
}

static int read_failed(Needs *n, const char *handoff, const char *revision, StrList *ret)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(n->s,
                  "SELECT name FROM check_result WHERE handoff = ? AND revision = ? AND state = 'failed' "
                  "ORDER BY place",
                  "tt", handoff, revision);
    int r;

    while ((r = sql_step(n->s, st)) == 1)
        strlist_add(ret, n->a, sql_full_text(n->a, st, 0));
    return r;
}

/* Those with failed checks come first: somebody waits for them to be sent back. */
static int add_handoffs(Needs *n)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(n->s,
                  "SELECT number, summary, from_name, to_name, submitted_at, file, id, digest, "
                  "EXISTS(SELECT 1 FROM check_result c WHERE c.handoff = h.id AND c.revision = h.digest "
                  "AND c.state = 'failed') AS failed "
                  "FROM handoff h WHERE state = 'submitted' ORDER BY failed DESC, submitted_at, number",
                  "");
    int r;

    while ((r = sql_step(n->s, st)) == 1) {
        const char *summary = sql_text(n->a, st, 1);
        NeedRow row = {
            .kind = "handoff",
            .subject = sql_full_text(n->a, st, 0),
            .agent = sql_text(n->a, st, 2),
            .to = sql_text(n->a, st, 3),
            .title = summary ? summary : arena_printf(n->a, "what stands in %s", sql_borrow(st, 5)),
            .since = sqlite3_column_int64(st, 4),
        };
        int e = read_failed(n, sql_borrow(st, 6), sql_borrow(st, 7), &row.failed);
        if (e < 0)
            return e;
        add_need(n, row);
    }
    return r;
}

/* Each with what says that there is something to read: most of them are empty most of the time. */
#define NEED_PARTS(X) \
    X(read_snoozes,    "SELECT 1 FROM snooze WHERE until > ?1") \
    X(add_escalations, "SELECT 1 FROM escalation WHERE state = 'open' AND state <> 'resolved'") \
    X(add_edits,       "SELECT 1 FROM edit WHERE state = 'lost'") \
    X(add_conflicts,   CONFLICTS_SOME) \
    X(add_handoffs,    "SELECT 1 FROM handoff WHERE state = 'submitted'")

static int read_needs(Needs *n)
{
#define X(read, some) read,
    static int (*const parts[])(Needs *) = { NEED_PARTS(X) };
#undef X
#define X(read, some) "EXISTS (" some "), "
    static const char some_sql[] = "SELECT " NEED_PARTS(X) "0";
#undef X
    bool begun = sql_look(n->s), some[ARRAY_LEN(parts)] = { 0 };
    sqlite3_stmt *st = sql_query(n->s, some_sql, "i", clock_now());
    int r = sql_step(n->s, st);
    for (int i = 0; r == 1 && i < (int)ARRAY_LEN(parts); i++)
        some[i] = sqlite3_column_int64(st, i);
    sql_done(&st);
    r = MIN(r, 0);
    for (size_t i = 0; r == 0 && i < ARRAY_LEN(parts); i++)
        if (some[i])
            r = parts[i](n);
    sql_looked(n->s, begun);
    return r;
}

int store_needs(Store *s, Arena *a, NeedRows *ret_rows)
{
    Needs n = { .s = s, .a = a };
    int r = read_needs(&n);
    if (r == 0)
        *ret_rows = n.waiting;
    return r;
}

int store_snoozed(Store *s, Arena *a, NeedRows *ret_rows)
{
    Needs n = { .s = s, .a = a };
    int r = read_needs(&n);
    if (r == 0)
        *ret_rows = n.snoozed;
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
COUNT_BY(RunState, run, "SELECT state FROM run", out)

/* Numbers have no gaps, so those that are over need not be read. */
static int count_escalation(Store *s, int64_t *out)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, "SELECT state FROM escalation WHERE state <> 'resolved'", "");
    int64_t over = sql_int(s, "SELECT number FROM escalation ORDER BY number DESC LIMIT 1", "");
    EscalationState state;
    int r;

    for (; (r = sql_step(s, st)) == 1; over--)
        if (escalation_state_parse(sql_borrow(st, 0), &state) == 0)
            out[state]++;
    out[ESCALATION_RESOLVED] = over;
    return r;
}

int64_t store_open_escalations(Store *s)
{
    return sql_int(s, "SELECT count(*) FROM escalation WHERE state = 'open' AND state <> 'resolved'", "");
}

int store_counts(Store *s, StoreCounts *ret_counts)
{
    StoreCounts c = { 0 };
    bool begun = sql_look(s);
    int r = count_handoff(s, c.handoffs);

    if (r == 0)
        r = count_escalation(s, c.escalations);
    if (r == 0)
        r = count_run(s, c.runs);
    sql_looked(s, begun);
    if (r == 0)
        *ret_counts = c;
    return r;
}
