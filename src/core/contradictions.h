/*
 * contradictions.h - what the kinds of contradictions look at, read once.  Private to core.
 */
#ifndef CORE_CONTRADICTIONS_H
#define CORE_CONTRADICTIONS_H

#include "baton/core/explain.h"
#include "baton/store/figures.h"

typedef struct {
    Context *c;
    Arena *a;
    const char *run;            /* NULL: there is none, the last day counts */
    int64_t now, since;         /* since: 0 within a run */
    SaidRows said;              /* telemetry of the run or the day, newest first */
    bool whole;                 /* said goes back to the beginning */
    AgentRows agents;
    Contradictions *found;
} Look;

int judge_tests(Look *l);
int judge_open_tasks(Look *l);
int judge_no_task(Look *l);
int judge_old_section(Look *l);

/* The newest thing that this agent said; ret_at: its place.  NULL: nothing. */
const SaidRow *said_last(const Look *l, const char *slug, size_t *ret_at);
/* Tasks of this agent (slug; "": of nobody) that are in one of these states and in a file that is not over. */
int tasks_of(Look *l, const char *slug, unsigned states, TaskRows *ret);
/* This text speaks of that task: by its ref, by its number behind "task", or by its title. */
bool names_task(const char *text, const TaskRow *t, Arena *a);

#define TASK_BIT(state) (1u << TASK_##state)
#define UNFINISHED (TASK_BIT(PENDING) | TASK_BIT(IN_PROGRESS) | TASK_BIT(BLOCKED))

#endif
