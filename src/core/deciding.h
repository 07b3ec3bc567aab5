/*
 * deciding.h - what the parts of deciding, of its effects and of the gate share.
 */
#ifndef CORE_DECIDING_H
#define CORE_DECIDING_H

#include "baton/base/digest.h"
#include "baton/core/handoff.h"
#include "baton/format/json.h"
#include "baton/gate/signature.h"

enum { REASON_MAX = 64 * 1024, REMARKS_MAX = 1000, REMARKS_SIZE_MAX = 256 * 1024, SIGNERS_MAX = 256 * 1024 };

typedef struct {
    Context *c;
    const DecideOrder *o;
    Arena *arena;               /* of the caller */
    Message *m;
    HandoffRow handoff;
    RevisionRow revision;       /* the current one; digest NULL: there is none */
    DecisionRows decisions;
    Policy policy;
    bool has_policy;
    ApprovalNeeds needs;
    Approver who;
    CheckRowsKept checks;
    char checks_digest[DIGEST_HEX_SIZE];
    StrList waived;             /* that this decision counts as waived, with what was waived before */
    StrList failed;             /* checks that had failed or not finished */
    const char *actor;
    int64_t at;                 /* when it was decided: stands in the event and in what is signed */
    const char *head;           /* "SEQ CHAIN": the ledger's head when it was signed */
    const char *signers;        /* digests of the allowed_signers files when it was signed */
    Buf statement, signature;
    bool is_signed;
    const char *signer;         /* the lines of allowed_signers that it was made under */
    HandoffState after;
    StrList effects;
    DecideReport *report;
} Deciding;

void deciding_done(Deciding *d);

/* ---- decide_find.c: what it is about, and who asks ---- */

Verdict verdict_of(Act act);
/* Handoff, its current revision, decisions and checks as the ledger has them now. */
int decide_read(Deciding *d);
/* The state allows it; else -EALREADY with who decided, or -EINVAL. */
int decide_allowed(Deciding *d);
int decide_who(Deciding *d);
void changed_paths(const char *files_json, Arena *a, StrList *ret);

/* ---- decide_ready.c: what stands against it ---- */

int decide_revision(Deciding *d);       /* --revision is the current one */
int decide_fresh(Deciding *d);          /* the files are what was recorded */
int decide_checks(Deciding *d);         /* required checks, waivers */
int decide_once(Deciding *d);           /* the same person has not approved it before */
int decide_text(Deciding *d);           /* comments that must be there, and how long */

/* ---- decide_sign.c ---- */

int decide_sign(Deciding *d);
/* Appends signers.read for each file that is not as it was last recorded; inside a transaction. */
int signers_record(Context *c, const Policy *p, Arena *a);
/* Text of that file as last recorded, when its event is proven; NULL. */
const char *signers_recorded(Context *c, const char *path, Arena *a);
/* The recorded text that has this digest, wherever it stands: it needs no proof.  NULL. */
const char *signers_text(Context *c, Str digest, Arena *a);
/* "SEQ CHAIN" of the ledger, and whether it was once so. */
const char *head_text(Store *s, Arena *a);
bool head_was(Store *s, const char *head);

/* ---- decide_record.c ---- */

/* The transaction; the files are looked at once more inside of it. */
int decide_record(Deciding *d);

/* ---- proof_kept.c: keys that are not listed any more ---- */

/*
 * Those of the lines kept with a decision that were listed then, as somebody says whose key is listed in that
 * file now: a later decision of his covers the head of the ledger after it, and the digest of a list that had
 * the line.  NULL: nobody vouches for any.  -errno with a sentence.
 */
int signers_vouched(Context *c, const char *path, const DecisionRow *row, Arena *a, const char **ret_lines,
                    Message *m);

/* ---- proof_cache.c ---- */

typedef struct { const char *signers, *kept, *principal, *statement, *signature; } SignatureAsk;
/* signature_verify(), once per process for the same bytes. */
int signature_ask(Context *c, const SignatureAsk *ask, Arena *a, SignatureState *ret, const char **ret_why,
                  Message *m);

/* ---- proof_event.c: a decision as its event says it ---- */

typedef struct { DecisionRow row; const char *head, *signers; StrList effects; } EventDecision;
bool decision_of_event(const Event *e, Arena *a, EventDecision *ret);
int decision_load(Store *s, int64_t seq, Arena *a, EventDecision *ret);  /* -ENOENT */
/* Whether something was redacted in that event. */
bool event_is_redacted(Store *s, int64_t seq);

/* ---- gate_bound.c ---- */

/* Agents, base and files in the body of a handoff.revised are those that its digest stands for. */
bool revision_is_bound(const Json *body);

/* ---- gate_standing.c: what proven events make of handoffs, without a look at projections ---- */

typedef struct {
    const char *id;             /* UUID */
    const char *from, *to, *summary, *revision, *file;      /* "" when not known */
    StrList changed;            /* paths of the current revision */
    HandoffState state;
    bool bound;                 /* its digest stands for these agents and files */
    int64_t first_seq;          /* of its first revision: later handoffs have a larger one */
    int64_t revoked_seq;        /* of the last verdict that made approvals before it void; 0: none */
    EventDecision decision;     /* the last verdict; row.seq 0: none */
    POLICY_LIST(DecisionRow) approvals;     /* of the current revision, proven, not revoked */
    const char *short_of;       /* of a submitted one: why its approvals are not enough; NULL: there are none */
} Standing;
typedef struct { Standing *items; size_t len, cap; } Standings;

/*
 * All handoffs of this run (NULL or "": of none), oldest first.  id: that one alone, whatever its run.
 * -EBADMSG with a sentence: one of their events is not in the ledger as it was recorded.
 */
int standings_read(Context *c, const Policy *p, const char *run, const char *id, Arena *a, Standings *ret,
                   Message *m);

/* Whether these approvals are enough; NULL, or the need that is not met. */
const ApprovalNeed *approvals_missing(const Policy *p, const char *from, const char *to, const StrList *changed,
                                      const DecisionRow *rows, size_t n, Arena *a);
const char *need_text(const ApprovalNeed *need, Arena *a);      /* "1 senior-tech-lead" */

/* ---- effects ---- */

typedef struct {
    Context *c;
    Arena *arena;
    const EffectRow *row;
    HandoffRow handoff;
    EventDecision decision;
    const char *detail;         /* what became of it, one sentence */
} Effect;

/*
 * 0: done; -EAGAIN: a passing trouble, another process may do it later; any other: it can never be
 * done, and detail says why.
 */
typedef int EffectRun(Effect *e);
EffectRun effect_block, effect_session, effect_command;

#endif
