/*
 * lint_logs.c - the plan says one thing of an agent's tasks, the agent's own log another.
 *
 * The last log of an agent in a file counts.  A log that names the one task it is about speaks of
 * that one only.
 */
#include "lint.h"

/* Names as slugs, made once: each log is compared with each task. */
typedef struct {
    Lint *l;
    const LintFile *f;
    const char **agents, **tasks;       /* as the facts are ordered; NULL: nobody is named */
} Logs;

static const char *slug_of(Lint *l, const char *name)
{
    return name ? agent_slug(l->arena, str_from(name)) : NULL;
}

static Logs logs_of(Lint *l, const LintFile *f)
{
    const Facts *facts = f->facts;
    Logs logs = { l, f, arena_alloc(l->arena, (facts->agents.len + 1) * sizeof(char *)),
                  arena_alloc(l->arena, (facts->tasks.len + 1) * sizeof(char *)) };
    for (size_t i = 0; i < facts->agents.len; i++)
        logs.agents[i] = slug_of(l, facts->agents.items[i].name);
    for (size_t i = 0; i < facts->tasks.len; i++)
        logs.tasks[i] = facts->tasks.items[i].title ? slug_of(l, facts->tasks.items[i].assignee) : NULL;
    return logs;
}

static bool is_slug(const char *slug, const char *other)
{
    return other && strcmp(other, slug) == 0;
}

static bool is_last_log(const Logs *logs, size_t at)
{
    for (size_t i = at + 1; i < logs->f->facts->agents.len; i++)
        if (is_slug(logs->agents[at], logs->agents[i]))
            return false;
    return true;
}

/* What the log says it is about: "Task 1", "T-3 Schema"; NULL: anything the agent has. */
static bool is_about(const AgentFact *a, const TaskFact *t)
{
    if (!a->task || !*a->task)
        return true;
    return (t->ref && str_ifind(str_from(a->task), str_from(t->ref)) >= 0) ||
           str_ifind(str_from(a->task), str_from(t->title)) >= 0;
}

static bool is_its_task(const Logs *logs, const TaskFact *t, size_t at)
{
    const Facts *facts = logs->f->facts;
    return !t->depth && is_slug(logs->agents[at], logs->tasks[t - facts->tasks.items]) &&
           is_about(&facts->agents.items[at], t);
}

static void judge_done(const Logs *logs, size_t at)
{
    const AgentFact *a = &logs->f->facts->agents.items[at];
    FACT_EACH(TaskFact, t, logs->f->facts->tasks)
        if ((t->state == TASK_PENDING || t->state == TASK_IN_PROGRESS) && is_its_task(logs, t, at))
            lint_say(logs->l, logs->f, t->line,
                     "%s is still %s, but the log of %s says '%s' (line %d); set its state, or mend "
                     "the log", lint_task_name(logs->l, t), task_state_text(t->state), a->name,
                     a->state_raw ? a->state_raw : "done", a->line);
}

static void judge_open(const Logs *logs, size_t at)
{
    const AgentFact *a = &logs->f->facts->agents.items[at];
    int done = 0;
    FACT_EACH(TaskFact, t, logs->f->facts->tasks) {
        if (!is_its_task(logs, t, at))
            continue;
        if (t->state != TASK_DONE)
            return;
        done++;
    }
    if (done)
        lint_say(logs->l, logs->f, a->line, "the log of %s still says '%s', but %s done; set its status to "
                 "completed", a->name, a->state_raw ? a->state_raw : task_state_text(a->state),
                 done > 1 ? arena_printf(logs->l->arena, "all %d of its tasks are", done)
                          : "its one task is");
}

static void judge(const Logs *logs, size_t at)
{
    const AgentFact *a = &logs->f->facts->agents.items[at];
    if (!logs->agents[at] || !is_last_log(logs, at))
        return;
    if (a->state == TASK_DONE)
        judge_done(logs, at);
    else if (a->state_raw && (a->state == TASK_PENDING || a->state == TASK_IN_PROGRESS))
        judge_open(logs, at);
}

void lint_log_state(Lint *l)
{
    LINT_EACH(l, f) {
        if (!f->facts)
            continue;
        Logs logs = logs_of(l, f);
        for (size_t i = 0; i < f->facts->agents.len; i++)
            judge(&logs, i);
    }
}
