/*
 * fold_telemetry.c - what an agent's own words about its work change.
 */
#include "held.h"

static AgentState state_of(const Event *e)
{
    if (escalation_is_told(e))
        return AGENT_ESCALATED;
    if (str_ieq(str_from(e->action), STR("COMPLETED")))
        return AGENT_DONE;
    return AGENT_WORKING; /* START, TEST, ROUTE, TOOL_CALL and words of their own: it is at work */
}

int fold_telemetry(Fold *f)
{
    AgentState state = state_of(f->e);
    int r = *f->e->run ? run_heard(f) : 0;

    if (r == 0 && *f->slug) {
        r = agent_heard(f, &(Report){ state, f->e->action, "" });
        if (r == 0)
            r = claim_by_telemetry(f);
    }
    if (r < 0 || state != AGENT_ESCALATED)
        return r;
    r = held_write(f->s);
    return r < 0 ? r : escalation_by_telemetry(f);
}
