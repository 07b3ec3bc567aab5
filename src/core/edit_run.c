/*
 * edit_run.c - one edit as one transaction of the ledger, tried again while the file moves.
 *
 * The ledger knows the file before it is touched, so that what others saved is theirs and what is
 * taken in afterwards is ours alone.  The lock of the ledger is what keeps two batons apart.
 */
#include <errno.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "baton/doc/doc.h"
#include "editing.h"

enum { GIVE_UP_MS = 10000, PAUSE_MS = 7 };

static const struct { int error; const char *why; } reasons[] = {
    { -EACCES, "it may not be written" },
    { -EROFS, "it is on a read-only file system" },
    { -EPERM, "it belongs to somebody else, and a new file could not be given to him" },
    { -EMLINK, "it has several names (hard links), which a file of another length would part" },
    { -EFBIG, "it may not grow that large" },
    { -ENOSPC, "the disk is full" },
    { -EDQUOT, "the disk quota is used up" },
    { -ENOTSUP, "it is no regular file" },
    { -EISDIR, "it is a folder" },
    { -ENOENT, "it is not there" },
    { -ENOLINK, "it is a link to a file that is not there" },
    { -ELOOP, "it is a link that leads back to itself" },
};

int edit_refused(const Editing *e, int error)
{
    for (size_t i = 0; i < ARRAY_LEN(reasons); i++)
        if (reasons[i].error == error)
            return fail_with(e->m, error, "'%s' was not changed: %s", e->file, reasons[i].why);
    return fail_with(e->m, error, "'%s' was not changed: %s", e->file, strerror(-error));
}

static int ledger_failed(const Editing *e, int error)
{
    if (error == -EBUSY)
        return fail_with(e->m, error, "'%s' was not changed: the ledger is busy; try again", e->file);
    return fail_with(e->m, error, "'%s' was not changed: the ledger '%s' cannot be written: %s", e->file,
                     store_path(e->c->store), strerror(-error));
}

static const char *actor_of(const Editing *e)
{
    return e->agent && *e->agent ? e->agent : context_user();
}

int edit_event(const Editing *e, EventKind kind, const char *task, Json *body)
{
    Ingest in = { .store = e->c->store, .source = e->source, .actor = actor_of(e) };
    in.run = store_current_run(e->c->store, e->arena);
    return ledger_event(&in, kind, task, e->agent, body);
}

/* ---- steps ---- */

/* Gone, or none of those that the settings name. */
static int not_read(const Editing *e)
{
    const char *full = path_join(e->arena, e->c->project->root, e->file);
    if (access(full, F_OK) < 0)
        return edit_refused(e, -errno);
    return fail_with(e->m, -ENOENT, "'%s' is not among the files that baton reads", e->file);
}

static int find_document(Editing *e, const Documents *all)
{
    e->document = NULL;
    for (size_t i = 0; i < all->len && !e->document; i++)
        if (strcmp(all->items[i].path, e->file) == 0)
            e->document = &all->items[i];
    if (!e->document)
        return not_read(e);
    if (e->document->error == -ENOLINK)
        return edit_refused(e, -ENOLINK);
    switch (e->document->kind) {
    case DOCUMENT_AGENT: case DOCUMENT_RUN: case DOCUMENT_TELEMETRY: case DOCUMENT_OUTPUT:
        return fail_with(e->m, -ENOTSUP, "'%s' holds no tasks that could be changed", e->file);
    default:
        return 0;
    }
}

/* -EAGAIN: the ledger does not know these bytes yet. */
static int read_known(Editing *e)
{
    char digest[DIGEST_HEX_SIZE];
    DocumentRows rows = { 0 };
    buf_clear(&e->bytes);
    int r = file_read(e->document->full, DOCUMENT_MAX_BYTES, &e->bytes, NULL);
    if (r < 0)
        return r == -EFBIG ? fail_with(e->m, r, "'%s' was not changed: it has more than %d MiB", e->file,
                                       DOCUMENT_MAX_BYTES >> 20)
               : r == -EAGAIN || r == -ENOENT ? -EAGAIN : edit_refused(e, r);
    if ((r = store_documents(e->c->store, e->arena, e->file, &rows)) < 0)
        return ledger_failed(e, r);
    digest_hex(buf_str(&e->bytes), digest);
    bool known = rows.len && !rows.items[0].gone && rows.items[0].digest &&
                 strcmp(rows.items[0].digest, digest) == 0;
    if (!known)
        return -EAGAIN;
    e->facts = facts_free(e->facts);
    e->facts = doc_read(e->file, buf_str(&e->bytes));
    return 0;
}

static void patched(const Editing *e, Buf *out)
{
    Str was = buf_str(&e->bytes);
    buf_add(out, was.data, e->patch.at);
    buf_add_str(out, e->patch.with);
    buf_add_str(out, str_slice(was, e->patch.at + e->patch.len, was.len));
}

static int write_file(Editing *e)
{
    FilePatch p = { buf_str(&e->bytes), e->patch.at, e->patch.len, e->patch.with };
    int r = file_patch(e->document->full, &p, &e->in_place);
    return r < 0 && r != -EAGAIN ? edit_refused(e, r) : r;
}

static int record(Editing *e, const EditSteps *steps, Documents *all, Str after)
{
    Ingest in = { .c = e->c, .store = e->c->store, .arena = e->arena, .documents = *all,
                  .source = e->source, .actor = actor_of(e) };
    in.run = store_current_run(e->c->store, e->arena);
    int r = take_written(&in, e->document, after);
    if (r == 0)
        r = steps->record(steps->ctx, e);
    return r < 0 ? r : store_commit(e->c->store);
}

/* What could not be recorded did not happen, as far as we can still see to that. */
static void write_back(const Editing *e, Str after)
{
    bool in_place;
    Str old = str_slice(buf_str(&e->bytes), e->patch.at, e->patch.at + e->patch.len);
    (void)file_patch(e->document->full, &(FilePatch){ after, e->patch.at, e->patch.with.len, old }, &in_place);
}

static int in_transaction(Editing *e, const EditSteps *steps)
{
    CLEANUP(buf_done) Buf after = BUF_INIT;
    Documents all = { 0 };
    documents_find(e->c, e->arena, &all);
    int r = find_document(e, &all);
    if (r == 0)
        r = read_known(e);
    if (r == 0)
        r = steps->plan(steps->ctx, e);
    if (r == 0)
        r = write_file(e);
    if (r < 0)
        return r;
    patched(e, &after);
    r = record(e, steps, &all, buf_str(&after));
    if (r < 0) {
        write_back(e, buf_str(&after));
        return ledger_failed(e, r == -EAGAIN ? -EBUSY : r);
    }
    return 0;
}

static int try_once(Editing *e, const EditSteps *steps)
{
    IngestReport report;
    int r = ingest(e->c, true, &report, e->m);
    if (r < 0)
        return r;
    if ((r = store_begin(e->c->store)) < 0)
        return ledger_failed(e, r);
    r = in_transaction(e, steps);
    if (r < 0)
        store_rollback(e->c->store);
    return r;
}

int edit_run(Editing *e, const EditSteps *steps)
{
    int64_t end = clock_mono() + GIVE_UP_MS;
    int r;
    while ((r = try_once(e, steps)) == -EAGAIN && clock_mono() < end)
        clock_sleep(PAUSE_MS);
    buf_done(&e->bytes);
    e->facts = facts_free(e->facts);
    if (r == -EAGAIN)
        return fail_with(e->m, -EBUSY, "'%s' was not changed: somebody saves it all the time; try again", e->file);
    return r;
}
