/*
 * fold_escalation_task.c - tasks that stop somebody, and escalations that are over because of their task.
 *
 * A task that is blocked and somebody's is an escalation of its own, until it is neither.  One that somebody
 * said names a task, and is over when that task goes on.  The ref of a task is not enough in sessions that are over:
 * numbers begin anew in each.
 */
#include <ctype.h>

#include "baton/model/escalation.h"
#include "fold_escalation.h"

enum {
    AT_HAND_MAX = 50,           /* tasks that an agent is at or cannot go on with */
    WORDS_MAX = 200,            /* of a reason that are looked at for the ref of a task */
};

typedef struct {
    const char *id, *ref, *title, *slug, *assignee, *file;
    int64_t line, state_at;
    TaskState state;
} Task;

#define TASK_COLUMNS "SELECT id, ref, title, slug, assignee, file, line, state_at, state FROM task "

/* 1: there is one. */
static int task_read(Fold *f, const char *sql, const char *name, Task *ret)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(f->s, sql, "t", name);
    int r = sql_step(f->s, st);

    if (r == 1) {
        *ret = (Task){ .id = sql_full_text(f->a, st, 0), .ref = sql_full_text(f->a, st, 1),
                       .title = sql_full_text(f->a, st, 2), .slug = sql_full_text(f->a, st, 3),
                       .assignee = sql_full_text(f->a, st, 4), .file = sql_full_text(f->a, st, 5),
                       .line = sqlite3_column_int64(st, 6), .state_at = sqlite3_column_int64(st, 7) };
        (void)task_state_parse(sql_borrow(st, 8), &ret->state);
    }
    return r;
}

static int task_of_event(Fold *f, Task *ret)
{
    return task_read(f, TASK_COLUMNS "WHERE id = ?", f->e->subject, ret);
}

static const char *task_name(const Task *t)
{
    return *t->ref ? t->ref : *t->title ? t->title : "the task";
}

static bool stops_somebody(const Task *t)
{
    return t->state == TASK_BLOCKED && *t->slug && !session_is_archived(t->file);
}

/* ---- what is open about it ---- */

typedef struct {
    int64_t number, last_at;
    const char *slug;
    bool own;                           /* it is that the task is blocked, not what somebody said */
} Open;
typedef VEC(Open) Opens;
static void done_opens(Opens *o) { VEC_DONE(o); }

static int find_open(Fold *f, const Task *t, Opens *out)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(f->s,
                  "SELECT number, last_at, slug, via = 'task' FROM escalation "
                  "WHERE state <> 'resolved' AND task <> '' AND task IN (?, ?, ?) ORDER BY number",
                  "ttt", t->id, t->ref, t->title);
    int r;

    while ((r = sql_step(f->s, st)) == 1)
        VEC_PUSH(out, ((Open){ sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), sql_full_text(f->a, st, 2),
                               sqlite3_column_int64(st, 3) != 0 }));
    return r;
}

static bool same_agent(const char *a, const char *b)
{
    return !*a || !*b || strcmp(a, b) == 0;
}

/* ---- raising ---- */

static const char *reason_of(Fold *f, const Task *t)
{
    const bool both = *t->ref && *t->title && !str_istarts(str_from(t->title), str_from(t->ref));
    return arena_printf(f->a, "%s%s%s is blocked", both ? t->ref : "", both ? " " : "",
                        *t->title ? t->title : task_name(t));
}

static int raise(Fold *f, const Task *t)
{
    const Statement said = { .via = VIA_TASK, .cause = arena_printf(f->a, "task:%s", t->id), .run = f->e->run,
                             .slug = t->slug, .agent = t->assignee, .reason = reason_of(f, t), .to = "",
                             .task = t->id, .file = t->file, .line = t->line, .channel = "task" };
    int64_t number;
    return escalation_say(f, &said, &number);
}

/* ---- closing ---- */

static bool goes_on(TaskState state)
{
    return state == TASK_IN_PROGRESS || state == TASK_REVIEW || state == TASK_DONE || state == TASK_CANCELLED;
}

static const char *why_state(Fold *f, const Task *t)
{
    const char *is = t->state == TASK_IN_PROGRESS ? "in progress"
                     : t->state == TASK_REVIEW    ? "in review"
                     : t->state == TASK_UNKNOWN   ? "not blocked any more"
                                                  : task_state_text(t->state);
    return arena_printf(f->a, "%s is %s", task_name(t), is);
}

static const char *why_assignee(Fold *f, const Task *t)
{
    return *t->slug ? arena_printf(f->a, "%s has %s now", t->assignee, task_name(t))
                    : arena_printf(f->a, "nobody has %s any more", task_name(t));
}

/* NULL: it stays open. */
static const char *why_over(Fold *f, const Task *t, const TaskBefore *before, const Open *o)
{
    const bool other = before->slug && strcmp(before->slug, t->slug) != 0;

    if (o->own && t->state != TASK_BLOCKED)
        return why_state(f, t);
    if (o->own && strcmp(o->slug, t->slug) != 0)
        return why_assignee(f, t);
    if (session_is_archived(t->file))
        return o->own ? arena_printf(f->a, "%s is in a session that is over", task_name(t)) : NULL;
    if (o->own || f->e->at < o->last_at)
        return NULL;
    if (f->e->kind == EVENT_TASK_STATE && goes_on(t->state))
        return why_state(f, t);
    return other && *t->slug && strcmp(o->slug, t->slug) != 0 ? why_assignee(f, t) : NULL;
}

static int close_over(Fold *f, const Task *t, const TaskBefore *before, Opens *opens, bool *ret_covered)
{
    int r = 0;
    for (size_t i = 0; r == 0 && i < opens->len; i++) {
        const Open *o = &opens->items[i];
        const char *why = why_over(f, t, before, o);
        if (why)
            r = escalation_close(f, o->number, why);
        else
            *ret_covered |= same_agent(o->slug, t->slug);
    }
    return r;
}

/* It became blocked, or somebody's, just now; what somebody said of it already covers that. */
int escalation_by_task(Fold *f, const TaskBefore *before)
{
    CLEANUP(done_opens) Opens opens = { 0 };
    bool covered = false;
    Task t;
    int r = task_of_event(f, &t);

    if (r != 1)
        return r;
    const bool news = !before->blocked || !before->slug || strcmp(before->slug, t.slug) != 0;
    r = find_open(f, &t, &opens);
    if (r == 0)
        r = close_over(f, &t, before, &opens, &covered);
    return r == 0 && news && !covered && stops_somebody(&t) ? raise(f, &t) : r;
}

int escalation_task_gone(Fold *f)
{
    CLEANUP(done_opens) Opens opens = { 0 };
    Task t;
    int r = task_of_event(f, &t);

    if (r == 1)
        r = find_open(f, &t, &opens);
    for (size_t i = 0; r == 0 && i < opens.len; i++)
        if (opens.items[i].own)
            r = escalation_close(f, opens.items[i].number, arena_printf(f->a, "%s is gone", task_name(&t)));
    return r;
}

/* ---- somebody said something and named a task ---- */

static bool in_word(Str s, size_t at)
{
    return at < s.len && (isalnum((unsigned char)s.data[at]) || s.data[at] == '-' || s.data[at] == '_');
}

/* "T-5" and "Task 5" name something, "5" may be a number of anything. */
static bool speaks_of(Str reason, Str ref)
{
    bool letter = false, digit = false;

    for (size_t i = 0; i < ref.len; i++) {
        letter |= isalpha((unsigned char)ref.data[i]) != 0;
        digit |= isdigit((unsigned char)ref.data[i]) != 0;
    }
    if (!letter || !digit)
        return false;
    for (size_t from = 0;;) {
        ptrdiff_t at = str_ifind(str_slice(reason, from, reason.len), ref);
        if (at < 0)
            return false;
        from += (size_t)at;
        if (!(from && in_word(reason, from - 1)) && !in_word(reason, from + ref.len))
            return true;
        from += ref.len;
    }
}

static const char *task_at_hand(Fold *f, const char *slug, const char *reason)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(f->s,
                  "SELECT ref, file FROM task WHERE slug = ? AND (state = 'in_progress' OR state = 'blocked') "
                  "ORDER BY state_at DESC, seq DESC LIMIT ?",
                  "ti", slug, (int64_t)(*slug ? AT_HAND_MAX : 0));
    while (sql_step(f->s, st) == 1)
        if (!session_is_archived(sql_borrow(st, 1)) && speaks_of(str_from(reason), str_from(sql_borrow(st, 0))))
            return sql_full_text(f->a, st, 0);
    return "";
}

/* One of its own that waits, by its ref: there may be thousands of those, so words of the reason are looked up. */
static const char *task_that_waits(Fold *f, const char *slug, const char *reason)
{
    Str rest = str_from(reason);
    for (int tries = 0; rest.len && tries < WORDS_MAX; tries++) {
        size_t from = 0, n;
        while (from < rest.len && !in_word(rest, from))
            from++;
        for (n = 0; in_word(rest, from + n);)
            n++;
        const char *word = arena_strndup(f->a, rest.data + from, n);
        rest = str_slice(rest, from + n, rest.len);
        if (!n || !speaks_of(str_from(word), str_from(word)))
            continue;
        CLEANUP(sql_done) sqlite3_stmt *st =
            sql_query(f->s, "SELECT ref, file FROM task WHERE ref = ? AND ref <> '' AND slug = ? "
                      "AND state IN ('pending', 'review', 'unknown') ORDER BY seq DESC LIMIT 1", "tt", word, slug);
        if (sql_step(f->s, st) == 1 && !session_is_archived(sql_borrow(st, 1)))
            return sql_full_text(f->a, st, 0);
    }
    return "";
}

const char *escalation_task_in(Fold *f, const char *slug, const char *reason)
{
    const char *task = task_at_hand(f, slug, reason);
    return *task || !*slug ? task : task_that_waits(f, slug, reason);
}

typedef struct { int64_t at; const char *task, *slug; bool live; } Named;

static int named_read(Fold *f, int64_t number, Named *ret)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(
        f->s, "SELECT last_at, task, slug, state <> 'resolved' FROM escalation WHERE number = ?", "i", number);
    int r = sql_step(f->s, st);

    if (r == 1)
        *ret = (Named){ sqlite3_column_int64(st, 0), sql_full_text(f->a, st, 1), sql_full_text(f->a, st, 2),
                        sqlite3_column_int64(st, 3) != 0 };
    return r;
}

#define NAMED_SQL TASK_COLUMNS "WHERE (ref = ?1 AND ref <> '') OR id = ?1 ORDER BY seq DESC LIMIT 1"

/* Somebody was told already that the agent stopped: it is the same stop.  What another agent has by now is not. */
int escalation_take_over(Fold *f, const Statement *said, int64_t *ret_number)
{
    CLEANUP(done_opens) Opens opens = { 0 };
    Task t;
    int r = task_read(f, NAMED_SQL, said->task, &t);

    if (r != 1 || t.state != TASK_BLOCKED || (r = find_open(f, &t, &opens)) < 0)
        return MIN(r, 0);
    for (size_t i = 0; i < opens.len; i++)
        if (opens.items[i].own && same_agent(opens.items[i].slug, said->slug)) {
            *ret_number = opens.items[i].number;
            r = sql_run(f->s,
                        "UPDATE escalation SET cause = ?2, via = ?3, reason = ?4, run = ?5 "
                        "WHERE number = ?1 AND state <> 'rerouted'",
                        "itttt", *ret_number, said->cause, escalation_via_text(said->via), said->reason, said->run);
            return r < 0 ? r : sqlite3_changes(f->s->db);
        }
    return 0;
}

/* A log of last month may tell of a task that was done long ago. */
static int close_moved_on(Fold *f, int64_t number, const Named *said, const Task *t)
{
    return goes_on(t->state) && t->state_at > said->at ? escalation_close(f, number, why_state(f, t)) : 0;
}

static int cover(Fold *f, int64_t number, const Named *said, const Task *t)
{
    CLEANUP(done_opens) Opens opens = { 0 };
    int r = find_open(f, t, &opens);

    for (size_t i = 0; r == 0 && i < opens.len; i++)
        if (opens.items[i].own && same_agent(opens.items[i].slug, said->slug))
            r = escalation_close(f, opens.items[i].number,
                                 arena_printf(f->a, "escalation %d says why", (int)number));
    return r;
}

int escalation_meets_task(Fold *f, int64_t number)
{
    Named said = { .task = "" };
    Task t;
    int r = named_read(f, number, &said);

    if (r == 1)
        r = *said.task && said.live
                ? task_read(f, NAMED_SQL, said.task, &t)
                : 0;
    if (r != 1 || session_is_archived(t.file))
        return MIN(r, 0);
    return t.state == TASK_BLOCKED ? cover(f, number, &said, &t) : close_moved_on(f, number, &said, &t);
}
