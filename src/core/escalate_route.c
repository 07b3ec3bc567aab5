/*
 * escalate_route.c - another agent takes an escalation: one task line in its part of the session file, one event.
 *
 * Line and event are one transaction of the ledger: the file is written inside of it, before the commit.  What
 * cannot be written is not said to be routed.  Whoever is killed between the file and the commit leaves a line that
 * nobody recorded: the next reading takes it in as any other task, and routing again finds its mark and adds only the
 * event.  The other order would leave an escalation that is closed and a receiver who never hears of it.
 */
#include <ctype.h>
#include <errno.h>

#include "baton/core/command.h"
#include "baton/model/agent.h"
#include "editing.h"
#include "escalating.h"

/* ---- to whom ---- */

static int nobody(Escalating *x)
{
    return fail_with(x->m, -EINVAL, "Escalation %d: it does not say who should take it, and no definition fits best; "
                     "say it: baton escalation route %d AGENT", x->seen.number, x->seen.number);
}

static int unknown(Escalating *x, const AgentRows *agents, const char *name)
{
    const char *near = nearest_agent(agents, name);
    if (near)
        return fail_with(x->m, -ENOENT, "Escalation %d was not routed: there is no agent '%s'; did you mean '%s'?",
                         x->seen.number, name, near);
    return fail_with(x->m, -ENOENT, "Escalation %d was not routed: there is no agent '%s'; 'baton agents' lists them "
                     "all", x->seen.number, name);
}

static bool is_known(const AgentRows *agents, const char *slug)
{
    for (size_t i = 0; i < agents->len; i++)
        if (strcmp(agents->items[i].name, slug) == 0)
            return true;
    return false;
}

int escalating_receiver(Escalating *x)
{
    AgentRows agents = { 0 };
    Proposal proposal = { .agent = x->o->to };
    int r = store_agents(x->c->store, x->arena, &(AgentQuery){ 0 }, &agents);
    if (r < 0)
        return fail_with(x->m, r, "The agents cannot be read from '%s': %s", store_path(x->c->store), strerror(-r));
    if (!proposal.agent || !*proposal.agent)
        escalation_propose(&x->seen, &agents, x->arena, &proposal);
    if (!proposal.agent)
        return nobody(x);
    const char *slug = agent_slug(x->arena, str_from(proposal.agent));
    const char *stopped = x->seen.agent ? agent_slug(x->arena, str_from(x->seen.agent)) : NULL;
    if (slug && stopped && strcmp(slug, stopped) == 0)
        return fail_with(x->m, -EINVAL, "Escalation %d was not routed: %s is who stopped; route it to somebody else",
                         x->seen.number, slug);
    if (!slug || !is_known(&agents, slug))
        return unknown(x, &agents, slug ? slug : proposal.agent);
    x->to = slug;
    return 0;
}

/* ---- the task ---- */

static int before(void *ctx)
{
    return escalating_look(ctx);
}

static int after(void *ctx, const SessionTaskReport *added)
{
    return escalating_append(ctx, added);
}

/* A line that began with the ref of the task that it is about would be that task a second time. */
static const char *task_text(Escalating *x)
{
    const char *reason = x->seen.reason;
    size_t n = reason ? strcspn(reason, " :") : 0;
    bool digit = false;
    for (size_t i = 0; i < n; i++)
        digit |= isdigit((unsigned char)reason[i]) != 0;
    return digit ? arena_printf(x->arena, "Look at %s", reason) : reason;
}

static int add_task(Escalating *x, bool own, SessionTaskReport *ret)
{
    const EscalationRow *e = &x->seen;
    const char *from = e->agent ? e->agent : "an agent";
    return session_task(x->c, &(SessionTask){
        .mark = arena_printf(x->arena, "(escalation %d)", e->number), .text = task_text(x),
        .otherwise = arena_printf(x->arena, "Take over what %s stopped at", from), .assignee = x->to, .own = own,
        .reason = arena_printf(x->arena, "escalation %d was routed to %s", e->number, x->to),
        .agent = x->o->agent ? x->actor : NULL, .source = x->o->source,
        .ctx = x, .before = before, .after = after,
    }, x->arena, ret, x->m);
}

typedef struct {
    Escalating *x;
    const SessionTaskReport *task;
} Handing;

static int before_handing(void *ctx, const Editing *e)
{
    (void)e;
    return escalating_look(((Handing *)ctx)->x);
}

static int after_handing(void *ctx, const Editing *e, const EditReport *made)
{
    Handing *h = ctx;
    (void)e, (void)made;
    return escalating_append(h->x, h->task);
}

/* The line that is there is another agent's: it was routed to that one before. */
static bool is_elses(Escalating *x, const SessionTaskReport *task, TaskRow *ret)
{
    TaskRows rows = { 0 };
    if (store_tasks(x->c->store, x->arena, &(TaskQuery){ .id = task->task }, &rows) < 0 || rows.len != 1)
        return false;
    *ret = rows.items[0];
    return *ret->assignee_slug && strcmp(ret->assignee_slug, x->to) != 0;
}

/* Below a heading that names who has it: there it would be the wrong line whatever it says. */
static bool is_in_its_part(Escalating *x, const TaskRow *t)
{
    for (size_t i = 0; i < t->section.len; i++) {
        const char *slug = agent_slug(x->arena, str_from(t->section.items[i]));
        if (slug && strstr(slug, t->assignee_slug))
            return true;
    }
    return false;
}

/* Its line changes hands.  -ENOTSUP: the heading above it says who has it. */
static int assign(Escalating *x, const TaskRow *t, const SessionTaskReport *task)
{
    EditReport made;
    Message why = { 0 };
    Handing h = { x, task };
    EditOrder o = { .task = t->id, .wish = { .kind = EDIT_ASSIGN, .text = x->to }, .source = x->o->source,
                    .agent = x->o->agent ? x->actor : NULL };
    int r = edit_task_with(x->c, &o, &(EditRider){ &h, before_handing, after_handing }, x->arena, &made, &why);
    if (r < 0 && r != -ENOTSUP && !*x->m->text)
        *x->m = why;
    return r;
}

/* 1: it is recorded with the edit. */
static int hand_on(Escalating *x, SessionTaskReport *task)
{
    TaskRow t;
    if (text_same(x->seen.routed_to, x->to) || !is_elses(x, task, &t))
        return 0;
    bool may = t.state != TASK_DONE && t.state != TASK_CANCELLED && !is_in_its_part(x, &t);
    int r = may ? assign(x, &t, task) : -ENOTSUP;
    if (r == -ENOTSUP)
        return (r = add_task(x, true, task)) < 0 ? r : task->added;
    return r < 0 ? r : 1;
}

/* Done before, with all that follows from it. */
static int has_it_already(Escalating *x, const SessionTaskReport *task)
{
    const EscalationRow *e = &x->seen;
    if (e->state != ESCALATION_REROUTED || task->added || !text_same(e->routed_to, x->to))
        return 0;
    x->report->escalation = *e;
    return fail_with(x->m, -EALREADY, "Escalation %d is routed to %s already%s%s", e->number, x->to,
                     task->file ? arena_printf(x->arena, ": %s:%d", task->file, task->line) : "",
                     e->actor ? arena_printf(x->arena, "; %s did that", e->actor) : "");
}

int escalating_route(Escalating *x)
{
    SessionTaskReport task;
    int r = add_task(x, false, &task);
    if (r == -EAGAIN)
        return fail_with(x->m, -EBUSY, "Escalation %d was not routed: somebody changes the session file; try again",
                         x->seen.number);
    if (r == -ENOTSUP)
        return fail_with(x->m, r, "Escalation %d was not routed: %s; tell %s yourself, then "
                         "'baton escalation resolve %d'", x->seen.number, arena_strdup(x->arena, x->m->text), x->to,
                         x->seen.number);
    if (r < 0 || (r = has_it_already(x, &task)) < 0)
        return r;
    r = task.added ? 1 : task.file ? hand_on(x, &task) : 0;
    if (r == 0)
        r = escalating_record(x, &task);
    if (r < 0)
        return r;
    x->report->file = task.file;
    x->report->line = task.line;
    x->report->added = task.added;
    return 0;
}
