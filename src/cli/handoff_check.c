/*
 * handoff_check.c - `baton handoff check N`: the slow checks of a handoff, run by a process in the background.
 *
 * It says nothing when it is done: what it found stands in the ledger.
 */
#include <errno.h>

#include "commands.h"
#include "gate_words.h"

static int run(Cmd *cmd)
{
    HandoffRow h = { 0 };
    if (handoff_find(cmd->context, cmd->args.items[0], cmd->arena, &h, &cmd->error) < 0)
        return REFUSED;
    int r = checks_record(cmd->context, &h, CHECKS_ALL, &cmd->error);
    if (r == -EBUSY && !*cmd->error.text)
        return cmd_refuse(cmd, "the checks of handoff %d run already", h.number);
    return r < 0 ? REFUSED : DONE;
}

const CommandRow cmd_handoff_check = {
    .name = "handoff check", .args = "ID", .min_args = 1, .max_args = 1,
    .help = "Run all checks of a handoff and record what they find.",
    .needs = NEED_PROJECT | NEED_WRITABLE | NEED_SHELL | NOT_LISTED, .run = run,
};
