/*
 * lint_logs.c - the plan says one thing of an agent's tasks, the agent's own log another.
 *
 * The last log of an agent in a file counts.  A log that names the one task it is about speaks of
 * that one only.
 */
#include "lint.h"

static const char *slug_of(Lint *l, const char *name)
{
    return name ? agent_slug(l->arena, str_from(name)) : NULL;
}

static bool is_last_log(Lint *l, const LintFile *f, const AgentFact *a, const char *slug)
{
    for (const AgentFact *b = a + 1; b < f->facts->agents.items + f->facts->agents.len; b++) {
        const char *other = slug_of(l, b->name);
        if (other && strcmp(other, slug) == 0)
            return false;
    }
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

static bool is_its_task(Lint *l, const TaskFact *t, const AgentFact *a, const char *slug)
{
    const char *who = t->title ? slug_of(l, t->assignee) : NULL;
    return who && strcmp(who, slug) == 0 && is_about(a, t);
}

static void judge_done(Lint *l, const LintFile *f, const AgentFact *a, const char *slug)
{
    FACT_EACH(TaskFact, t, f->facts->tasks)
        if ((t->state == TASK_PENDING || t->state == TASK_IN_PROGRESS) && !t->depth &&
            is_its_task(l, t, a, slug))
            lint_say(l, f, t->line,
                     "%s is still %s, but the log of %s says '%s' (line %d); set its state, or mend "
                     "the log", lint_task_name(l, t), task_state_text(t->state), a->name,
                     a->state_raw ? a->state_raw : "done", a->line);
}

static void judge_open(Lint *l, const LintFile *f, const AgentFact *a, const char *slug)
{
    int done = 0;
    FACT_EACH(TaskFact, t, f->facts->tasks) {
        if (t->depth || !is_its_task(l, t, a, slug))
            continue;
        if (t->state != TASK_DONE)
            return;
        done++;
    }
    if (done)
        lint_say(l, f, a->line, "the log of %s still says '%s', but %s done; set its status to "
                 "completed", a->name, a->state_raw ? a->state_raw : task_state_text(a->state),
                 done > 1 ? arena_printf(l->arena, "all %d of its tasks are", done)
                          : "its one task is");
}

void lint_log_state(Lint *l)
{
    LINT_EACH(l, f) {
        if (!f->facts)
            continue;
        FACT_EACH(AgentFact, a, f->facts->agents) {
            const char *slug = slug_of(l, a->name);
            if (!slug || !is_last_log(l, f, a, slug))
                continue;
            if (a->state == TASK_DONE)
                judge_done(l, f, a, slug);
            else if (a->state_raw && (a->state == TASK_PENDING || a->state == TASK_IN_PROGRESS))
                judge_open(l, f, a, slug);
        }
    }
}
