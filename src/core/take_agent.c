/*
 * take_agent.c - agent definitions: the project's own, and those that baton ships.
 *
 * A shipped definition fills in for a name that the project mentions and does not define.  It is
 * known as "baton:NAME.md" and withdrawn as soon as the project has one of its own.
 */
#include "baton/core/agent_json.h"

#include "baton/doc/doc.h"
#include "taking.h"

enum { SHIPPED_MAX = 200, SHIPPED_MAX_BYTES = 1024 * 1024 };

static Json *definition_json(const AgentDef *def, const char *digest)
{
    Json *body = agent_json(def);
    json_put_str(body, "digest", digest);
    return body;
}

int take_agent(Ingest *in, const Reading *r)
{
    const char *path = r->document->path;
    if (!r->agent)                      /* a README or a note among the definitions */
        return agent_gone(in, path);
    int e = ledger_event(in, EVENT_DOCUMENT_READ, path, NULL, document_body(r, "agent"));
    return e < 0 ? e
                 : ledger_event(in, EVENT_AGENT_DEFINED, path, r->agent->name,
                                definition_json(r->agent, r->digest));
}

int agent_gone(Ingest *in, const char *path)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    AgentRows rows = { 0 };
    int r = store_agents(in->store, a, &(AgentQuery){ .name = path }, &rows);

    for (size_t i = 0; r >= 0 && i < rows.len; i++)
        if (rows.items[i].file && strcmp(rows.items[i].file, path) == 0)
            return ledger_event(in, EVENT_AGENT_GONE, path, rows.items[i].shown, NULL);
    return MIN(r, 0);
}

/* ---- shipped ones ---- */

typedef struct {
    const char *subject;        /* "baton:NAME.md" */
    const char *slug;           /* of NAME */
    const char *path;
} Shipped;
typedef struct { Shipped *items; size_t len, cap; } ShippedList;

typedef struct {
    Ingest *in;
    Arena *arena;
    const char *dir;
    ShippedList shipped;
    AgentRows rows;
    bool look_only, found;      /* without the lock first: mostly there is nothing to do */
} Settling;

static bool list_shipped(void *ctx, const char *name)
{
    Settling *w = ctx;
    Str stem = str_slice(str_from(name), 0, strlen(name) - strlen(".md"));
    const char *slug = agent_slug(w->arena, stem);
    if (slug)
        AVEC_PUSH(&w->shipped, w->arena,
                  ((Shipped){ arena_printf(w->arena, "baton:%s", name), slug,
                              path_join(w->arena, w->dir, name) }));
    return true;
}

static const Shipped *shipped_for(const Settling *w, const char *slug)
{
    for (size_t i = 0; i < w->shipped.len; i++)
        if (strcmp(w->shipped.items[i].slug, slug) == 0)
            return &w->shipped.items[i];
    return NULL;
}

static bool is_shipped(const AgentRow *r)
{
    return r->file && strncmp(r->file, "baton:", 6) == 0;
}

static bool has_own(const Settling *w, const char *slug)
{
    for (size_t i = 0; i < w->rows.len; i++)
        if (w->rows.items[i].file && !is_shipped(&w->rows.items[i]) &&
            strcmp(w->rows.items[i].name, slug) == 0)
            return true;
    return false;
}

static bool is_current(const AgentRow *r, const char *digest)
{
    CLEANUP(json_free_ptr) Json *def = NULL;
    if (!is_shipped(r) || !r->def || json_parse(str_from(r->def), &def) < 0)
        return false;
    const char *known = json_get_str(def, "digest");
    return known && strcmp(known, digest) == 0;
}

static int withdraw(Settling *w, const AgentRow *row)
{
    w->found = true;
    return w->look_only ? 0 : ledger_event(w->in, EVENT_AGENT_GONE, row->file, row->shown, NULL);
}

static int define(Settling *w, const AgentRow *row, const Shipped *s)
{
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    char digest[DIGEST_HEX_SIZE];

    if (file_read(s->path, SHIPPED_MAX_BYTES, &bytes, NULL) < 0)
        return 0;
    if (is_current(row, digest_hex(buf_str(&bytes), digest)))
        return 0;
    AgentDef *def = doc_read_agent(w->arena, s->subject, buf_str(&bytes));
    w->found |= def != NULL;
    if (!def || w->look_only)
        return 0;
    return ledger_event(w->in, EVENT_AGENT_DEFINED, s->subject, def->name,
                        definition_json(def, digest));
}

static int settle(Settling *w)
{
    int r = store_agents(w->in->store, w->arena, &(AgentQuery){ 0 }, &w->rows);
    for (size_t i = 0; r >= 0 && i < w->rows.len; i++) {
        const AgentRow *row = &w->rows.items[i];
        const Shipped *s = shipped_for(w, row->name);
        if (is_shipped(row) && (!s || has_own(w, row->name)))
            r = withdraw(w, row);
        else if (s && !has_own(w, row->name))
            r = define(w, row, s);
    }
    return MIN(r, 0);
}

static int settle_locked(Settling *w)
{
    int r = store_begin(w->in->store);
    if (r < 0)
        return r;
    w->in->pending = 0;
    w->look_only = false;
    if ((r = settle(w)) < 0 || (r = store_commit(w->in->store)) < 0) {
        store_rollback(w->in->store);
        return r;
    }
    w->in->report.events += w->in->pending;
    return 0;
}

int take_shipped(Ingest *in)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Settling w = { .in = in, .arena = a, .dir = conf_data_dir("agents", a), .look_only = true };

    if (w.dir)
        glob_files(w.dir, "*.md", SHIPPED_MAX, list_shipped, &w);
    int r = settle(&w);
    return r < 0 || !w.found ? r : settle_locked(&w);
}
