/*
 * ledger.h - events as rows, and the chain over them.
 */
#ifndef BATON_STORE_LEDGER_H
#define BATON_STORE_LEDGER_H

#include "db.h"

/* In this order in every statement that reads or writes events; chain comes last. */
#define EVENT_COLUMNS \
    "seq, id, at, kind, run, agent, slug, action, subject, actor, source, host, reason, body, chain"

typedef struct {
    Event e;                    /* texts are never NULL here */
    const char *slug;           /* agent, as agents are compared */
    const char *kind, *source;  /* the words: what only a newer baton knows keeps its own */
    Str chain;                  /* as it stands in the ledger */
} LedgerRow;

/* Borrowed from the statement until its next step.  False: kind or source is not known here. */
bool ledger_row_read(sqlite3_stmt *st, LedgerRow *ret_row);

/* The value that follows prev (empty for the first event) for the fields of this row. */
void ledger_chain(Str prev, const LedgerRow *row, uint8_t out[CHAIN_SIZE]);

#endif
