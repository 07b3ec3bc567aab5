/*
 * task_edit.c - what the commands that change a task share: for whom, what they print, how they fail.
 */
#include "task_edit.h"

#include "baton/core/history.h"
#include "baton/model/agent.h"
#include "lists.h"
#include "output.h"

static Json *report_json(const EditReport *r)
{
    Json *j = json_object();
    json_put_str(j, "edit", r->edit);
    json_put_str(j, "task", r->task);
    json_put_str(j, "title", r->title);
    json_put_str(j, "file", r->file);
    json_put_int(j, "line", r->line);
    json_put_str(j, "before", r->before);
    json_put_str(j, "after", r->after);
    json_put_bool(j, "in_place", r->in_place);
    return j;
}

/* An edit that was overwritten is dismissed: nothing was written. */
static const char *what_changed(Cmd *cmd, const EditReport *r)
{
    if (strcmp(r->before, r->after) == 0)
        return "dismissed";
    return change_text(cmd->arena, r->before, r->after, cmd_ascii(cmd));
}

int task_edit_print(Cmd *cmd, const EditReport *r)
{
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, report_json(r));
    say_line(cmd, "%s: %s  %s:%d", r->title, what_changed(cmd, r), r->file, r->line);
    return DONE;
}

const char *task_edit_agent(const Cmd *cmd)
{
    const char *given = cmd_flag(cmd, "agent");
    const char *agent = agent_bare_name(given ? given : getenv("BATON_AGENT"));
    return agent && *agent ? agent : NULL;
}

int task_edit(Cmd *cmd, EditOrder *o)
{
    EditReport report = { 0 };
    o->agent = task_edit_agent(cmd);
    o->source = cmd->face ? SOURCE_TUI : SOURCE_CLI;
    if (edit_task(cmd->context, o, cmd->arena, &report, &cmd->error) < 0)
        return REFUSED;
    return task_edit_print(cmd, &report);
}

const char *task_edit_text(Cmd *cmd, size_t from)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (size_t i = from; i < cmd->args.len; i++)
        buf_addf(&text, "%s%s", i > from ? " " : "", cmd->args.items[i]);
    return arena_str(cmd->arena, buf_str(&text));
}
