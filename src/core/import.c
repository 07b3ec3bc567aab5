/*
 * import.c - a log that exists already becomes events.
 *
 * Pieces are gathered into batches that doc's telemetry reads as it reads a watched log; each batch is one
 * transaction, so that agents that report meanwhile wait for one batch and not for all of them.
 */
#include "baton/core/import.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "baton/base/fd.h"
#include "baton/doc/doc.h"
#include "baton/model/agent.h"
#include "documents.h"
#include "import_split.h"
#include "line_id.h"

enum { READ_BYTES = 1024 * 1024, BATCH_BYTES = 4 * 1024 * 1024, BATCH_PIECES = 10000 };

typedef struct { int64_t line, offset; } Place;

typedef struct {
    Context *c;
    const ImportOrder *order;
    ImportReport *report;
    Message *m;
    const char *shown;          /* as it was given */
    const char *path;           /* as the ledger names it */
    int64_t size, consumed;     /* bytes; size 0: not known */
    int64_t before;             /* the last event of the ledger; -1: nothing was taken in yet */
    int64_t last_at;            /* for what does not say when */
    bool old_ids;
    Counts counts;
    Buf lines;
    VEC(Place) places;          /* of the lines */
} Import;

static void import_done(Import *im)
{
    counts_done(&im->counts);
    buf_done(&im->lines);
    VEC_DONE(&im->places);
}

/* ---- one batch ---- */

static void note_bad(Import *im, int64_t line)
{
    ImportReport *r = im->report;
    if (r->bad < IMPORT_BAD_MAX)
        r->bad_lines[r->bad] = line;
    r->bad++;
}

static void note_taken(Import *im, int64_t at, bool known)
{
    ImportReport *r = im->report;
    *(known ? &r->known : &r->events) += 1;
    r->first_at = r->first_at ? MIN(r->first_at, at) : at;
    r->last_at = MAX(r->last_at, at);
}

static const char *or_given(const char *said, const char *given)
{
    return said && *said ? said : given;
}

static int append_fact(Import *im, const TelemetryFact *t, Place at)
{
    Line line = { t->digest, t->at, counts_next(&im->counts, t->digest), at.offset };
    const char *agent = agent_bare_name(or_given(t->agent, im->order->agent));
    if (t->at)
        im->last_at = t->at;
    else
        im->report->untimed++;
    Event e = {
        .at = im->last_at, .kind = EVENT_TELEMETRY, .source = SOURCE_FILE,
        .run = or_given(t->run, im->order->run), .agent = agent, .actor = agent, .action = t->action,
        .reason = t->reason, .host = context_host(), .body = t->body,
    };
    int r = line_append(im->c->store, im->path, &line, im->old_ids, &e);
    if (r < 0)
        return fail_with(im->m, r, "%s:%lld: the event cannot be recorded: %s", im->shown, (long long)at.line,
                         strerror(-r));
    note_taken(im, e.at, r == 1);
    return 0;
}

/* Lines that are no event stand between those that are. */
static int append_facts(Import *im, const Facts *f)
{
    size_t next = 0;
    int r = 0;
    for (size_t i = 0; r == 0 && i < f->telemetry.len; i++) {
        size_t at = (size_t)f->telemetry.items[i].line - 1;
        for (; next < at; next++)
            note_bad(im, im->places.items[next].line);
        r = append_fact(im, &f->telemetry.items[i], im->places.items[at]);
        next = at + 1;
    }
    for (; r == 0 && next < im->places.len; next++)
        note_bad(im, im->places.items[next].line);
    return r;
}

static int ledger_failed(Import *im, int r)
{
    return fail_with(im->m, r, "'%s' was not imported to its end: the ledger '%s' cannot be written: %s", im->shown,
                     store_path(im->c->store), strerror(-r));
}

/* Where it is watched, whoever reads on from his mark would take what came from here for more of the same. */
static int forget_mark(Import *im, const ImportReport *before)
{
    return im->report->events > before->events ? store_seen_drop(im->c->store, im->path) : 0;
}

static int take_batch(Import *im)
{
    if (!im->places.len)
        return 0;
    CLEANUP(facts_free_ptr) Facts *f = doc_read("import.jsonl", buf_str(&im->lines));
    int r = store_begin(im->c->store);
    if (r < 0)
        return ledger_failed(im, r);
    if (im->before < 0)
        im->before = store_last_seq(im->c->store);
    ImportReport before = *im->report;
    r = append_facts(im, f);
    if (r == 0)
        r = forget_mark(im, &before);
    if (r == 0 && !im->order->dry_run && (r = store_commit(im->c->store)) < 0)
        ledger_failed(im, r);
    if (r < 0 || im->order->dry_run)
        store_rollback(im->c->store);
    if (r < 0)
        *im->report = before;
    buf_clear(&im->lines);
    im->places.len = 0;
    if (im->order->progress)
        im->order->progress(im->order->ctx, im->report->events + im->report->known, im->consumed, im->size);
    return r;
}

/* A piece that cannot be one line of a batch is put there as a line that is no object. */
static int take_piece(void *ctx, const Piece *p)
{
    Import *im = ctx;
    bool fits = p->text.len && !memchr(p->text.data, '\r', p->text.len) && !memchr(p->text.data, '\0', p->text.len);
    buf_add_str(&im->lines, fits ? p->text : STR("-"));
    buf_addc(&im->lines, '\n');
    VEC_PUSH(&im->places, ((Place){ p->line, p->offset }));
    return im->places.len >= BATCH_PIECES || im->lines.len >= BATCH_BYTES ? take_batch(im) : 0;
}

/* ---- the file ---- */

static int read_failed(Import *im, int r)
{
    return fail_with(im->m, r, "'%s' cannot be read: %s", im->shown, strerror(-r));
}

static int read_all(Import *im, int fd)
{
    CLEANUP(split_done) Split s = { .take = take_piece, .ctx = im, .held = BUF_INIT };
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    buf_reserve(&bytes, READ_BYTES);
    for (;;) {
        ssize_t n = read(fd, bytes.data, READ_BYTES);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return read_failed(im, -errno);
        im->consumed += n;
        int r = split_feed(&s, (Str){ bytes.data, (size_t)n }, n == 0);
        if (r < 0 || n == 0)
            return r < 0 ? r : take_batch(im);
    }
}

static int open_file(Import *im, const char *file, struct stat *st)
{
    int fd = open(file, O_RDONLY | O_NOCTTY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, st) < 0)
        return read_failed(im, -errno);
    if (!S_ISDIR(st->st_mode))
        return fd;
    close(fd);
    return fail_with(im->m, -EISDIR, "'%s' is a folder; name the logs in it, as in '%s/*.jsonl'", file, file);
}

/* As ingest names it where it is below the root, whatever links lead there. */
static const char *ledger_path(const Context *c, const char *file, Arena *a)
{
    CLEANUP(free_mem) char *here = getcwd(NULL, 0);
    const char *full = path_normal(a, here ? path_join(a, here, file) : file);
    if (path_below(c->project->root, full))
        return path_below(c->project->root, full);
    CLEANUP(free_mem) char *real = realpath(file, NULL);
    return arena_strdup(a, documents_path(c, a, real ? real : full));
}

int import_file(Context *c, const ImportOrder *o, const char *file, Arena *a, ImportReport *ret, Message *m)
{
    bool is_stdin = strcmp(file, "-") == 0;
    CLEANUP(import_done) Import im = { .c = c, .order = o, .report = ret, .m = m, .before = -1, .lines = BUF_INIT };
    struct stat st = { 0 };
    *ret = (ImportReport){ 0 };
    im.shown = is_stdin ? "stdin" : file;
    im.path = is_stdin ? "-" : ledger_path(c, file, a);
    CLEANUP(close_fd) int fd = is_stdin ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : open_file(&im, file, &st);
    if (fd < 0)
        return is_stdin ? read_failed(&im, -errno) : fd;
    im.size = S_ISREG(st.st_mode) ? st.st_size : 0;
    im.old_ids = lines_have_old_ids(c->store);
    im.last_at = im.size ? (int64_t)st.st_mtim.tv_sec * 1000 : clock_now();
    int r = read_all(&im, fd);
    if (ret->events && !o->dry_run)
        ret->open_escalations = store_escalations_left(c->store, im.before);
    return r;
}
