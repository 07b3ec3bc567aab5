/*
 * records.h - the decisions and maps of files that agents keep (files.records).
 *
 * They are read where they stand; the ledger does not hold them.
 */
#ifndef BATON_CORE_RECORDS_H
#define BATON_CORE_RECORDS_H

#include "baton/core/context.h"
#include "baton/model/facts.h"

typedef void (*RecordTaker)(void *ctx, const char *file, const RecordFact *r);

/*
 * Calls take for every record of every watched file, in the order of files and lines; what it is
 * given lives only for the call.  -errno with a sentence when a file could not be read: the others
 * were taken.
 */
int records_each(const Context *c, RecordTaker take, void *ctx, Message *m);

/*
 * The last decision there that would waive this check: "D-7 in .claude/agents/DECISIONS.md:12", or NULL.  It
 * proposes; a human confirms it.
 */
const char *record_waiver(const Context *c, const char *check, Arena *a);

#endif
