/*
 * checks.h - collecting evidence: the checks of gate/check.h on what this project holds.
 */
#ifndef BATON_CORE_CHECKS_H
#define BATON_CORE_CHECKS_H

#include "baton/core/context.h"
#include "baton/gate/check.h"
#include "baton/store/gate.h"

/* For `baton check`: on the work tree as it is now, nothing is recorded.  agent NULL: heard of last. */
typedef struct {
    const char *agent, *start;
    CheckWhich which;
    void (*live)(void *ctx, const char *name, Str chunk);
    void *ctx;
} CheckOrder;
int checks_now(Context *c, const CheckOrder *o, Arena *a, CheckResults *ret, const char **ret_agent, Message *m);

/*
 * Collects the evidence of the current revision and records it: diff and quick checks, then the slow ones,
 * under a lease; runs again when the files moved meanwhile.  CHECKS_ALL leaves out quick ones that are known.
 * -EBUSY: another process is at it.
 */
int checks_record(Context *c, const HandoffRow *h, CheckWhich which, Message *m);

/* Starts `baton handoff check N` in the background when slow checks are due and trusted.  0 or the pid. */
int checks_background(Context *c, const HandoffRow *h);

/* Where output of a slow check can be read while it runs: .baton/live/REVISION/NAME (arena). */
const char *checks_live_file(const Context *c, const char *revision, const char *name, Arena *a);

/*
 * What the events say that the checks of this revision found: for deciding, and for what a decision rested on.
 * -EBADMSG with a sentence: an event is not as it was recorded, or store_checks() lists something else.
 */
int checks_proven(Context *c, const char *handoff, const char *revision, Arena *a, CheckRowsKept *ret, Message *m);

void checks_of_rows(const CheckRowsKept *rows, Arena *a, CheckResults *ret);

#endif
