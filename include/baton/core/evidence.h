/*
 * evidence.h - looking back: the dossier of a handoff, and whether everything still verifies.
 */
#ifndef BATON_CORE_EVIDENCE_H
#define BATON_CORE_EVIDENCE_H

#include "baton/core/handoff.h"
#include "baton/format/json.h"

/* All that is known: revisions, checks with findings and output, decisions with proof, effects, history. */
Json *dossier_json(Context *c, const HandoffRow *h, Arena *a);
void dossier_markdown(Context *c, const HandoffRow *h, Arena *a, Buf *out);

/* "on_approved failed: not run: not trusted (`baton trust`)"; NULL: it was done. */
const char *effect_trouble(const EffectRow *e, Arena *a);

/*
 * Writes artifact, diff, checks, decisions with statement and signature, allowed_signers, SHA256SUMS and a
 * README with the two commands that verify it, into a new folder.  -EEXIST: dir is there and not empty.
 */
int dossier_export(Context *c, const HandoffRow *h, const char *dir, Arena *a, Message *m);

/* `checks` and `decision` of handoff_json(): as PRODUCT names their fields. */
Json *checks_json(const CheckRowsKept *rows);
Json *decision_json(const DecisionRow *d, Proof proof, bool is_known);

typedef struct { int64_t events, signatures; } VerifyReport;
/* The chain, the projections, every decision's signature; 1: m names the first row that is wrong. */
int ledger_verify(Context *c, const char *signers, VerifyReport *ret, Message *m);

#endif
