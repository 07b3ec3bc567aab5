/*
 * dossier.c - all that the ledger knows of one handoff, and what its decisions are worth.
 */
#include "dossier.h"

#include "baton/conf/policy.h"

void dossier_read(Context *c, const HandoffRow *h, Arena *a, Dossier *ret)
{
    Message m = { 0 };
    *ret = (Dossier){ .c = c, .arena = a, .h = h };
    ret->understood = policy_load(c->project, a, &ret->policy, &m) == 0;
    (void)store_revisions(c->store, a, h->id, &ret->revisions);
    (void)store_decisions(c->store, a, h->id, &ret->decisions);
    (void)store_effects(c->store, a, h->id, false, &ret->effects);
    (void)store_events(c->store, a, &(EventQuery){ .subject = h->id }, &ret->history);
}

static bool is_verdict(Verdict v)
{
    return v == VERDICT_APPROVED || v == VERDICT_REJECTED || v == VERDICT_WITHDRAWN;
}

const DecisionRow *decision_in_force(const HandoffRow *h, const DecisionRows *rows)
{
    for (size_t i = rows->len; i-- > 0;) {
        const DecisionRow *d = &rows->items[i];
        if (is_verdict(d->verdict) && d->state == h->state && !d->revoked && h->state != HANDOFF_SUBMITTED)
            return d;
    }
    return NULL;
}

const RevisionRow *dossier_current(const Dossier *d)
{
    return d->revisions.len ? &d->revisions.items[d->revisions.len - 1] : NULL;
}

bool dossier_decided_on(const Dossier *d, const RevisionRow *r)
{
    for (size_t i = 0; r->digest && i < d->decisions.len; i++)
        if (d->decisions.items[i].revision && strcmp(d->decisions.items[i].revision, r->digest) == 0)
            return true;
    return false;
}

bool dossier_proof(const Dossier *d, const DecisionRow *row, Proof *ret, const char **ret_why)
{
    Message m = { 0 };
    *ret_why = NULL;
    return d->understood &&
           decision_proof(d->c, &d->policy, row, NULL, d->arena, ret, ret_why, &m) == 0;
}
