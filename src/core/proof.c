/*
 * proof.c - what a decision is worth: its event stands in the chain, and its signature verifies.
 */
#include <errno.h>

#include "baton/base/clock.h"
#include "baton/gate/signature.h"
#include "deciding.h"

static const char *const words[] = {
    [PROOF_GOOD] = "verified", [PROOF_UNSIGNED] = "unsigned",
    [PROOF_REMOVED] = "verified, key removed since", [PROOF_BAD] = "NOT VERIFIED",
};

const char *proof_text(Proof p)
{
    BUG_ON((size_t)p >= ARRAY_LEN(words));
    return words[p];
}

typedef struct {
    Context *c;
    const Policy *policy;
    const DecisionRow *row;     /* as it is listed */
    EventDecision event;        /* as it happened */
    const char *signers;
    Arena *arena;
    const char *why;
    Message *m;
} Proving;

static int bad(Proving *p, const char *why)
{
    p->why = why;
    return PROOF_BAD;
}

/* The first field in which the list differs from the event, or NULL. */
static const char *differs(const DecisionRow *a, const DecisionRow *b)
{
    const struct { const char *name, *a, *b; } texts[] = {
        { "handoff", a->handoff, b->handoff }, { "revision", a->revision, b->revision },
        { "actor", a->actor, b->actor }, { "person", a->person, b->person },
        { "principal", a->principal, b->principal }, { "comment", a->comment, b->comment },
        { "checks", a->checks, b->checks }, { "statement", a->statement, b->statement },
        { "signature", a->signature, b->signature }, { "signer", a->signer, b->signer },
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        if (!text_same(texts[i].a, texts[i].b))
            return texts[i].name;
    return a->verdict != b->verdict ? "verdict" : a->state != b->state ? "state" : a->at != b->at ? "time" : NULL;
}

static int prove_event(Proving *p)
{
    const DecisionRow *d = p->row;
    if (store_event_proven(p->c->store, d->seq, EVENT_HANDOFF_DECIDED, d->handoff) != 1 ||
        decision_load(p->c->store, d->seq, p->arena, &p->event) < 0)
        return bad(p, arena_printf(p->arena, "its event %lld is not in the ledger as it was recorded",
                                   (long long)d->seq));
    const char *field = differs(d, &p->event.row);
    if (field)
        return bad(p, arena_printf(p->arena, "its %s is listed otherwise than event %lld says", field,
                                   (long long)d->seq));
    return PROOF_GOOD;
}

/* ---- what was signed ---- */

static bool is_comment(Str line)
{
    return str_starts(line, STR("comment:"));
}

/* The signed text says what the event says; a comment that was redacted is known by its digest alone. */
static int prove_statement(Proving *p)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    const DecisionRow *d = &p->event.row;
    char at[TIME_TEXT_SIZE];
    statement_write(&(Statement){
        .project = store_project_id(p->c->store, p->arena), .handoff = d->handoff, .revision = d->revision,
        .verdict = verdict_text(d->verdict), .principal = d->principal, .time = time_format(d->at, at),
        .comment = d->comment, .checks = d->checks, .ledger = p->event.head,
        .signers = p->event.signers, .waived = &d->waived,
    }, &text);
    Str is = str_from(d->statement), should = buf_str(&text), a, b;
    if (str_eq(is, should))
        return PROOF_GOOD;
    for (bool more = true; more;) {
        bool has = str_next_line(&is, &a);
        more = str_next_line(&should, &b);
        if (has == more && (!more || str_eq(a, b)))
            continue;
        if (has && more && is_comment(a) && is_comment(b) && event_is_redacted(p->c->store, d->seq))
            continue;
        Str name = has ? str_cut(&a, ':') : more ? str_cut(&b, ':') : STR("end");
        return bad(p, arena_printf(p->arena, "what was signed differs from the event in its %.*s", STR_ARG(name)));
    }
    return PROOF_GOOD;
}

static int verify(Proving *p, const char *path, const char *kept, SignatureState *ret, const char **ret_why)
{
    const DecisionRow *d = &p->event.row;
    *ret = SIGNATURE_BAD;
    *ret_why = NULL;
    return signature_ask(p->c, &(SignatureAsk){ path, kept, d->principal, d->statement, d->signature }, p->arena, ret,
                         ret_why, p->m);
}

/* only_listed: keys that were removed since count for nothing. */
static int prove_with(Proving *p, const char *path, bool only_listed)
{
    SignatureState state;
    const char *why, *kept = NULL, *ignored;
    int r = verify(p, path, NULL, &state, &why);
    if (r == 0 && state != SIGNATURE_GOOD && !only_listed)
        r = signers_vouched(p->c, path, &p->event.row, p->arena, &kept, p->m);
    if (r == 0 && kept)
        r = verify(p, path, kept, &state, &ignored);
    if (r < 0)
        return r;
    if (state == SIGNATURE_GOOD)
        return PROOF_GOOD;
    if (state == SIGNATURE_REMOVED)
        return PROOF_REMOVED;
    return bad(p, why ? why : "its signature does not verify");
}

/* Every file has to agree; a file that was named stands alone, and only what it lists counts. */
static int prove_signature(Proving *p)
{
    int proof = -1;
    if (p->signers)
        return prove_with(p, p->signers, true);
    for (size_t i = 0; i < p->policy->layers.len; i++) {
        const char *path = p->policy->layers.items[i].signers;
        if (!path)
            continue;
        int r = prove_with(p, path, false);
        if (r < 0 || r == PROOF_BAD)
            return r;
        proof = MAX(proof, r);
    }
    return proof < 0 ? bad(p, "there is no allowed_signers file that its signature could be verified with") : proof;
}

static int prove(Proving *p)
{
    int r = prove_event(p);
    if (r != PROOF_GOOD)
        return r;
    const DecisionRow *d = &p->event.row;
    if (!d->signature || !d->statement) {
        p->why = "it is not signed";
        return d->signature || d->statement ? bad(p, "half of its signature is missing") : PROOF_UNSIGNED;
    }
    if ((r = prove_statement(p)) != PROOF_GOOD)
        return r;
    if (!head_was(p->c->store, p->event.head))
        return bad(p, "it was signed over another ledger");
    return prove_signature(p);
}

int decision_proof(Context *c, const Policy *p, const DecisionRow *d, const char *signers, Arena *a, Proof *ret,
                   const char **ret_why, Message *m)
{
    Proving proving = { .c = c, .policy = p, .row = d, .signers = signers, .arena = a, .m = m };
    *ret = PROOF_BAD;
    *ret_why = NULL;
    int r = prove(&proving);
    if (r < 0)
        return r;
    *ret = (Proof)r;
    *ret_why = proving.why;
    return 0;
}
