/*
 * import.h - logs that exist already, taken into the ledger once.
 *
 * JSON Lines, an array of objects, or objects one after the other however they are laid out; their keys
 * as doc's telemetry knows them.  The id of an event is made from its log, its text, and which of
 * several equal texts it is, the same way as for a watched log: what is in the ledger already stays one event,
 * whoever read it, and also when the file grew.  Memory does not grow with the file.
 */
#ifndef BATON_CORE_IMPORT_H
#define BATON_CORE_IMPORT_H

#include "baton/core/context.h"

enum { IMPORT_BAD_MAX = 20 };

typedef struct {
    bool dry_run;               /* says what would be done */
    const char *run, *agent;    /* for lines that do not say; NULL: they stay without */
    /* size 0: not known.  NULL: nobody asks. */
    void (*progress)(void *ctx, int64_t events, int64_t bytes, int64_t size);
    void *ctx;
} ImportOrder;

typedef struct {
    int64_t events;             /* that were appended */
    int64_t known;              /* that were there already */
    int64_t untimed;            /* of both: they do not say when, and were given the time of the one before */
    int64_t bad;                /* lines or objects that were not understood */
    int64_t bad_lines[IMPORT_BAD_MAX];  /* where the first of them stand or begin */
    int64_t open_escalations;   /* that events tell of, and that nothing closed; 0 in a dry run */
    int64_t first_at, last_at;  /* of events and known; 0: there are none */
} ImportReport;

/* file "-": stdin.  The ledger must be open for writing.  -errno with a sentence; *ret says how far it came. */
int import_file(Context *c, const ImportOrder *o, const char *file, Arena *a, ImportReport *ret, Message *m);

#endif
