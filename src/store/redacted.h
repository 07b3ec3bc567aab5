/*
 * redacted.h - events out of which something was taken, and what holds them to how they stand now.
 *
 * A redacted event keeps its chain value, so that the events after it still fit; its fields do not
 * fit that value any more.  The last event.redacted that names it has the digest of both together.
 */
#ifndef BATON_STORE_REDACTED_H
#define BATON_STORE_REDACTED_H

#include "baton/base/digest.h"
#include "ledger.h"

/* What event.redacted says of an event: its fields as they stand now, and the chain value it kept. */
void redacted_digest(const LedgerRow *row, char out[DIGEST_HEX_SIZE]);

/* What the events event.redacted say that are themselves as they were recorded: by seq, each once. */
typedef struct { int64_t seq; char digest[DIGEST_HEX_SIZE]; } Redacted;
typedef struct { Redacted *items; size_t len, cap; } RedactedList;
int redacted_list(Store *s, Arena *a, RedactedList *ret);
const char *redacted_in(const RedactedList *list, int64_t seq);         /* NULL: it is not among them */

/* The row is what was recorded after the event with this chain value, or what a redaction left of it. */
bool redacted_row_fits(const RedactedList *list, const LedgerRow *row, Str prev);

/* Chain value of an event; empty: there is none.  -errno */
typedef struct { char data[CHAIN_SIZE]; size_t len; } Chain;
int chain_of(Store *s, int64_t seq, Chain *ret);

#endif
