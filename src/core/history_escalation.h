/*
 * history_escalation.h - what is said and done about agents that stopped, in words, for history.c.
 */
#ifndef CORE_HISTORY_ESCALATION_H
#define CORE_HISTORY_ESCALATION_H

#include "baton/format/json.h"
#include "baton/model/event.h"

/* "routed to qa-engineer, task at session-current.md:12: well seen"; NULL: it is no such event. */
const char *escalation_change(Arena *a, const Event *e, const Json *body);

#endif
