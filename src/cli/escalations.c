/*
 * escalations.c - `baton escalations`: agents that stopped at their bounds.
 */
#include "baton/core/rows_json.h"
#include "commands.h"
#include "filter.h"
#include "lists.h"
#include "output.h"

static const FlagDef flags[] = {
    FLAG_JSON,
    { "state", 's', "STATE", "only in this state; several: a,b", true },
    { "agent", 'a', "AGENT", "only of this agent", false },
    { "text", 't', "TEXT", "only with this in its reason", false },
    FLAGS_END,
};

static void add_escalation(Cmd *cmd, Table *t, const EscalationRow *e)
{
    table_cellf(t, "%d", e->number);
    table_cell(t, STATE_TEXT(cmd, escalation_state, e->state));
    table_cell(t, e->agent);
    table_cell(t, e->to);
    table_cell(t, age_text(cmd, e->first_at));
    table_cellf(t, "%d", e->count);
    table_cell(t, e->reason);
}

static int print_escalations(Cmd *cmd, const EscalationRows *rows)
{
    static const Column columns[] = {
        { "ID", 0, true }, { "STATE", 0, false }, { "AGENT", 22, false }, { "TO", 22, false },
        { "AGE", 0, true }, { "TIMES", 0, true }, { "REASON", 0, false },
    };
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < rows->len; i++)
        add_escalation(cmd, t, &rows->items[i]);
    return list_finish(cmd, t, "escalations", "an event with --action=ESCALATE opens one");
}

static int escalations_json(Cmd *cmd, const EscalationRows *rows)
{
    Json *array = json_array();
    for (size_t i = 0; i < rows->len; i++)
        json_put(array, NULL, escalation_json(&rows->items[i]));
    return output_json_rows(cmd, array);
}

static int run(Cmd *cmd)
{
    EscalationQuery q = { .agent = filter_agent(cmd), .text = cmd_flag(cmd, "text") };
    EscalationRows rows = { 0 };
    int r = filter_states(cmd, &escalation_words, &q.states);
    if (r)
        return r;
    if (store_escalations(cmd->context->store, cmd->arena, &q, &rows) < 0)
        return list_failed(cmd, "escalations");
    return cmd_has(cmd, "json") ? escalations_json(cmd, &rows) : print_escalations(cmd, &rows);
}

const CommandRow cmd_escalations = {
    .name = "escalations",
    .args = "",
    .help = "List the agents that stopped at their bounds.",
    .flags = flags,
    .detail = "States: open, acknowledged, resolved, rerouted.",
    .needs = NEED_LEDGER,
    .run = run,
};
