/*
 * take_document.c - one file, read outside and recorded inside a transaction.
 *
 * Reading and understanding need no lock.  Inside the transaction the digest that is recorded says
 * whether somebody else was first, and the file is looked at once more before the commit: when
 * it moved meanwhile, nothing of it is kept and it is read again.
 */
#include <errno.h>
#include <stdio.h>

#include "baton/doc/doc.h"
#include "baton/gate/work.h"
#include "submit.h"
#include "taking.h"

/* An issue a line makes files that are larger than what people write. */
enum { TRIES = 3, LINES_MAX_BYTES = 128 * 1024 * 1024 };

static void reading_done(Reading *r)
{
    buf_done(&r->bytes);
    r->facts = facts_free(r->facts);
    r->arena = arena_free(r->arena);
}

static const struct { int error; const char *why; } reasons[] = {
    { -EISDIR, "is a folder, not a file" },
    { -ENOLINK, "is a link to nothing" },
    { -EFBIG, "is larger than 16 MB (128 MB for .jsonl) and is not read" },
    { -ENOTSUP, "is no regular file" },
    { -EACCES, "cannot be read: permission denied" },
    { -ELOOP, "is a link that leads to itself" },
};

static void set_problem(Reading *r, int error)
{
    const char *why = NULL;
    for (size_t i = 0; i < ARRAY_LEN(reasons); i++)
        if (reasons[i].error == error)
            why = reasons[i].why;
    if (why)
        snprintf(r->problem, sizeof r->problem, "The file %s", why);
    else
        snprintf(r->problem, sizeof r->problem, "The file cannot be read: %s", strerror(-error));
    digest_hex(str_from(r->problem), r->digest);
}

static void understand(Reading *r)
{
    const Document *d = r->document;

    digest_hex(buf_str(&r->bytes), r->digest);
    if (d->kind == DOCUMENT_AGENT) {
        r->agent = doc_read_agent(r->arena, d->path, buf_str(&r->bytes));
        return;
    }
    r->facts = doc_read(d->path, buf_str(&r->bytes));
    if (strcmp(r->facts->encoding, "binary") == 0)
        snprintf(r->problem, sizeof r->problem,
                 "The file is binary, not text; what was known of it is kept");
}

static size_t max_bytes(const Document *d)
{
    return str_ends(str_from(d->path), STR(".jsonl")) ? LINES_MAX_BYTES : DOCUMENT_MAX_BYTES;
}

/* -EAGAIN: it moved while it was read; -ENOENT: it is gone. */
static int reading_init(Reading *r, const Document *d)
{
    *r = (Reading){ .document = d, .id = d->id, .bytes = BUF_INIT, .arena = arena_new() };
    int e = d->error ? d->error : file_read(d->full, max_bytes(d), &r->bytes, &r->id);
    if (e == -EAGAIN || (e == -ENOENT && !d->error))
        return e;
    if (e < 0)
        set_problem(r, e);
    else
        understand(r);
    return 0;
}

static Json *problem_json(int line, const char *message)
{
    Json *p = json_object();
    json_put_int(p, "line", line);
    json_put_str(p, "message", message);
    return p;
}

static Json *problems_json(const Reading *r)
{
    Json *list = json_array();
    if (*r->problem)
        json_put(list, NULL, problem_json(0, r->problem));
    for (size_t i = 0; r->facts && !*r->problem && i < r->facts->problems.len; i++) {
        const ProblemFact *p = &r->facts->problems.items[i];
        if (i == PROBLEMS_MAX) {
            json_put(list, NULL,
                     problem_json(p->line, "There are more problems than are listed here"));
            break;
        }
        json_put(list, NULL, problem_json(p->line, p->message));
    }
    return list;
}

Json *document_body(const Reading *r, const char *dialect)
{
    Json *body = json_object();
    json_put_str(body, "digest", r->digest);
    json_put_str(body, "dialect", dialect);
    json_put_str(body, "encoding", r->facts ? r->facts->encoding : "utf-8");
    json_put(body, "problems", problems_json(r));
    return body;
}

static bool is_recorded(Ingest *in, const Reading *r)
{
    DocumentRows rows = { 0 };
    if (store_documents(in->store, r->arena, r->document->path, &rows) < 0 || !rows.len)
        return false;
    const DocumentRow *row = &rows.items[0];
    return !row->gone && row->digest && strcmp(row->digest, r->digest) == 0;
}

static const char *const kind_names[] = {
    [DOCUMENT_SESSION] = "session", [DOCUMENT_BOARD] = "board", [DOCUMENT_RECORD] = "record",
    [DOCUMENT_HANDOFF] = "handoff", [DOCUMENT_RUN] = "run", [DOCUMENT_TELEMETRY] = "telemetry",
    [DOCUMENT_AGENT] = "agent", [DOCUMENT_OUTPUT] = "output",
};

static int take_contents(Ingest *in, const Reading *r)
{
    int e;
    if (*r->problem) {
        in->report.unreadable++;
        return ledger_event(in, EVENT_DOCUMENT_READ, r->document->path, NULL,
                            document_body(r, kind_names[r->document->kind]));
    }
    if (r->document->kind == DOCUMENT_AGENT)
        return take_agent(in, r);
    if (r->document->kind == DOCUMENT_RUN)
        return take_run(in, r);
    if ((e = take_tasks(in, r)) < 0 || (e = take_edits(in, r)) < 0)
        return e;
    return (e = take_reports(in, r)) < 0 ? e : take_escalations(in, r);
}

static bool is_still(const Reading *r)
{
    FileId now;
    int e = document_id(r->document->full, &now);
    return e == r->document->error && file_id_eq(&now, &r->id);
}

static int record(Ingest *in, const Reading *r)
{
    int e = is_recorded(in, r) ? 0 : take_contents(in, r);
    if (e == 0 && r->document->kind == DOCUMENT_HANDOFF && !*r->problem)
        e = take_handoff(in, r);
    if (e == 0 && !is_still(r))
        e = -EAGAIN;
    return e < 0 ? e : store_seen_put(in->store, r->document->path, &r->id, r->digest);
}

/* What takes programs is done before anybody waits for the lock. */
static int look_further(Ingest *in, Reading *r)
{
    if (r->document->kind == DOCUMENT_RUN)
        (void)work_head(in->c->exec, r->document->tree, r->arena, &r->commit);
    return r->document->kind == DOCUMENT_HANDOFF ? handoff_look(in, r) : 0;
}

static void note_revision(Ingest *in, const Reading *r)
{
    if (r->revision && in->revised)
        strlist_add_new(in->revised, in->revised_arena, str_from(r->revision->id));
}

static int take_once(Ingest *in, const Document *d)
{
    CLEANUP(reading_done) Reading r = { 0 };
    int e = reading_init(&r, d);
    if (e == 0)
        e = look_further(in, &r);
    if (e < 0 || (e = store_begin(in->store)) < 0)
        return e;
    in->pending = 0;
    if ((e = record(in, &r)) < 0 || (e = store_commit(in->store)) < 0) {
        store_rollback(in->store);
        return e;
    }
    in->report.events += in->pending;
    in->report.read++;
    note_revision(in, &r);
    return 0;
}

int take_document(Ingest *in, const Document *d)
{
    for (int i = 0; i < TRIES; i++) {
        int r = take_once(in, d);
        if (r == -ENOENT)               /* gone since the folder was read: the next pass says so */
            break;
        if (r != -EAGAIN)
            return r;
    }
    leave_for_later(in, conf_int(in->c->conf, CONF_QUIET_MS));
    return 0;
}

/*
 * What is recorded as seen fits no file, so that the next pass looks once more: somebody may save
 * within the same tick of the file system's clock, and a revision of a handoff is that pass's business.
 */
int take_written(Ingest *in, const Document *d, Str bytes)
{
    CLEANUP(reading_done) Reading r = { .document = d, .id = d->id, .bytes = BUF_INIT, .arena = arena_new() };
    buf_add_str(&r.bytes, bytes);
    r.id.ctime_ns = 0;
    understand(&r);
    if (d->kind == DOCUMENT_RUN)
        (void)look_further(in, &r);
    int e = take_contents(in, &r);
    return e < 0 ? e : store_seen_put(in->store, d->path, &r.id, r.digest);
}
