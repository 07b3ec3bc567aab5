/*
 * checking.h - what the parts of collecting evidence share.
 */
#ifndef CORE_CHECKING_H
#define CORE_CHECKING_H

#include "baton/core/checks.h"
#include "submit.h"

/* What checks are asked about, with everything that belongs to it. */
typedef struct {
    Context *c;
    Arena *arena;
    CheckInput in;
    Policy policy;
    Scope scope;                /* as definition and policy have it now */
    NewRevision v;              /* the revision as it would be now */
    VEC(Facts *) facts;
} Checking;

void checking_done(Checking *k);

/* Of this revision: its artifact from the ledger, the files as they are now. */
int checking_of(Checking *k, const HandoffRow *h, const RevisionRow *rev, Message *m);
/* Fills k->in from k->v: definitions, policy, documents, events.  artifact NULL: there is none yet. */
void checking_fill(Checking *k, const char *artifact);
/* The digest of the files as they are by now; "": they cannot be read. */
void checking_files(Checking *k, const HandoffRow *h, char out[DIGEST_HEX_SIZE]);

Json *results_json(const CheckResults *results);

/* Where output of commands goes while they run; all of it is removed in the end. */
typedef struct {
    Context *c;
    const char *revision;
    Arena *arena;
    uint64_t written;
} LiveOutput;
void live_write(void *live, const char *name, Str chunk);
void live_end(const LiveOutput *live);

#endif
