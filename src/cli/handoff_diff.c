/*
 * handoff_diff.c - `baton handoff diff N`: the diff that was kept as evidence of a revision.
 */
#include "commands.h"
#include "gate_words.h"

static const FlagDef flags[] = { FLAG_REVISION, FLAGS_END };

static int say_diff(Cmd *cmd, const RevisionRow *rev)
{
    CLEANUP(buf_done) Buf diff = BUF_INIT;
    int64_t left_out = 0;
    if (!rev->evidence_seq)
        return cmd_refuse(cmd, "no diff was kept of revision %s", short_digest(cmd->arena, rev->digest));
    if (store_diff(cmd->context->store, rev->evidence_seq, &diff, &left_out) < 0)
        return list_failed(cmd, "evidence");
    // A pipe gets the bytes, so that they can be applied; a terminal only what it may show.
    if (cmd->tty || cmd->face)
        say_lines(cmd, buf_str(&diff));
    else
        buf_add_str(cmd->out, buf_str(&diff));
    if (!diff.len && (cmd->tty || cmd->face))
        say_line(cmd, "Nothing changed between the base and this revision.");
    return DONE;
}

static int run(Cmd *cmd)
{
    HandoffRow h = { 0 };
    const RevisionRow *rev = NULL;
    if (handoff_find(cmd->context, cmd->args.items[0], cmd->arena, &h, &cmd->error) < 0)
        return REFUSED;
    int r = gate_revision(cmd, &h, &rev);
    return r ? r : say_diff(cmd, rev);
}

const CommandRow cmd_handoff_diff = {
    .name = "handoff diff", .args = "ID", .min_args = 1, .max_args = 1, .flags = flags,
    .help = "Print the diff of a revision, as it was kept.", .needs = NEED_LEDGER, .run = run,
};
