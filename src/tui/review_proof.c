/*
 * review_proof.c - what the decisions on the screen are worth: a row in a table is no decision.
 *
 * A signature takes a program to verify, so a decision is proven when the review is opened or when the
 * decision comes, and not with every look; the newest few, which are the ones that matter.
 */
#include "review.h"

enum { PROVEN_AT_ONCE = 16 };

void review_proofs_done(Review *r)
{
    for (size_t i = 0; i < r->proofs.len; i++)
        free(r->proofs.items[i].why);
    VEC_DONE(&r->proofs);
}

const ReviewProof *review_proof(const Review *r, const DecisionRow *d)
{
    for (size_t i = 0; i < r->proofs.len; i++)
        if (r->proofs.items[i].seq == d->seq)
            return &r->proofs.items[i];
    return NULL;
}

static void prove(Review *r, Context *c, const DecisionRow *d)
{
    ReviewProof p = { .seq = d->seq, .proof = PROOF_BAD };
    const char *why = NULL;
    Message m = { 0 };
    if (decision_proof(c, &r->data.policy, d, NULL, r->data.arena, &p.proof, &why, &m) < 0)
        why = m.text;
    p.why = mem_strdup(why ? why : "");
    VEC_PUSH(&r->proofs, p);
}

void review_prove(Review *r, Context *c)
{
    if (r->anew)
        review_proofs_done(r);
    size_t n = 0;
    for (size_t i = r->data.decisions.len; i-- > 0 && n < PROVEN_AT_ONCE; n++)
        if (!review_proof(r, &r->data.decisions.items[i]))
            prove(r, c, &r->data.decisions.items[i]);
}

bool review_counts(const Review *r, const DecisionRow *d)
{
    const ReviewProof *p = review_proof(r, d);
    return p && p->proof != PROOF_BAD && !(p->proof == PROOF_UNSIGNED && r->data.policy.is_signed);
}

void review_proof_words(const Review *r, const DecisionRow *d, TextWriter *w)
{
    const ReviewProof *p = review_proof(r, d);
    bool verdict = d->verdict != VERDICT_COMMENTED;
    if (!p)
        return;
    if (p->proof == PROOF_BAD)
        text_wordsf(w, STYLE_STATE_BAD, " %s: %s", proof_text(p->proof), p->why);
    else if (p->proof == PROOF_UNSIGNED && r->data.policy.is_signed && verdict)
        text_words(w, STYLE_STATE_BAD, raw(" not signed"));
    else if (p->proof != PROOF_UNSIGNED)
        text_wordsf(w, STYLE_STATE_DONE, " signed as %s, %s", d->principal ? d->principal : "?", proof_text(p->proof));
}
