/*
 * silent.h - agents that work and are not heard of.  Private to core.
 */
#ifndef CORE_SILENT_H
#define CORE_SILENT_H

#include "baton/core/context.h"

/*
 * Those that were silent for longer than they may at `now`, as needs, longest first, put off or not;
 * and when the next one will be, 0: none.  ret_next may be NULL.
 */
int silent_read(const Context *c, Arena *a, int64_t now, NeedRows *ret_rows, int64_t *ret_next);
/* The same of these. */
int silent_among(const Context *c, Arena *a, const AgentRows *agents, int64_t now, NeedRows *ret_rows,
                 int64_t *ret_next);

/* What is put off, and when the clock alone brings something: an agent's time is up, a snooze is over.  0: never. */
int needs_coming(const Context *c, Arena *a, int64_t now, NeedRows *ret_snoozed, int64_t *ret_next);

#endif
