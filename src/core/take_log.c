/*
 * take_log.c - telemetry logs, and what agents print: lines that are appended become events.
 *
 * A log that only grew is read from where we stopped.  The seen cache keeps, as its "digest", the
 * offset, the number of lines before it, and a digest of the bytes just before it: when those are
 * other bytes now, the log was rewritten and is read from the start.  That is safe at any time, for
 * the id of an event is made from the path, the text of its line, and how many lines like it came
 * before.  Behind a mark lines are taken for new: so who reads from the start leaves one that can be gone on from only
 * at the end, because what is between may have been imported.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "baton/doc/doc.h"
#include "baton/format/jsonl.h"
#include "baton/model/agent.h"
#include "taking.h"

enum {
    CHUNK = 2 * 1024 * 1024, LINE_MAX_BYTES = 16 * 1024 * 1024, LINES_PER_COMMIT = 4000,
    MARK_BYTES = 4096,          /* how much before the offset is compared */
    MARK_HEX = 40, MARK_SIZE = 12 + 12 + MARK_HEX + 1,
    PRINT_QUIET_MS = 2000,      /* programs print a line in pieces: it is whole when no more comes for so long */
};
_Static_assert((int)MARK_SIZE <= (int)DIGEST_HEX_SIZE, "a mark fits where a digest does");

typedef struct {
    Ingest *in;
    const Document *document;
    int fd;
    FileId id;
    int64_t offset, lines;      /* consumed */
    bool from_start, old_ids;
    Counts counts;
    Buf chunk;
    bool at_end;                /* the chunk reaches to the end of the file */
} Log;

static void log_done(Log *l)
{
    if (l->fd >= 0)
        close(l->fd);
    counts_done(&l->counts);
    buf_done(&l->chunk);
}

static bool is_output(const Log *l)
{
    return l->document->kind == DOCUMENT_OUTPUT;
}

/* ---- lines to events ---- */

/* Of a line that does not say: what is there when we first look is as old as the file. */
static int64_t time_untold(const Log *l)
{
    return l->from_start ? MIN(l->id.mtime_ns / 1000000, clock_now()) : clock_now();
}

static int append_line(Log *l, const TelemetryFact *t, const Line *line)
{
    const char *agent = agent_bare_name(t->agent);
    Event e = {
        .at = t->at ? t->at : time_untold(l), .kind = EVENT_TELEMETRY, .source = SOURCE_FILE,
        .run = t->run ? t->run : l->in->run, .agent = agent, .actor = agent, .action = t->action,
        .reason = t->reason, .host = context_host(), .body = t->body,
    };
    return line_append(l->in->store, l->document->path, line, l->old_ids, &e);
}

/*
 * From the start, the count says which of several equal lines this is, and one that is there
 * already was read before.  In a log that grew, the line is new: it is the first that is not there
 * yet.
 */
static int take_line(Log *l, const TelemetryFact *t, int64_t line_offset)
{
    Line line = { t->digest, t->at, l->from_start ? counts_next(&l->counts, t->digest) : 0, line_offset };
    int r;
    do {
        r = append_line(l, t, &line);
        if (line.twin < 0)
            break;
        line.twin = line.twin + 1 < TWINS_MAX ? line.twin + 1 : -1;
    } while (r == 1 && !l->from_start);
    l->in->pending += r == 0;
    return MIN(r, 0);
}

/* ---- problems ---- */

static int report_problems(Log *l, const Facts *f, bool first)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    ProblemRows old = { 0 };
    Reading r = { .document = l->document };

    if (!first && !f->problems.len)
        return 0;
    if (!first)
        store_problems(l->in->store, a, l->document->path, &old);
    Json *body = document_body(&r, is_output(l) ? "output" : "telemetry"), *list = json_array();
    for (size_t i = 0; i < old.len + f->problems.len && i < PROBLEMS_MAX; i++) {
        Json *p = json_object();
        const ProblemFact *now = i < old.len ? NULL : &f->problems.items[i - old.len];
        json_put_int(p, "line", now ? now->line + l->lines : old.items[i].line);
        json_put_str(p, "message", now ? now->message : old.items[i].message);
        json_put(list, NULL, p);
    }
    json_remove(body, "problems");
    json_put(body, "problems", list);
    return ledger_event(l->in, EVENT_DOCUMENT_READ, l->document->path, NULL, body);
}

/* ---- reading ---- */

static int read_at(int fd, int64_t offset, size_t want, Buf *out)
{
    buf_clear(out);
    buf_reserve(out, want);
    while (out->len < want) {
        ssize_t n = pread(fd, out->data + out->len, want - out->len, offset + (int64_t)out->len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -errno;
        if (n == 0)
            break;
        out->len += (size_t)n;
    }
    out->data[out->len] = '\0';
    return 0;
}

/* The end of the last whole line among the first LINES_PER_COMMIT; 0: there is none. */
static size_t whole_lines(Str s)
{
    size_t end = 0;
    for (int n = 0; n < LINES_PER_COMMIT; n++) {
        ptrdiff_t lf = str_chr(str_slice(s, end, s.len), '\n');
        if (lf < 0)
            break;
        end += (size_t)lf + 1;
    }
    return end;
}

static bool is_whole_object(Str s)
{
    static const char *const none[] = { "-" };
    JsonlValue value;
    return jsonl_scan(str_trim(s), none, 1, &value) == 0;
}

static bool may_escalate(const Log *l)
{
    return str_ifind(buf_str(&l->chunk), STR("escalation")) >= 0;
}

/* Until a last line without its end has been quiet for long enough. */
static int64_t unfinished_left(const Log *l)
{
    if (!is_output(l))
        return quiet_left(l->in, l->id.mtime_ns);
    int64_t age = (l->in->now_ns - l->id.mtime_ns) / 1000000;
    return age < 0 || age >= PRINT_QUIET_MS || !may_escalate(l) ? 0 : PRINT_QUIET_MS - age;
}

/* A last line without its end is taken when it is whole and nobody is writing; 0: leave it. */
static size_t unfinished_line(Log *l)
{
    if (!l->chunk.len || !l->at_end)
        return 0;
    int64_t left = unfinished_left(l);
    if (left > 0) {
        leave_for_later(l->in, left);
        return 0;
    }
    bool whole = is_output(l) ? may_escalate(l) : is_whole_object(buf_str(&l->chunk));
    return whole ? l->chunk.len : 0;
}

/* Sets *ret_len to how many bytes of the chunk to take now. */
static int next_chunk(Log *l, size_t *ret_len)
{
    *ret_len = 0;
    for (size_t want = CHUNK; want <= LINE_MAX_BYTES; want *= 2) {
        int r = read_at(l->fd, l->offset, want, &l->chunk);
        if (r < 0)
            return r;
        l->at_end = l->chunk.len < want;
        if ((*ret_len = whole_lines(buf_str(&l->chunk))) || l->at_end)
            break;
    }
    if (!*ret_len)
        *ret_len = l->at_end ? unfinished_line(l)
                             : l->chunk.len; /* a line without an end is passed over */
    return 0;
}

/* ---- where we stopped ---- */

static int mark_make(const Log *l, char out[DIGEST_HEX_SIZE])
{
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    char hex[DIGEST_HEX_SIZE];
    size_t want = (size_t)MIN(l->offset, (int64_t)MARK_BYTES);
    int r = read_at(l->fd, l->offset - (int64_t)want, want, &bytes);

    digest_hex(buf_str(&bytes), hex);
    snprintf(out, DIGEST_HEX_SIZE, "%012llx%012llx%.*s", (unsigned long long)l->offset,
             (unsigned long long)l->lines, MARK_HEX, hex);
    return r;
}

/* Goes on where the mark says, when what stood before it still does. */
static bool mark_resume(Log *l, const char *mark)
{
    char now[DIGEST_HEX_SIZE];
    unsigned long long offset, lines;

    if (!mark || sscanf(mark, "%12llx%12llx", &offset, &lines) != 2 || (int64_t)offset > l->id.size)
        return false;
    l->offset = (int64_t)offset;
    l->lines = (int64_t)lines;
    if (mark_make(l, now) == 0 && strcmp(now, mark) == 0)
        return true;
    l->offset = l->lines = 0;
    return false;
}

/*
 * Behind this place in the chunk there is nothing in the file yet that could be an event: whoever imports what comes
 * drops the mark.
 */
static bool is_end(const Log *l, size_t at)
{
    struct stat st;
    Str rest = str_slice(buf_str(&l->chunk), at, l->chunk.len);
    return l->at_end && fstat(l->fd, &st) == 0 && st.st_size == l->offset + (int64_t)l->chunk.len &&
           str_chr(rest, '\n') < 0 && !(rest.len && is_whole_object(rest));
}

/* What is no end yet is looked at again, also when whoever reads is killed. */
static int mark_put(Log *l, char mark[DIGEST_HEX_SIZE], bool end, bool later)
{
    FileId id = l->id;
    int r = mark_make(l, mark);
    if (!end || later)
        id.mtime_ns = 0;
    if (!end && l->from_start)
        mark[0] = '~';                          /* which mark_resume() does not read */
    return r < 0 ? r : store_seen_put(l->in->store, l->document->path, &id, mark);
}

/* ---- one chunk, one transaction ---- */

static int record_facts(Log *l, const Facts *f, size_t len)
{
    Str chunk = { l->chunk.data, len };
    size_t at = 0;
    int line = 1, r = report_problems(l, f, l->offset == 0);

    for (size_t i = 0; r == 0 && i < f->telemetry.len; i++) {
        const TelemetryFact *t = &f->telemetry.items[i];
        for (; line < t->line && at < len; line++) {
            ptrdiff_t lf = str_chr(str_slice(chunk, at, len), '\n');
            at = lf < 0 ? len : at + (size_t)lf + 1;
        }
        r = take_line(l, t, l->offset + (int64_t)at);
    }
    LogSaid said = { l->document->path, l->lines, l->from_start ? &l->counts : NULL, l->id.mtime_ns / 1000000 };
    return r < 0 ? r : take_escalations_said(l->in, &said, f);
}

static int64_t count_lines(Str s)
{
    int64_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += s.data[i] == '\n';
    return n;
}

/* Somebody else may have gone further since we looked. */
static bool is_overtaken(Log *l, const char *mark)
{
    FileId id;
    char now[DIGEST_HEX_SIZE];
    if (store_seen_get(l->in->store, l->document->path, &id, now) < 0)
        return *mark != '\0';
    return strcmp(now, mark) != 0;
}

static int take_chunk(Log *l, char mark[DIGEST_HEX_SIZE], size_t len)
{
    CLEANUP(facts_free_ptr) Facts *f = doc_read(l->document->path, (Str){ l->chunk.data, len });
    int r = store_begin(l->in->store);
    if (r < 0)
        return r;
    l->in->pending = 0;
    r = is_overtaken(l, mark) ? -EAGAIN : record_facts(l, f, len);
    if (r == 0) {
        bool end = is_end(l, len);
        l->lines += count_lines((Str){ l->chunk.data, len });
        l->offset += (int64_t)len;
        r = mark_put(l, mark, end, false);
    }
    if (r < 0 || (r = store_commit(l->in->store)) < 0) {
        store_rollback(l->in->store);
        return r;
    }
    l->in->report.events += l->in->pending;
    return 0;
}

/* Remembers that nothing is left to read, unless the rest is to be looked at again soon. */
static int stop_here(Log *l, char mark[DIGEST_HEX_SIZE], bool took)
{
    bool later = l->chunk.len && unfinished_left(l) > 0;
    if (took && !later)
        return 0;
    int r = store_begin(l->in->store);
    if (r < 0)
        return r;
    r = is_overtaken(l, mark) ? -EAGAIN : mark_put(l, mark, is_end(l, 0), later);
    if (r == 0)
        return store_commit(l->in->store);
    store_rollback(l->in->store);
    return r;
}

static int take_rest(Log *l, const char *seen_digest)
{
    char mark[DIGEST_HEX_SIZE] = "";
    size_t len;
    int r;

    bool took = false;

    l->from_start = !mark_resume(l, seen_digest);
    l->old_ids = lines_have_old_ids(l->in->store);
    if (seen_digest)
        memcpy(mark, seen_digest, strlen(seen_digest) + 1);
    while ((r = next_chunk(l, &len)) == 0 && len) {
        if ((r = take_chunk(l, mark, len)) < 0)
            return r;
        took = true;
    }
    return r < 0 ? r : stop_here(l, mark, took);
}

int take_log(Ingest *in, const Document *d, const char *seen_digest)
{
    CLEANUP(log_done) Log l = { .in = in, .document = d, .id = d->id, .chunk = BUF_INIT };
    l.fd = open(d->full, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (l.fd < 0)                       /* why not, is said there */
        return take_document(in, d);
    int r = take_rest(&l, seen_digest);
    if (r == -EAGAIN) {
        leave_for_later(in, 1);
        return 0;
    }
    in->report.read += r == 0;
    return r;
}
