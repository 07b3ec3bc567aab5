/*
 * run_show.c - `baton run show ID`: one piece of work and what happened in it.
 */
#include <errno.h>

#include "baton/core/rows_json.h"
#include "commands.h"
#include "lists.h"
#include "output.h"
#include "run_work.h"
#include "show.h"

static const FlagDef flags[] = { FLAG_JSON_ONE, FLAGS_END };

static int print_run(Cmd *cmd, const RunRow *r, const RunWorks *works)
{
    StrList open = { 0 };
    run_work_words(cmd, works, r->id, &open);
    show_text(cmd, "Run", r->id);
    show_text(cmd, "State", STATE_TEXT(cmd, run_state, r->state));
    show_text(cmd, "File", r->file);
    show_time(cmd, "Started", r->started_at);
    show_time(cmd, "Ended", r->ended_at);
    show_textf(cmd, "Events", "%lld", (long long)r->events);
    show_list(cmd, "Left open", &open);
    return show_history(cmd, &(EventQuery){ .run = r->id });
}

static const char *nearest_run(Cmd *cmd, const char *id)
{
    RunRows all = { 0 };
    Nearest near = { .word = id };
    store_runs(cmd->context->store, cmd->arena, &(RunQuery){ 0 }, &all);
    for (size_t i = 0; i < all.len; i++)
        nearest_offer(&near, all.items[i].id);
    return near.best;
}

/* Telemetry that names no run: a run it is not, but what there is can be looked at. */
static int show_runless(Cmd *cmd)
{
    StrList open = { 0 };
    RunWorks works = { 0 };
    if (store_run_work(cmd->context->store, cmd->arena, "", &works) < 0)
        return list_failed(cmd, "runs");
    RunRow none = { .events = store_runless(cmd->context->store) };
    if (cmd_has(cmd, "json")) {
        Json *j = run_json(&none);
        json_put_str(j, "state", NULL);
        run_work_json(j, &works, "");
        return output_json_one(cmd, j);
    }
    run_work_words(cmd, &works, "", &open);
    show_text(cmd, "Run", NO_RUN);
    show_textf(cmd, "Events", "%lld", (long long)none.events);
    show_list(cmd, "Left open", &open);
    return show_history(cmd, &(EventQuery){ .run = "", .telemetry_only = true });
}

static int show_one(Cmd *cmd, const RunRow *row)
{
    RunWorks works = { 0 };
    if (store_run_work(cmd->context->store, cmd->arena, row->id, &works) < 0)
        return list_failed(cmd, "runs");
    if (!cmd_has(cmd, "json"))
        return print_run(cmd, row, &works);
    Json *j = run_json(row);
    run_work_json(j, &works, row->id);
    return output_json_one(cmd, j);
}

static int run(Cmd *cmd)
{
    RunRows rows = { 0 };
    if (strcmp(cmd->args.items[0], "-") == 0 || strcmp(cmd->args.items[0], NO_RUN) == 0)
        return show_runless(cmd);
    int r =
        store_runs(cmd->context->store, cmd->arena, &(RunQuery){ .id = cmd->args.items[0] }, &rows);
    if (r < 0 && r != -ENOENT)
        return list_failed(cmd, "runs");
    if (!rows.len)
        return not_found(cmd, "run", nearest_run(cmd, cmd->args.items[0]));
    return show_one(cmd, &rows.items[0]);
}

const CommandRow cmd_run_show = {
    .name = "run show", .args = "ID", .min_args = 1, .max_args = 1, .flags = flags,
    .help = "Show one run and what happened in it.",
    .detail = "ID '-': what agents reported without a run.",
    .needs = NEED_LEDGER, .run = run,
};
