/*
 * escalation_show.c - `baton escalation show ID`: why an agent stopped, and how often it said so.
 */
#include <errno.h>

#include "baton/core/rows_json.h"
#include "commands.h"
#include "lists.h"
#include "output.h"
#include "show.h"

static const FlagDef flags[] = { FLAG_JSON_ONE, FLAGS_END };

static int print_escalation(Cmd *cmd, const EscalationRow *e)
{
    show_textf(cmd, "Escalation", "%d", e->number);
    show_text(cmd, "Reason", e->reason);
    show_text(cmd, "State", STATE_TEXT(cmd, escalation_state, e->state));
    show_text(cmd, "Agent", e->agent);
    show_text(cmd, "To", e->to);
    show_text(cmd, "Task", e->task);
    show_text(cmd, "Run", e->run);
    show_text(cmd, "Known from", e->source);
    show_textf(cmd, "Said", e->count == 1 ? "once" : "%d times", e->count);
    show_text(cmd, "Id", e->id);
    show_time(cmd, "First", e->first_at);
    show_time(cmd, "Last", e->last_at);
    return show_history(cmd, &(EventQuery){ .agent = e->agent, .action = "ESCALATE" });
}

static int run(Cmd *cmd)
{
    EscalationRows rows = { 0 };
    EscalationQuery q = { .id = cmd->args.items[0] };
    int r = store_escalations(cmd->context->store, cmd->arena, &q, &rows);
    if (r < 0 && r != -ENOENT)
        return list_failed(cmd, "escalations");
    if (!rows.len)
        return not_found(cmd, "escalation", NULL);
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, escalation_json(&rows.items[0]));
    return print_escalation(cmd, &rows.items[0]);
}

const CommandRow cmd_escalation_show = {
    .name = "escalation show", .args = "ID", .min_args = 1, .max_args = 1, .flags = flags,
    .help = "Show one escalation: why an agent stopped.",
    .detail = "ID is its number as in 'baton escalations', or its long id.",
    .needs = NEED_LEDGER, .run = run,
};
