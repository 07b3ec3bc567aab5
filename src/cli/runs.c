/*
 * runs.c - `baton runs`: pieces of work from start to end.
 */
#include "baton/core/rows_json.h"
#include "commands.h"
#include "lists.h"
#include "output.h"
#include "run_work.h"

static const FlagDef flags[] = {
    FLAG_JSON,
    { "active", 0, NULL, "only those that go on", false },
    FLAGS_END,
};

typedef struct {
    RunRows rows;
    RunWorks works;
    int64_t runless;            /* telemetry that names no run */
} Runs;

static const char *work_text(Cmd *cmd, const Runs *all, const char *run)
{
    StrList words = { 0 };
    const char *text = "";
    run_work_words(cmd, &all->works, run, &words);
    for (size_t i = 0; i < words.len; i++)
        text = arena_printf(cmd->arena, "%s%s%s", text, i ? "; " : "", words.items[i]);
    return text;
}

static void add_run(Cmd *cmd, Table *t, const Runs *all, const RunRow *r)
{
    table_cell(t, STATE_TEXT(cmd, run_state, r->state));
    table_cell(t, r->id);
    table_cell(t, age_text(cmd, r->started_at));
    table_cell(t, age_text(cmd, r->ended_at));
    table_cellf(t, "%lld", (long long)r->events);
    table_cell(t, work_text(cmd, all, r->id));
}

static void add_runless(Cmd *cmd, Table *t, const Runs *all)
{
    table_cell(t, NULL);
    table_cell(t, NO_RUN);
    table_cell(t, NULL);
    table_cell(t, NULL);
    table_cellf(t, "%lld", (long long)all->runless);
    table_cell(t, work_text(cmd, all, ""));
}

static int print_runs(Cmd *cmd, const Runs *all)
{
    static const Column columns[] = {
        { "STATE", 0, false }, { "RUN", 0, false }, { "STARTED", 0, true }, { "ENDED", 0, true },
        { "EVENTS", 0, true }, { "LEFT OPEN", 0, false },
    };
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < all->rows.len; i++)
        add_run(cmd, t, all, &all->rows.items[i]);
    if (all->runless)
        add_runless(cmd, t, all);
    return list_finish(cmd, t, "runs", "an id in .agents/.current_run begins one");
}

static int runs_json(Cmd *cmd, const Runs *all)
{
    Json *array = json_array();
    for (size_t i = 0; i < all->rows.len; i++) {
        Json *j = run_json(&all->rows.items[i]);
        run_work_json(j, &all->works, all->rows.items[i].id);
        json_put(array, NULL, j);
    }
    if (all->runless) {
        Json *j = run_json(&(RunRow){ .events = all->runless });
        json_put_str(j, "state", NULL);
        run_work_json(j, &all->works, "");
        json_put(array, NULL, j);
    }
    return output_json_rows(cmd, array);
}

static int run(Cmd *cmd)
{
    RunQuery q = { .active = cmd_has(cmd, "active") };
    Runs all = { 0 };
    if (store_runs(cmd->context->store, cmd->arena, &q, &all.rows) < 0 ||
        store_run_work(cmd->context->store, cmd->arena, NULL, &all.works) < 0)
        return list_failed(cmd, "runs");
    all.runless = q.active ? 0 : store_runless(cmd->context->store);
    return cmd_has(cmd, "json") ? runs_json(cmd, &all) : print_runs(cmd, &all);
}

const CommandRow cmd_runs = {
    .name = "runs",
    .args = "",
    .help = "List the runs: pieces of work from start to end.",
    .detail = "Telemetry that names no run is counted below them.  LEFT OPEN: agents that said START and not\n"
              "COMPLETED, or the other way round.",
    .flags = flags,
    .needs = NEED_LEDGER,
    .run = run,
};

const CommandRow cmd_run_list = {
    .name = "run list", .args = "", .help = "The same as 'runs'.", .flags = flags,
    .needs = NEED_LEDGER, .run = run,
};
