/*
 * verify.c - `baton verify`: has anybody changed the ledger behind our back, and did these people decide?
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "baton/core/evidence.h"
#include "commands.h"
#include "lists.h"

static const FlagDef flags[] = {
    { "signers", 's', "FILE", "only this file of allowed signers counts, and every approval has to verify by it",
      false },
    FLAGS_END,
};

static int signers_path(Cmd *cmd, const char **ret_path)
{
    const char *given = cmd_flag(cmd, "signers");
    *ret_path = NULL;
    if (!given)
        return DONE;
    CLEANUP(free_mem) char *full = realpath(given, NULL);
    if (!full)
        return cmd_refuse(cmd, "cannot use the signers in '%s': %s", given, strerror(errno));
    *ret_path = arena_strdup(cmd->arena, full);
    return DONE;
}

static void say_report(Cmd *cmd, const VerifyReport *report, const char *signers)
{
    buf_addf(cmd->out, "%lld events: the chain holds, and the projections are what the events say.\n",
             (long long)report->events);
    if (report->signatures || signers)
        buf_addf(cmd->out, "%lld signed decision%s: every signature verifies.\n", (long long)report->signatures,
                 report->signatures == 1 ? "" : "s");
}

static int run(Cmd *cmd)
{
    VerifyReport report = { 0 };
    const char *signers = NULL;
    int r = signers_path(cmd, &signers);
    if (r)
        return r;
    if (!cmd->context->project->exists) {
        buf_adds(cmd->out, "There is no ledger yet: nothing to verify.\n");
        return DONE;
    }
    if (access(cmd->context->project->db_path, F_OK) == 0 &&
        strcmp(store_path(cmd->context->store), STORE_MEMORY) == 0)
        return cmd_refuse(cmd, "the ledger '%s' is of an older baton and cannot be brought up to date here: "
                               "nothing was verified", cmd->context->project->db_path);
    r = ledger_verify(cmd->context, signers, &report, &cmd->error);
    if (r < 0 && !*cmd->error.text)
        return list_failed(cmd, "events");
    if (r)
        return REFUSED;
    cmd->error = (Message){ 0 };
    say_report(cmd, &report, signers);
    return DONE;
}

const CommandRow cmd_verify = {
    .name = "verify",
    .args = "",
    .flags = flags,
    .help = "Hold the ledger against its chain, and decisions against their signatures.",
    .detail = "Ends with 1 and names the first row that is not as it was written.  Whoever gives a file of\n"
              "signers that agents cannot write gets a true answer, whatever happened to the rest.",
    .needs = NEED_LEDGER | NO_INGEST,
    .run = run,
};
