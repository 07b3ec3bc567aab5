/*
 * live.h - keeps the ledger up to date with the files while the dashboard runs.
 *
 * Folders are watched; a hint starts a quiet timer, and then one pass of ingest on a worker.  What
 * other processes commit is seen through the folder of the database.  Nothing runs when nothing
 * happens.
 */
#ifndef BATON_TUI_LIVE_H
#define BATON_TUI_LIVE_H

#include "baton/core/context.h"
#include "baton/sys/loop.h"

typedef struct Live Live;

typedef struct {
    void (*files)(void *ctx);           /* a watched file may have changed: what is shown from disk is stale */
    void (*ledger)(void *ctx);          /* the ledger may have changed */
    void (*trouble)(void *ctx, const char *sentence);
    void *ctx;
} LiveEvents;

int live_new(Loop *l, Context *c, const LiveEvents *events, Live **ret_live);
Live *live_free(Live *v);               /* waits for a pass that is under way */
void live_look(Live *v);                /* look at all files soon */
const char *live_polled(const Live *v); /* why files are polled, or NULL */

#endif
