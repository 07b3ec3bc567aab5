/*
 * task_show.c - `baton task show X`: one task, found by id, by what its document calls it, or by
 * its place.
 */
#include "baton/core/rows_json.h"
#include "baton/core/task_find.h"
#include "commands.h"
#include "lists.h"
#include "output.h"
#include "show.h"

static const FlagDef flags[] = { FLAG_JSON_ONE, FLAGS_END };

static const char *section_path(Cmd *cmd, const StrList *section)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (size_t i = 0; i < section->len; i++)
        buf_addf(&text, "%s%s", i ? " / " : "", section->items[i]);
    return arena_str(cmd->arena, buf_str(&text));
}

static int print_task(Cmd *cmd, const TaskRow *t)
{
    show_text(cmd, "Title", t->title);
    show_text(cmd, "State", STATE_TEXT(cmd, task_state, t->state));
    show_text(cmd, "As written", t->state_raw);
    show_text(cmd, "Ref", t->ref);
    show_text(cmd, "Id", t->id);
    show_text(cmd, "Agent", t->assignee);
    show_textf(cmd, "Place", "%s:%d", t->file, t->line);
    show_text(cmd, "Section", section_path(cmd, &t->section));
    show_list(cmd, "Depends on", &t->depends_on);
    show_time(cmd, "In this state since", t->state_at);
    show_time(cmd, "Changed", t->updated_at);
    return show_history(cmd, &(EventQuery){ .subject = t->id });
}

static int run(Cmd *cmd)
{
    TaskRow row;
    if (task_find(cmd->context, cmd->arena, cmd->args.items[0], &row, &cmd->error) < 0)
        return REFUSED;
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, task_json(&row));
    return print_task(cmd, &row);
}

const CommandRow cmd_task_show = {
    .name = "task show",
    .args = "X",
    .min_args = 1,
    .max_args = 1,
    .flags = flags,
    .help = "Show one task and its history.",
    .detail = "X is its id or the beginning of it, what its document calls it (T-3), or its place\n"
              "(FILE:LINE).",
    .needs = NEED_LEDGER,
    .run = run,
};
