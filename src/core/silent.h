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

#endif
