/*
 * ingest.h - from files to the ledger.
 *
 * Every watched document is stat'ed; one that changed is read, understood (doc) and compared with
 * the projections (reconcile), and what differs becomes events in one transaction.  Unchanged
 * files cost one stat each.  Safe to call from several processes at once: the digest recorded in
 * the transaction settles who was first.
 */
#ifndef BATON_CORE_INGEST_H
#define BATON_CORE_INGEST_H

#include "baton/core/context.h"

typedef struct {
    int seen;                   /* files that match */
    int read;                   /* that were read because they changed */
    int events;                 /* that were appended */
    int unreadable;             /* could not be read: said as problems */
    bool unsettled;             /* a file was changed within the quiet time: call again then */
} IngestReport;

/*
 * Brings the ledger up to date.  wait_quiet: waits for files saved within the quiet time, as
 * commands do; otherwise leaves them for later and says so (the dashboard calls again).  A ledger
 * that cannot be written is no error: nothing is recorded and c->notice says so.
 */
int ingest(Context *c, bool wait_quiet, IngestReport *ret_report, Message *m);

/* True when some watched file exists: there is something to show here. */
bool ingest_anything(const Context *c);

/* For a watcher: the existing folders (full paths) that hold or could come to hold watched files. */
int ingest_folders(const Context *c, Arena *a, StrList *ret_dirs);

/*
 * What screens follow: the newest of files.session, relative to the root, or NULL.  Of files that
 * changed together, as in a checkout, it is one whose name stands in files.session without a "*".
 */
const char *ingest_session_file(const Context *c, Arena *a);

#endif
