/*
 * runs.c - `baton runs`: pieces of work from start to end.
 */
#include "baton/core/rows_json.h"
#include "commands.h"
#include "lists.h"
#include "output.h"

static const FlagDef flags[] = {
    FLAG_JSON,
    { "active", 0, NULL, "only those that go on", false },
    FLAGS_END,
};

static void add_run(Cmd *cmd, Table *t, const RunRow *r)
{
    table_cell(t, STATE_TEXT(cmd, run_state, r->state));
    table_cell(t, r->id);
    table_cell(t, age_text(cmd, r->started_at));
    table_cell(t, age_text(cmd, r->ended_at));
    table_cellf(t, "%lld", (long long)r->events);
}

static int print_runs(Cmd *cmd, const RunRows *rows)
{
    static const Column columns[] = {
        { "STATE", 0, false }, { "RUN", 0, false }, { "STARTED", 0, true }, { "ENDED", 0, true },
        { "EVENTS", 0, true },
    };
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < rows->len; i++)
        add_run(cmd, t, &rows->items[i]);
    return list_finish(cmd, t, "runs", "an id in .agents/.current_run begins one");
}

static int runs_json(Cmd *cmd, const RunRows *rows)
{
    Json *array = json_array();
    for (size_t i = 0; i < rows->len; i++)
        json_put(array, NULL, run_json(&rows->items[i]));
    return output_json_rows(cmd, array);
}

static int run(Cmd *cmd)
{
    RunQuery q = { .active = cmd_has(cmd, "active") };
    RunRows rows = { 0 };
    if (store_runs(cmd->context->store, cmd->arena, &q, &rows) < 0)
        return list_failed(cmd, "runs");
    return cmd_has(cmd, "json") ? runs_json(cmd, &rows) : print_runs(cmd, &rows);
}

const CommandRow cmd_runs = {
    .name = "runs",
    .args = "",
    .help = "List the runs: pieces of work from start to end.",
    .flags = flags,
    .needs = NEED_LEDGER,
    .run = run,
};

const CommandRow cmd_run_list = {
    .name = "run list", .args = "", .help = "The same as 'runs'.", .flags = flags,
    .needs = NEED_LEDGER, .run = run,
};
