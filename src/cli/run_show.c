/*
 * run_show.c - `baton run show ID`: one piece of work and what happened in it.
 */
#include <errno.h>

#include "baton/core/rows_json.h"
#include "commands.h"
#include "lists.h"
#include "output.h"
#include "show.h"

static const FlagDef flags[] = { FLAG_JSON_ONE, FLAGS_END };

static int print_run(Cmd *cmd, const RunRow *r)
{
    show_text(cmd, "Run", r->id);
    show_text(cmd, "State", STATE_TEXT(cmd, run_state, r->state));
    show_text(cmd, "File", r->file);
    show_time(cmd, "Started", r->started_at);
    show_time(cmd, "Ended", r->ended_at);
    show_textf(cmd, "Events", "%lld", (long long)r->events);
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

static int run(Cmd *cmd)
{
    RunRows rows = { 0 };
    int r =
        store_runs(cmd->context->store, cmd->arena, &(RunQuery){ .id = cmd->args.items[0] }, &rows);
    if (r < 0 && r != -ENOENT)
        return list_failed(cmd, "runs");
    if (!rows.len)
        return not_found(cmd, "run", nearest_run(cmd, cmd->args.items[0]));
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, run_json(&rows.items[0]));
    return print_run(cmd, &rows.items[0]);
}

const CommandRow cmd_run_show = {
    .name = "run show", .args = "ID", .min_args = 1, .max_args = 1, .flags = flags,
    .help = "Show one run and what happened in it.",
    .needs = NEED_LEDGER, .run = run,
};
