/*
 * fold_decision.c - what people decide, and the effects that follow.
 *
 * Here stands once more what core checks before it records a decision: it is about the current
 * revision, the handoff is in a state where it may be, nobody decided before.  A decision that
 * does not fit changes nothing, whoever wrote it.
 */
#include "baton/model/policy.h"
#include "fold.h"

enum { EFFECTS_MAX = 16 };              /* of one decision */

typedef struct { HandoffState state; const char *digest; } Current;

typedef struct {
    Verdict verdict;
    HandoffState state;                 /* what it makes of the handoff */
    const char *revision, *person;
} Decided;

#define TO(state) (1u << HANDOFF_##state)

static const struct { Act act; unsigned states; } verdicts[] = {
    [VERDICT_APPROVED]  = { ACT_APPROVE, TO(SUBMITTED) | TO(APPROVED) },
    [VERDICT_REJECTED]  = { ACT_REJECT, TO(REJECTED) },
    [VERDICT_COMMENTED] = { ACT_COMMENT, 0 },
    [VERDICT_WAIVED]    = { ACT_WAIVE, TO(SUBMITTED) },
    [VERDICT_WITHDRAWN] = { ACT_WITHDRAW, TO(WITHDRAWN) },
    [VERDICT_REVOKED]   = { ACT_REVOKE, TO(SUBMITTED) },
};
_Static_assert(ARRAY_LEN(verdicts) == VERDICT_COUNT, "one row per verdict");

/* 1: there is such a handoff. */
static int find(Fold *f, Current *ret)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(f->s, "SELECT digest, state FROM handoff WHERE id = ?", "t", f->e->subject);
    int r = sql_step(f->s, st);

    if (r == 1) {
        *ret = (Current){ .digest = sql_full_text(f->a, st, 0) };
        (void)handoff_state_parse(sql_borrow(st, 1), &ret->state);
    }
    return r;
}

static bool read_body(const Fold *f, const Current *now, Decided *ret)
{
    const char *person = fold_text(f, "person");
    Decided d = { .revision = fold_text(f, "revision"), .person = *person ? person : f->e->actor };

    if (verdict_parse(fold_text(f, "verdict"), &d.verdict) < 0)
        return false;
    if (d.verdict == VERDICT_COMMENTED)
        d.state = now->state;
    else if (handoff_state_parse(fold_text(f, "state"), &d.state) < 0)
        return false;
    *ret = d;
    return true;
}

/* One approval of a person for a revision counts once, unless it is the one that decides. */
static bool is_repeated(Fold *f, const Decided *d)
{
    return d->verdict == VERDICT_APPROVED && d->state == HANDOFF_SUBMITTED &&
           sql_int(f->s,
                   "SELECT 1 FROM decision WHERE handoff = ? AND revision = ? AND person = ? "
                   "AND verdict = 'approved' AND revoked = 0 LIMIT 1",
                   "ttt", f->e->subject, d->revision, d->person) == 1;
}

static bool fits(Fold *f, const Current *now, const Decided *d)
{
    if (act_refused(verdicts[d->verdict].act, now->state))
        return false;
    if (d->verdict == VERDICT_COMMENTED)
        return true;
    return (verdicts[d->verdict].states & 1u << d->state) && *d->revision &&
           strcmp(d->revision, now->digest) == 0 && !is_repeated(f, d);
}

/* What was rejected and comes again as it was needs all of its approvals anew. */
static int void_approvals(Fold *f)
{
    return sql_run(f->s, "UPDATE decision SET revoked = 1 WHERE handoff = ? AND verdict = 'approved'", "t",
                   f->e->subject);
}

/* An approval that was taken back is none any more, and what it had still to do is not done. */
static int revoke(Fold *f)
{
    int r = void_approvals(f);
    if (r < 0)
        return r;
    return sql_run(f->s,
                   "UPDATE effect SET state = 'failed', detail = 'the approval was taken back', at = ?2 "
                   "WHERE handoff = ?1 AND state = 'pending'",
                   "ti", f->e->subject, f->e->at);
}

/* Back among what is submitted, it waits from now on. */
static int set_state(Fold *f, const Current *now, const Decided *d)
{
    if (d->state == now->state)
        return sql_run(f->s, "UPDATE handoff SET updated_at = ?2 WHERE id = ?1", "ti", f->e->subject, f->e->at);
    return sql_run(f->s,
                   "UPDATE handoff SET state = ?2, updated_at = ?3, "
                   "decided_at = CASE WHEN ?2 = 'submitted' THEN 0 ELSE ?3 END, "
                   "submitted_at = CASE WHEN ?2 = 'submitted' THEN ?3 ELSE submitted_at END WHERE id = ?1",
                   "tti", f->e->subject, handoff_state_text(d->state), f->e->at);
}

static int put(Fold *f, const Decided *d)
{
    return sql_run(f->s, "INSERT INTO decision VALUES(?,?,?,?,?,?,?,0)", "tiittttt", f->e->subject, f->e->seq,
                   f->e->at, d->revision, verdict_text(d->verdict), d->person, handoff_state_text(d->state));
}

static int put_effects(Fold *f)
{
    int64_t place = 0;
    int r = 0;

    for (const Json *kind = json_first(json_get(f->body, "effects")); r == 0 && kind && place < EFFECTS_MAX;
         kind = json_next(kind))
        if (json_text(kind) && *json_text(kind))
            r = sql_run(f->s, "INSERT OR IGNORE INTO effect VALUES(?,?,?,?,'pending','',?)", "ititi", f->e->seq,
                        json_text(kind), ++place, f->e->subject, f->e->at);
    return r;
}

int fold_handoff_decided(Fold *f)
{
    Current now;
    Decided d;
    int r = find(f, &now);

    if (r != 1 || !read_body(f, &now, &d) || !fits(f, &now, &d))
        return MIN(r, 0);
    r = d.verdict == VERDICT_REVOKED ? revoke(f) : d.verdict == VERDICT_REJECTED ? void_approvals(f) : 0;
    if (r == 0)
        r = set_state(f, &now, &d);
    if (r == 0)
        r = put(f, &d);
    if (r == 0)
        r = put_effects(f);
    return r == 0 ? escalations_of_decided(f) : r;
}

/* The subject is "SEQ:KIND".  Once done, it stays so. */
int fold_effect_done(Fold *f)
{
    Str kind = str_from(f->e->subject);
    EffectState state;
    int64_t decision;

    if (str_to_i64(str_cut(&kind, ':'), &decision) < 0 || effect_state_parse(fold_text(f, "state"), &state) < 0 ||
        state == EFFECT_PENDING)
        return 0;
    return sql_run(f->s,
                   "UPDATE effect SET state = ?3, detail = ?4, at = ?5 "
                   "WHERE decision = ?1 AND kind = ?2 AND state = 'pending'",
                   "ittti", decision, kind.data, effect_state_text(state), fold_text(f, "detail"), f->e->at);
}

/* Of a need that a person wants to be asked about later. */
int fold_need_snoozed(Fold *f)
{
    int64_t until = json_get_int(f->body, "until", 0);

    if (!*f->e->subject)
        return 0;
    if (until <= 0)
        return sql_run(f->s, "DELETE FROM snooze WHERE need = ?", "t", f->e->subject);
    return sql_run(f->s, "INSERT OR REPLACE INTO snooze VALUES(?,?)", "ti", f->e->subject, until);
}
