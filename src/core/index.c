/*
 * index.c - keeping the index of a project up to date: events first, then the documents that are watched.
 */
#include "baton/core/index.h"

#include <errno.h>

#include "baton/base/clock.h"
#include "baton/doc/doc.h"

enum { TIMEOUT_MS = 200, DOCUMENT_MAX = 8 << 20, PAGE = 256 };

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

static bool is_any(const StrList *list, const char *text)
{
    for (size_t i = 0; list && i < list->len; i++)
        if (text && str_ieq(str_from(text), str_from(list->items[i])))
            return true;
    return !list || !list->len;
}

static bool is_of_agents(const EventQuery *q, const Event *e, Arena *a)
{
    return !q->agents || !q->agents->len ||
           is_any(q->agents, e->agent ? agent_slug(a, str_from(e->agent)) : NULL);
}

static bool fits(const EventQuery *q, const Event *e, Arena *a)
{
    return is_any(q->kinds, event_kind_text(e->kind)) && is_any(q->actions, e->action) && is_of_agents(q, e, a) &&
           (!q->kind || strcmp(event_kind_text(e->kind), q->kind) == 0) &&
           (!q->telemetry_only || e->kind == EVENT_TELEMETRY) &&
           (!q->action || (e->action && str_ieq(str_from(e->action), str_from(q->action)))) &&
           (!q->subject || text_same(e->subject, q->subject)) && e->seq > q->after;
}

/* What the index does not filter by is turned away here, page by page. */
int index_events(Context *c, Index *x, Arena *a, const EventQuery *q, EventRows *ret_rows)
{
    SearchQuery page = { .words = q->text, .run = q->run, .agent = q->agent, .since = q->since, .until = q->until,
                         .before = q->before, .limit = PAGE };
    int64_t limit = q->limit > 0 ? q->limit : INT64_MAX;
    EventRows rows = { 0 };
    SearchHits hits;

    do {
        int r = index_search(x, c->store, a, &page, &hits);
        if (r < 0)
            return r;
        for (size_t i = 0; i < hits.len && (int64_t)rows.len < limit; i++)
            if (fits(q, &hits.items[i].event, a))
                AVEC_PUSH(&rows, a, hits.items[i].event);
        page.before = hits.len ? hits.items[hits.len - 1].event.seq : 0;
    } while (hits.len == PAGE && (int64_t)rows.len < limit && page.before > q->after + 1);
    *ret_rows = rows;
    return 0;
}
