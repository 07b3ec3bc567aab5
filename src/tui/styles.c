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
static const StyleId checks[] = {
    [CHECK_PASSED] = STYLE_STATE_DONE,  [CHECK_FAILED] = STYLE_STATE_BAD, [CHECK_SKIPPED] = STYLE_STATE_QUIET,
    [CHECK_RUNNING] = STYLE_STATE_WORK, [CHECK_STALE] = STYLE_STATE_HUMAN,
};
static const StyleId verdicts[] = {
    [VERDICT_APPROVED] = STYLE_STATE_DONE,    [VERDICT_REJECTED] = STYLE_STATE_BAD,
    [VERDICT_COMMENTED] = STYLE_REMARK,       [VERDICT_WAIVED] = STYLE_STATE_HUMAN,
    [VERDICT_WITHDRAWN] = STYLE_STATE_QUIET,  [VERDICT_REVOKED] = STYLE_STATE_BAD,
};
static const StyleId effects[] = {
    [EFFECT_PENDING] = STYLE_STATE_WORK, [EFFECT_DONE] = STYLE_STATE_DONE, [EFFECT_FAILED] = STYLE_STATE_BAD,
};
_Static_assert(ARRAY_LEN(checks) == CHECK_STATE_COUNT, "one style per state");
_Static_assert(ARRAY_LEN(verdicts) == VERDICT_COUNT, "one style per verdict");
_Static_assert(ARRAY_LEN(effects) == EFFECT_STATE_COUNT, "one style per state");
_Static_assert(ARRAY_LEN(tasks) == TASK_STATE_COUNT, "one style per state");
_Static_assert(ARRAY_LEN(agents) == AGENT_STATE_COUNT, "one style per state");
_Static_assert(ARRAY_LEN(handoffs) == HANDOFF_STATE_COUNT, "one style per state");
_Static_assert(ARRAY_LEN(escalations) == ESCALATION_STATE_COUNT, "one style per state");

StyleId task_style(TaskState s) { return tasks[s]; }
StyleId agent_style(AgentState s) { return agents[s]; }
StyleId handoff_style(HandoffState s) { return handoffs[s]; }
StyleId escalation_style(EscalationState s) { return escalations[s]; }
StyleId check_style(CheckState s) { return checks[s]; }
StyleId verdict_style(Verdict v) { return verdicts[v]; }
StyleId effect_style(EffectState s) { return effects[s]; }
