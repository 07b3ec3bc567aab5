/*
 * styles.c - how states look: red is broken, amber waits for a human, blue works, green is done.
 */
#include "screen.h"

static const StyleId tasks[] = {
    [TASK_UNKNOWN] = STYLE_STATE_QUIET,   [TASK_PENDING] = STYLE_STATE_QUIET, [TASK_IN_PROGRESS] = STYLE_STATE_WORK,
    [TASK_BLOCKED] = STYLE_STATE_BAD,     [TASK_REVIEW] = STYLE_STATE_HUMAN,  [TASK_DONE] = STYLE_STATE_DONE,
    [TASK_CANCELLED] = STYLE_STATE_QUIET,
};
static const StyleId agents[] = {
    [AGENT_UNKNOWN] = STYLE_STATE_QUIET, [AGENT_IDLE] = STYLE_STATE_QUIET,  [AGENT_WORKING] = STYLE_STATE_WORK,
    [AGENT_WAITING] = STYLE_STATE_HUMAN, [AGENT_BLOCKED] = STYLE_STATE_BAD, [AGENT_ESCALATED] = STYLE_STATE_BAD,
    [AGENT_DONE] = STYLE_STATE_DONE,     [AGENT_OFFLINE] = STYLE_STATE_QUIET,
};
static const StyleId handoffs[] = {
    [HANDOFF_DRAFT] = STYLE_STATE_QUIET,     [HANDOFF_SUBMITTED] = STYLE_STATE_HUMAN,
    [HANDOFF_APPROVED] = STYLE_STATE_DONE,   [HANDOFF_REJECTED] = STYLE_STATE_BAD,
    [HANDOFF_WITHDRAWN] = STYLE_STATE_QUIET, [HANDOFF_SUPERSEDED] = STYLE_STATE_QUIET,
};
static const StyleId escalations[] = {
    [ESCALATION_OPEN] = STYLE_STATE_BAD,      [ESCALATION_ACKNOWLEDGED] = STYLE_STATE_HUMAN,
    [ESCALATION_RESOLVED] = STYLE_STATE_DONE, [ESCALATION_REROUTED] = STYLE_STATE_QUIET,
};
_Static_assert(ARRAY_LEN(tasks) == TASK_STATE_COUNT, "one style per state");
_Static_assert(ARRAY_LEN(agents) == AGENT_STATE_COUNT, "one style per state");
_Static_assert(ARRAY_LEN(handoffs) == HANDOFF_STATE_COUNT, "one style per state");
_Static_assert(ARRAY_LEN(escalations) == ESCALATION_STATE_COUNT, "one style per state");

StyleId task_style(TaskState s) { return tasks[s]; }
StyleId agent_style(AgentState s) { return agents[s]; }
StyleId handoff_style(HandoffState s) { return handoffs[s]; }
StyleId escalation_style(EscalationState s) { return escalations[s]; }
