/*
 * task_find.h - the task that a person or an agent named.
 *
 * A name is an id, the beginning of one that no other begins with, what its document calls it
 * ("T-3"), or its place: "session-current.md:47", where the file may be given by its last parts.
 */
#ifndef BATON_CORE_TASK_FIND_H
#define BATON_CORE_TASK_FIND_H

#include "baton/core/context.h"

/*
 * Exactly one task, in the arena.  -ENOENT or -ENOTUNIQ with a sentence that says what to give
 * instead: the nearest name, or the candidates.  The ledger must be open.
 */
int task_find(Context *c, Arena *a, const char *name, TaskRow *ret_row, Message *m);

#endif
