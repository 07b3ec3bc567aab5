/*
 * escalating.h - what the parts of acting on an escalation share.
 */
#ifndef CORE_ESCALATING_H
#define CORE_ESCALATING_H

#include "baton/core/escalate.h"
#include "session_task.h"

typedef struct {
    Context *c;
    const EscalationOrder *o;
    Arena *arena;               /* of the caller */
    Message *m;
    EscalationRow seen;         /* as it was before the ledger was locked */
    EscalationRow now;          /* the last look */
    const char *actor;          /* who does it */
    const char *to;             /* ROUTE: the receiver's slug */
    EscalationReport *report;
} Escalating;

/* Inside of a transaction: its state once more, and whether it may still be done. */
int escalating_look(Escalating *x);
/* Appends escalation.decided; task: where the receiver's task stands, or NULL. */
int escalating_append(Escalating *x, const SessionTaskReport *task);
/* Both of them in a transaction of their own. */
int escalating_record(Escalating *x, const SessionTaskReport *task);

/* ---- escalate_route.c ---- */

int escalating_receiver(Escalating *x);         /* fills in `to`, or refuses */
int escalating_route(Escalating *x);

#endif
