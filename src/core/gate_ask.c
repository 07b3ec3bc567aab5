/*
 * gate_ask.c - may this agent start?
 *
 * Open: nobody hands over to it in this run, or the newest handoff of every author to it is approved, and
 * what its definition needs is there.
 */
#include <errno.h>

#include "baton/conf/policy.h"
#include "baton/core/agent_json.h"
#include "baton/core/ingest.h"
#include "baton/gate/check.h"
#include "deciding.h"

typedef struct {
    Context *c;
    Arena *arena;
    const char *agent;          /* slug */
    Policy policy;
    Standings all;
    GateAnswer *answer;
} Asking;

static const char *number_of(Asking *q, const Standing *s)
{
    HandoffRows rows = { 0 };
    if (store_handoffs(q->c->store, q->arena, &(HandoffQuery){ .id = s->id }, &rows) < 0 || rows.len != 1)
        return NULL;
    return arena_printf(q->arena, "%d", rows.items[0].number);
}

static bool counts(const Asking *q, const Standing *s)
{
    return s->state != HANDOFF_SUPERSEDED && s->state != HANDOFF_WITHDRAWN && strcmp(s->to, q->agent) == 0;
}

/* Another one of the same author to the same agent came later. */
static bool is_older(const Asking *q, size_t i)
{
    const Standing *s = &q->all.items[i];
    for (size_t j = 0; j < q->all.len; j++) {
        const Standing *o = &q->all.items[j];
        if (j != i && counts(q, o) && o->first_seq > s->first_seq && strcmp(o->from, s->from) == 0)
            return true;
    }
    return false;
}

static const char *by_of(const Standing *s)
{
    const DecisionRow *d = &s->decision.row;
    return d->person && *d->person ? d->person : d->actor ? d->actor : "somebody";
}

static const char *name_of(Asking *q, const Standing *s, const char *number)
{
    return arena_printf(q->arena, "Handoff %s from %s", number ? number : s->id, *s->from ? s->from : "nobody known");
}

static void shut_by(Asking *q, const Standing *s)
{
    GateAnswer *g = q->answer;
    g->open = false;
    g->handoff = number_of(q, s);
    const char *name = name_of(q, s, g->handoff);
    if (s->state == HANDOFF_REJECTED)
        g->why = arena_printf(q->arena, "%s was rejected by %s", name, by_of(s));
    else if (s->state == HANDOFF_DRAFT)
        g->why = arena_printf(q->arena, "%s is a draft: its author is not known", name);
    else if (s->short_of)
        g->why = arena_printf(q->arena, "%s is not approved: %s", name, s->short_of);
    else
        g->why = arena_printf(q->arena, "%s waits for a decision", name);
}

static void weigh(Asking *q)
{
    const Standing *opened = NULL;
    for (size_t i = 0; i < q->all.len; i++) {
        const Standing *s = &q->all.items[i];
        if (!counts(q, s) || is_older(q, i))
            continue;
        if (s->state != HANDOFF_APPROVED) {
            shut_by(q, s);
            return;
        }
        opened = s;
    }
    q->answer->open = true;
    if (!opened) {
        q->answer->why = arena_printf(q->arena, "Nobody hands over to %s in this run", q->agent);
        return;
    }
    q->answer->handoff = number_of(q, opened);
    q->answer->why = arena_printf(q->arena, "%s was approved by %s", name_of(q, opened, q->answer->handoff),
                                  by_of(opened));
}

/* ---- what its definition needs ---- */

static void look_at_inputs(Asking *q, const AgentDef *def)
{
    InputFiles missing = { 0 };
    StrList unplaced = { 0 };
    inputs_missing(&def->inputs, &q->policy, q->c->project->root, q->arena, &missing, &unplaced);
    for (size_t i = 0; i < missing.len; i++)
        strlist_add_new(&q->answer->missing, q->arena,
                        str_from(arena_printf(q->arena, "%s (%s)", missing.items[i].name, missing.items[i].path)));
}

static int weigh_inputs(Asking *q)
{
    AgentRows rows = { 0 };
    Json *tree = NULL;
    int r = q->policy.inputs.len ? store_agents(q->c->store, q->arena, &(AgentQuery){ .name = q->agent }, &rows) : 0;
    for (size_t i = 0; r >= 0 && i < rows.len; i++) {
        if (!rows.items[i].def || json_parse(str_from(rows.items[i].def), &tree) < 0)
            continue;
        AgentDef *def = agent_from_json(q->arena, tree);
        tree = json_free(tree);
        if (def)
            look_at_inputs(q, def);
    }
    if (q->answer->open && q->answer->missing.len) {
        q->answer->open = false;
        q->answer->why = arena_printf(q->arena, "%s needs %s, which is not there", q->agent,
                                      q->answer->missing.items[0]);
    }
    return MIN(r, 0);
}

static int bring_up(Context *c, Message *m)
{
    IngestReport report;
    int r = c->store ? 0 : context_store(c, STORE_READ, m);
    return r == 0 && context_may_record(c) ? ingest(c, true, &report, m) : r;
}

int gate_ask(Context *c, const char *agent, Arena *a, GateAnswer *ret, Message *m)
{
    Asking q = { .c = c, .arena = a, .agent = agent_slug(a, str_from(agent)), .answer = ret };
    Message trouble = { 0 };
    *ret = (GateAnswer){ .open = false };
    if (!q.agent)
        return fail_with(m, -EINVAL, "'%s' is no name of an agent", agent ? agent : "");
    int r = bring_up(c, m);
    if (r < 0)
        return r;
    r = policy_load(c->project, a, &q.policy, &trouble);
    if (r >= 0)
        r = standings_read(c, &q.policy, store_current_run(c->store, a), NULL, a, &q.all, &trouble);
    if (r < 0) {                        /* a gate that cannot be judged is shut */
        ret->why = arena_strdup(a, trouble.text);
        return 0;
    }
    weigh(&q);
    r = weigh_inputs(&q);
    return r < 0 ? fail_with(m, r, "The agents cannot be read: %s", strerror(-r)) : 0;
}
