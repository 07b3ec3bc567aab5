/*
 * init.c - `baton init`: makes .baton and says what there is to watch.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "baton/base/fd.h"
#include "baton/base/file.h"
#include "baton/base/safe.h"
#include "baton/core/ingest.h"
#include "commands.h"
#include "lists.h"
#include "output.h"
#include "telemetry_shim.h"

static const FlagDef flags[] = {
    { "telemetry-shim", 0, NULL, "write .agents/telemetry/cli.ts, which hands events to baton", false },
    FLAGS_END,
};

/* All of it is a comment; lines that begin with '#' and no blank mean something without it. */
static const char settings[] =
    "# Settings of baton for this project; 'baton config' lists them, with what is in force.\n"
    "#\n"
    "# Who decides on handoffs, and what is asked of them.  Without this any human decides.\n"
    "#people:\n"
    "#  - {name: Vera, unix: %s, key: vera@example.org, roles: [lead]}\n"
    "#approvals:\n"
    "#  # signed: true              # by ssh-keygen; first list the keys in allowed_signers beside this file\n"
    "#  rules:\n"
    "#    - {role: lead, count: 1}\n"
    "#    - {paths: [\"supabase/migrations/**\"], role: lead, count: 1}\n"
    "#\n"
    "# Checks that have to pass or be waived, and what they hold files against.\n"
    "#require: [artifact, scope]\n"
    "#budgets: {\"**/route.ts\": 200, \"**/page.tsx\": 250}\n"
    "#environment: {.env.example: .env.local}\n"
    "#checks:                        # they run when a person has said 'baton trust'\n"
    "#  - {name: unit, run: [npm, test], timeout: 600}\n";

/* Only where there is none: what somebody wrote is his. */
static int write_settings(Cmd *cmd)
{
    const char *path = path_join(cmd->arena, cmd->context->project->baton_dir, "config.yaml");
    CLEANUP(close_fd) int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0 && errno == EEXIST)
        return DONE;
    int r = fd < 0 ? -errno : fd_write_all(fd, str_from(arena_printf(cmd->arena, settings, context_user())));
    return r < 0 ? cmd_refuse(cmd, "cannot write '%s': %s", path, strerror(-r)) : DONE;
}

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
    if (write_settings(cmd) != DONE)
        return REFUSED;
    safe_add(cmd->out, raw(c->project->baton_dir), -1);
    buf_adds(cmd->out, existed ? " is there already.\n" : " was made.\n");
    int r = print_found(cmd);
    return r == DONE && cmd_has(cmd, "telemetry-shim") ? telemetry_shim_write(cmd) : r;
}

const CommandRow cmd_init = {
    .name = "init", .args = "", .help = "Make .baton here and say what is watched.",
    .detail = "Its config.yaml holds the settings of the gate, as comments.",
    .flags = flags, .needs = NEED_PROJECT, .run = run,
};
