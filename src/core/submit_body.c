/*
 * submit_body.c - a revision as the body of its event.
 */
#include "baton/base/utf8.h"
#include "submit.h"

enum { ITEMS_MAX = 1000 };

static Json *citations_json(const HandoffItem *item)
{
    Json *list = json_array();
    for (size_t i = 0; i < item->citation_count; i++) {
        Json *c = json_object();
        json_put_str(c, "path", item->citations[i].path);
        json_put_int(c, "first", item->citations[i].first);
        json_put_int(c, "last", item->citations[i].last);
        json_put(list, NULL, c);
    }
    return list;
}

static Json *items_json(const HandoffItems *items)
{
    Json *list = json_array();
    for (size_t i = 0; i < items->len && i < ITEMS_MAX; i++) {
        Json *item = json_object();
        json_put_int(item, "line", items->items[i].line);
        json_put_str(item, "text", items->items[i].text);
        json_put(item, "citations", citations_json(&items->items[i]));
        json_put(list, NULL, item);
    }
    return list;
}

/* A name that JSON cannot hold as it is: the digest is over its bytes. */
static void put_raw(Json *j, const WorkFile *f)
{
    Str path = str_from(f->path);
    if (utf8_valid(path))
        return;
    CLEANUP(free_mem) char *hex = mem_alloc(2 * path.len + 1);
    hex_from((const uint8_t *)path.data, path.len, hex);
    json_put_str(j, "raw", hex);
}

Json *files_json(const Work *w)
{
    Json *list = json_array();
    for (size_t i = 0; i < w->len; i++) {
        const WorkFile *f = &w->items[i];
        Json *j = json_object();
        json_put_str(j, "path", f->path);
        put_raw(j, f);
        if (f->was)
            json_put_str(j, "was", f->was);
        json_put_str(j, "mode", f->mode);
        json_put_str(j, "hash", f->hash);
        json_put_str(j, "status", (char[]){ f->status, 0 });
        json_put_bool(j, "tracked", f->tracked);
        json_put_bool(j, "cited", f->cited);
        json_put_bool(j, "counts", f->counts);
        json_put(list, NULL, j);
    }
    return list;
}

Json *scope_json(const Scope *s)
{
    Json *j = json_object();
    json_put_list(j, "write", &s->write);
    json_put_list(j, "read_only", &s->read_only);
    json_put_list(j, "protected", &s->protected);
    return j;
}

void scope_from_json(const Json *j, Arena *a, Scope *ret)
{
    *ret = (Scope){ 0 };
    json_get_list(j, "write", a, &ret->write);
    json_get_list(j, "read_only", a, &ret->read_only);
    json_get_list(j, "protected", a, &ret->protected);
}

HandoffState revision_state(const NewRevision *v)
{
    return v->parties.from && v->parties.to ? HANDOFF_SUBMITTED : HANDOFF_DRAFT;
}

/* Its bytes in full: as a text where nothing of them would be lost, else as hex digits. */
static void put_artifact(Json *body, const NewRevision *v)
{
    bool plain = utf8_valid(v->artifact) && str_chr(v->artifact, '\0') < 0;
    size_t size = plain ? v->artifact.len + 1 : 2 * v->artifact.len + 1;
    CLEANUP(free_mem) char *text = mem_alloc(size);
    if (plain)
        memcpy(text, v->artifact.data, v->artifact.len);
    else
        hex_from((const uint8_t *)v->artifact.data, v->artifact.len, text);
    json_put_str(body, plain ? "text" : "bytes", text);
}

static void put_parties(Json *body, const NewRevision *v)
{
    const Parties *p = &v->parties;
    const HandoffFact *h = v->facts->handoff;

    json_put_str(body, "state", handoff_state_text(revision_state(v)));
    json_put_str(body, "from", p->from);
    json_put_str(body, "from_why", p->from_why);
    json_put_str(body, "to", p->to);
    json_put_str(body, "to_raw", p->to_raw);
    if (p->from_said) {
        json_put_str(body, "from_said", p->from_said);
        json_put_str(body, "from_written", h->from_raw ? agent_slug(v->arena, str_from(h->from)) : NULL);
    }
    if (p->to_said) {
        json_put_str(body, "to_said", p->to_said);
        json_put_str(body, "to_written", h->to ? agent_slug(v->arena, str_from(h->to)) : NULL);
    }
}

static void put_work(Json *body, const NewRevision *v)
{
    json_put_str(body, "base", v->base);
    json_put_str(body, "base_why", v->base_why);
    json_put_str(body, "head", v->work.head);
    json_put_str(body, "tree", v->tree);
    json_put(body, "scope", scope_json(&v->scope));
    json_put(body, "files", files_json(&v->work));
    if (v->work.busy)
        json_put_str(body, "busy", v->work.busy);
    if (*v->trouble.text)
        json_put_str(body, "trouble", v->trouble.text);
}

Json *revision_body(const NewRevision *v)
{
    const HandoffFact *h = v->facts->handoff;
    Json *body = json_object();

    json_put_str(body, "file", v->file);
    json_put_str(body, "artifact", v->artifact_digest);
    json_put_str(body, "revision", v->digest);
    put_parties(body, v);
    put_work(body, v);
    json_put_str(body, "summary", h->summary);
    json_put(body, "accomplishments", items_json(&h->accomplishments));
    json_put(body, "blockers", items_json(&h->blockers));
    json_put(body, "questions", items_json(&h->questions));
    json_put(body, "next_steps", items_json(&h->next_steps));
    json_put(body, "extras", items_json(&h->extras));
    put_artifact(body, v);
    return body;
}
