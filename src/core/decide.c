/*
 * decide.c - a human's word on a handoff, from the question to what follows from it.
 *
 * Slow things (git, ssh-keygen) are done before the ledger is locked; the lock sees them again
 * (decide_record.c).  A check that ends between the two is no reason to ask the human again unless he signs.
 */
#include <errno.h>

#include "baton/core/ingest.h"
#include "deciding.h"

enum { TRIES = 3 };

static int find(Deciding *d)
{
    IngestReport read;
    int r = context_store(d->c, STORE_WRITE, d->m);
    if (r == 0)
        r = ingest(d->c, true, &read, d->m);
    if (r < 0)
        return r;
    if (!context_may_record(d->c))
        return fail_with(d->m, -EROFS, "Nothing can be decided here: %s",
                         *d->c->notice.text ? d->c->notice.text : "the ledger cannot be written");
    r = gate_guard(d->c, d->o->act, d->o->handoff, d->o->source, d->m);
    return r < 0 ? r : handoff_find(d->c, d->o->handoff, d->arena, &d->handoff, d->m);
}

/* In this order, so that the first thing that stands against it is what is said. */
static int prepare(Deciding *d)
{
    static int (*const steps[])(Deciding *) = {
        decide_read, decide_allowed, decide_text, decide_who, decide_revision, decide_fresh, decide_checks,
        decide_once, decide_sign,
    };
    int r = 0;
    for (size_t i = 0; r == 0 && i < ARRAY_LEN(steps); i++)
        r = steps[i](d);
    return r;
}

int handoff_decide(Context *c, const DecideOrder *o, Arena *a, DecideReport *ret, Message *m)
{
    CLEANUP(deciding_done) Deciding d = { .c = c, .o = o, .arena = a, .m = m, .report = ret,
                                          .statement = BUF_INIT, .signature = BUF_INIT };
    Message later = { 0 };
    *ret = (DecideReport){ .still = NULL };
    if (o->act == ACT_SUBMIT || o->act == ACT_REFRESH || o->act >= ACT_COUNT)
        return fail_with(m, -EINVAL, "That is no decision");
    int r = find(&d);
    for (int i = 0; r == 0; i++) {
        d.waived.len = d.failed.len = 0;
        if ((r = prepare(&d)) == 0)
            r = decide_record(&d);
        if (r != -EAGAIN || i + 1 == TRIES || (o->terminal && d.is_signed))
            break;
        r = 0;
    }
    if (r == 0)
        (void)effects_run(c, &later);   /* what could not be done is pending, and shown as such */
    return r;
}
