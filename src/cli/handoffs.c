/*
 * handoffs.c - `baton handoffs`: work on its way from one agent to the next.
 */
#include "baton/conf/policy.h"
#include "baton/core/rows_json.h"
#include "commands.h"
#include "filter.h"
#include "lists.h"
#include "output.h"

static const FlagDef flags[] = {
    FLAG_JSON,
    { "state", 's', "STATE", "only in this state; several: a,b", true },
    { "text", 't', "TEXT", "only with this in its text", false },
    FLAGS_END,
};

static void add_handoff(Cmd *cmd, Table *t, const HandoffRow *h)
{
    table_cellf(t, "%d", h->number);
    table_cell(t, STATE_TEXT(cmd, handoff_state, h->state));
    table_cell(t, h->from);
    table_cell(t, h->to);
    table_cell(t, age_text(cmd, h->submitted_at));
    table_cell(t, h->summary);
}

static int print_handoffs(Cmd *cmd, const HandoffRows *rows)
{
    static const Column columns[] = {
        { "ID", 0, true }, { "STATE", 0, false }, { "FROM", 22, false }, { "TO", 22, false },
        { "AGE", 0, true }, { "SUMMARY", 0, false },
    };
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < rows->len; i++)
        add_handoff(cmd, t, &rows->items[i]);
    return list_finish(cmd, t, "handoffs",
                       "an artifact such as .agents/active_handoff.md fills this list");
}

static int handoffs_json(Cmd *cmd, const HandoffRows *rows)
{
    Json *array = json_array();
    Policy policy;
    Message m = { 0 };
    bool understood = policy_load(cmd->context->project, cmd->arena, &policy, &m) == 0;
    for (size_t i = 0; i < rows->len; i++)
        json_put(array, NULL, handoff_gate_json(cmd->context, understood ? &policy : NULL, &rows->items[i],
                                                cmd->arena));
    return output_json_rows(cmd, array);
}

static int run(Cmd *cmd)
{
    HandoffQuery q = { .text = cmd_flag(cmd, "text") };
    HandoffRows rows = { 0 };
    int r = filter_states(cmd, &handoff_words, &q.states);
    if (r)
        return r;
    if (store_handoffs(cmd->context->store, cmd->arena, &q, &rows) < 0)
        return list_failed(cmd, "handoffs");
    return cmd_has(cmd, "json") ? handoffs_json(cmd, &rows) : print_handoffs(cmd, &rows);
}

const CommandRow cmd_handoffs = {
    .name = "handoffs", .args = "", .help = "List the handoffs between agents.", .flags = flags,
    .detail = "States: draft, submitted, approved, rejected, withdrawn, superseded.",
    .needs = NEED_LEDGER, .run = run,
};
