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
    Arena *a CLEANUP(arena_free_ptr) = arena_new();
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
    const char *slug;
    const AgentDef *def;
    char digest[DIGEST_HEX_SIZE];
} Shipped;
typedef struct { Shipped *items; size_t len, cap; } ShippedList;

typedef struct {
    Arena *arena;
    const char *dir;
    ShippedList *out;
} ReadShipped;

static bool read_shipped(void *ctx, const char *name)
{
    ReadShipped *w = ctx;
    Buf bytes CLEANUP(buf_done) = BUF_INIT;
    Shipped s = { .subject = arena_printf(w->arena, "baton:%s", name) };

    if (file_read(path_join(w->arena, w->dir, name), SHIPPED_MAX_BYTES, &bytes, NULL) < 0)
        return true;
    AgentDef *def = doc_read_agent(w->arena, s.subject, buf_str(&bytes));
    if (!def || !(s.slug = agent_slug(w->arena, str_from(def->name))))
        return true;
    s.def = def;
    digest_hex(buf_str(&bytes), s.digest);
    AVEC_PUSH(w->out, w->arena, s);
    return true;
}

static const Shipped *shipped_for(const ShippedList *list, const char *slug)
{
    for (size_t i = 0; i < list->len; i++)
        if (strcmp(list->items[i].slug, slug) == 0)
            return &list->items[i];
    return NULL;
}

static bool is_shipped(const AgentRow *r)
{
    return r->file && strncmp(r->file, "baton:", 6) == 0;
}

static bool has_own(const AgentRows *rows, const char *slug)
{
    for (size_t i = 0; i < rows->len; i++)
        if (rows->items[i].file && !is_shipped(&rows->items[i]) &&
            strcmp(rows->items[i].name, slug) == 0)
            return true;
    return false;
}

static bool is_current(const AgentRow *r, const Shipped *s)
{
    Json *def CLEANUP(json_free_ptr) = NULL;
    if (!is_shipped(r) || !r->def || json_parse(str_from(r->def), &def) < 0)
        return false;
    const char *digest = json_get_str(def, "digest");
    return digest && strcmp(digest, s->digest) == 0;
}

static int settle(Ingest *in, const AgentRows *rows, const AgentRow *row, const ShippedList *list)
{
    const Shipped *s = shipped_for(list, row->name);

    if (is_shipped(row) && (!s || has_own(rows, row->name)))
        return ledger_event(in, EVENT_AGENT_GONE, row->file, row->shown, NULL);
    if (s && !has_own(rows, row->name) && !is_current(row, s))
        return ledger_event(in, EVENT_AGENT_DEFINED, s->subject, s->def->name,
                            definition_json(s->def, s->digest));
    return 0;
}

static int settle_all(Ingest *in, Arena *a, const ShippedList *list)
{
    AgentRows rows = { 0 };
    int r = store_agents(in->store, a, &(AgentQuery){ 0 }, &rows);
    for (size_t i = 0; r >= 0 && i < rows.len; i++)
        r = settle(in, &rows, &rows.items[i], list);
    return MIN(r, 0);
}

/* Without the lock first: mostly there is nothing to do. */
static bool anything_to_settle(Ingest *in, Arena *a, const ShippedList *list)
{
    AgentRows rows = { 0 };
    if (store_agents(in->store, a, &(AgentQuery){ 0 }, &rows) < 0)
        return false;
    for (size_t i = 0; i < rows.len; i++) {
        const Shipped *s = shipped_for(list, rows.items[i].name);
        bool own = has_own(&rows, rows.items[i].name);
        if (is_shipped(&rows.items[i]) ? !s || own || !is_current(&rows.items[i], s) : s && !own)
            return true;
    }
    return false;
}

int take_shipped(Ingest *in)
{
    Arena *a CLEANUP(arena_free_ptr) = arena_new();
    ShippedList list = { 0 };
    const char *dir = conf_data_dir("agents", a);
    if (dir)
        glob_files(dir, "*.md", SHIPPED_MAX, read_shipped, &(ReadShipped){ a, dir, &list });
    if (!anything_to_settle(in, a, &list))
        return 0;
    int r = store_begin(in->store);
    if (r < 0)
        return r;
    in->pending = 0;
    if ((r = settle_all(in, a, &list)) < 0 || (r = store_commit(in->store)) < 0) {
        store_rollback(in->store);
        return r;
    }
    in->report.events += in->pending;
    return 0;
}
