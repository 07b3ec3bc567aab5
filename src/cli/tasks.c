/*
 * tasks.c - `baton tasks`: the tasks of all documents.
 */
#include "baton/core/rows_json.h"
#include "commands.h"
#include "filter.h"
#include "lists.h"
#include "output.h"

static const FlagDef flags[] = {
    FLAG_JSON,
    { "agent", 'a', "AGENT", "only tasks of this agent; - for those of nobody", false },
    { "state", 's', "STATE", "only in this state; several: a,b", true },
    { "text", 't', "TEXT", "only with this in title, ref or agent", false },
    { "file", 'f', "FILE", "only from this file", false },
    FLAGS_END,
};

/* "backend ≠ qa": two are at it, and somebody has to say whose it is. */
static const char *agents_text(Cmd *cmd, const TaskRow *task)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (size_t i = 0; i < task->conflict.len; i++)
        buf_addf(&text, "%s%s", i ? (cmd_ascii(cmd) ? " # " : " ≠ ") : "", task->conflict.items[i]);
    return text.len ? arena_str(cmd->arena, buf_str(&text)) : task->assignee;
}

static void add_task(Cmd *cmd, Table *t, const TaskRow *task)
{
    table_cell(t, STATE_TEXT(cmd, task_state, task->state));
    table_cell(t, task->ref);
    table_cell(t, agents_text(cmd, task));
    table_cellf(t, "%s:%d", task->file, task->line);
    table_cellf(t, "%*s%s", 2 * MIN(task->depth, 8), "", task->title);
}

static int print_tasks(Cmd *cmd, const TaskRows *rows)
{
    static const Column columns[] = {
        { "STATE", 0, false }, { "REF", 12, false }, { "AGENT", 22, false }, { "PLACE", 0, false },
        { "TASK", 0, false },
    };
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < rows->len; i++)
        add_task(cmd, t, &rows->items[i]);
    return list_finish(cmd, t, "tasks",
                       "a session file such as .claude/tasks/session-current.md fills this list");
}

static int tasks_json(Cmd *cmd, const TaskRows *rows)
{
    Json *array = json_array();
    for (size_t i = 0; i < rows->len; i++)
        json_put(array, NULL, task_json(&rows->items[i]));
    return output_json_rows(cmd, array);
}

static int run(Cmd *cmd)
{
    TaskQuery q = { .assignee = filter_agent(cmd),
                    .text = cmd_flag(cmd, "text"),
                    .file = cmd_flag(cmd, "file") };
    TaskRows rows = { 0 };
    int r = filter_states(cmd, &task_words, &q.states);
    if (r)
        return r;
    if (store_tasks(cmd->context->store, cmd->arena, &q, &rows) < 0)
        return list_failed(cmd, "tasks");
    return cmd_has(cmd, "json") ? tasks_json(cmd, &rows) : print_tasks(cmd, &rows);
}

const CommandRow cmd_tasks = {
    .name = "tasks", .args = "", .help = "List the tasks of all documents.", .flags = flags,
    .detail = "States: pending, in_progress, blocked, review, done, cancelled, unknown.",
    .needs = NEED_LEDGER, .run = run,
};
