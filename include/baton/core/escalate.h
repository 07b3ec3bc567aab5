/*
 * escalate.h - what is done about an agent that stopped.
 */
#ifndef BATON_CORE_ESCALATE_H
#define BATON_CORE_ESCALATE_H

#include "baton/core/context.h"

/* One by number, id or how one begins.  -ENOENT, -ENOTUNIQ, with a sentence. */
int escalation_find(Context *c, const char *id, Arena *a, EscalationRow *ret, Message *m);

/* Who should take it, by what it says, else by the agents' definitions. */
typedef struct {
    const char *agent;          /* slug; NULL: nobody fits */
    const char *why;            /* "it was said", "supabase/migrations/ is in its write scope"; never NULL */
} Proposal;
/* defs: of all agents; who stopped is never proposed.  Pure. */
void escalation_propose(const EscalationRow *e, const AgentRows *agents, Arena *a, Proposal *ret);
int escalation_proposal(Context *c, const EscalationRow *e, Arena *a, Proposal *ret);  /* the same, asks the ledger */
/* Asks it for the definitions alone, where all agents have just been read; agents NULL: they have not. */
int escalation_proposal_with(Context *c, const EscalationRow *e, const AgentRows *agents, Arena *a, Proposal *ret);

typedef struct {
    const char *escalation;
    EscalationAct act;
    const char *to;             /* ROUTE: NULL takes the proposal */
    const char *comment;        /* or NULL; COMMENT needs one */
    const char *agent;          /* who does it, when an agent calls; NULL: this user */
    Source source;
} EscalationOrder;
typedef struct {
    EscalationRow escalation;   /* as it is now */
    const char *file;           /* ROUTE: where the task was added, or stood already; NULL: there is no session file */
    int line;
    bool added;
} EscalationReport;
/*
 * Refused in states where it makes no sense: -EALREADY, -EINVAL with a sentence.  ROUTE adds exactly one task line
 * that names the escalation, "(escalation 3)", to the receiver's part of the session file, however often it is done.
 */
int escalation_act(Context *c, const EscalationOrder *o, Arena *a, EscalationReport *ret, Message *m);

#endif
