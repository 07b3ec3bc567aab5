/*
 * init.c - `baton init`: makes .baton and says what there is to watch.
 */
#include "baton/base/safe.h"
#include "baton/core/ingest.h"
#include "commands.h"
#include "lists.h"
#include "output.h"

static const char *document_text(Arena *a, const DocumentRow *d)
{
    if (d->problems)
        return arena_printf(a, "%lld tasks; %lld places not understood, see 'baton parse'",
                            (long long)d->tasks, (long long)d->problems);
    return d->tasks ? arena_printf(a, "%lld tasks", (long long)d->tasks) : " ";
}

static void print_documents(Cmd *cmd, const DocumentRows *rows)
{
    static const Column columns[] = { { NULL, 0, false }, { NULL, 0, false }, { NULL, 0, false } };
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < rows->len; i++) {
        const DocumentRow *d = &rows->items[i];
        if (d->gone)
            continue;
        table_cell(t, d->dialect);
        table_cell(t, d->path);
        table_cell(t, document_text(cmd->arena, d));
    }
    table_write(t, cmd->out, output_width(cmd), "  ");
}

static int print_found(Cmd *cmd)
{
    DocumentRows documents = { 0 };
    if (store_documents(cmd->context->store, cmd->arena, NULL, &documents) < 0)
        return list_failed(cmd, "documents");
    if (!documents.len) {
        buf_adds(cmd->out, "Nothing to watch yet: a session file such as "
                           ".claude/tasks/session-current.md or an "
                           "agent definition is found as soon as it is there.\n");
        return DONE;
    }
    buf_adds(cmd->out, "Watches\n");
    print_documents(cmd, &documents);
    return DONE;
}

static int run(Cmd *cmd)
{
    Context *c = cmd->context;
    IngestReport report;
    bool existed = c->project->exists;
    if (project_make(c->project, &cmd->error) < 0 ||
        context_store(c, STORE_WRITE, &cmd->error) < 0 || ingest(c, true, &report, &cmd->error) < 0)
        return REFUSED;
    safe_add(cmd->out, raw(c->project->baton_dir), -1);
    buf_adds(cmd->out, existed ? " is there already.\n" : " was made.\n");
    return print_found(cmd);
}

const CommandRow cmd_init = {
    .name = "init", .args = "", .help = "Make .baton here and say what is watched.",
    .needs = NEED_PROJECT, .run = run,
};
