/*
 * dossier.h - what the parts of looking back share: one handoff with all that the ledger knows of it.
 */
#ifndef CORE_DOSSIER_H
#define CORE_DOSSIER_H

#include "baton/core/evidence.h"

typedef struct {
    Context *c;
    Arena *arena;
    const HandoffRow *h;
    Policy policy;
    bool understood;            /* the policy could be read: proofs can be given */
    RevisionRows revisions;
    DecisionRows decisions;
    EffectRows effects;
    EventRows history;
} Dossier;

/* What cannot be read is left empty: a look back shows what is there. */
void dossier_read(Context *c, const HandoffRow *h, Arena *a, Dossier *ret);

/* The one that the state of the handoff rests on; NULL: nobody has decided. */
const DecisionRow *decision_in_force(const HandoffRow *h, const DecisionRows *rows);

/* The revision that the handoff is at; NULL: a ledger from before there were revisions. */
const RevisionRow *dossier_current(const Dossier *d);
bool dossier_decided_on(const Dossier *d, const RevisionRow *r);

/* The artifact of a revision; *ret_redacted: something was taken out of it since.  -ENOENT: it was not kept. */
int dossier_artifact(const Dossier *d, const RevisionRow *r, Buf *out, bool *ret_redacted);

/*
 * What the checks of this revision found, as its events say it; where they cannot be trusted *ret_trouble is a
 * sentence, and the rows are what is listed.
 */
void dossier_checks(const Dossier *d, const char *revision, CheckRowsKept *ret, const char **ret_trouble);

/* false: it is not known what the decision is worth. */
bool dossier_proof(const Dossier *d, const DecisionRow *row, Proof *ret, const char **ret_why);

/* Text from outside as one line of Markdown that says just that text. */
void markdown_text(Buf *out, const char *text);

Json *checks_json_without(const CheckRowsKept *rows, bool output);

#endif
