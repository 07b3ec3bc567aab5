/*
 * task_text.c - `baton task assign|note|add`: who has a task, a line below it, a task beside others.
 */
#include "commands.h"
#include "lists.h"
#include "task_edit.h"

enum { NEEDS = NEED_WRITABLE | NEED_PROJECT };

static const FlagDef flags[] = { FLAG_JSON_ONE, FLAG_AGENT, FLAGS_END };

static int run_assign(Cmd *cmd)
{
    EditOrder o = { .task = cmd->args.items[0],
                    .wish = { .kind = EDIT_ASSIGN, .text = cmd->args.items[1] } };
    return task_edit(cmd, &o);
}

const CommandRow cmd_task_assign = {
    .name = "task assign", .args = "TASK AGENT", .min_args = 2, .max_args = 2, .flags = flags,
    .help = "Say in its file who has a task.", .needs = NEEDS, .run = run_assign,
};

static int run_note(Cmd *cmd)
{
    EditOrder o = { .task = cmd->args.items[0],
                    .wish = { .kind = EDIT_NOTE, .text = task_edit_text(cmd, 1) } };
    return task_edit(cmd, &o);
}

const CommandRow cmd_task_note = {
    .name = "task note", .args = "TASK TEXT…", .min_args = 2, .max_args = -1, .flags = flags,
    .help = "Write a line below a task.", .needs = NEEDS, .run = run_note,
};

static const FlagDef add_flags[] = {
    FLAG_JSON_ONE, FLAG_AGENT,
    { "section", 's', "WORDS", "below the heading with these words", false },
    { "file", 'f', "FILE", "in this file; otherwise in the session file", false },
    { "after", 0, "TASK", "behind this task, in its file", false },
    { "assign", 0, "AGENT", "who has it", false },
    { "state", 0, "STATE", "its state; otherwise pending", false },
    FLAGS_END,
};

static int run_add(Cmd *cmd)
{
    EditOrder o = { .task = cmd_flag(cmd, "after"), .file = cmd_flag(cmd, "file"),
                    .wish = { .kind = EDIT_ADD, .state = TASK_PENDING, .text = task_edit_text(cmd, 0),
                              .assignee = cmd_flag(cmd, "assign"), .section = cmd_flag(cmd, "section") } };
    const char *state = cmd_flag(cmd, "state");
    if (o.task && o.file)
        return cmd_usage(cmd, "--after names the file already: leave --file out");
    if (state && task_state_parse(state, &o.wish.state) < 0)
        return cmd_usage(cmd, "'%s' is no state of a task; there are pending, in_progress, blocked, review, "
                              "done and cancelled", state);
    return task_edit(cmd, &o);
}

const CommandRow cmd_task_add = {
    .name = "task add", .args = "TITLE…", .min_args = 1, .max_args = -1, .flags = add_flags,
    .help = "Put a task into a file, beside others and written as they are.", .needs = NEEDS,
    .run = run_add,
};
