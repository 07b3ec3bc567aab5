/*
 * handoff.h - submitting, deciding and waiting: the gate's use cases.  GATE has the rules.
 */
#ifndef BATON_CORE_HANDOFF_H
#define BATON_CORE_HANDOFF_H

#include "baton/core/context.h"
#include "baton/model/policy.h"
#include "baton/store/gate.h"

/* One handoff by number, UUID or how one begins.  -ENOENT, -ENOTUNIQ, with a sentence. */
int handoff_find(Context *c, const char *id, Arena *a, HandoffRow *ret, Message *m);

/* ---- submitting ---- */

typedef struct {
    const char *from, *to;      /* NULL: as the artifact says */
    const char *file;           /* of the artifact, from where we are; NULL: the newest that the settings name */
    const char *agent;          /* who calls, or NULL */
    const char *start;          /* folder in the work tree that is meant; NULL: where we are */
    Source source;
} SubmitOrder;
typedef struct {
    HandoffRow handoff;
    RevisionRow revision;
    bool unchanged;             /* it is the revision that was there */
    const char *missing;        /* of a draft: "the receiver", "the author"; NULL */
} SubmitReport;
/* Records the revision and runs its quick checks; slow ones go on in the background unless wait. */
int handoff_submit(Context *c, const SubmitOrder *o, bool wait, Arena *a, SubmitReport *ret, Message *m);

/* A human's new look at a submitted handoff: the next revision of it, when files moved. */
int handoff_refresh(Context *c, const char *id, Source source, Arena *a, SubmitReport *ret, Message *m);

/*
 * The revision as it would be now: its digest, its files.  what_moved: of each file that differs from
 * `was` one line ("M src/x.c", "the artifact").
 */
typedef struct { char digest[65]; const char *files; StrList moved; } RevisionNow;
int handoff_now(Context *c, const HandoffRow *h, const RevisionRow *was, Arena *a, RevisionNow *ret,
                Message *m);

/* ---- deciding ---- */

/* side: "new", "old", "artifact" */
typedef struct { const char *file; int line; const char *side, *text; } LineRemark;
typedef struct { LineRemark *items; size_t len, cap; } LineRemarks;

typedef struct {
    const char *handoff;
    Act act;                    /* APPROVE REJECT COMMENT WAIVE WITHDRAW REVOKE */
    const char *revision;       /* six or more hex digits; NULL: the current one */
    const char *checks;         /* digest of the checks as they were shown, six or more; NULL: as they are */
    const char *comment;        /* WAIVE and REVOKE: the reason, required */
    LineRemarks remarks;
    StrList waives;             /* APPROVE, WAIVE: names of checks */
    const char *key;            /* NULL: approvals.key */
    bool sign;                  /* even where the policy does not ask for it */
    const char *agent;          /* WITHDRAW by its author */
    bool terminal;              /* ssh-keygen may ask */
    Source source;
} DecideOrder;
typedef struct {
    HandoffRow handoff;         /* as it is now */
    DecisionRow decision;
    const char *still;          /* an approval that is not enough: "one more senior-tech-lead"; NULL */
    StrList moved;              /* -ESTALE: what differs */
    int64_t committed_ns;       /* CLOCK_MONOTONIC, when the decision was on disk */
} DecideReport;
/*
 * -ESTALE: the revision is not what is there now, nothing was decided; -EALREADY: somebody decided before;
 * -EPERM: not by us; -EBUSY, … each with a sentence.  The effects are done when it returns, or left for
 * whoever comes next.
 */
int handoff_decide(Context *c, const DecideOrder *o, Arena *a, DecideReport *ret, Message *m);

/* ---- what decisions are worth ---- */

typedef enum { PROOF_GOOD, PROOF_UNSIGNED, PROOF_REMOVED, PROOF_BAD } Proof;
const char *proof_text(Proof p);        /* "verified", "unsigned", "verified, key removed since", "NOT VERIFIED" */
/* signers NULL: the policy's.  why: in words when it is bad. */
int decision_proof(Context *c, const Policy *p, const DecisionRow *d, const char *signers, Arena *a, Proof *ret,
                   const char **ret_why, Message *m);

typedef struct {
    bool open;
    const char *why;            /* one sentence, always */
    const char *handoff;        /* number of the handoff that shuts or opens it, or NULL */
    StrList missing;            /* inputs of the agent's definition that are not there */
} GateAnswer;
int gate_ask(Context *c, const char *agent, Arena *a, GateAnswer *ret, Message *m);

typedef struct {
    HandoffRow handoff;
    DecisionRow decision;       /* verdict approved, rejected, withdrawn; seq 0: superseded */
    bool timed_out;
} WaitReport;
/* Follows the handoff over its revisions until it is decided; timeout_ms 0: for ever. */
int handoff_wait(Context *c, const char *id, int64_t timeout_ms, Arena *a, WaitReport *ret, Message *m);

/* Refuses what only humans do, inside of an agent client, and records the try.  -EPERM with a sentence. */
int gate_guard(Context *c, Act act, const char *subject, Source source, Message *m);
int gate_guard_word(Context *c, const char *what, const char *subject, Source source, Message *m);   /* "trust" */

/* ---- what follows ---- */

/* Does what is pending, in order, under a lease; -errno only when the ledger cannot be read. */
int effects_run(Context *c, Message *m);

#endif
