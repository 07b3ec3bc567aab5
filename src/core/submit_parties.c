/*
 * submit_parties.c - who hands over to whom, and how that is known.
 *
 * What was said with --from and --to holds for later revisions too, until the artifact itself says
 * something else than it did then.
 */
#include "submit.h"

static const unsigned open_states = 1u << HANDOFF_DRAFT | 1u << HANDOFF_SUBMITTED | 1u << HANDOFF_REJECTED;

bool handoff_is_open(const HandoffRow *h)
{
    return h->id && open_states & 1u << h->state;
}

static const char *slug(const NewRevision *v, const char *name)
{
    return name && *name ? agent_slug(v->arena, str_from(name)) : NULL;
}

/* What an earlier revision was told (KEY_said), while the artifact's own word is what it was then. */
static const char *said_before(const NewRevision *v, const char *key, const char *key_written, const char *written)
{
    Json *tree = NULL;
    if (!handoff_is_open(&v->newest) || !v->newest.body || json_parse(str_from(v->newest.body), &tree) < 0)
        return NULL;
    CLEANUP(json_free_ptr) Json *body = tree;
    const char *said = json_get_str(body, key);
    return said && text_same(json_get_str(body, key_written), written) ? arena_strdup(v->arena, said) : NULL;
}

static bool take_sender(Parties *p, const char *from, const char *why)
{
    p->from = from;
    p->from_why = from ? why : NULL;
    return from != NULL;
}

static void find_sender(const NewRevision *v, const PartiesAsk *ask, Parties *p)
{
    const HandoffFact *h = v->facts->handoff;
    const char *written = h->from_raw ? slug(v, h->from) : NULL;

    p->from_said = slug(v, ask->from);
    if (!p->from_said)
        p->from_said = said_before(v, "from_said", "from_written", written);
    (void)(take_sender(p, p->from_said, "it was said with --from") ||
           take_sender(p, written, "the artifact says so") ||
           take_sender(p, slug(v, h->from), "the folder is named so") ||
           take_sender(p, slug(v, ask->agent),
                       ask->source == SOURCE_HOOK ? "the hook that saw it written" : "it submitted it") ||
           take_sender(p, slug(v, store_last_agent(v->c->store, v->arena, v->run)),
                       "the agent heard of last in this run"));
}

Parties parties_of(const NewRevision *v, const PartiesAsk *ask)
{
    const HandoffFact *h = v->facts->handoff;
    const char *written = slug(v, h->to);
    Parties p = { .to_raw = h->to_raw, .to_said = slug(v, ask->to) };

    find_sender(v, ask, &p);
    if (!p.to_said)
        p.to_said = said_before(v, "to_said", "to_written", written);
    p.to = p.to_said ? p.to_said : written;
    return p;
}

Parties parties_recorded(const HandoffRow *h, Arena *a)
{
    Parties p = { .from = h->from, .from_why = h->from_why, .to = h->to, .to_raw = h->to_raw };
    Json *tree = NULL;
    if (!h->body || json_parse(str_from(h->body), &tree) < 0)
        return p;
    CLEANUP(json_free_ptr) Json *body = tree;
    p.from_said = arena_strdup(a, json_get_str(body, "from_said"));
    p.to_said = arena_strdup(a, json_get_str(body, "to_said"));
    return p;
}

/* What was not known and is now makes no other handoff of it. */
static bool fits(const char *was, const char *is)
{
    return !was || !*was || text_same(was, is);
}

bool parties_fit(const HandoffRow *h, const Parties *p)
{
    return fits(h->from, p->from) && fits(h->to, p->to);
}
