/*
 * explain.c - why an agent is said to be in its state: what speaks for it, what was outvoted, when it changes.
 */
#include "baton/core/explain.h"

#include <errno.h>

#include "baton/base/clock.h"
#include "baton/core/command.h"
#include "baton/core/needs.h"

static int no_agent(Context *c, Arena *a, const char *name, Message *m)
{
    AgentRows all = { 0 };

    (void)store_agents(c->store, a, &(AgentQuery){ 0 }, &all);
    const char *near = nearest_agent(&all, name);
    if (near)
        fail(m, "no agent '%s'; did you mean '%s'?", name, near);
    else
        fail(m, "no agent '%s'; 'baton agents' lists them", name);
    return -ENOENT;
}

int agent_explain(Context *c, const char *name, Arena *a, Explanation *ret, Message *m)
{
    AgentRows rows = { 0 };
    AgentEvidence e;
    int r = store_agents(c->store, a, &(AgentQuery){ .name = name }, &rows);

    if (r == 0 && !rows.len)
        return no_agent(c, a, name, m);
    if (r == 0)
        r = store_agent_evidence(c->store, a, rows.items[0].name, &e);
    if (r < 0)
        return fail(m, "cannot read the agents: %s", strerror(-r)), r;
    Explanation x = { .agent = rows.items[0], .silent_limit = silent_limit(c->conf, rows.items[0].name) };
    agent_weigh(a, &e, &x.reasons);
    x.silent = x.agent.state == AGENT_WORKING && x.silent_limit > 0 && x.agent.heard_at > 0 &&
               clock_now() - x.agent.heard_at > x.silent_limit;
    *ret = x;
    return 0;
}

static void add_source(const AgentReason *r, Buf *out)
{
    char age[AGE_TEXT_SIZE];
    if (r->at)
        buf_addf(out, "%s, %s ago", source_text(r->source), age_format(r->at, clock_now(), age));
    else
        buf_adds(out, "not known since when");
}

/* One line of it, whatever an agent put into its reason. */
static void add_flat(Buf *out, const char *text)
{
    for (; *text; text++)
        buf_addc(out, strchr("\r\n\t", *text) ? ' ' : *text);
}

static void add_reason(const AgentReason *r, bool ascii, Buf *out)
{
    buf_addf(out, "%s %s: ", agent_state_glyph(r->state, ascii), agent_state_text(r->state));
    add_flat(out, r->fact);
    buf_adds(out, " (");
    add_source(r, out);
    buf_addc(out, ')');
}

static void add_span(int64_t ms, Buf *out)
{
    char text[AGE_TEXT_SIZE];
    buf_adds(out, age_format(1, 1 + ms, text));
}

static void add_heard(const Explanation *x, Buf *out)
{
    char age[AGE_TEXT_SIZE];

    if (!x->agent.heard_at) {
        buf_adds(out, "Heard of    never\n");
        return;
    }
    buf_addf(out, "Heard of    %s ago", age_format(x->agent.heard_at, clock_now(), age));
    if (x->agent.state == AGENT_WORKING && x->silent_limit > 0) {
        buf_adds(out, x->silent ? "; that is longer than the " : "; it may be silent for ");
        add_span(x->silent_limit, out);
        buf_adds(out, x->silent ? " that it may be silent" : "");
    }
    buf_addc(out, '\n');
}

void explanation_text(const Explanation *x, bool ascii, Buf *out)
{
    const AgentReason *first = &x->reasons.items[0];

    buf_addf(out, "Agent       %s\nState       ", x->agent.shown ? x->agent.shown : x->agent.name);
    add_reason(first, ascii, out);
    buf_adds(out, "\nLasts       ");
    add_flat(out, first->until);
    buf_addc(out, '\n');
    add_heard(x, out);
    for (size_t i = 1; i < x->reasons.len; i++) {
        buf_adds(out, i == 1 ? "Outvoted    " : "            ");
        add_reason(&x->reasons.items[i], ascii, out);
        buf_addf(out, "; %s\n", x->reasons.items[i].outvoted);
    }
}

static Json *reason_json(const AgentReason *r)
{
    Json *j = json_object();
    json_put_str(j, "state", agent_state_text(r->state));
    json_put_str(j, "fact", r->fact);
    json_put_str(j, "source", r->at ? source_text(r->source) : NULL);
    json_put_time(j, "at", r->at);
    json_put_bool(j, "believed", !r->outvoted);
    json_put_str(j, "outvoted", r->outvoted);
    json_put_str(j, "until", r->until);
    return j;
}

Json *explanation_json(const Explanation *x)
{
    Json *j = json_object(), *reasons = json_array();
    json_put_str(j, "agent", x->agent.shown ? x->agent.shown : x->agent.name);
    json_put_str(j, "slug", x->agent.name);
    json_put_str(j, "state", agent_state_text(x->reasons.items[0].state));
    json_put_time(j, "heard_at", x->agent.heard_at);
    json_put_int(j, "silent_limit_ms", x->silent_limit);
    json_put_bool(j, "silent", x->silent);
    for (size_t i = 0; i < x->reasons.len; i++)
        json_put(reasons, NULL, reason_json(&x->reasons.items[i]));
    json_put(j, "reasons", reasons);
    return j;
}
