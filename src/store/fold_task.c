/*
 * fold_task.c - tasks: added, changed, moved, gone.
 */
#include "baton/model/escalation.h"
#include "fold.h"

typedef struct {
    int64_t seq;
    const char *slug, *assignee;
    TaskState state;
} Known;

/* 1: there is such a task. */
static int find(Fold *f, Known *ret_task)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(f->s, "SELECT seq, slug, state, assignee FROM task WHERE id = ?", "t", f->e->subject);
    int r = sql_step(f->s, st);

    if (r == 1) {
        *ret_task = (Known){ sqlite3_column_int64(st, 0), sql_full_text(f->a, st, 1),
                             sql_full_text(f->a, st, 3), TASK_UNKNOWN };
        (void)task_state_parse(sql_borrow(st, 2), &ret_task->state);
    }
    return r;
}

static TaskState state_in(const Fold *f, const char *key)
{
    TaskState state = TASK_UNKNOWN;
    (void)task_state_parse(fold_text(f, key), &state);
    return state;
}

static int delete_known(Fold *f, const Known *t)
{
    int r = agent_count_task(f, t->slug, t->state, -1);
    return r < 0 ? r : sql_run(f->s, "DELETE FROM task WHERE seq = ?", "i", t->seq);
}

static int insert(Fold *f, int64_t seq)
{
    const char *assignee = fold_text(f, "assignee"), *slug = fold_slug(f, assignee);
    TaskState state = state_in(f, "state");
    int r = agent_mention(f, slug, *slug ? assignee : "");

    if (r == 0)
        r = agent_count_task(f, slug, state, 1);
    if (r == 0 && state == TASK_IN_PROGRESS)
        r = claim_by_file(f, f->e->subject, slug, assignee);
    if (r < 0)
        return r;
    return sql_run(f->s, "INSERT INTO task VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                   "ittiiittttttttiii", seq, f->e->subject, fold_text(f, "file"),
                   json_get_int(f->body, "line", 0), json_get_int(f->body, "position", 0),
                   (int64_t)!*slug, slug, assignee, task_state_text(state),
                   fold_text(f, "state_raw"), fold_text(f, "ref"), fold_text(f, "title"),
                   fold_list(f, "section"), fold_list(f, "depends_on"),
                   json_get_int(f->body, "depth", 0), f->e->at, f->e->at);
}

/* Added again, it is the same task with everything said anew. */
int fold_task_added(Fold *f)
{
    Known old = { .seq = f->e->seq };
    int r = find(f, &old);

    if (r == 1)
        r = delete_known(f, &old);
    if (r >= 0)
        r = claims_clear(f, f->e->subject);
    if (r >= 0)
        r = sql_run(f->s, "DELETE FROM gone_task WHERE file = ? AND id = ?", "tt", fold_text(f, "file"),
                    f->e->subject);
    if (r >= 0)
        r = insert(f, old.seq);
    return r == 0 && (old.slug || state_in(f, "state") == TASK_BLOCKED)
               ? escalation_by_task(f, &(TaskBefore){ old.state == TASK_BLOCKED, old.slug })
               : r;
}

/* What turned out to be another task does not come back. */
static int remember_gone(Fold *f, const Known *t)
{
    if (*fold_text(f, "same_as"))
        return 0;
    return sql_run(f->s, "INSERT OR REPLACE INTO gone_task(seq, file, id, ref, title, section) "
                   "SELECT ?2, file, id, ref, title, section FROM task WHERE seq = ?1", "ii", t->seq, f->e->seq);
}

int fold_task_gone(Fold *f)
{
    Known old;
    int r = find(f, &old);
    if (r == 1 && (r = escalation_task_gone(f)) == 0 && (r = remember_gone(f, &old)) == 0)
        r = delete_known(f, &old);
    return r < 0 ? r : claims_clear(f, f->e->subject);
}

/* Who starts it is who the event names, and else who it is assigned to. */
static int claim_state(Fold *f, const Known *t, TaskState state)
{
    if (state != TASK_IN_PROGRESS)
        return claims_clear(f, f->e->subject);
    int r = t->state == state ? 0 : claims_begin(f, f->e->subject);
    if (r < 0)
        return r;
    return *f->slug ? claim_by_file(f, f->e->subject, f->slug, f->e->agent)
                    : claim_by_file(f, f->e->subject, t->slug, t->assignee);
}

int fold_task_state(Fold *f)
{
    TaskState state = state_in(f, "to");
    Known old;
    int r = find(f, &old);

    if (r != 1)
        return r;
    r = agent_count_task(f, old.slug, old.state, -1);
    if (r == 0)
        r = agent_count_task(f, old.slug, state, 1);
    if (r == 0)
        r = claim_state(f, &old, state);
    if (r == 0)
        r = sql_run(
            f->s,
            "UPDATE task SET state = ?2, state_raw = ?3, state_at = ?4, updated_at = ?4 WHERE seq = ?1",
            "itti", old.seq, task_state_text(state), fold_text(f, "state_raw"), f->e->at);
    return r == 0 ? escalation_by_task(f, &(TaskBefore){ old.state == TASK_BLOCKED, old.slug }) : r;
}

/* A person said whose it is: that settles who is at it. */
static bool is_by_hand(const Event *e)
{
    return e->source == SOURCE_CLI || e->source == SOURCE_TUI;
}

static int assign(Fold *f, const Known *t)
{
    const char *assignee = fold_text(f, "assignee"), *slug = fold_slug(f, assignee);
    int r = agent_count_task(f, t->slug, t->state, -1);

    if (r == 0)
        r = agent_mention(f, slug, *slug ? assignee : "");
    if (r == 0)
        r = agent_count_task(f, slug, t->state, 1);
    if (r == 0 && is_by_hand(f->e))
        r = claims_clear(f, f->e->subject);
    else if (r == 0 && !*slug)
        r = claim_drop(f, f->e->subject, t->slug);
    if (r == 0 && t->state == TASK_IN_PROGRESS)
        r = claim_by_file(f, f->e->subject, slug, assignee);
    if (r < 0)
        return r;
    return sql_run(f->s, "UPDATE task SET assignee = ?2, slug = ?3, unassigned = ?4 WHERE seq = ?1",
                   "itti", t->seq, assignee, slug, (int64_t)!*slug);
}

static const struct { const char *key, *sql; bool list; } edits[] = {
    { "ref",        "UPDATE task SET ref = ?2 WHERE seq = ?1",        false },
    { "title",      "UPDATE task SET title = ?2 WHERE seq = ?1",      false },
    { "state_raw",  "UPDATE task SET state_raw = ?2 WHERE seq = ?1",  false },
    { "section",    "UPDATE task SET section = ?2 WHERE seq = ?1",    true },
    { "depends_on", "UPDATE task SET depends_on = ?2 WHERE seq = ?1", true },
};

int fold_task_edited(Fold *f)
{
    Known t;
    int r = find(f, &t);

    if (r != 1)
        return r;
    r = sql_run(
        f->s,
        "UPDATE task SET updated_at = ?2, depth = CASE WHEN ?3 < 0 THEN depth ELSE ?3 END "
        "WHERE seq = ?1",
        "iii", t.seq, f->e->at, json_get_int(f->body, "depth", -1));
    for (size_t i = 0; r == 0 && i < ARRAY_LEN(edits); i++)
        if (json_get(f->body, edits[i].key))
            r = sql_run(f->s, edits[i].sql, "it", t.seq,
                        edits[i].list ? fold_list(f, edits[i].key) : fold_text(f, edits[i].key));
    if (r == 0 && json_get(f->body, "assignee"))
        if ((r = assign(f, &t)) == 0)
            r = escalation_by_task(f, &(TaskBefore){ t.state == TASK_BLOCKED, t.slug });
    return r;
}

int fold_task_moved(Fold *f)
{
    int r = sql_run(
        f->s,
        "UPDATE task SET file = CASE WHEN ?2 = '' THEN file ELSE ?2 END, line = ?3, "
        "position = CASE WHEN ?4 < 0 THEN position ELSE ?4 END, updated_at = ?5 WHERE id = ?1",
        "ttiii", f->e->subject, fold_text(f, "file"), json_get_int(f->body, "line", 0),
        json_get_int(f->body, "position", -1), f->e->at);
    return r == 0 && session_is_archived(fold_text(f, "file")) ? escalation_by_task(f, &(TaskBefore){ true, NULL }) : r;
}
