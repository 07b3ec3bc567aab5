/*
 * task_state.c - `baton task start|done|block|review|reopen|cancel TASK`: one state each, set in the file.
 */
#include "commands.h"
#include "lists.h"
#include "task_edit.h"

/*    row     word      state        help */
#define STATE_COMMANDS(X) \
    X(start,  "start",  IN_PROGRESS, "Say in its file that somebody works on a task.") \
    X(done,   "done",   DONE,        "Say in its file that a task is finished.") \
    X(review, "review", REVIEW,      "Say in its file that a task waits for a second look.") \
    X(reopen, "reopen", PENDING,     "Say in its file that a task is still to do.") \
    X(cancel, "cancel", CANCELLED,   "Say in its file that a task is given up.")

static const FlagDef flags[] = { FLAG_JSON_ONE, FLAG_AGENT, FLAGS_END };

static const char detail[] =
    "TASK is its id or the beginning of it, what its document calls it (T-3), or its place (FILE:LINE).\n"
    "Only the bytes of the state change, in the words and marks that the file uses; 'baton undo' takes\n"
    "it back.";

static int set_state(Cmd *cmd, TaskState state, const char *reason)
{
    EditOrder o = { .task = cmd->args.items[0], .reason = reason,
                    .wish = { .kind = EDIT_STATE, .state = state } };
    return task_edit(cmd, &o);
}

#define X(row, word, value, text) \
    static int run_##row(Cmd *cmd) { return set_state(cmd, TASK_##value, NULL); } \
    const CommandRow cmd_task_##row = { \
        .name = "task " word, .args = "TASK", .min_args = 1, .max_args = 1, .flags = flags, \
        .help = text, .detail = detail, .needs = NEED_WRITABLE | NEED_PROJECT, .run = run_##row, \
    };
STATE_COMMANDS(X)
#undef X

static const FlagDef block_flags[] = {
    FLAG_JSON_ONE, FLAG_AGENT,
    { "reason", 'r', "TEXT", "why; kept with the edit", false },
    { "note", 'n', NULL, "write the reason below the task as well", false },
    FLAGS_END,
};

static int run_block(Cmd *cmd)
{
    const char *reason = cmd_flag(cmd, "reason");
    if (cmd_has(cmd, "note") && (!reason || !*reason))
        return cmd_usage(cmd, "--note writes the reason below the task: give one with --reason");
    int r = set_state(cmd, TASK_BLOCKED, reason);
    if (r || !cmd_has(cmd, "note"))
        return r;
    EditOrder o = { .task = cmd->args.items[0], .wish = { .kind = EDIT_NOTE, .text = reason } };
    return task_edit(cmd, &o);
}

const CommandRow cmd_task_block = {
    .name = "task block",
    .args = "TASK",
    .min_args = 1,
    .max_args = 1,
    .flags = block_flags,
    .help = "Say in its file that a task waits for something else.",
    .detail = detail,
    .needs = NEED_WRITABLE | NEED_PROJECT,
    .run = run_block,
};
