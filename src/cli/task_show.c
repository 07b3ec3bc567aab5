/*
 * task_show.c - `baton task show X`: one task and its history, also of one that is gone.
 *
 * Looking is not touching: beside the names that every command takes, words of a title do.
 */
#include <errno.h>

#include "baton/core/history.h"
#include "baton/core/rows_json.h"
#include "baton/core/task_find.h"
#include "commands.h"
#include "lists.h"
#include "output.h"
#include "show.h"

enum { CANDIDATES = 4 };

static const FlagDef flags[] = { FLAG_JSON_ONE, FLAGS_END };

static const char *section_path(Cmd *cmd, const StrList *section)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (size_t i = 0; i < section->len; i++)
        buf_addf(&text, "%s%s", i ? " / " : "", section->items[i]);
    return arena_str(cmd->arena, buf_str(&text));
}

static void print_conflict(Cmd *cmd, const StrList *agents)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (size_t i = 0; i < agents->len; i++)
        buf_addf(&text, "%s%s", i == 0 ? "" : i + 1 < agents->len ? ", " : " and ", agents->items[i]);
    if (agents->len)
        show_textf(cmd, "Conflict", "%s are at it at once: 'baton task assign' says whose it is", text.data);
}

/* A task that is gone has no line. */
static int print_task(Cmd *cmd, const TaskRow *t)
{
    show_text(cmd, "Title", t->title);
    show_text(cmd, "State", t->line ? STATE_TEXT(cmd, task_state, t->state) : "gone");
    show_text(cmd, "As written", t->state_raw);
    show_text(cmd, "Ref", t->ref);
    show_text(cmd, "Id", t->id);
    show_text(cmd, "Agent", t->assignee);
    print_conflict(cmd, &t->conflict);
    if (t->line)
        show_textf(cmd, "Place", "%s:%d", t->file, t->line);
    else
        show_textf(cmd, "Was in", "%s", t->file);
    show_text(cmd, "Section", section_path(cmd, &t->section));
    show_list(cmd, "Depends on", &t->depends_on);
    show_time(cmd, "In this state since", t->state_at);
    show_time(cmd, t->line ? "Changed" : "Gone since", t->updated_at);
    return show_history(cmd, &(EventQuery){ .subject = t->id });
}

static Json *step_json(Cmd *cmd, const Event *e)
{
    Json *j = json_object();
    json_put_int(j, "seq", e->seq);
    json_put_time(j, "at", e->at);
    json_put_str(j, "kind", event_kind_text(e->kind));
    json_put_str(j, "who", event_who(e));
    json_put_str(j, "source", source_text(e->source));
    json_put_str(j, "change", event_change(cmd->arena, e, false));
    return j;
}

static int print_json(Cmd *cmd, const TaskRow *t)
{
    EventRows rows = { 0 };
    Json *j = task_json(t), *history = json_array();
    if (!t->line) {
        json_put_str(j, "state", "gone");
        json_put(j, "line", json_null());
    }
    (void)store_events(cmd->context->store, cmd->arena, &(EventQuery){ .subject = t->id }, &rows);
    for (size_t i = 0; i < rows.len; i++)
        json_put(history, NULL, step_json(cmd, &rows.items[i]));
    json_put(j, "history", history);
    return output_json_one(cmd, j);
}

static int several(Cmd *cmd, const char *name, const TaskRows *rows)
{
    CLEANUP(buf_done) Buf list = BUF_INIT;
    for (size_t i = 0; i < MIN(rows->len, (size_t)CANDIDATES); i++)
        buf_addf(&list, "%s%s (%s)", i ? ", " : "", rows->items[i].id, rows->items[i].title);
    return cmd_refuse(cmd, "Several tasks have '%s' in their title: %s%s; give an id", name, list.data,
                      rows->len > CANDIDATES ? ", …" : "");
}

/* What is gone has its id left; words of a title mean a task when no other has them. */
static int find_further(Cmd *cmd, const char *name, TaskRow *ret_row)
{
    Store *s = cmd->context->store;
    TaskRows rows = { 0 };
    int r = store_tasks_lost(s, cmd->arena, name, &rows);
    if (r >= 0 && !rows.len)
        r = store_tasks(s, cmd->arena, &(TaskQuery){ .text = name, .limit = CANDIDATES + 1 }, &rows);
    if (r < 0 || !rows.len)
        return REFUSED;
    if (rows.len > 1)
        return several(cmd, name, &rows);
    *ret_row = rows.items[0];
    cmd->error = (Message){ 0 };
    return DONE;
}

static int run(Cmd *cmd)
{
    const char *name = cmd->args.items[0];
    TaskRow row;
    int r = task_find(cmd->context, cmd->arena, name, &row, &cmd->error);
    if (r < 0 && (r != -ENOENT || find_further(cmd, name, &row) != DONE))
        return REFUSED;
    return cmd_has(cmd, "json") ? print_json(cmd, &row) : print_task(cmd, &row);
}

const CommandRow cmd_task_show = {
    .name = "task show",
    .args = "X",
    .min_args = 1,
    .max_args = 1,
    .flags = flags,
    .help = "Show one task and its history.",
    .detail = "X is its id or the beginning of it, what its document calls it (T-3), its place\n"
              "(FILE:LINE), or words of its title that no other has. A task that is gone has its id.",
    .needs = NEED_LEDGER,
    .run = run,
};
