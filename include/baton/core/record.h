/*
 * record.h - telemetry events from agents, and what changed since a view last looked.
 */
#ifndef BATON_CORE_RECORD_H
#define BATON_CORE_RECORD_H

#include "baton/core/context.h"

/*
 * Appends one telemetry event, durable when it returns.  Missing run: .agents/.current_run's; agent
 * names lose their leading slash.  When the ledger cannot take it, it is spooled and *ret_where
 * says where (arena); that is success.  e->kind is set here; 1: this id was there already.
 */
int record_event(Context *c, Event *e, Arena *a, const char **ret_where, Message *m);

/* What kinds of things changed: bits, for views to go stale by. */
enum {
    TOPIC_TASKS = 1, TOPIC_AGENTS = 2, TOPIC_HANDOFFS = 4, TOPIC_ESCALATIONS = 8,
    TOPIC_EVENTS = 16, TOPIC_RUNS = 32, TOPIC_DOCUMENTS = 64, TOPIC_ALL = 127,
};
unsigned topics_of(EventKind kind, const char *action);
/* Topics of the events after *seq; moves *seq on. */
unsigned topics_since(Store *s, int64_t *seq);

#endif
