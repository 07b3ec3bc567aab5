/*
 * rebuild.c - `baton rebuild`: folds the projections from the events again.
 */
#include "commands.h"
#include "lists.h"

static int run(Cmd *cmd)
{
    Context *c = cmd->context;
    int64_t events = 0;
    if (!c->project->exists)
        return cmd_refuse(cmd, "there is no ledger in '%s'; 'baton init' makes one",
                          c->project->root);
    if (context_store(c, STORE_WRITE, &cmd->error) < 0)
        return REFUSED;
    int r = store_rebuild(c->store, &events);
    if (r < 0)
        return cmd_refuse(cmd, "cannot rebuild '%s': %s", c->project->db_path, strerror(-r));
    buf_addf(cmd->out, "Folded %lld events again.\n", (long long)events);
    return DONE;
}

const CommandRow cmd_rebuild = {
    .name = "rebuild", .args = "", .help = "Fold tasks, agents and handoffs from the events again.",
    .detail = "The events themselves are never changed.",
    .needs = NEED_PROJECT, .run = run,
};
