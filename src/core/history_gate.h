/*
 * history_gate.h - events of the gate in words, for history.c.
 */
#ifndef CORE_HISTORY_GATE_H
#define CORE_HISTORY_GATE_H

#include "baton/format/json.h"
#include "baton/model/event.h"

/* "approved 3fa9c1d2: well done"; NULL: it is no event of the gate. */
const char *gate_change(Arena *a, const Event *e, const Json *body);

#endif
