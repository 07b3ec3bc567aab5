/*
 * take_handoff.c - a handoff artifact becomes a handoff, or the next revision of one.
 *
 * It is the same handoff while author and receiver are unchanged and nobody has decided; else a new
 * one.  Who wrote it stands in the artifact, in its path, or is the agent heard of last in this run,
 * in that order, and from_why says which.
 */
#include "taking.h"

#include "baton/base/clock.h"
#include "baton/doc/doc.h"

enum { ITEMS_MAX = 1000 };
static const unsigned open_states =
    1u << HANDOFF_DRAFT | 1u << HANDOFF_SUBMITTED | 1u << HANDOFF_REJECTED;

typedef struct {
    const char *from, *from_why, *to;
} Parties;

/* ".agents/qa-engineer/handoff.md": the folder is the author. */
static const char *author_of_path(Arena *a, const char *path)
{
    Str rest = str_from(path), dir = str_cut(&rest, '/'), agent = str_cut(&rest, '/');
    if (!str_eq(dir, STR(".agents")) || !str_eq(rest, STR("handoff.md")))
        return NULL;
    return agent_slug(a, agent);
}

/* The newest handoff of this file that nobody has decided about, or NULL. */
static const HandoffRow *open_handoff(Ingest *in, Arena *a, const char *path)
{
    HandoffRows rows = { 0 };
    if (store_handoffs(in->store, a, &(HandoffQuery){ .file = path, .states = open_states },
                       &rows) < 0 ||
        !rows.len)
        return NULL;
    return &rows.items[rows.len - 1];
}

static Parties parties_of(Ingest *in, const Reading *r)
{
    const HandoffFact *h = r->facts->handoff;
    Parties p = { .to = h->to ? agent_slug(r->arena, str_from(h->to)) : NULL };

    if (h->from && (p.from = agent_slug(r->arena, str_from(h->from)))) {
        p.from_why = "the artifact says so";
    } else if ((p.from = author_of_path(r->arena, r->document->path))) {
        p.from_why = "the folder is named so";
    } else if ((p.from = store_last_agent(in->store, r->arena, in->run))) {
        p.from = agent_slug(r->arena, str_from(p.from));
        p.from_why = "the agent heard of last in this run";
    }
    return p;
}

static bool same_name(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static Json *text_json(const Reading *r)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    doc_decode(buf_str(&r->bytes), &text);
    size_t len = MIN(text.len, (size_t)TEXT_MAX);
    while (len < text.len && len && ((unsigned char)text.data[len] & 0xc0) == 0x80)
        len--;                          /* not in the middle of a character */
    return json_string(arena_strndup(r->arena, text.data, len));
}

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

static Json *handoff_body(const Reading *r, const Parties *p)
{
    const HandoffFact *h = r->facts->handoff;
    Json *body = json_object();

    json_put_str(body, "file", r->document->path);
    json_put_str(body, "digest", r->digest);
    json_put_str(body, "state",
                 handoff_state_text(p->from && p->to ? HANDOFF_SUBMITTED : HANDOFF_DRAFT));
    json_put_str(body, "from", p->from);
    json_put_str(body, "from_why", p->from_why);
    json_put_str(body, "to", p->to);
    json_put_str(body, "to_raw", h->to_raw);
    json_put_str(body, "summary", h->summary);
    json_put(body, "accomplishments", items_json(&h->accomplishments));
    json_put(body, "blockers", items_json(&h->blockers));
    json_put(body, "questions", items_json(&h->questions));
    json_put(body, "next_steps", items_json(&h->next_steps));
    json_put(body, "extras", items_json(&h->extras));
    json_put(body, "text", text_json(r));
    return body;
}

int take_handoff(Ingest *in, const Reading *r)
{
    if (!r->facts->handoff)
        return handoff_gone(in, r->document->path);

    const HandoffRow *old = open_handoff(in, r->arena, r->document->path);
    Parties p = parties_of(in, r);
    char fresh[UUID_TEXT_SIZE];
    const char *id = old && same_name(old->from, p.from) && same_name(old->to, p.to)
                         ? old->id : uuid7(clock_now(), fresh);

    if (old && id == old->id && same_name(old->digest, r->digest) && !old->gone)
        return 0;
    return ledger_event(in, EVENT_HANDOFF_REVISED, id, p.from, handoff_body(r, &p));
}

int handoff_gone(Ingest *in, const char *path)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const HandoffRow *old = open_handoff(in, a, path);
    if (!old)
        return 0;
    Json *body = json_object();
    json_put_str(body, "file", path);
    return ledger_event(in, EVENT_HANDOFF_GONE, old->id, old->from, body);
}
