/*
 * index.c - keeping the index of a project up to date: events first, then the documents that are watched.
 */
#include "baton/core/index.h"

#include <errno.h>
#include <inttypes.h>

#include "baton/base/clock.h"
#include "baton/doc/doc.h"

enum { TIMEOUT_MS = 200, DOCUMENT_MAX = 8 << 20, PAGE = 256, PAGE_MAX = 1 << 15 };

int index_for(Context *c, bool write, Index **ret_index, Message *m)
{
    Index *x = NULL;
    int r = -ENOENT;

    *ret_index = NULL;
    if (!c->project->exists || (c->store && strcmp(store_path(c->store), STORE_MEMORY) == 0))
        return 0;
    if (write)
        r = index_open(c->project->baton_dir, STORE_WRITE, TIMEOUT_MS, &x, m);
    if (r < 0)
        r = index_open(c->project->baton_dir, STORE_READ, TIMEOUT_MS, &x, m);
    *ret_index = x;
    return 0;
}

/* One that went away between the look and the reading is read with the next pass, or not at all. */
static int take_document(Context *c, Index *x, const DocumentRow *d)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf bytes = BUF_INIT, text = BUF_INIT;

    if (file_read(path_join(a, c->project->root, d->path), DOCUMENT_MAX, &bytes, NULL) < 0)
        return index_document(x, d->path, d->digest, STR(""));
    (void)doc_decode(buf_str(&bytes), &text);
    return index_document(x, d->path, d->digest, buf_str(&text));
}

static bool is_read(const DocumentRow *d)
{
    return !d->gone && d->digest && *d->digest && strcmp(d->dialect, "telemetry") != 0;
}

static int refresh_documents(Context *c, Index *x, int64_t deadline)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    DocumentRows rows = { 0 };
    StrList paths = { 0 };
    int r = store_documents(c->store, a, NULL, &rows);

    for (size_t i = 0; r == 0 && i < rows.len; i++)
        if (is_read(&rows.items[i]))
            strlist_add(&paths, a, rows.items[i].path);
    if (r == 0)
        r = index_keep_documents(x, &paths);
    for (size_t i = 0; r == 0 && i < rows.len; i++) {
        const DocumentRow *d = &rows.items[i];
        if (!is_read(d) || index_has_document(x, d->path, d->digest))
            continue;
        if (clock_mono() >= deadline)
            return 1;
        r = take_document(c, x, d);
    }
    return r;
}

static int refresh(Context *c, Index *x, int budget_ms)
{
    int64_t deadline = clock_mono() + budget_ms;
    int r = index_catch_up(x, c->store, budget_ms);

    if (r == -EROFS)
        return 0;
    return r == 0 ? refresh_documents(c, x, deadline) : r;
}

/* One that shows only now that it is damaged is made anew. */
int index_refresh(Context *c, Index *x, int budget_ms)
{
    int r = refresh(c, x, budget_ms);
    return r == -EBADMSG || r == -EPERM || r == -EIO ? refresh(c, x, budget_ms) : r;
}

/* ---- events ---- */

/* What the time says of the numbers, so that the ledger is not read from end to end; else q stays as it is. */
void index_narrow(Context *c, Index *x, EventQuery *q)
{
    SeqSpan span;
    if (!x || (!q->since && !q->until) || index_span(x, c->store, q->since, q->until, &span) < 0)
        return;
    bool any = span.first <= span.last;
    q->after = MAX(q->after, any ? span.first - 1 : store_last_seq(c->store));
    q->before = q->before ? MIN(q->before, span.last + 1) : span.last + 1;
}

typedef struct {
    Context *c;
    Index *x;
    Arena *a;
    const EventQuery *q;
    EventRows rows;
} Reading;

/* Those of a page of matches that the query is after; ret_last: the oldest of the page, 0: it was not full. */
static int take_page(Reading *w, SeqSpan in, int64_t size, int64_t *ret_last)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf among = BUF_INIT;
    SearchQuery page = { .words = w->q->text, .run = w->q->run, .limit = size };
    EventQuery q = *w->q;
    EventRows rows = { 0 };
    Seqs seqs = { 0 };
    int r = index_matches_in(w->x, w->c->store, a, &page, in, &seqs);

    *ret_last = (int64_t)seqs.len == size ? seqs.items[size - 1] : 0;
    if (r < 0 || !seqs.len)
        return r;
    for (size_t i = 0; i < seqs.len; i++)
        buf_addf(&among, "%c%" PRId64, i ? ',' : '[', seqs.items[i]);
    buf_addc(&among, ']');
    q.text = NULL;
    q.among = among.data;
    q.limit = MAX(q.limit - (int64_t)w->rows.len, (int64_t)0);
    r = store_events(w->c->store, w->a, &q, &rows);
    for (size_t i = 0; r == 0 && i < rows.len; i++)
        AVEC_PUSH(&w->rows, w->a, rows.items[i]);
    return r;
}

static bool is_full(const Reading *w)
{
    return w->q->limit > 0 && (int64_t)w->rows.len >= w->q->limit;
}

static int read_newest(Reading *w, SeqSpan in)
{
    int64_t size = PAGE, last = 1;
    int r = 0;

    while (r == 0 && last && in.first <= in.last && !is_full(w)) {
        r = take_page(w, in, size, &last);
        in.last = last - 1;
        size = MIN(2 * size, (int64_t)PAGE_MAX);
    }
    return r;
}

/* Matches come newest first: pieces of the ledger, each of them whole. */
static int read_oldest(Reading *w, SeqSpan in)
{
    int64_t size = PAGE, ignored;
    int r = 0;

    while (r == 0 && in.first <= in.last && !is_full(w)) {
        r = take_page(w, (SeqSpan){ in.first, MIN(in.last, in.first + size - 1) }, size, &ignored);
        in.first += size;
        size = MIN(2 * size, (int64_t)PAGE_MAX);
    }
    return r;
}

int index_events(Context *c, Index *x, Arena *a, const EventQuery *q, EventRows *ret_rows)
{
    EventQuery narrow = *q;
    Reading w = { .c = c, .x = x, .a = a, .q = &narrow };
    int r = 0;

    index_narrow(c, x, &narrow);
    SeqSpan in = { narrow.after + 1, store_last_seq(c->store) };
    if (narrow.before)
        in.last = MIN(in.last, narrow.before - 1);
    int64_t ignored;
    if (in.first > in.last)
        r = take_page(&w, in, PAGE, &ignored);  /* are there words in it? */
    else
        r = q->newest_first ? read_newest(&w, in) : read_oldest(&w, in);
    if (r == 0)
        *ret_rows = w.rows;
    return r;
}
