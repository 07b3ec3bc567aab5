/*
 * dossier.c - all that the ledger knows of one handoff, and what its decisions are worth.
 */
#include "dossier.h"

#include <errno.h>

#include "baton/conf/policy.h"
#include "baton/core/checks.h"

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

/* What is left of a text that something was taken out of. */
static int redacted_text(const Dossier *d, int64_t seq, Buf *out)
{
    CLEANUP(json_free_ptr) Json *body = NULL;
    EventRows rows = { 0 };
    EventQuery q = { .subject = d->h->id, .after = seq - 1, .limit = 1 };
    if (store_events(d->c->store, d->arena, &q, &rows) < 0 || !rows.len ||
        json_parse(str_from(rows.items[0].body), &body) < 0)
        return -ENOENT;
    const char *text = json_get_str(body, "text");
    buf_adds(out, text ? text : "");
    return text ? 0 : -ENOENT;
}

int dossier_artifact(const Dossier *d, const RevisionRow *r, Buf *out, bool *ret_redacted)
{
    int found = store_artifact(d->c->store, r->seq, out);
    *ret_redacted = found == -ESTALE;
    return *ret_redacted ? redacted_text(d, r->seq, out) : found;
}

bool dossier_proof(const Dossier *d, const DecisionRow *row, Proof *ret, const char **ret_why)
{
    Message m = { 0 };
    *ret_why = NULL;
    return d->understood &&
           decision_proof(d->c, &d->policy, row, NULL, d->arena, ret, ret_why, &m) == 0;
}

void dossier_checks(const Dossier *d, const char *revision, CheckRowsKept *ret, const char **ret_trouble)
{
    Message m = { 0 };
    *ret = (CheckRowsKept){ 0 };
    *ret_trouble = NULL;
    if (!revision || checks_proven(d->c, d->h->id, revision, d->arena, ret, &m) == 0)
        return;
    *ret_trouble = arena_strdup(d->arena, m.text);
    (void)store_checks(d->c->store, d->arena, d->h->id, revision, ret);
}

const char *effect_trouble(const EffectRow *e, Arena *a)
{
    const char *kind = strcmp(e->kind, "command") == 0 ? "on_approved" : e->kind;
    const char *detail = e->detail && *e->detail ? e->detail : NULL;
    if (e->state == EFFECT_DONE)
        return NULL;
    return arena_printf(a, "%s %s%s%s", kind, effect_state_text(e->state), detail ? ": " : "", detail ? detail : "");
}
