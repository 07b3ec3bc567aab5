/*
 * command.c - running a row: what it needs is made ready or refused here, in one voice.
 */
#include "baton/core/command.h"

#include <errno.h>

#include "baton/core/ingest.h"
#include "command_flags.h"

enum { NEEDS_CONTEXT = NEED_PROJECT | NEED_LEDGER | NEED_WRITABLE };

static int need_face(Cmd *cmd, unsigned needs)
{
    if ((needs & NEED_SCREEN) && !cmd->face)
        return cmd_refuse(
            cmd, "'%s' works only inside the dashboard: start it with 'baton' and type ':%s'",
            cmd->row->name, cmd->row->name);
    if ((needs & NEED_SHELL) && cmd->face)
        return cmd_refuse(cmd, "'%s' works only on the command line, not inside the dashboard",
                          cmd->row->name);
    return DONE;
}

static int need_context(Cmd *cmd, unsigned needs, const char *start)
{
    if (!(needs & NEEDS_CONTEXT) || cmd->context)
        return DONE;
    return context_open(start, &cmd->context, &cmd->error) < 0 ? REFUSED : DONE;
}

/* Reading brings the documents up to date, which writes; but nothing is made where there is nothing
 * to read. */
static int open_for_reading(Cmd *cmd, unsigned needs)
{
    Context *c = cmd->context;
    if (c->store)
        return 0;
    if (!(needs & NO_INGEST) && (c->project->exists || ingest_anything(c))) {
        int r = context_store(c, STORE_WRITE, &cmd->error);
        if (r != -EROFS && r != -EACCES && r != -EPERM && r != -ENOSPC && r != -ENOTDIR)
            return r;
        cmd->error = (Message){ 0 };
    }
    int r = context_store(c, STORE_READ, &cmd->error);
    if ((needs & NO_INGEST) && !c->project->exists)
        c->notice = (Message){ 0 };     // a look has nothing to keep
    return r;
}

static int need_ledger(Cmd *cmd, unsigned needs)
{
    if (!(needs & NEED_LEDGER))
        return DONE;
    if (open_for_reading(cmd, needs) < 0)
        return REFUSED;
    // The dashboard ingests by itself and must not wait for quiet files here.
    if ((needs & NO_INGEST) || cmd->face)
        return DONE;
    IngestReport report;
    return ingest(cmd->context, true, &report, &cmd->error) < 0 ? REFUSED : DONE;
}

static int need_writable(Cmd *cmd, unsigned needs)
{
    if (!(needs & NEED_WRITABLE))
        return DONE;
    return context_store(cmd->context, STORE_WRITE, &cmd->error) < 0 ? REFUSED : DONE;
}

int command_need(Cmd *cmd, unsigned needs, const char *start)
{
    int r = need_face(cmd, needs);
    if (!r)
        r = need_context(cmd, needs, start);
    if (!r)
        r = need_writable(cmd, needs);
    return r ? r : need_ledger(cmd, needs);
}

int command_run(Cmd *cmd, const CommandRow *row, const char *start, int argc,
                const char *const argv[])
{
    bool help = false;
    cmd->row = row;
    int r = command_parse(cmd, argc, argv, &help);
    if (help)
        command_help(row, cmd->out);
    if (r || help)
        return r;
    r = command_need(cmd, row->needs, start);
    return r ? r : row->run(cmd);
}
