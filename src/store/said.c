/*
 * said.c - what an agent's own words mean for its state: one table for the ledger's rows and the timeline.
 */
#include "said.h"

#include "fold.h"

AgentState said_by_telemetry(const Event *e)
{
    static const struct { const char *action; AgentState state; } words[] = {
        { "COMPLETED", AGENT_DONE }, { "BLOCKED", AGENT_BLOCKED },
    };
    if (escalation_is_told(e))
        return AGENT_ESCALATED;
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_ieq(str_from(e->action), str_from(words[i].action)))
            return words[i].state;
    return AGENT_WORKING; /* START, TEST, ROUTE, TOOL_CALL and words of their own: it is at work */
}

/* A file speaks of tasks; of its agent that means: */
static const AgentState of_task[] = {
    [TASK_UNKNOWN] = AGENT_UNKNOWN, [TASK_PENDING] = AGENT_IDLE, [TASK_IN_PROGRESS] = AGENT_WORKING,
    [TASK_BLOCKED] = AGENT_BLOCKED, [TASK_REVIEW] = AGENT_WAITING, [TASK_DONE] = AGENT_DONE,
    [TASK_CANCELLED] = AGENT_IDLE,
};
_Static_assert(ARRAY_LEN(of_task) == TASK_STATE_COUNT, "one row per state");

AgentState said_by_file(const char *word)
{
    AgentState agent = AGENT_UNKNOWN;
    TaskState task;

    if (task_state_parse(word, &task) == 0)
        return of_task[task];
    (void)agent_state_parse(word, &agent);
    return agent;
}
