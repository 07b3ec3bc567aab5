/*
 * checks_input.c - what the checks of gate look at: documents and events of this project as they are now.
 */
#include <errno.h>

#include "baton/conf/policy.h"
#include "baton/doc/doc.h"
#include "baton/gate/trust.h"
#include "checking.h"
#include "taking.h"

enum { EVENTS_MAX = 500, BYTES_MAX = 64 * 1024 * 1024 };

void checking_done(Checking *k)
{
    for (size_t i = 0; i < k->facts.len; i++)
        k->facts.items[i] = facts_free(k->facts.items[i]);
    VEC_DONE(&k->facts);
}

/* ---- documents ---- */

static bool is_asked_for(DocumentKind kind)
{
    return kind == DOCUMENT_SESSION || kind == DOCUMENT_BOARD || kind == DOCUMENT_RECORD;
}

/* A linked work tree has its own copy of what git tracks. */
static const char *nearest_file(const Checking *k, const Document *d, FileId *ret_id)
{
    const char *own = path_join(k->arena, k->v.tree, d->path);
    if (strcmp(k->v.tree, d->tree) != 0 && file_id(own, ret_id) == 0)
        return own;
    *ret_id = d->id;
    return d->full;
}

static void add_document(Checking *k, const Document *d, size_t *left)
{
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    FileId id;
    const char *full = nearest_file(k, d, &id);
    if (d->error || file_read(full, MIN(*left, (size_t)DOCUMENT_MAX_BYTES), &bytes, NULL) < 0)
        return;
    *left -= MIN(*left, bytes.len);
    Facts *f = doc_read(d->path, buf_str(&bytes));
    VEC_PUSH(&k->facts, f);
    CheckDocument doc = { .path = d->path, .facts = f, .session = d->kind == DOCUMENT_SESSION,
                          .board = d->kind == DOCUMENT_BOARD, .record = d->kind == DOCUMENT_RECORD,
                          .changed_at = id.mtime_ns / 1000000 };
    AVEC_PUSH(&k->in.documents, k->arena, doc);
}

static void add_documents(Checking *k)
{
    Documents all = { 0 };
    size_t left = BYTES_MAX;
    documents_find(k->c, k->arena, &all);
    for (size_t i = 0; i < all.len && left; i++)
        if (is_asked_for(all.items[i].kind))
            add_document(k, &all.items[i], &left);
}

/* ---- what the agent said ---- */

static void add_events(Checking *k)
{
    EventRows rows = { 0 };
    EventQuery q = { .run = k->v.run, .agent = k->in.author_name, .telemetry_only = true, .newest_first = true,
                     .limit = EVENTS_MAX };
    if (!q.run || !q.agent || store_events(k->c->store, k->arena, &q, &rows) < 0)
        return;
    for (size_t i = rows.len; i-- > 0;) {
        CheckEvent e = { .action = rows.items[i].action, .reason = rows.items[i].reason, .at = rows.items[i].at };
        AVEC_PUSH(&k->in.events, k->arena, e);
    }
}

/* When its base was committed; 0: not known. */
static int64_t base_time(const Checking *k)
{
    int64_t at = 0;
    return k->v.base && work_commit_time(k->c->exec, k->v.tree, k->v.base, &at) == 0 ? at : 0;
}

static int64_t since(const Checking *k)
{
    const char *commit;
    int64_t at;
    run_began(k->c->store, k->v.run, k->arena, &commit, &at);
    return at ? at : base_time(k);
}

/* ---- all of it ---- */

/* NULL, or why it says nothing. */
static const char *load_policy(Checking *k)
{
    Message m = { 0 };
    if (policy_load(k->c->project, k->arena, &k->policy, &m) == 0)
        return NULL;
    k->policy = (Policy){ 0 };
    return arena_strdup(k->arena, m.text);
}

void checking_fill(Checking *k, const char *artifact)
{
    const Parties *p = &k->v.parties;
    const char *trouble = load_policy(k);
    k->in = (CheckInput){
        .tree = k->v.tree, .author_name = p->from, .receiver = p->to, .artifact = artifact, .facts = k->v.facts,
        .text = k->v.artifact, .work = &k->v.work, .scope = &k->scope, .policy = &k->policy,
        .policy_trouble = trouble, .exec = k->c->exec, .state_dir = trust_dir(k->arena),
        .root = k->c->project->root,
    };
    k->in.author = definition_of(k->c->store, p->from, k->arena);
    k->in.receiver_def = definition_of(k->c->store, p->to, k->arena);
    scope_compile(k->in.author, &k->policy.protected, k->arena, &k->scope);
    add_documents(k);
    add_events(k);
    k->in.since = since(k);
}

/* As the ledger has it: the file may hold the next revision by now. */
static int take_artifact(Checking *k, const RevisionRow *rev, Message *m)
{
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    int r = store_artifact(k->c->store, rev->seq, &bytes);
    if (r < 0)
        return fail_with(m, r, "The artifact of revision %d cannot be read from the ledger: %s", rev->number,
                         r == -ESTALE ? "something was redacted in it" : strerror(-r));
    k->v.artifact = (Str){ arena_str(k->arena, buf_str(&bytes)), bytes.len };
    digest_hex(k->v.artifact, k->v.artifact_digest);
    Facts *f = artifact_facts(k->v.file, k->v.artifact);
    VEC_PUSH(&k->facts, f);
    k->v.facts = f;
    return 0;
}

int checking_of(Checking *k, const HandoffRow *h, const RevisionRow *rev, Message *m)
{
    k->v = (NewRevision){ .c = k->c, .arena = k->arena, .file = h->file, .run = h->run,
                          .tree = h->tree && *h->tree ? h->tree : k->c->project->root };
    int r = take_artifact(k, rev, m);
    if (r == 0)
        r = revision_work_again(&k->v, h, m);
    if (r == 0)
        checking_fill(k, artifact_path(&k->v));
    return r;
}

void checking_files(Checking *k, const HandoffRow *h, char out[DIGEST_HEX_SIZE])
{
    NewRevision again = k->v;
    Message m = { 0 };
    *out = '\0';
    if (revision_work_again(&again, h, &m) == 0)
        work_digest(&again.work, out);
}
