/*
 * evidence_verify.c - does everything still verify: chain, projections, and every decision's signature?
 *
 * The chain shows that the ledger was not changed by somebody who does not know how it is made; who made a
 * decision is shown by its signature alone.  So where signatures are asked for, an approval without
 * one is as wrong as one that does not fit.
 */
#include "baton/conf/policy.h"
#include "baton/core/evidence.h"
#include "deciding.h"

typedef struct {
    Context *c;
    Arena *arena;
    Policy policy;
    const char *signers;        /* NULL: the policy's */
    VerifyReport *report;
    Message *m;
} Verify;

/* With a file of signers every approval has to verify, whatever the settings of the project say today. */
static bool must_be_signed(const Verify *v, const HandoffRow *h, const DecisionRow *d)
{
    if (v->signers)
        return d->verdict == VERDICT_APPROVED || d->verdict == VERDICT_WAIVED;
    return v->policy.is_signed && d->verdict == VERDICT_APPROVED && !d->revoked &&
           h->state == HANDOFF_APPROVED;
}

static bool is_fine(const Verify *v, Proof proof, bool must)
{
    switch (proof) {
    case PROOF_GOOD: return true;
    case PROOF_REMOVED: return !v->signers;
    case PROOF_UNSIGNED: return !must;
    case PROOF_BAD: break;
    }
    return false;
}

static int say_wrong(const Verify *v, const HandoffRow *h, const DecisionRow *d, Proof proof, const char *why)
{
    if (!why)
        why = proof == PROOF_UNSIGNED ? "it is not signed"
              : proof == PROOF_REMOVED ? "its key is not among these signers"
                                       : "its signature does not fit";
    (void)fail(v->m, "event %lld (handoff.decided), handoff %d %s by '%s', does not verify: %s",
               (long long)d->seq, h->number, verdict_text(d->verdict), d->person ? d->person : d->actor, why);
    return 1;
}

static int verify_decision(const Verify *v, const HandoffRow *h, const DecisionRow *d)
{
    Proof proof = PROOF_BAD;
    const char *why = NULL;
    int r = decision_proof(v->c, &v->policy, d, v->signers, v->arena, &proof, &why, v->m);
    if (r < 0)
        return r;
    if (!is_fine(v, proof, must_be_signed(v, h, d)))
        return say_wrong(v, h, d, proof, why);
    v->report->signatures += proof == PROOF_GOOD || proof == PROOF_REMOVED;
    return 0;
}

/* ---- what was signed stands for what is listed beside it ---- */

static bool is_signed(const Verify *v)
{
    return v->signers || v->policy.is_signed;
}

static int verify_revision(const Verify *v, const HandoffRow *h, const RevisionRow *row)
{
    EventRows rows = { 0 };
    Json *tree = NULL;
    EventQuery q = { .kind = event_kind_text(EVENT_HANDOFF_REVISED), .after = row->seq - 1, .before = row->seq + 1 };
    int r = store_events(v->c->store, v->arena, &q, &rows);
    if (r < 0 || rows.len != 1 || event_is_redacted(v->c->store, row->seq))
        return MIN(r, 0);
    (void)json_parse(str_from(rows.items[0].body), &tree);
    CLEANUP(json_free_ptr) Json *body = tree;
    if (revision_is_bound(body))
        return 0;
    (void)fail(v->m, "event %lld (handoff.revised), handoff %d, does not verify: its agents and files are not those "
               "that its digest %.12s stands for", (long long)row->seq, h->number, row->digest);
    return 1;
}

static int verify_revisions(const Verify *v, const HandoffRow *h)
{
    RevisionRows rows = { 0 };
    int r = is_signed(v) ? store_revisions(v->c->store, v->arena, h->id, &rows) : 0;
    for (size_t i = 0; r == 0 && i < rows.len; i++)
        r = verify_revision(v, h, &rows.items[i]);
    return r;
}

/* One signature is one decision. */
static int verify_once(const Verify *v, const HandoffRow *h, const DecisionRows *rows, size_t n)
{
    const DecisionRow *d = &rows->items[n];
    for (size_t i = 0; d->signature && i < n; i++)
        if (text_same(rows->items[i].signature, d->signature))
            return say_wrong(v, h, d, PROOF_BAD, arena_printf(v->arena, "its signature is that of event %lld",
                                                            (long long)rows->items[i].seq));
    return 0;
}

static int verify_handoff(Verify *v, const HandoffRow *h)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    DecisionRows rows = { 0 };
    v->arena = a;
    int r = store_decisions(v->c->store, a, h->id, &rows);
    for (size_t i = 0; r == 0 && i < rows.len; i++) {
        r = verify_decision(v, h, &rows.items[i]);
        if (r == 0)
            r = verify_once(v, h, &rows, i);
    }
    if (r == 0)
        r = verify_revisions(v, h);
    return r;
}

/* A file of signers says all that is asked of the policy; without either, that the chain holds is all there is. */
static int load_policy(Verify *v, Arena *a)
{
    Message m = { 0 };
    if (policy_load(v->c->project, a, &v->policy, &m) == 0)
        return 0;
    v->policy = (Policy){ 0 };
    if (v->signers)
        return 0;
    (void)fail(v->m, "%lld events: the chain holds, and the projections are what the events say, but no decision was "
               "verified: %s", (long long)v->report->events, m.text);
    return 1;
}

static int verify_decisions(Verify *v, Arena *a)
{
    HandoffRows rows = { 0 };
    int r = load_policy(v, a);
    if (r == 0)
        r = store_handoffs(v->c->store, a, &(HandoffQuery){ 0 }, &rows);
    for (size_t i = 0; r == 0 && i < rows.len; i++)
        r = verify_handoff(v, &rows.items[i]);
    return r;
}

int ledger_verify(Context *c, const char *signers, VerifyReport *ret, Message *m)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    VerifyReport report = { 0 };
    int r = store_verify(c->store, &report.events, m);
    if (r)
        return r;
    Verify v = { .c = c, .signers = signers, .report = &report, .m = m };
    r = verify_decisions(&v, a);
    if (r == 0)
        *ret = report;
    return r;
}
