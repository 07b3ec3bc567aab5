/*
 * query_conflicts.c - tasks in progress that two agents or more are at.
 *
 * Either they claim the same task (fold_claim.c), or two documents hold a task of the same name in
 * progress under different agents.
 */
#include "queries.h"

static const char by_claim[] =
    "SELECT t.id, t.ref, t.title, c.name, c.at FROM claim c JOIN task t ON t.id = c.task "
    "WHERE t.state = 'in_progress' AND EXISTS (SELECT 1 FROM claim o WHERE o.task = c.task AND o.slug <> c.slug) "
    "ORDER BY c.task, c.seq, c.slug";

/*
 * A plain "T001" is used in many lists: then the title has to be the same too.  Names that only one
 * agent has are left out first, in the order of the index: it is asked for whenever a screen is read.
 */
#define SHARED \
    "SELECT ref FROM task INDEXED BY task_started WHERE state = 'in_progress' AND ref <> '' " \
    "AND slug <> '' GROUP BY ref HAVING min(slug) < max(slug)"
static const char by_name[] =
    "WITH shared AS (" SHARED ") "
    "SELECT a.id, a.ref, a.title, a.assignee, a.state_at, b.assignee, b.state_at FROM shared "
    "CROSS JOIN task a INDEXED BY task_started ON a.ref = shared.ref "
    "CROSS JOIN task b INDEXED BY task_started ON b.ref = a.ref AND b.slug <> a.slug "
    "WHERE a.state = 'in_progress' AND a.ref <> '' "
    "AND b.state = 'in_progress' AND b.ref <> '' AND a.slug <> '' AND b.slug <> '' "
    "AND (instr(a.ref, '-') > 1 OR lower(a.title) = lower(b.title)) ORDER BY a.id, b.state_at";

static bool has_name(Arena *a, const StrList *agents, const char *name)
{
    const char *slug = agent_slug(a, str_from(name));
    for (size_t i = 0; slug && i < agents->len; i++) {
        const char *other = agent_slug(a, str_from(agents->items[i]));
        if (other && strcmp(other, slug) == 0)
            return true;
    }
    return false;
}

static Conflict *conflict_of(Arena *a, Conflicts *all, sqlite3_stmt *st)
{
    Conflict *last = all->len ? &all->items[all->len - 1] : NULL;

    if (last && strcmp(last->task, sql_borrow(st, 0)) == 0)
        return last;
    AVEC_PUSH(all, a, ((Conflict){ .task = sql_full_text(a, st, 0), .ref = sql_text(a, st, 1),
                                   .title = sql_full_text(a, st, 2) }));
    return &all->items[all->len - 1];
}

static void add_name(Arena *a, Conflict *c, sqlite3_stmt *st, int col)
{
    const char *name = sql_full_text(a, st, col);
    if (!has_name(a, &c->agents, name))
        strlist_add(&c->agents, a, name);
    c->since = MAX(c->since, sqlite3_column_int64(st, col + 1));
}

static int read_claims(Store *s, Arena *a, Conflicts *all)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, by_claim, "");
    int r;
    while ((r = sql_step(s, st)) == 1)
        add_name(a, conflict_of(a, all, st), st, 3);
    return r;
}

static int read_names(Store *s, Arena *a, Conflicts *all)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, by_name, "");
    Conflicts more = { 0 };
    int r;

    while ((r = sql_step(s, st)) == 1) {
        Conflict *c = conflict_of(a, &more, st);
        add_name(a, c, st, 3);
        add_name(a, c, st, 5);
    }
    for (size_t i = 0; i < more.len; i++)
        if (!conflict_find(all, more.items[i].task))
            AVEC_PUSH(all, a, more.items[i]);
    return r;
}

const Conflict *conflict_find(const Conflicts *all, const char *task)
{
    for (size_t i = 0; i < all->len; i++)
        if (strcmp(all->items[i].task, task) == 0)
            return &all->items[i];
    return NULL;
}

/* Most of the time there are none, which is quicker to ask than what they are. */
static int are_any(Store *s, const char *sql)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, sql, "");
    return sql_step(s, st);
}

int conflicts_read(Store *s, Arena *a, Conflicts *ret)
{
    Conflicts all = { 0 };
    int r = are_any(s, "SELECT 1 FROM claim LIMIT 1");

    if (r == 1)
        r = read_claims(s, a, &all);
    if (r == 0)
        r = are_any(s, "SELECT 1 FROM (" SHARED ") LIMIT 1");
    if (r == 1)
        r = read_names(s, a, &all);
    if (r == 0)
        *ret = all;
    return r;
}
