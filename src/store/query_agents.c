/*
 * query_agents.c - every agent that is defined or mentioned, and what it seems to be doing.
 *
 * Here the evidence is only put together; what outweighs what is said in model/agent_weigh.c.
 */
#include <errno.h>

#include "baton/model/escalation.h"
#include "db.h"

typedef struct {
    const char *slug, *shown;
    AgentEvidence evidence;
    const char *doing_id, *blocked_id, *reported_task;
    int64_t open_tasks, done_tasks, doing_tasks, blocked_tasks;
    int64_t heard_at;           /* of the newest events, the one it made itself; 0: none of them */
    bool listed;                /* something still speaks of it */
} Known;
typedef struct { Known *items; size_t len, cap; } KnownList;

static Known *known_find(KnownList *list, const char *slug)
{
    size_t lo = 0, hi = list->len;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = strcmp(list->items[mid].slug, slug);
        if (c == 0)
            return &list->items[mid];
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

#define X(id, word, g, a, h) "tasks_" word " + "
static const char known_sql[] =
    "SELECT slug, shown, reported, word, source, reported_at, task, in_handoff, tasks_done, "
    TASK_STATES(X) "0 - tasks_done - tasks_cancelled, tasks_cancelled, tasks_in_progress, tasks_blocked "
    "FROM agent WHERE file = '' AND slug <> '' ORDER BY slug";
#undef X

static Known known_read(Arena *a, sqlite3_stmt *st)
{
    AgentEvidence e = { .reported_at = sqlite3_column_int64(st, 5),
                        .reported_word = sql_text(a, st, 3) };
    Known k = { .slug = sql_full_text(a, st, 0),
                .shown = sql_full_text(a, st, 1),
                .reported_task = sql_text(a, st, 6) };

    (void)agent_state_parse(sql_borrow(st, 2), &e.reported);
    (void)source_parse(sql_borrow(st, 4), &e.reported_source);
    k.done_tasks = sqlite3_column_int64(st, 8);
    k.open_tasks = sqlite3_column_int64(st, 9);
    k.doing_tasks = sqlite3_column_int64(st, 11);
    k.blocked_tasks = sqlite3_column_int64(st, 12);
    e.open_tasks = sql_small(st, 9);
    k.evidence = e;
    k.listed = e.reported_at || sqlite3_column_int64(st, 7) || k.open_tasks || k.done_tasks ||
               sqlite3_column_int64(st, 10);
    return k;
}

static int read_known(Store *s, Arena *a, bool working, KnownList *list)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, known_sql, "");
    int r;

    while ((r = sql_step(s, st)) == 1) {
        Known k = known_read(a, st);
        if (!working || k.evidence.reported == AGENT_WORKING)
            AVEC_PUSH(list, a, k);
    }
    return r;
}

static void take_escalation(Arena *a, sqlite3_stmt *st, AgentEvidence *e)
{
    int64_t at = sqlite3_column_int64(st, 1);
    EscalationState state = ESCALATION_OPEN;

    (void)escalation_state_parse(sql_borrow(st, 3), &state);
    if (escalation_is_over(state)) {
        if (e->reported != AGENT_ESCALATED || at < e->reported_at)
            return;
        e->closed_number = sql_small(st, 4);
        e->closed_state = state;
    } else if (at >= e->escalated_at) {
        e->escalated_at = at;
        (void)source_parse(sql_borrow(st, 2), &e->escalated_source);
        e->escalation_number = sql_small(st, 4);
        e->escalation_reason = sql_text(a, st, 5);
    }
}

#define ESCALATION_SQL "SELECT slug, last_at, source, state, number, reason FROM escalation "

/* A blocked task says so itself, and its agent may work on another. */
static int add_escalations(Store *s, Arena *a, KnownList *list)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, ESCALATION_SQL "WHERE state IN ('open', 'acknowledged') AND state <> 'resolved' "
                                       "AND slug <> '' AND via <> 'task'", "");
    int r;

    while ((r = sql_step(s, st)) == 1) {
        Known *k = known_find(list, sql_borrow(st, 0));
        if (k) {
            take_escalation(a, st, &k->evidence);
            k->listed = true;
        }
    }
    return r;
}

/* What became of the stop that it reported last: asked only of those that reported one. */
static int add_closed(Store *s, Arena *a, Known *k)
{
    if (k->evidence.reported != AGENT_ESCALATED)
        return 0;
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, ESCALATION_SQL "WHERE state IN ('resolved', 'rerouted') AND via <> 'task' AND slug = ? "
                  "AND last_at >= ? ORDER BY last_at, number", "ti", k->slug, k->evidence.reported_at);
    int r;

    while ((r = sql_step(s, st)) == 1)
        take_escalation(a, st, &k->evidence);
    return r;
}

/* Through whom its newest revision came. */
static void read_source(Store *s, const char *id, Source *source)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, "SELECT source FROM event WHERE subject = ? AND subject <> '' AND kind = 'handoff.revised' "
                  "ORDER BY seq DESC LIMIT 1", "t", id);
    if (sql_step(s, st) == 1)
        (void)source_parse(sql_borrow(st, 0), source);
}

static int add_handoffs(Store *s, KnownList *list)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, "SELECT from_slug, submitted_at, number, id FROM handoff WHERE state = 'submitted'", "");
    int r;

    while ((r = sql_step(s, st)) == 1) {
        Known *k = known_find(list, sql_borrow(st, 0));
        if (k && sqlite3_column_int64(st, 1) >= k->evidence.handoff_at) {
            k->evidence.handoff_at = sqlite3_column_int64(st, 1);
            k->evidence.handoff_number = sql_small(st, 2);
            read_source(s, sql_borrow(st, 3), &k->evidence.handoff_source);
        }
    }
    return r;
}

#define NEWEST_ACTIVE(state) \
    "SELECT id, CASE WHEN ref <> '' THEN ref ELSE title END, state_at, " \
    "(SELECT source FROM event e WHERE e.subject = t.id AND e.subject <> '' " \
    "AND e.kind IN ('task.state', 'task.added') ORDER BY e.seq DESC LIMIT 1) FROM task t " \
    "WHERE slug = ? AND state = '" state "' ORDER BY state_at DESC, seq DESC LIMIT 1"

typedef struct { const char *id, *name; int64_t at; Source source; } Active;

static int newest(Store *s, Arena *a, const char *sql, const char *slug, Active *ret)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, sql, "t", slug);
    int r = sql_step(s, st);

    if (r == 1) {
        *ret = (Active){ sql_full_text(a, st, 0), sql_full_text(a, st, 1), sqlite3_column_int64(st, 2), SOURCE_FILE };
        (void)source_parse(sql_borrow(st, 3), &ret->source);
    }
    return MIN(r, 0);
}

static int add_tasks(Store *s, Arena *a, Known *k)
{
    AgentEvidence *e = &k->evidence;
    Active doing = { 0 }, blocked = { 0 };

    int r = k->doing_tasks ? newest(s, a, NEWEST_ACTIVE("in_progress"), k->slug, &doing) : 0;
    if (r == 0 && k->blocked_tasks)
        r = newest(s, a, NEWEST_ACTIVE("blocked"), k->slug, &blocked);
    k->doing_id = doing.id;
    e->doing = doing.name;
    e->doing_at = doing.at;
    e->doing_source = doing.source;
    k->blocked_id = blocked.id;
    e->blocked = blocked.name;
    e->blocked_at = blocked.at;
    e->blocked_source = blocked.source;
    return r;
}

/*
 * The newest event that it made itself; a task that somebody gave it, or moved in the dashboard, is none.  Telemetry
 * that is told late is in reported_at, so that the newest one of the ledger is enough.
 */
#define OWN_SQL \
    "(kind = 'telemetry' OR kind = 'agent.reported' OR kind = 'handoff.revised' OR " \
    "(kind = 'task.state' AND source <> 'tui'))"

enum { LOOKED_AT_EACH = 32, LOOKED_AT_MAX = 256 };

/* Most agents are among the newest events of all, which lie together; the others are looked up one by one. */
static int add_heard(Store *s, KnownList *list, bool *ret_all)
{
    int64_t last = store_last_seq(s), span = (int64_t)MIN(list->len * LOOKED_AT_EACH, (size_t)LOOKED_AT_MAX);
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, "SELECT slug, at FROM event WHERE seq > ? AND " OWN_SQL " ORDER BY seq DESC", "i", last - span);
    size_t left = list->len;
    int r = 0;

    *ret_all = last <= span;
    while (left && (r = sql_step(s, st)) == 1) {
        Known *k = known_find(list, sql_borrow(st, 0));
        if (k && !k->heard_at) {
            k->heard_at = sqlite3_column_int64(st, 1);
            left--;
        }
    }
    return MIN(r, 0);
}

static int64_t heard_longer_ago(Store *s, const char *slug)
{
    return sql_int(s, "SELECT at FROM (SELECT at, kind, source FROM event WHERE slug = ? AND slug <> '' "
                   "ORDER BY seq DESC LIMIT 64) WHERE " OWN_SQL " LIMIT 1", "t", slug);
}

/* What an agent does itself besides telemetry and reports, which leave their time in reported_at. */
static bool anyone_acts(Store *s)
{
    return sql_int(s, "SELECT EXISTS(SELECT 1 FROM event WHERE kind = 'task.state' AND kind <> 'telemetry') + "
                   "EXISTS(SELECT 1 FROM event WHERE kind = 'handoff.revised' AND kind <> 'telemetry')", "") > 0;
}

static int add_own(Store *s, Arena *a, bool all_heard, Known *k)
{
    AgentEvidence *e = &k->evidence;
    int r = add_closed(s, a, k);

    if (r == 0)
        r = add_tasks(s, a, k);
    if (r == 0 && !k->heard_at && !all_heard)
        k->heard_at = heard_longer_ago(s, k->slug);
    e->heard_at = MAX(e->reported_at, k->heard_at);
    return r;
}

static AgentRow row_of(Arena *a, const Known *k)
{
    AgentNow now = agent_fold(a, &k->evidence);
    AgentRow row = {
        .name = k->slug,
        .shown = k->shown,
        .state = now.state,
        .source = now.source,
        .at = now.at,
        .why = now.why,
        .open_tasks = k->open_tasks,
        .done_tasks = k->done_tasks,
        .heard_at = k->evidence.heard_at,
        .reported = k->evidence.reported,
    };

    row.task_id = k->doing_id ? k->doing_id : k->blocked_id;
    row.task = k->doing_id     ? k->evidence.doing
               : k->blocked_id ? k->evidence.blocked
                               : k->reported_task;
    return row;
}

static bool text_has(const char *text, const char *part)
{
    return text && str_ifind(str_from(text), str_from(part)) >= 0;
}

static bool is_wanted(Arena *a, const AgentQuery *q, const AgentRow *row)
{
    const char *slug = q && q->name ? agent_slug(a, str_from(q->name)) : NULL;

    if (q && q->name && !(slug && strcmp(row->name, slug) == 0) &&
        !(row->file && strcmp(row->file, q->name) == 0))
        return false;
    return !q || !q->text || !*q->text || text_has(row->name, q->text) ||
           text_has(row->shown, q->text) || text_has(row->task, q->text);
}

static int add_definitions(Store *s, Arena *a, const AgentQuery *q, KnownList *list,
                           AgentRows *rows)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s,
                  "SELECT slug, shown, file, def FROM agent WHERE file <> '' "
                  "ORDER BY slug, file",
                  "");
    int r;

    while ((r = sql_step(s, st)) == 1) {
        Known *known = known_find(list, sql_borrow(st, 0));
        Known k = known ? *known : (Known){ .slug = sql_full_text(a, st, 0) };
        if (known)
            known->listed = false;      /* its definition stands for it */
        k.evidence.defined = true;
        AgentRow row = row_of(a, &k);
        row.shown = sql_full_text(a, st, 1);
        row.file = sql_full_text(a, st, 2);
        if (!is_wanted(a, q, &row))
            continue;
        row.def = q && q->brief ? NULL : sql_full_text(a, st, 3);
        AVEC_PUSH(rows, a, row);
    }
    return r;
}

/* What needs attention comes first. */
static int pressing(AgentState state)
{
    static const AgentState order[] = { AGENT_ESCALATED, AGENT_WAITING, AGENT_BLOCKED,
                                        AGENT_WORKING };
    for (size_t i = 0; i < ARRAY_LEN(order); i++)
        if (order[i] == state)
            return (int)i;
    return ARRAY_LEN(order);
}

static int row_cmp(const void *x, const void *y)
{
    const AgentRow *a = x, *b = y;
    int c = pressing(a->state) - pressing(b->state);
    if (c == 0)
        c = strcmp(a->name, b->name);
    return c ? c : strcmp(a->file ? a->file : "", b->file ? b->file : "");
}

static int gather(Store *s, Arena *a, bool working, KnownList *list)
{
    bool all_heard = false;
    int acts = -1, r = read_known(s, a, working, list);
    if (r < 0 || !list->len)
        return r;
    r = add_escalations(s, a, list);
    if (r == 0)
        r = add_handoffs(s, list);
    if (r == 0)
        r = add_heard(s, list, &all_heard);
    for (size_t i = 0; r == 0 && i < list->len; i++) {
        Known *k = &list->items[i];
        bool silent = !k->heard_at && !k->evidence.reported_at;
        if (silent && !all_heard && acts < 0)
            acts = anyone_acts(s);
        r = add_own(s, a, all_heard || (silent && !acts), k);
    }
    return r;
}

const char *store_agent_def(Store *s, Arena *a, const char *slug, const char *file)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, "SELECT def FROM agent WHERE slug = ? AND file = ? AND file <> ''", "tt", slug, file);
    return sql_step(s, st) == 1 ? sql_full_text(a, st, 0) : NULL;
}

int store_agent_evidence(Store *s, Arena *a, const char *slug, AgentEvidence *ret)
{
    KnownList list = { 0 };
    int r = gather(s, a, false, &list);
    const Known *k = r == 0 ? known_find(&list, slug) : NULL;
    bool defined =
        sql_int(s, "SELECT count(*) FROM agent WHERE slug = ? AND file <> ''", "t", slug) > 0;

    if (r < 0)
        return r;
    if (!defined && !(k && k->listed))
        return -ENOENT;
    *ret = k ? k->evidence : (AgentEvidence){ 0 };
    ret->defined = defined;
    return 0;
}

int store_agents(Store *s, Arena *a, const AgentQuery *q, AgentRows *ret_rows)
{
    KnownList list = { 0 };
    AgentRows rows = { 0 };
    bool begun = sql_look(s);
    bool working = q && q->working;
    int r = gather(s, a, working, &list);

    if (r == 0 && !working)
        r = add_definitions(s, a, q, &list, &rows);
    sql_looked(s, begun);
    if (r < 0)
        return r;
    for (size_t i = 0; i < list.len; i++)
        if (list.items[i].listed) {
            AgentRow row = row_of(a, &list.items[i]);
            if (is_wanted(a, q, &row))
                AVEC_PUSH(&rows, a, row);
        }
    if (rows.len)
        qsort(rows.items, rows.len, sizeof *rows.items, row_cmp);
    *ret_rows = rows;
    return 0;
}
