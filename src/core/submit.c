/*
 * submit.c - `baton handoff submit` and `refresh`: a revision because somebody asks for one.
 *
 * What was found by itself is amended: its artifact is the one that is submitted.  A decided handoff is
 * never reopened; when anything changed since, a new one begins.
 */
#include <errno.h>

#include "baton/base/clock.h"
#include "baton/core/checks.h"
#include "submit.h"
#include "taking.h"

enum { TRIES = 3 };

typedef struct {
    Context *c;
    Arena *arena;
    Message *m;
    Source source;
    const char *actor;
    Document document;
    FileId id;
    Buf bytes;
    Facts *facts;
    NewRevision v;
    bool unchanged;
} Submitting;

static void submitting_done(Submitting *s)
{
    buf_done(&s->bytes);
    s->facts = facts_free(s->facts);
}

static int no_ledger(Submitting *s, int r)
{
    return fail_with(s->m, r, "'%s' was not submitted: the ledger '%s' cannot be written: %s", s->document.path,
                     store_path(s->c->store), r == -EBUSY ? "it is busy; try again" : strerror(-r));
}

static int too_long(Submitting *s)
{
    return fail_with(s->m, -EFBIG, "'%s' has more than %d MiB: move what is long into files, and cite them",
                     s->document.path, ARTIFACT_MAX_BYTES >> 20);
}

/* ---- the artifact ---- */

static int read_artifact(Submitting *s)
{
    Document *d = &s->document;
    submitting_done(s);
    int r = file_read(d->full, ARTIFACT_FILE_MAX_BYTES, &s->bytes, &s->id);
    if (r < 0)
        return r == -EAGAIN ? r : r == -EFBIG ? too_long(s)
               : fail_with(s->m, r, "'%s' cannot be read: %s", d->path, strerror(-r));
    s->v = (NewRevision){ .c = s->c, .arena = s->arena, .file = d->path, .tree = d->tree,
                          .run = store_current_run(s->c->store, s->arena) };
    if ((r = revision_begin(&s->v, buf_str(&s->bytes))) < 0)
        return r == -EFBIG ? too_long(s) : no_ledger(s, r);
    s->facts = artifact_facts(d->path, s->v.artifact);
    s->v.facts = s->facts;
    return s->facts->handoff ? 0
           : fail_with(s->m, -EINVAL, "'%s' says nothing: write what was accomplished, what blocks, and who is next",
                       d->path);
}

/* The same revision was there before: nothing to record, or nothing that may be. */
static int same_again(Submitting *s)
{
    const HandoffRow *h = &s->v.newest;
    if (!h->id || strcmp(h->digest, s->v.digest) != 0)
        return 0;
    if (h->state == HANDOFF_DRAFT || h->state == HANDOFF_SUBMITTED) {
        s->v.id = h->id;
        s->unchanged = !h->gone;
        return 0;
    }
    return fail_with(s->m, -EINVAL, "Handoff %d of '%s' cannot be submitted again: it is %s, and nothing changed since",
                     h->number, h->file, handoff_state_text(h->state));
}

/* ---- recording ---- */

static bool is_still(const Submitting *s)
{
    FileId now;
    return document_id(s->document.full, &now) == 0 && file_id_eq(&now, &s->id);
}

static int append(Submitting *s)
{
    char fresh[UUID_TEXT_SIZE];
    Ingest in = { .c = s->c, .store = s->c->store, .source = s->source, .actor = s->actor, .run = s->v.run };
    if (!revision_holds(&s->v) || !is_still(s))
        return -EAGAIN;
    if (!s->v.id)
        s->v.id = arena_strdup(s->arena, uuid7(clock_now(), fresh));
    int r = ledger_event(&in, EVENT_HANDOFF_REVISED, s->v.id, s->v.parties.from, revision_body(&s->v));
    return r < 0 ? r : store_commit(s->c->store);
}

static int record(Submitting *s)
{
    int r = store_begin(s->c->store);
    if (r == 0 && (r = append(s)) < 0)
        store_rollback(s->c->store);
    return r == -EAGAIN || r == 0 ? r : no_ledger(s, r);
}

/* ---- submit ---- */

static int submit_once(Submitting *s, const SubmitOrder *o)
{
    int r = artifact_find(s->c, o->file, o->start, s->arena, &s->document, s->m);
    if (r == 0)
        r = read_artifact(s);
    if (r < 0)
        return r;
    s->v.parties = parties_of(&s->v, &(PartiesAsk){ o->from, o->to, o->agent, o->source });
    if (handoff_is_open(&s->v.newest))
        s->v.id = s->v.newest.id;
    revision_work(&s->v);
    r = same_again(s);
    return r < 0 || s->unchanged ? r : record(s);
}

static int until_it_holds(Submitting *s, const SubmitOrder *o, int (*once)(Submitting *, const SubmitOrder *))
{
    int r = -EAGAIN;
    for (int i = 0; i < TRIES && r == -EAGAIN; i++)
        r = once(s, o);
    return r == -EAGAIN ? fail_with(s->m, -EBUSY, "'%s' is being written: try again", s->document.path) : r;
}

static const char *missing_of(const HandoffRow *h)
{
    if (h->state != HANDOFF_DRAFT)
        return NULL;
    return h->from ? "the receiver" : h->to ? "the author" : "the author and the receiver";
}

static int fill_report(Submitting *s, SubmitReport *ret)
{
    RevisionRows rows = { 0 };
    int r = handoff_find(s->c, s->v.id, s->arena, &ret->handoff, s->m);
    if (r == 0 && (r = store_revisions(s->c->store, s->arena, s->v.id, &rows)) < 0)
        r = no_ledger(s, r);
    if (r < 0)
        return r;
    if (rows.len)
        ret->revision = rows.items[rows.len - 1];
    ret->unchanged = s->unchanged;
    ret->missing = missing_of(&ret->handoff);
    return 0;
}

/* A stray file is not in the digest: when it goes no revision moves, and the check has to look again. */
static bool found_strays(Submitting *s, const SubmitReport *r)
{
    CheckRowsKept rows = { 0 };
    (void)store_checks(s->c->store, s->arena, s->v.id, r->revision.digest, &rows);
    for (size_t i = 0; i < rows.len; i++)
        if (strcmp(rows.items[i].name, "scope") == 0 && rows.items[i].state == CHECK_FAILED)
            return true;
    return false;
}

/* Of what was taken in on the way as well; of ours at once, when somebody waits for it. */
static int collect(Submitting *s, StrList *revised, bool wait, SubmitReport *ret)
{
    Message m = { 0 };
    int r = fill_report(s, ret);
    if (r == 0 && (!s->unchanged || !ret->revision.evidence_seq))
        strlist_add_new(revised, s->arena, str_from(s->v.id));
    evidence_collect(s->c, revised, s->arena);
    if (r == 0 && s->unchanged && found_strays(s, ret))
        (void)checks_record(s->c, &ret->handoff, CHECKS_QUICK, &m);
    if (r == 0 && s->unchanged && !wait)
        (void)checks_background(s->c, &ret->handoff);   /* it may have been killed the last time */
    if (r == 0 && wait)
        (void)checks_record(s->c, &ret->handoff, CHECKS_SLOW, &m);
    return r < 0 ? r : fill_report(s, ret);
}

static int begin(Submitting *s, StrList *ret_revised)
{
    IngestReport report;
    int r = context_store(s->c, STORE_WRITE, s->m);
    if (r == 0)
        r = ingest_files(s->c, true, s->arena, ret_revised, &report, s->m);
    if (r == 0 && s->c->store_mode != STORE_WRITE)
        r = fail_with(s->m, -EROFS, "The ledger '%s' cannot be written", store_path(s->c->store));
    return r;
}

int handoff_submit(Context *c, const SubmitOrder *o, bool wait, Arena *a, SubmitReport *ret, Message *m)
{
    CLEANUP(submitting_done) Submitting s = { .c = c, .arena = a, .m = m, .source = o->source, .bytes = BUF_INIT,
                                              .actor = o->agent && *o->agent ? o->agent : context_user() };
    SubmitReport report = { .unchanged = false };
    StrList revised = { 0 };
    int r = begin(&s, &revised);
    if (r == 0)
        r = until_it_holds(&s, o, submit_once);
    if (r == 0)
        r = collect(&s, &revised, wait, &report);
    else
        evidence_collect(c, &revised, a);
    if (r == 0)
        *ret = report;
    return r;
}

/* ---- refresh ---- */

static int refresh_once(Submitting *s, const SubmitOrder *o)
{
    HandoffRow h;
    int r = handoff_find(s->c, o->file, s->arena, &h, s->m);
    if (r < 0)
        return r;
    const char *why = act_refused(ACT_REFRESH, h.state);
    if (why)
        return fail_with(s->m, -EINVAL, "Handoff %d cannot be refreshed: %s", h.number, why);
    s->document = (Document){ .path = h.file, .full = path_join(s->arena, s->c->project->root, h.file),
                              .tree = h.tree && *h.tree ? h.tree : s->c->project->root };
    if ((r = read_artifact(s)) < 0)
        return r;
    if (!s->v.newest.id || strcmp(s->v.newest.id, h.id) != 0)
        return fail_with(s->m, -EINVAL, "Handoff %d cannot be refreshed: '%s' is the artifact of handoff %d by now",
                         h.number, h.file, s->v.newest.number);
    s->v.id = h.id;
    s->v.parties = parties_recorded(&h, s->arena);
    revision_work(&s->v);
    r = same_again(s);
    return r < 0 || s->unchanged ? r : record(s);
}

int handoff_refresh(Context *c, const char *id, Source source, Arena *a, SubmitReport *ret, Message *m)
{
    CLEANUP(submitting_done) Submitting s = { .c = c, .arena = a, .m = m, .source = source, .bytes = BUF_INIT,
                                              .actor = context_user() };
    SubmitReport report = { .unchanged = false };
    StrList revised = { 0 };
    int r = begin(&s, &revised);
    if (r == 0)
        r = until_it_holds(&s, &(SubmitOrder){ .file = id }, refresh_once);
    if (r == 0)
        r = collect(&s, &revised, false, &report);
    else
        evidence_collect(c, &revised, a);
    if (r == 0)
        *ret = report;
    return r;
}
