/*
 * gate.h - revisions, evidence, decisions and what follows from them, as the ledger has them.
 *
 * All of these are projections.  A row in a projection proves nothing: who opens a gate asks
 * store_event_proven() for the event behind it.  Rows live in the arena, oldest first.
 */
#ifndef BATON_STORE_GATE_H
#define BATON_STORE_GATE_H

#include "baton/store/store.h"

typedef struct {
    const char *handoff;        /* UUID */
    int number;                 /* 1, 2, 3 … of this handoff */
    const char *digest;         /* the revision's: 64 hex digits */
    const char *artifact;       /* SHA-256 of the artifact without baton's block */
    const char *file, *from, *to, *summary, *run;
    const char *base, *base_why, *head, *tree;  /* tree: full path of the work tree */
    const char *files;          /* JSON: [{path was mode hash status tracked cited counts}…] */
    int64_t at, seq;            /* of its handoff.revised */
    int64_t evidence_seq;       /* of its handoff.evidence; 0: none yet */
} RevisionRow;
typedef struct { RevisionRow *items; size_t len, cap; } RevisionRows;
int store_revisions(Store *s, Arena *a, const char *handoff, RevisionRows *ret_rows);
/* The artifact's bytes of a revision (by the seq of its event).  -ENOENT; -ESTALE: something was redacted in it. */
int store_artifact(Store *s, int64_t seq, Buf *out);
/* The diff kept as evidence; *ret_left_out bytes were not kept. */
int store_diff(Store *s, int64_t evidence_seq, Buf *out, int64_t *ret_left_out);

typedef struct {
    const char *handoff, *revision, *name, *why, *output;
    const char *findings;       /* JSON: [{file line text}…] */
    CheckState state;
    int status;
    int64_t findings_more, output_dropped, ms, at, seq;
} CheckRowKept;
typedef struct { CheckRowKept *items; size_t len, cap; } CheckRowsKept;
int store_checks(Store *s, Arena *a, const char *handoff, const char *revision, CheckRowsKept *ret_rows);

typedef struct {
    int64_t seq, at;
    const char *handoff, *revision;
    Verdict verdict;
    const char *actor;          /* login */
    const char *person, *principal;
    const char *comment;
    const char *remarks;        /* JSON: [{file line side text}…]: comments on lines */
    const char *statement, *signature, *signer; /* NULL: not signed */
    const char *checks;         /* digest of the checks as shown */
    StrList roles, waived, failed;      /* failed: names of checks that had failed or not finished */
    const char *host, *tty, *ssh, *source;
    HandoffState state;         /* what it made of the handoff */
    bool revoked;               /* an approval that was taken back since, or rejected by somebody */
} DecisionRow;
typedef struct { DecisionRow *items; size_t len, cap; } DecisionRows;
/*
 * Those that counted when they came: about the revision that was current then, in a state where they may be.
 * What they say is read from their events, whatever the projection says; state and revision of a comment are
 * what it was made on.
 */
int store_decisions(Store *s, Arena *a, const char *handoff, DecisionRows *ret_rows);

/*
 * 1: the event of this seq and of this kind and subject is in the ledger as it was recorded, or as a redaction
 * left it: its chain value follows from the event before it, and the next event's from its own.  0: it is not.
 */
int store_event_proven(Store *s, int64_t seq, EventKind kind, const char *subject);
/* The last event's seq and chain value: what a signature covers as "ledger".  "" chain: it is empty. */
int store_head(Store *s, int64_t *ret_seq, char ret_chain[65]);
/* Was that ever the head? 1 or 0. */
int store_was_head(Store *s, int64_t seq, const char *chain);
/* Names this ledger for good: the id of its first event; NULL: it is empty. */
const char *store_project_id(Store *s, Arena *a);

/*
 * What follows from decisions: made by handoff.decided, ended by effect.done.  Ordered as they must be done.
 * id: "SEQ:KIND".
 */
typedef struct {
    const char *id, *kind, *handoff, *detail;
    int64_t decision;           /* seq */
    EffectState state;
    int64_t at;
} EffectRow;
typedef struct { EffectRow *items; size_t len, cap; } EffectRows;
int store_effects(Store *s, Arena *a, const char *handoff_or_null, bool only_pending, EffectRows *ret_rows);
bool store_has_effects(Store *s);       /* something is pending: one quick look */

/* The last approved handoff of this run (and its HEAD then), NULL: none. */
const char *store_approved_commit(Store *s, Arena *a, const char *run);

/*
 * ---- caches: no projections, no events ----
 *
 * A lease is held by a process, known by pid and start time on this host; one whose process is gone may be
 * taken.  Returns 0: ours; -EBUSY: held, *ret_pid says by whom.
 */
int store_lease_take(Store *s, const char *name, int pid, uint64_t started, bool (*alive)(int pid, uint64_t started),
                     int *ret_pid);
int store_lease_drop(Store *s, const char *name, int pid, uint64_t started);

/*
 * Current revisions of open handoffs whose evidence is not there, or has checks that run; those of process `pid`,
 * 0: of nobody.  One lookup in an index where there are none.
 */
typedef struct {
    const char *handoff, *revision;
    bool running;               /* else: there is no evidence yet */
    int64_t at;                 /* of the revision, or when the check was said to run */
    int pid;                    /* who has the lease */
    uint64_t started;
} UncheckedRow;
typedef struct { UncheckedRow *items; size_t len, cap; } UncheckedRows;
int store_unchecked(Store *s, Arena *a, UncheckedRows *ret_rows);

/* The revision that this person saw last, on the review screen.  "": none. */
int store_viewed_get(Store *s, Arena *a, const char *who, const char *handoff, const char **ret_revision);
int store_viewed_put(Store *s, const char *who, const char *handoff, const char *revision);

/*
 * Takes a text out of every event and everything made from them: it becomes "[redacted]" also where JSON or
 * hex hides it.  The events keep their chain values; one event.redacted says who, why, and the digest of
 * each as it stands now, so that store_verify() still holds them to it.  The bytes leave the file.
 * Returns how many events were changed, 0 when nothing holds it.  -EINVAL: it is shorter than four bytes, or
 * part of what would stand in its place.  -EBUSY: another process writes, nothing was done.  -EAGAIN: it was taken
 * out, but another process still reads what was there before, and the bytes are in the file until it is asked for
 * again (then 0 is success).
 */
int store_redact(Store *s, Str secret, const char *who, const char *why, Source source);

#endif
