/*
 * needs.h - everything that waits for a human: what the ledger knows, and what takes a clock.
 */
#ifndef BATON_CORE_NEEDS_H
#define BATON_CORE_NEEDS_H

#include "baton/core/context.h"

/*
 * store_needs() and agents that work and have been silent for longer than the settings allow them: kind
 * "silent", subject the agent's slug, since when it was heard of last.  A snooze holds for these too.
 */
int needs_read(const Context *c, Arena *a, NeedRows *ret_rows);
/* The same for who has just read all agents, with or without their definitions; NULL: it has not. */
int needs_read_with(const Context *c, Arena *a, const AgentRows *agents, NeedRows *ret_rows);
int needs_snoozed(const Context *c, Arena *a, NeedRows *ret_rows);

/* How long an agent may be silent while it works, ms; 0: as long as it likes (reminders.silent). */
int64_t silent_limit(const Conf *conf, const char *slug);

#endif
