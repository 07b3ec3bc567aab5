/*
 * query_tasks.c - windows into the tasks.
 */
#include "queries.h"

enum { GONE_MAX = 20000,          /* older ones are history: a task like them is a new one */
       NEAR_MAX = 4000, NEAR_EVENTS = 50000 };

const char tasks_head[] =
    "SELECT id, ref, title, state, state_raw, assignee, slug, file, section, depends_on, line, "
    "depth, position, state_at, updated_at, seq FROM task";

static const char *state_word(size_t i)
{
    return task_state_text((TaskState)i);
}

static void where_id(Select *q, IdMeaning meaning, const char *id)
{
    if (meaning == ID_WHOLE)
        select_text(q, "id = ?", id);
    else if (meaning == ID_REF)
        select_text(q, "ref = ?", id);
    else if (meaning == ID_PREFIX)
        select_prefix(q, "id", id);
}

static void where_assignee(Select *q, const char *slug)
{
    if (slug) {
        select_where(q, *slug ? "unassigned = 0" : "unassigned = 1");
        select_text(q, "slug = ?", slug);
    }
}

/* What the order is made of is told where it is known, so that an index serves it. */
static const char *order_of(const TaskQuery *q)
{
    if (q->by_agent)
        return "unassigned, slug, file, line, seq";
    return q->file ? "file, line, seq" : "seq";
}

Select tasks_select(const TaskQuery *t, IdMeaning id, const char *head)
{
    static const char *const columns[] = { "title", "ref", "assignee" };
    Select q = select_from(head);

    where_id(&q, id, t->id);
    where_assignee(&q, t->assignee);
    select_text(&q, "file = ?", t->file);
    select_states(&q, "state", t->states, TASK_STATE_COUNT, state_word);
    select_like(&q, columns, ARRAY_LEN(columns), t->text);
    return q;
}

static TaskRow row_read(Arena *a, sqlite3_stmt *st)
{
    TaskRow t = {
        .id = sql_full_text(a, st, 0),
        .ref = sql_text(a, st, 1),
        .title = sql_full_text(a, st, 2),
        .state_raw = sql_text(a, st, 4),
        .assignee = sql_text(a, st, 5),
        .assignee_slug = sql_full_text(a, st, 6),
        .file = sql_full_text(a, st, 7),
        .line = sql_small(st, 10),
        .depth = sql_small(st, 11),
        .position = sqlite3_column_int64(st, 12),
        .state_at = sqlite3_column_int64(st, 13),
        .updated_at = sqlite3_column_int64(st, 14),
        .seq = sqlite3_column_int64(st, 15),
    };
    (void)task_state_parse(sql_borrow(st, 3), &t.state);
    sql_list(a, st, 8, &t.section);
    sql_list(a, st, 9, &t.depends_on);
    return t;
}

static int read_rows(Store *s, Arena *a, const TaskQuery *t, IdMeaning id, TaskRows *ret_rows)
{
    CLEANUP(select_done) Select q = tasks_select(t, id, tasks_head);
    int r;

    select_order(&q, order_of(t));
    select_window(&q, t->limit, t->offset);
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, &q);
    while ((r = sql_step(s, st)) == 1)
        AVEC_PUSH(ret_rows, a, row_read(a, st));
    return r;
}

static int mark_conflicts(Store *s, Arena *a, TaskRows *rows)
{
    Conflicts all = { 0 };
    bool started = false;

    for (size_t i = 0; i < rows->len; i++)
        started |= rows->items[i].state == TASK_IN_PROGRESS;
    int r = started ? conflicts_read(s, a, &all) : 0;
    for (size_t i = 0; i < rows->len && all.len; i++) {
        const Conflict *c = rows->items[i].state == TASK_IN_PROGRESS ? conflict_find(&all, rows->items[i].id) : NULL;
        if (c && c->agents.len > 1)
            rows->items[i].conflict = c->agents;
    }
    return r;
}

int store_tasks(Store *s, Arena *a, const TaskQuery *q, TaskRows *ret_rows)
{
    TaskRows rows = { 0 };
    int r = 0;

    if (!q->id)
        r = read_rows(s, a, q, ID_ANY, &rows);
    for (IdMeaning id = ID_WHOLE; q->id && r == 0 && !rows.len && id <= ID_PREFIX; id++)
        r = read_rows(s, a, q, id, &rows);
    if (r == 0)
        r = mark_conflicts(s, a, &rows);
    if (r == 0)
        *ret_rows = rows;
    return r;
}

const char *store_task_title(Store *s, Arena *a, const char *id)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, "SELECT title FROM task WHERE id = ?", "t", id);
    return sql_step(s, st) == 1 ? sql_full_text(a, st, 0) : NULL;
}

static int64_t count(Store *s, const TaskQuery *t, IdMeaning id)
{
    CLEANUP(select_done) Select q = tasks_select(t, id, "SELECT count(*) FROM task");
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, &q);
    return sql_step(s, st) == 1 ? sqlite3_column_int64(st, 0) : 0;
}

int64_t store_task_count(Store *s, const TaskQuery *q)
{
    int64_t n = 0;

    if (!q->id)
        return count(s, q, ID_ANY);
    for (IdMeaning id = ID_WHOLE; !n && id <= ID_PREFIX; id++)
        n = count(s, q, id);
    return n;
}

/* Counted in the index, not read: a screen asks for it while it paints. */
int64_t store_task_place(Store *s, const TaskQuery *t, const char *id)
{
    CLEANUP(select_done) Select q = tasks_select(t, ID_ANY, "SELECT count(*) FROM task");
    select_text(&q, "(unassigned, slug, file, line, seq) < "
                    "(SELECT unassigned, slug, file, line, seq FROM task WHERE id = ?)", id);
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, &q);
    return sql_step(s, st) == 1 ? sqlite3_column_int64(st, 0) : 0;
}

/* ---- tasks that went ---- */

#define GONE_SELECT \
    "SELECT g.id, g.ref, g.title, g.section, g.file, e.at, max(g.seq) FROM gone_task g " \
    "JOIN event e ON e.seq = g.seq WHERE NOT EXISTS (SELECT 1 FROM task t WHERE t.id = g.id) AND "
#define GONE_ORDER " GROUP BY g.id ORDER BY 7 DESC LIMIT "

static int read_gone(Store *s, Arena *a, sqlite3_stmt *st, TaskRows *ret_rows)
{
    TaskRows rows = { 0 };
    int r;

    while ((r = sql_step(s, st)) == 1) {
        TaskRow t = { .id = sql_full_text(a, st, 0), .ref = sql_text(a, st, 1), .title = sql_full_text(a, st, 2),
                      .file = sql_full_text(a, st, 4), .assignee_slug = "",
                      .updated_at = sqlite3_column_int64(st, 5), .seq = sqlite3_column_int64(st, 6) };
        sql_list(a, st, 3, &t.section);
        AVEC_PUSH(&rows, a, t);
    }
    if (r == 0)
        *ret_rows = rows;
    return r;
}

int store_tasks_gone(Store *s, Arena *a, const char *file, TaskRows *ret_rows)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, GONE_SELECT "g.file = ?1" GONE_ORDER "?2", "ti", file, (int64_t)GONE_MAX);
    return read_gone(s, a, st, ret_rows);
}

int store_tasks_strayed(Store *s, Arena *a, const char *not_in, int64_t since, TaskRows *ret_rows)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, GONE_SELECT "g.seq > ?3 AND g.file <> ?1 AND e.at >= ?2" GONE_ORDER "?4", "tiii", not_in,
                  since, store_last_seq(s) - NEAR_EVENTS, (int64_t)NEAR_MAX);
    return read_gone(s, a, st, ret_rows);
}

int store_tasks_lost(Store *s, Arena *a, const char *id, TaskRows *ret_rows)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, GONE_SELECT "(g.id = ?1 OR substr(g.id, 1, length(?1)) = ?1)" GONE_ORDER "?2", "ti", id,
                  (int64_t)NEAR_MAX);
    return read_gone(s, a, st, ret_rows);
}

int store_tasks_fresh(Store *s, Arena *a, const char *not_in, int64_t since, TaskRows *ret_rows)
{
    CLEANUP(select_done) Select q = select_from(tasks_head);
    TaskRows rows = { 0 };
    int r;

    select_int(&q, "seq > ?", store_last_seq(s) - NEAR_EVENTS);
    select_int(&q, "state_at >= ?", since);
    select_text(&q, "file <> ?", not_in);
    select_order(&q, "seq DESC");
    select_window(&q, NEAR_MAX, 0);
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, &q);
    while ((r = sql_step(s, st)) == 1)
        AVEC_PUSH(&rows, a, row_read(a, st));
    if (r == 0)
        *ret_rows = rows;
    return r;
}
