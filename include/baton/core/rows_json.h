/*
 * rows_json.h - rows as the JSON that --json prints; the names are promised and never renamed.
 */
#ifndef BATON_CORE_ROWS_JSON_H
#define BATON_CORE_ROWS_JSON_H

#include "baton/core/context.h"
#include "baton/format/json.h"
#include "baton/model/policy.h"
#include "baton/store/store.h"

Json *task_json(const TaskRow *t);
Json *agent_row_json(const AgentRow *r);        /* definition and state together */
Json *handoff_json(const HandoffRow *h);        /* without what the gate knows of it */
/*
 * The same with the checks of its revision (without their output) and the decision that its state rests
 * on.  p NULL: the policy is not understood, so it is not said whether that decision verifies.
 */
Json *handoff_gate_json(Context *c, const Policy *p, const HandoffRow *h, Arena *a);
Json *escalation_json(const EscalationRow *e);  /* what the ledger says */
Json *escalation_full_json(Context *c, const EscalationRow *e, Arena *a);   /* with who is proposed, and why */
Json *event_json(const Event *e);
Json *run_json(const RunRow *r);
Json *edit_row_json(const EditRow *e);
Json *need_json(const NeedRow *n);
/* One object: project run session_file agents tasks handoffs escalations needs. */
Json *status_json(Context *c, Arena *a);

#endif
