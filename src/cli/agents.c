/*
 * agents.c - `baton agents`: who there is and what they do, those that need attention first.
 */
#include "baton/base/clock.h"
#include "baton/core/needs.h"
#include "baton/core/rows_json.h"
#include "commands.h"
#include "lists.h"
#include "output.h"

static const FlagDef flags[] = {
    FLAG_JSON,
    { "text", 't', "TEXT", "only with this in name or file", false },
    FLAGS_END,
};

/*
 * "waiting: approval" needs no second look; the task alone says enough of one that works.  What is old is said to be
 * old.
 */
static const char *about(Cmd *cmd, const AgentRow *a)
{
    const char *why = a->why && *a->why ? a->why : a->task;
    int64_t limit = silent_limit(cmd->context->conf, a->name);
    if (a->state != AGENT_WORKING || !limit || !a->heard_at || clock_now() - a->heard_at <= limit)
        return why;
    return arena_printf(cmd->arena, "%s; no word for %s", why ? why : "?", age_text(cmd, a->heard_at));
}

static void add_agent(Cmd *cmd, Table *t, const AgentRow *a)
{
    table_cell(t, STATE_TEXT(cmd, agent_state, a->state));
    table_cell(t, a->shown && *a->shown ? a->shown : a->name);
    table_cell(t, a->at ? source_text(a->source) : NULL);
    table_cell(t, age_text(cmd, a->at));
    table_cellf(t, "%lld", (long long)a->open_tasks);
    table_cellf(t, "%lld", (long long)a->done_tasks);
    table_cell(t, a->file);
    table_cell(t, about(cmd, a));
}

static int print_agents(Cmd *cmd, const AgentRows *rows)
{
    static const Column columns[] = {
        { "STATE", 0, false },       { "AGENT", 24, false }, { "BY", 0, false },
        { "AGE", 0, true },          { "OPEN", 0, true },    { "DONE", 0, true },
        { "DEFINED IN", 40, false }, { "ABOUT", 0, false },
    };
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < rows->len; i++)
        add_agent(cmd, t, &rows->items[i]);
    return list_finish(cmd, t, "agents",
                       "a definition such as .claude/agents/NAME.md or an event fills this list");
}

static int agents_json(Cmd *cmd, const AgentRows *rows)
{
    Json *array = json_array();
    for (size_t i = 0; i < rows->len; i++)
        json_put(array, NULL, agent_row_json(&rows->items[i]));
    return output_json_rows(cmd, array);
}

static int run(Cmd *cmd)
{
    AgentQuery q = { .text = cmd_flag(cmd, "text") };
    AgentRows rows = { 0 };
    if (store_agents(cmd->context->store, cmd->arena, &q, &rows) < 0)
        return list_failed(cmd, "agents");
    return cmd_has(cmd, "json") ? agents_json(cmd, &rows) : print_agents(cmd, &rows);
}

const CommandRow cmd_agents = {
    .name = "agents",
    .args = "",
    .help = "List the agents, those that need attention first.",
    .flags = flags,
    .needs = NEED_LEDGER,
    .run = run,
};
