/*
 * detail_escalation.c - why an agent stopped, who should take it, what became of it; and claims without evidence.
 */
#include "detail.h"

#include "baton/core/escalate.h"
#include "baton/core/explain.h"

static const char *said_where(Arena *a, const EscalationRow *e)
{
    const char *times = e->count == 1 ? "once" : arena_printf(a, "%d times", e->count);
    if (e->file)
        return arena_printf(a, "%s, first in %s", times, detail_place(a, e->file, e->line));
    return arena_printf(a, "%s; %s", times, escalation_via_help(e->via));
}

/* Why it is in its state: who did it, or what closed it. */
static const char *state_reason(Arena *a, const EscalationRow *e)
{
    if (e->closed_why && *e->closed_why)
        return arena_printf(a, "by itself: %s", e->closed_why);
    if (e->actor && *e->actor && e->changed_at)
        return arena_printf(a, "by %s", e->actor);
    return escalation_state_help(e->state);
}

/* What is said may be the id of a task, a name of one, or words. */
static const char *task_named(Screen *s, Arena *a, const char *task)
{
    TaskRows rows = { 0 };
    if (!task || !*task || store_tasks(s->context->store, a, &(TaskQuery){ .id = task, .limit = 2 }, &rows) < 0 ||
        rows.len != 1)
        return task;
    const TaskRow *t = &rows.items[0];
    bool called = t->ref && *t->ref && !str_starts(str_from(t->title), str_from(t->ref));
    return called ? arena_printf(a, "%s %s", t->ref, t->title) : t->title;
}

static void who_takes_it(Screen *s, TextWriter *w, const EscalationRow *e)
{
    Proposal p = { 0 };
    if (e->routed_to && *e->routed_to)
        text_field(w, "Routed to", LABEL, STYLE_TEXT, e->routed_to);
    int r = escalation_proposal_with(s->context, e, screen_agents(s), w->text->arena, &p);
    if (r < 0 || (!p.agent && e->routed_to))
        return;
    bool said = e->to && *e->to;
    if (!said && (e->state == ESCALATION_RESOLVED || e->state == ESCALATION_REROUTED))
        return;                         /* nobody looks for somebody any more */
    const char *who = p.agent ? arena_printf(w->text->arena, said ? "%s (%s)" : "%s? %s", p.agent, p.why) : p.why;
    if (!e->routed_to)
        text_field(w, "For", LABEL, p.agent ? STYLE_STATE_HUMAN : STYLE_DIM, who);
}

static void times_of(TextWriter *w, const EscalationRow *e)
{
    detail_time(w, "First", e->first_at);
    if (e->count > 1 && e->last_at != e->first_at)
        detail_time(w, "Last", e->last_at);
    if (e->opened_at != e->first_at)
        detail_time(w, "Open again", e->opened_at);
    if (e->changed_at)
        detail_time(w, "Changed", e->changed_at);
}

void detail_escalation(Screen *s, TextWriter *w, const ListRow *row)
{
    Arena *a = w->text->arena;
    EscalationRows rows = { 0 };
    EventRows events = { 0 };
    store_escalations(s->context->store, a, &(EscalationQuery){ .id = row->id, .limit = 1 }, &rows);
    if (!rows.len)
        return;
    const EscalationRow *e = &rows.items[0];
    detail_title(w, e->reason && *e->reason ? e->reason : "no reason given");
    text_gap(w);
    detail_state(w, escalation_style(e->state), escalation_state_glyph(e->state, canvas_ascii(s->canvas)),
                 escalation_state_text(e->state), state_reason(a, e));
    text_field(w, "Comment", LABEL, STYLE_REMARK, e->comment);
    text_field(w, "Agent", LABEL, STYLE_TEXT, e->agent ? e->agent : "not known");
    who_takes_it(s, w, e);
    text_field(w, "Task", LABEL, STYLE_TEXT, task_named(s, a, e->task));
    text_field(w, "Handoff", LABEL, STYLE_TEXT, e->handoff);
    text_field(w, "Run", LABEL, STYLE_TEXT, e->run);
    text_field(w, "Said", LABEL, STYLE_TEXT, said_where(a, e));
    times_of(w, e);
    store_escalation_events(s->context->store, a, e, HISTORY, &events);
    detail_events(s, w, &events);
}

/* From the row alone: to seek them again, in many events, would take longer than a key may. */
void detail_contradiction(Screen *s, TextWriter *w, const ListRow *row)
{
    const Contradiction *c = row->data;
    Arena *a = w->text->arena;
    (void)s;
    detail_title(w, c->claim);
    text_gap(w);
    text_field(w, "Agent", LABEL, STYLE_TEXT, c->agent);
    text_field(w, "Evidence", LABEL, STYLE_STATE_HUMAN, c->evidence);
    text_field(w, "Place", LABEL, STYLE_TEXT, detail_place(a, c->file, c->line));
    text_field(w, "Event", LABEL, STYLE_TEXT, c->seq ? arena_printf(a, "number %lld", (long long)c->seq) : NULL);
    detail_time(w, "Said", c->at);
    text_gap(w);
    text_words(w, STYLE_DIM, raw("x says which facts the agent's state rests on."));
}
