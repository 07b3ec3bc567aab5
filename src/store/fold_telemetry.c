/*
 * fold_telemetry.c - what an agent's own words about its work change.
 */
#include "held.h"
#include "said.h"

int fold_telemetry(Fold *f)
{
    AgentState state = said_by_telemetry(f->e);
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
