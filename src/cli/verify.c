/*
 * verify.c - `baton verify`: has anybody changed the ledger behind our back?
 */
#include "commands.h"
#include "lists.h"

static int run(Cmd *cmd)
{
    int64_t events = 0;
    if (!cmd->context->project->exists) {
        buf_adds(cmd->out, "There is no ledger yet: nothing to verify.\n");
        return DONE;
    }
    int r = store_verify(cmd->context->store, &events, &cmd->error);
    if (r < 0 && !*cmd->error.text)
        return list_failed(cmd, "events");
    if (r)
        return REFUSED;
    cmd->error = (Message){ 0 };
    buf_addf(cmd->out,
             "%lld events: the chain holds, and the projections are what the events say.\n",
             (long long)events);
    return DONE;
}

const CommandRow cmd_verify = {
    .name = "verify",
    .args = "",
    .help = "Walk the hash chain of the ledger and compare the projections with it.",
    .detail = "Ends with 1 and names the first row that is not as it was written.",
    .needs = NEED_LEDGER | NO_INGEST,
    .run = run,
};
