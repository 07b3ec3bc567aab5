/*
 * lenient.c - a slip in config.yaml must neither lose an agent's report nor keep doctor from saying
 * where it is.
 */
#include "lenient.h"

#include "baton/core/record.h"

enum { TIMEOUT_MS = 5000 };

int lenient_open(Context **ret_context, Message *complaint)
{
    CLEANUP(context_free_ptr) Context *c = mem_alloc(sizeof *c);
    c->timeout_ms = TIMEOUT_MS;
    *complaint = (Message){ 0 };
    if (project_find(NULL, &c->project, complaint) < 0)
        return -1;
    if (conf_load(c->project, &c->conf, complaint) < 0 && !c->conf)
        return -1;
    *ret_context = TAKE(c);
    return 0;
}

int lenient_record(Cmd *cmd, Event *e, bool *ret_spooled)
{
    Message complaint = { 0 };
    const char *spooled = NULL;
    if (!cmd->context && lenient_open(&cmd->context, &complaint) < 0)
        return cmd_refuse(cmd, "%s", complaint.text);
    cmd->context->notice = complaint;
    if (record_event(cmd->context, e, cmd->arena, &spooled, &cmd->error) < 0)
        return REFUSED;
    cmd->error = (Message){ 0 };
    if (spooled)
        fail(&cmd->context->notice, "spooled to %s; the next baton that can write the ledger takes it in", spooled);
    *ret_spooled = spooled != NULL;
    return DONE;
}
