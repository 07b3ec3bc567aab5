/*
 * held.c - the gathered changes themselves: a few rows, found by looking at each of them.
 */
#include "held.h"

#include <stdlib.h>

enum { HELD_MAX = 64 };         /* of each; more runs than that at once are written and gathered anew */

typedef struct {
    Buf id, agent;
    RunNews sum;                /* its texts are those above */
} HeldRun;

typedef struct {
    Buf slug, last;             /* last: as it was spelled last */
    Buf name, word;             /* of the newest report */
    AgentNews newest;
    bool reported, claims_ended;
} HeldAgent;

struct Held {
    VEC(HeldRun) runs;
    VEC(HeldAgent) agents;
};

static bool is_text(const Buf *b, const char *text)
{
    return str_eq(buf_str(b), str_from(text));
}

static void set_text(Buf *b, const char *text)
{
    buf_clear(b);
    buf_adds(b, text);
}

static HeldRun *find_run(const Store *s, const char *id)
{
    Held *h = s->held;
    for (size_t i = 0; h && i < h->runs.len; i++)
        if (is_text(&h->runs.items[i].id, id))
            return &h->runs.items[i];
    return NULL;
}

static HeldAgent *find_agent(const Store *s, const char *slug)
{
    Held *h = s->held;
    for (size_t i = 0; h && i < h->agents.len; i++)
        if (is_text(&h->agents.items[i].slug, slug))
            return &h->agents.items[i];
    return NULL;
}

/* Where there is no room, all is written: then it begins anew.  What fails there fails the commit. */
static Held *room(Store *s)
{
    if (s->held && (s->held->runs.len == HELD_MAX || s->held->agents.len == HELD_MAX))
        (void)held_write(s);
    if (!s->held)
        s->held = mem_alloc(sizeof *s->held);
    return s->held;
}

void held_begin_run(Store *s, const char *id)
{
    HeldRun r = { .id = BUF_INIT, .agent = BUF_INIT };
    Held *h = room(s);
    buf_adds(&r.id, id);
    VEC_PUSH(&h->runs, r);
}

void held_begin_agent(Store *s, const char *slug)
{
    HeldAgent a = { .slug = BUF_INIT, .last = BUF_INIT, .name = BUF_INIT, .word = BUF_INIT };
    Held *h = room(s);
    buf_adds(&a.slug, slug);
    VEC_PUSH(&h->agents, a);
}

bool held_run(Store *s, const RunNews *news)
{
    HeldRun *r = find_run(s, news->id);
    if (!r)
        return false;
    r->sum.started_at = r->sum.events ? MIN(r->sum.started_at, news->started_at) : news->started_at;
    r->sum.events += news->events;
    if (*news->agent && (!r->agent.len || r->sum.heard_at <= news->heard_at)) {
        set_text(&r->agent, news->agent);
        r->sum.heard_at = news->heard_at;
    }
    return true;
}

bool held_agent(Store *s, const AgentNews *news)
{
    HeldAgent *a = find_agent(s, news->slug);
    if (!a)
        return false;
    set_text(&a->last, news->name);
    if (a->reported && a->newest.at > news->at)
        return true;
    set_text(&a->name, news->name);
    set_text(&a->word, news->word);
    a->newest = *news;
    a->reported = true;
    return true;
}

bool held_claims_ended(const Store *s, const char *slug)
{
    const HeldAgent *a = find_agent(s, slug);
    return a && a->claims_ended;
}

void held_end_claims(Store *s, const char *slug, bool ended)
{
    HeldAgent *a = find_agent(s, slug);
    if (a)
        a->claims_ended = ended;
}

static int write_run(Store *s, HeldRun *r)
{
    r->sum.id = r->id.data;
    r->sum.agent = r->agent.data;
    return r->sum.events ? run_add(s, &r->sum) : 0;
}

/* The spelling of the last event counts, whatever its time. */
static int write_agent(Store *s, HeldAgent *a)
{
    if (!a->reported)
        return 0;
    a->newest.slug = a->slug.data;
    a->newest.name = a->name.data;
    a->newest.word = a->word.data;
    int r = agent_hears(s, &a->newest);
    return r < 0 || is_text(&a->last, a->newest.name) ? r : agent_spell(s, a->newest.slug, a->last.data);
}

int held_write(Store *s)
{
    Held *h = s->held;
    bool folds = s->folds;
    int r = 0;
    s->folds = true;                    /* these statements are its own */
    for (size_t i = 0; h && r == 0 && i < h->runs.len; i++)
        r = write_run(s, &h->runs.items[i]);
    for (size_t i = 0; h && r == 0 && i < h->agents.len; i++)
        r = write_agent(s, &h->agents.items[i]);
    s->folds = folds;
    held_drop(s);
    if (r < 0)
        s->failed = r;
    return r;
}

void held_drop(Store *s)
{
    Held *h = s->held;
    for (size_t i = 0; h && i < h->runs.len; i++) {
        buf_done(&h->runs.items[i].id);
        buf_done(&h->runs.items[i].agent);
    }
    for (size_t i = 0; h && i < h->agents.len; i++) {
        buf_done(&h->agents.items[i].slug);
        buf_done(&h->agents.items[i].last);
        buf_done(&h->agents.items[i].name);
        buf_done(&h->agents.items[i].word);
    }
    if (h) {
        VEC_DONE(&h->runs);
        VEC_DONE(&h->agents);
    }
    free(h);
    s->held = NULL;
}
