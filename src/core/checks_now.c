/*
 * checks_now.c - `baton check`: what the checks would say, before anything is handed over.
 */
#include <errno.h>

#include "checking.h"

typedef struct {
    Checking k;
    Document document;
    Buf bytes;
} CheckNow;

static void check_now_done(CheckNow *n)
{
    checking_done(&n->k);
    buf_done(&n->bytes);
}

/* A name that nobody defined and nobody was heard of is a slip of the pen. */
static int find_agent(Context *c, const char *asked, const char *run, Arena *a, const char **ret, Message *m)
{
    AgentRows rows = { 0 };
    const char *name = asked && *asked ? asked : store_last_agent(c->store, a, run);
    if (!name)
        return fail_with(m, -ENOENT, "Nobody was heard of in this run: say whose work is meant ('baton check AGENT')");
    *ret = agent_slug(a, str_from(name));
    if (!*ret || store_agents(c->store, a, &(AgentQuery){ .name = *ret }, &rows) < 0 || !rows.len)
        return fail_with(m, -ENOENT, "There is no agent '%s'; 'baton agents' lists them all", name);
    return 0;
}

/* The artifact that this agent seems to be writing; without one the checks go without. */
static bool take_artifact(CheckNow *n, const char *agent)
{
    NewRevision *v = &n->k.v;
    v->file = n->document.path;
    if (file_read(n->document.full, ARTIFACT_FILE_MAX_BYTES, &n->bytes, NULL) < 0 ||
        revision_begin(v, buf_str(&n->bytes)) < 0)
        return false;
    Facts *f = artifact_facts(v->file, v->artifact);
    VEC_PUSH(&n->k.facts, f);
    v->facts = f;
    if (!f->handoff)
        return false;
    v->parties = parties_of(v, &(PartiesAsk){ .source = SOURCE_CLI });
    return v->parties.from && strcmp(v->parties.from, agent) == 0;
}

static void forget_artifact(NewRevision *v, const char *agent)
{
    *v = (NewRevision){ .c = v->c, .arena = v->arena, .tree = v->tree, .run = v->run, .artifact = STR(""),
                        .parties = { .from = agent } };
}

int checks_now(Context *c, const CheckOrder *o, Arena *a, CheckResults *ret, const char **ret_agent, Message *m)
{
    CLEANUP(check_now_done) CheckNow n = { .k = { .c = c, .arena = a }, .bytes = BUF_INIT };
    NewRevision *v = &n.k.v;
    const char *agent = NULL;
    Message none = { 0 };
    int r = context_store(c, STORE_READ, m);
    if (r < 0)
        return r;
    const char *run = store_current_run(c->store, a);
    if ((r = find_agent(c, o->agent, run, a, &agent, m)) < 0)
        return r;
    bool found = artifact_find(c, NULL, o->start, a, &n.document, &none) == 0;
    *v = (NewRevision){ .c = c, .arena = a, .run = run,
                        .tree = found ? n.document.tree : artifact_tree(c, o->start, a) };
    if (!found || !take_artifact(&n, agent))
        forget_artifact(v, agent);
    else if (handoff_is_open(&v->newest) && parties_fit(&v->newest, &v->parties))
        v->id = v->newest.id;
    revision_work(v);
    checking_fill(&n.k, v->file ? path_below(v->tree, n.document.full) : NULL);
    n.k.in.live = o->live;
    n.k.in.live_ctx = o->ctx;
    checks_run(&n.k.in, o->which, a, ret);
    *ret_agent = agent;
    return 0;
}
