/*
 * escalation_show.c - `baton escalation show N`: why an agent stopped, who should take it, and what became of it.
 */
#include "baton/core/rows_json.h"
#include "baton/core/task_find.h"
#include "commands.h"
#include "escalation_words.h"
#include "output.h"
#include "show.h"

enum { EVENTS_MAX = 200 };

static const FlagDef flags[] = { FLAG_JSON_ONE, FLAGS_END };

/* "T-3 Seed the rates (session.md:12)", or just as it was said. */
static const char *task_text(Cmd *cmd, const char *name)
{
    TaskRow t;
    Message m = { 0 };
    if (!name || task_find(cmd->context, cmd->arena, name, &t, &m) < 0)
        return name;
    bool told = t.ref && !str_istarts(str_from(t.title), str_from(t.ref));
    return arena_printf(cmd->arena, "%s%s%s (%s:%d)", told ? t.ref : "", told ? " " : "", t.title, t.file, t.line);
}

static const char *place_of(Cmd *cmd, const EscalationRow *e)
{
    if (!e->file)
        return NULL;
    return e->line ? arena_printf(cmd->arena, "%s:%d", e->file, e->line) : e->file;
}

static void show_taker(Cmd *cmd, const EscalationRow *e)
{
    Proposal p = { NULL, NULL };
    show_text(cmd, "To", e->to);
    show_text(cmd, "Routed to", e->routed_to);
    if (escalation_is_over(e->state) || escalation_proposal(cmd->context, e, cmd->arena, &p) < 0)
        return;
    if (p.agent)
        show_textf(cmd, "Should take it", "%s: %s", p.agent, p.why);
    else
        show_textf(cmd, "Should take it", "nobody known: %s", p.why);
}

static void show_end(Cmd *cmd, const EscalationRow *e)
{
    show_time(cmd, "Changed", e->changed_at);
    show_text(cmd, "By", e->actor);
    show_text(cmd, "Comment", e->comment);
    show_text(cmd, "Closed by itself", e->closed_why);
}

static int show_what_happened(Cmd *cmd, const EscalationRow *e)
{
    EventRows rows = { 0 };
    if (store_escalation_events(cmd->context->store, cmd->arena, e, EVENTS_MAX, &rows) < 0)
        return cmd_refuse(cmd, "cannot read the events of the ledger");
    show_events(cmd, &rows);
    return DONE;
}

static int print_escalation(Cmd *cmd, const EscalationRow *e)
{
    show_textf(cmd, "Escalation", "%d", e->number);
    show_text(cmd, "Reason", e->reason);
    show_text(cmd, "State", STATE_TEXT(cmd, escalation_state, e->state));
    show_text(cmd, "Agent", e->agent);
    show_taker(cmd, e);
    show_text(cmd, "Task", task_text(cmd, e->task));
    show_text(cmd, "Run", e->run);
    show_text(cmd, "Said at", place_of(cmd, e));
    show_text(cmd, "Handoff", e->handoff);
    show_text(cmd, "Known from", e->source);
    show_text(cmd, "Because", escalation_via_help(e->via));
    show_textf(cmd, "Said", e->count == 1 ? "once" : "%d times", e->count);
    show_text(cmd, "Id", e->id);
    show_time(cmd, "First", e->first_at);
    show_time(cmd, "Last", e->last_at);
    if (e->opened_at != e->first_at)
        show_time(cmd, "Open since", e->opened_at);
    show_end(cmd, e);
    return show_what_happened(cmd, e);
}

static int run(Cmd *cmd)
{
    EscalationRow e;
    if (escalation_find(cmd->context, cmd->args.items[0], cmd->arena, &e, &cmd->error) < 0)
        return REFUSED;
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, escalation_full_json(cmd->context, &e, cmd->arena));
    return print_escalation(cmd, &e);
}

const CommandRow cmd_escalation_show = {
    .name = "escalation show", .args = "ID", .min_args = 1, .max_args = 1, .flags = flags,
    .help = "Show one escalation: why an agent stopped, and who should take it.",
    .detail = "ID is its number as in 'baton escalations', or its long id.",
    .needs = NEED_LEDGER, .run = run,
};
