/*
 * ingest.c - one pass over the watched files, and another one while some are not quiet yet.
 *
 * A file is taken in once it has been quiet, so that half a save never becomes history.  A file
 * that went away may have been renamed: until what appeared can be read too, nothing of it ends.
 */
#include "baton/core/ingest.h"

#include <errno.h>
#include <sys/stat.h>
#include <time.h>

#include "baton/base/clock.h"
#include "baton/core/handoff.h"
#include "taking.h"

enum { WAIT_MAX_MS = 2000 };

/* Of the clock that files are stamped with, which BATON_CLOCK does not stop. */
static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int64_t quiet_left(const Ingest *in, int64_t mtime_ns)
{
    int64_t quiet = conf_int(in->c->conf, CONF_QUIET_MS), age = (in->now_ns - mtime_ns) / 1000000;
    return age < -quiet || age >= quiet
               ? 0
               : MIN(quiet - age, quiet); /* a time to come is a wrong clock: no waiting */
}

void leave_for_later(Ingest *in, int64_t wait_ms)
{
    in->report.unsettled = true;
    in->wait_ms = MAX(in->wait_ms, wait_ms);
}

int ledger_add(Ingest *in, const Event *what, Json *body)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    CLEANUP(json_free_ptr) Json *owned = body;
    if (body)
        json_write(&text, body, false);
    Event e = *what;
    e.at = what->at ? what->at : clock_now();
    e.source = in->source;
    e.actor = in->actor;
    e.host = context_host();
    e.run = in->run;
    e.body = owned ? text.data : NULL;
    int r = store_append(in->store, &e, NULL);
    in->pending += r == 0;
    return MIN(r, 0);
}

int ledger_event(Ingest *in, EventKind kind, const char *subject, const char *agent, Json *body)
{
    return ledger_add(in, &(Event){ .kind = kind, .subject = subject, .agent = agent }, body);
}

/* ---- files that are there ---- */

static bool is_log(const Document *d)
{
    return (d->kind == DOCUMENT_TELEMETRY || d->kind == DOCUMENT_OUTPUT) && !d->error && S_ISREG(d->id.mode);
}

static int look_at(Ingest *in, const Document *d)
{
    FileId seen;
    char digest[DIGEST_HEX_SIZE];
    bool known = store_seen_get(in->store, d->path, &seen, digest) == 0;

    if (known && file_id_eq(&seen, &d->id))
        return 0;
    if (is_log(d))
        return take_log(in, d, known ? digest : NULL);
    int64_t left = d->error ? 0 : quiet_left(in, d->id.mtime_ns);
    if (!left && !known && in->vanishing)
        left = conf_int(in->c->conf, CONF_QUIET_MS);
    if (!left)
        return take_document(in, d);
    in->held |= !known;
    leave_for_later(in, left);
    return 0;
}

static int look_at_all(Ingest *in)
{
    int r = 0;
    for (size_t i = 0; r == 0 && i < in->documents.len; i++) {
        r = look_at(in, &in->documents.items[i]);
        if (in->documents.items[i].kind == DOCUMENT_RUN)
            in->run = store_current_run(in->store, in->arena);
    }
    return r;
}

/* ---- files that are not ---- */

/* When something in its folder, or in the nearest one that is left, changed last. */
static int64_t folder_mtime(Ingest *in, const char *path)
{
    FileId id;
    const char *dir = path_join(in->arena, in->c->project->root, path);
    do {
        dir = path_dir(in->arena, dir);
        if (file_id(dir, &id) == 0)
            return id.mtime_ns;
    } while (strcmp(dir, "/") != 0 && strcmp(dir, ".") != 0);
    return 0;
}

static int path_cmp(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static StrList sorted_paths(Ingest *in)
{
    StrList l = { 0 };
    for (size_t i = 0; i < in->documents.len; i++)
        strlist_add(&l, in->arena, in->documents.items[i].path);
    if (l.len)
        qsort(l.items, l.len, sizeof *l.items, path_cmp);
    return l;
}

static int find_gone(Ingest *in)
{
    StrList seen = { 0 }, there = sorted_paths(in);
    int r = store_seen_list(in->store, in->arena, &seen);

    for (size_t i = 0; r >= 0 && i < seen.len; i++) {
        if (there.len &&
            bsearch(&seen.items[i], there.items, there.len, sizeof *there.items, path_cmp))
            continue;
        int64_t left = quiet_left(in, folder_mtime(in, seen.items[i]));
        if (left) {
            in->vanishing = true;
            leave_for_later(in, left);
        } else {
            strlist_add(&in->gone, in->arena, seen.items[i]);
        }
    }
    return MIN(r, 0);
}

static int end_gone(Ingest *in)
{
    int r = 0;
    for (size_t i = 0; r == 0 && !in->held && i < in->gone.len; i++)
        r = take_gone(in, in->gone.items[i]);
    return r;
}

/* ---- the pass ---- */

/* Names turn up in any event, so they are looked at again whenever the ledger grew. */
static int look_at_names(Ingest *in)
{
    int64_t seq = store_last_seq(in->store);
    if (in->c->names_seq == seq + 1)
        return 0;
    int r = take_shipped(in);
    in->c->names_seq = store_last_seq(in->store) + 1;
    return r;
}

static int pass_steps(Ingest *in)
{
    int r = find_gone(in);
    in->run = store_current_run(in->store, in->arena);
    if (r == 0)
        r = look_at_all(in);
    if (r == 0)
        r = end_gone(in);
    return r < 0 ? r : look_at_names(in);
}

typedef struct {
    Arena *arena;
    StrList ids;
} Revised;

static int pass(Context *c, IngestReport *report, Revised *revised, int64_t *ret_wait_ms)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Ingest in = { .c = c, .store = c->store, .arena = a, .now_ns = now_ns(), .report = *report,
                  .revised = &revised->ids, .revised_arena = revised->arena };

    in.report.unsettled = false;
    documents_find(c, a, &in.documents);
    in.report.seen = (int)in.documents.len;
    int r = pass_steps(&in);
    *report = in.report;
    *ret_wait_ms = in.wait_ms;
    return r;
}

static int pass_until_quiet(Context *c, bool wait_quiet, IngestReport *report, Revised *revised)
{
    int64_t waited = 0, wait_ms = 0;
    for (;;) {
        int r = pass(c, report, revised, &wait_ms);
        if (r < 0 || !report->unsettled || !wait_quiet || waited >= WAIT_MAX_MS)
            return r;
        wait_ms = MIN(MAX(wait_ms, 1), 100);
        clock_sleep(wait_ms);
        waited += wait_ms;
    }
}

/* What was known before is still worth showing when it cannot be brought up to date. */
static int word_failure(Context *c, int r, IngestReport *report, Message *m)
{
    switch (r) {
    case -EBUSY:
        report->unsettled = true;
        fail(&c->notice, "The ledger is busy, so what is shown may be older than the files");
        return 0;
    case -EROFS:
        fail(&c->notice,
             "The ledger cannot be written, so what is shown may be older than the files");
        return 0;
    case -ENOSPC:
        fail(&c->notice, "The disk is full, so what is shown may be older than the files");
        return 0;
    default:
        return fail_with(m, r, "The files cannot be taken into the ledger '%s': %s",
                         store_path(c->store), strerror(-r));
    }
}

int ingest_files(Context *c, bool wait_quiet, Arena *a, StrList *ret_revised, IngestReport *ret_report, Message *m)
{
    Revised revised = { .arena = a };
    IngestReport report = { 0 };
    int r = 0;

    if (!c->store)
        r = context_store(c, STORE_WRITE, m);
    if (r < 0)
        return r;
    if (context_may_record(c)) {
        r = store_unspool(c->store, c->project->baton_dir);
        if (r >= 0)
            r = pass_until_quiet(c, wait_quiet, &report, &revised);
        if (r < 0)
            r = word_failure(c, r, &report, m);
    }
    *ret_report = report;
    *ret_revised = revised.ids;
    return r;
}

int ingest(Context *c, bool wait_quiet, IngestReport *ret_report, Message *m)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    StrList revised = { 0 };
    int r = ingest_files(c, wait_quiet, a, &revised, ret_report, m);
    if (r >= 0)
        evidence_collect(c, &revised, a);
    if (r >= 0)
        evidence_heal(c);
    if (r >= 0)
        r = effects_run(c, m);          /* what a process that was killed has left */
    return r;
}
