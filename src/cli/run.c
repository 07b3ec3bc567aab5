/*
 * run.c - `baton run start|stop`: a piece of work begun and ended by hand.
 */
#include "baton/core/runs.h"

#include "commands.h"
#include "lists.h"
#include "output.h"
#include "task_edit.h"

static const FlagDef flags[] = { FLAG_JSON_ONE, FLAGS_END };

static int print_report(Cmd *cmd, const RunReport *r, const char *line)
{
    if (!cmd_has(cmd, "json")) {
        say_line(cmd, "%s", line);
        return DONE;
    }
    Json *j = json_object();
    json_put_str(j, "id", r->id);
    json_put_str(j, "file", r->file);
    json_put_str(j, "archive", r->archive);
    return output_json_one(cmd, j);
}

static Source source_of(const Cmd *cmd)
{
    return cmd->face ? SOURCE_TUI : SOURCE_CLI;
}

static int run_begin(Cmd *cmd)
{
    RunReport r = { 0 };
    const char *name = cmd->args.len ? task_edit_text(cmd, 0) : NULL;
    if (run_start(cmd->context, name, source_of(cmd), cmd->arena, &r, &cmd->error) < 0)
        return REFUSED;
    return print_report(cmd, &r, arena_printf(cmd->arena, "Run %s began: '%s' names it.", r.id, r.file));
}

static int run_end(Cmd *cmd)
{
    RunReport r = { 0 };
    if (run_stop(cmd->context, source_of(cmd), cmd->arena, &r, &cmd->error) < 0)
        return REFUSED;
    const char *line = r.id ? arena_printf(cmd->arena, "Run %s ended; its report is '%s'.", r.id, r.archive)
                            : arena_printf(cmd->arena, "'%s' named no run; it was removed.", r.file);
    return print_report(cmd, &r, line);
}

const CommandRow cmd_run_start = {
    .name = "run start", .args = "[NAME…]", .max_args = -1, .flags = flags,
    .help = "Begin a run: what happens from now on belongs to it.",
    .detail = "Without a name it is called by a new id.  Refused while another one goes on.",
    .needs = NEED_PROJECT | NEED_LEDGER | NEED_WRITABLE, .run = run_begin,
};

const CommandRow cmd_run_stop = {
    .name = "run stop", .args = "", .flags = flags,
    .help = "End the run that goes on, and keep a report of it in .agents/runs.",
    .needs = NEED_PROJECT | NEED_LEDGER | NEED_WRITABLE, .run = run_end,
};
