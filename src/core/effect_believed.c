/*
 * effect_believed.c - is what an effect follows from a decision, or a row that somebody wrote?
 *
 * The outbox is a projection.  What runs programs and tells agents to go on believes it no more than the gate does.
 */
#include <errno.h>

#include "baton/conf/policy.h"
#include "effects.h"

static int not_believed(Effect *e, const char *why)
{
    e->detail = arena_printf(e->arena, "it is not done: %s", why);
    return -EBADMSG;
}

/* Later ones of the same handoff may have been decided: then this one counts no more. */
static int is_what_opened(Effect *e, const Policy *p, Message *m)
{
    Standings all = { 0 };
    int r = standings_read(e->c, p, NULL, e->handoff.id, e->arena, &all, m);
    if (r < 0)
        return r == -EBADMSG ? not_believed(e, arena_strdup(e->arena, m->text)) : -EAGAIN;
    const Standing *s = all.len == 1 ? &all.items[0] : NULL;
    if (s && s->state == HANDOFF_APPROVED && s->decision.row.seq == e->row->decision)
        return 0;
    return not_believed(e, s && s->short_of ? s->short_of : "no approval that counts says so");
}

static int is_proven(Effect *e, const Policy *p, Message *m)
{
    Proof proof;
    const char *why;
    int r = decision_proof(e->c, p, &e->decision.row, NULL, e->arena, &proof, &why, m);
    if (r < 0)
        return -EAGAIN;
    if (proof == PROOF_BAD || (proof == PROOF_UNSIGNED && p->is_signed))
        return not_believed(e, why ? why : proof_text(proof));
    return 0;
}

int effect_believed(Effect *e)
{
    Policy policy;
    Message m = { 0 };
    if (!strlist_has(&e->decision.effects, e->row->kind) ||
        !text_same(e->decision.row.handoff, e->row->handoff))
        return not_believed(e, "the decision does not say so");
    if (policy_load(e->c->project, e->arena, &policy, &m) < 0)
        return -EAGAIN;                 /* nothing follows from decisions under a policy that is not understood */
    return e->decision.row.verdict == VERDICT_APPROVED ? is_what_opened(e, &policy, &m) : is_proven(e, &policy, &m);
}
