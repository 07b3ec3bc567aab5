/*
 * escalations.c - `baton escalations`: agents that stopped at their bounds.
 */
#include "baton/core/rows_json.h"
#include "commands.h"
#include "escalation_words.h"
#include "filter.h"
#include "output.h"

static const FlagDef flags[] = {
    FLAG_JSON,
    { "state", 's', "STATE", "only in this state; several: a,b", true },
    { "agent", 'a', "AGENT", "only of this agent", false },
    { "text", 't', "TEXT", "only with this in its reason", false },
    { "all", 'A', NULL, "also those that are resolved or rerouted", false },
    FLAGS_END,
};

typedef struct {
    EscalationRows rows;
    AgentRows agents;
    size_t over;                /* that are not shown */
} Listed;

static Proposal proposal_of(Cmd *cmd, const Listed *l, const EscalationRow *e)
{
    Proposal p = { NULL, NULL };
    if (!escalation_is_over(e->state))
        escalation_propose(e, &l->agents, cmd->arena, &p);
    return p;
}

static void add_escalation(Cmd *cmd, Table *t, const Listed *l, const EscalationRow *e)
{
    Proposal p = proposal_of(cmd, l, e);
    table_cellf(t, "%d", e->number);
    table_cell(t, STATE_TEXT(cmd, escalation_state, e->state));
    table_cell(t, e->agent);
    table_cell(t, taker_text(cmd->arena, e, p.why ? &p : NULL));
    table_cell(t, age_text(cmd, e->opened_at ? e->opened_at : e->first_at));
    table_cellf(t, "%d", e->count);
    table_cell(t, e->reason);
}

static int print_escalations(Cmd *cmd, const Listed *l)
{
    static const Column columns[] = {
        { "ID", 0, true }, { "STATE", 0, false }, { "AGENT", 22, false }, { "TO", 22, false },
        { "AGE", 0, true }, { "TIMES", 0, true }, { "REASON", 0, false },
    };
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < l->rows.len; i++)
        add_escalation(cmd, t, l, &l->rows.items[i]);
    int r = DONE;
    if (l->rows.len || !l->over)
        r = list_finish(cmd, t, "escalations", "an event with --action=ESCALATE opens one");
    if (r == DONE && l->over)
        buf_addf(cmd->out, "%s%zu %s over; --all shows %s.\n", l->rows.len ? "" : "No escalation is open: ", l->over,
                 l->over == 1 ? "is" : "are", l->over == 1 ? "it" : "them");
    return r;
}

static int escalations_json(Cmd *cmd, const Listed *l)
{
    Json *array = json_array();
    for (size_t i = 0; i < l->rows.len; i++) {
        Proposal p = proposal_of(cmd, l, &l->rows.items[i]);
        Json *j = escalation_json(&l->rows.items[i]);
        json_put_str(j, "proposed", p.agent);
        json_put_str(j, "proposed_why", p.why);
        json_put(array, NULL, j);
    }
    return output_json_rows(cmd, array);
}

/* People read what is not over; scripts get all that they did not leave out. */
static void leave_out(Cmd *cmd, unsigned states, Listed *l)
{
    size_t kept = 0;
    if (states || cmd_has(cmd, "all") || cmd_has(cmd, "json"))
        return;
    for (size_t i = 0; i < l->rows.len; i++)
        if (!escalation_is_over(l->rows.items[i].state))
            l->rows.items[kept++] = l->rows.items[i];
    l->over = l->rows.len - kept;
    l->rows.len = kept;
}

static int run(Cmd *cmd)
{
    EscalationQuery q = { .agent = filter_agent(cmd), .text = cmd_flag(cmd, "text") };
    Listed l = { .over = 0 };
    int r = filter_states(cmd, &escalation_words, &q.states);
    if (r)
        return r;
    if (store_escalations(cmd->context->store, cmd->arena, &q, &l.rows) < 0 ||
        store_agents(cmd->context->store, cmd->arena, &(AgentQuery){ 0 }, &l.agents) < 0)
        return list_failed(cmd, "escalations");
    leave_out(cmd, q.states, &l);
    return cmd_has(cmd, "json") ? escalations_json(cmd, &l) : print_escalations(cmd, &l);
}

const CommandRow cmd_escalations = {
    .name = "escalations", .args = "", .help = "List the agents that stopped at their bounds.", .flags = flags,
    .detail = "States: open, acknowledged, resolved, rerouted; without --state and --all those that\n"
              "are open or acknowledged, with --json all of them.  TO is who was asked for; with a\n"
              "question mark it is who fits best by the definitions: 'baton escalation show' says why.",
    .needs = NEED_LEDGER, .run = run,
};
