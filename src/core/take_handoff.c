/*
 * take_handoff.c - a handoff artifact becomes a handoff, or the next revision of one.
 *
 * It is the same handoff while author and receiver are unchanged and nobody has decided; else a new
 * one.  Only a changed artifact makes a revision: touching it, or what baton itself writes under it, does not.
 * git is asked while the file is read, before the transaction; inside only what the ledger says is
 * looked at once more.
 */
#include "taking.h"

#include <errno.h>

#include "baton/base/clock.h"
#include "submit.h"

/* An artifact that went away and came back as it was: the handoff is there again, unless it was sent back. */
static bool is_back(const HandoffRow *h)
{
    return h->gone && handoff_is_open(h) && h->state != HANDOFF_REJECTED;
}

static bool is_news(const NewRevision *v)
{
    const HandoffRow *h = &v->newest;
    return !h->id || !h->artifact || strcmp(h->artifact, v->artifact_digest) != 0 || is_back(h);
}

static NewRevision *revision_new(Ingest *in, const Reading *r)
{
    NewRevision *v = arena_alloc(r->arena, sizeof *v);
    *v = (NewRevision){ .c = in->c, .arena = r->arena, .facts = r->facts, .file = r->document->path,
                        .tree = r->document->tree, .run = in->run };
    return v;
}

int handoff_look(Ingest *in, Reading *r)
{
    if (*r->problem || !r->facts || !r->facts->handoff)
        return 0;
    NewRevision *v = revision_new(in, r);
    int e = revision_begin(v, buf_str(&r->bytes));
    if (e == -EFBIG)
        facts_problem(r->facts, 0, "the artifact has more than %d MiB and is not taken in: move what is long into "
                      "files, and cite them", ARTIFACT_MAX_BYTES >> 20);
    if (e < 0 || !is_news(v))
        return e == -EFBIG ? 0 : e;
    v->parties = parties_of(v, &(PartiesAsk){ .source = in->source });
    if (handoff_is_open(&v->newest) && parties_fit(&v->newest, &v->parties))
        v->id = v->newest.id;
    revision_work(v);
    if (*v->trouble.text)
        facts_problem(r->facts, 0, "%s", v->trouble.text);
    r->revision = v;
    return 0;
}

int take_handoff(Ingest *in, const Reading *r)
{
    NewRevision *v = r->revision;
    char fresh[UUID_TEXT_SIZE];

    if (!r->facts->handoff)
        return handoff_gone(in, r->document->path);
    if (!v)
        return 0;
    if (!revision_holds(v))
        return -EAGAIN;
    if (!v->id)
        v->id = arena_strdup(r->arena, uuid7(clock_now(), fresh));
    return ledger_event(in, EVENT_HANDOFF_REVISED, v->id, v->parties.from, revision_body(v));
}

int handoff_gone(Ingest *in, const char *path)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    HandoffRow h = { .id = NULL };
    int r = store_handoff_latest(in->store, a, path, &h);
    if (r < 0 || h.gone || !handoff_is_open(&h))
        return r == -ENOENT ? 0 : MIN(r, 0);
    Json *body = json_object();
    json_put_str(body, "file", path);
    return ledger_event(in, EVENT_HANDOFF_GONE, h.id, h.from, body);
}
