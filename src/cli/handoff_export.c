/*
 * handoff_export.c - `baton handoff export N DIR`: the dossier as a folder that others can verify.
 */
#include "baton/core/evidence.h"
#include "commands.h"
#include "gate_words.h"

static int run(Cmd *cmd)
{
    HandoffRow h = { 0 };
    const char *dir = cmd->args.items[1];
    if (handoff_find(cmd->context, cmd->args.items[0], cmd->arena, &h, &cmd->error) < 0 ||
        dossier_export(cmd->context, &h, dir, cmd->arena, &cmd->error) < 0)
        return REFUSED;
    say_line(cmd, "Handoff %d is written to '%s'; its README.md says how to verify it with sha256sum and ssh-keygen.",
             h.number, dir);
    return DONE;
}

const CommandRow cmd_handoff_export = {
    .name = "handoff export", .args = "ID DIR", .min_args = 2, .max_args = 2,
    .help = "Write the dossier of a handoff into a new folder.",
    .detail = "It can be verified there with sha256sum and ssh-keygen alone, on any machine.",
    .needs = NEED_LEDGER, .run = run,
};
