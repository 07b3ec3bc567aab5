/*
 * task_edit.c - what the commands that change a task share: for whom, what they print, how they fail.
 */
#include "task_edit.h"

#include <errno.h>

#include "baton/base/safe.h"
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

static void print_change(Cmd *cmd, const EditReport *r)
{
    bool ascii = cmd_ascii(cmd);
    if (strcmp(r->before, r->after) == 0)
        buf_adds(cmd->out, "dismissed");
    else if (!*r->before)
        safe_add(cmd->out, raw(arena_printf(cmd->arena, "put in '%s'", r->after)), -1);
    else if (!*r->after)
        safe_add(cmd->out, raw(arena_printf(cmd->arena, "took out '%s'", r->before)), -1);
    else
        safe_add(cmd->out, raw(arena_printf(cmd->arena, "%s %s %s", r->before, ascii ? "->" : "→", r->after)), -1);
}

int task_edit_print(Cmd *cmd, const EditReport *r)
{
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, report_json(r));
    safe_add(cmd->out, raw(r->title), -1);
    buf_adds(cmd->out, ": ");
    print_change(cmd, r);
    buf_adds(cmd->out, "  ");
    safe_add(cmd->out, raw(r->file), -1);
    buf_addf(cmd->out, ":%d\n", r->line);
    return DONE;
}

static const char *agent_of(const Cmd *cmd)
{
    const char *agent = cmd_flag(cmd, "agent");
    if (!agent)
        agent = getenv("BATON_AGENT");
    while (agent && (*agent == '/' || *agent == '@'))
        agent++;
    return agent && *agent ? agent : NULL;
}

int task_edit(Cmd *cmd, EditOrder *o)
{
    EditReport report = { 0 };
    o->agent = agent_of(cmd);
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
