/*
 * task_show.c - `baton task show X`: one task, found by id, by what its document calls it, or by
 * its place.
 */
#include <errno.h>

#include "baton/core/rows_json.h"
#include "commands.h"
#include "lists.h"
#include "output.h"
#include "show.h"

enum { NEAR_MAX = 2000 };

static const FlagDef flags[] = { FLAG_JSON_ONE, FLAGS_END };

/* "session-current.md:47" names the task on that line; the file may be given by its last parts. */
static bool is_at(const TaskRow *t, Str file, int64_t line)
{
    Str path = str_from(t->file);
    if (t->line != line || !str_ends(path, file))
        return false;
    return path.len == file.len || path.data[path.len - file.len - 1] == '/';
}

static int find_place(Cmd *cmd, const char *place, TaskRows *rows)
{
    const char *colon = strrchr(place, ':');
    int64_t line;
    TaskRows all = { 0 };
    if (!colon || str_to_i64(str_from(colon + 1), &line) < 0)
        return 0;
    int r = store_tasks(cmd->context->store, cmd->arena, &(TaskQuery){ 0 }, &all);
    for (size_t i = 0; r >= 0 && i < all.len; i++)
        if (is_at(&all.items[i], (Str){ place, (size_t)(colon - place) }, line))
            AVEC_PUSH(rows, cmd->arena, all.items[i]);
    return r;
}

static int find(Cmd *cmd, const char *name, TaskRows *rows)
{
    int r = store_tasks(cmd->context->store, cmd->arena, &(TaskQuery){ .id = name }, rows);
    if (r == -ENOENT || (r >= 0 && !rows->len))
        r = find_place(cmd, name, rows);
    return r;
}

static const char *nearest_task(Cmd *cmd, const char *name)
{
    TaskRows all = { 0 };
    Nearest near = { .word = name };
    store_tasks(cmd->context->store, cmd->arena, &(TaskQuery){ .limit = NEAR_MAX }, &all);
    for (size_t i = 0; i < all.len; i++)
        if (all.items[i].ref && *all.items[i].ref)
            nearest_offer(&near, all.items[i].ref);
    return near.best;
}

static int ambiguous(Cmd *cmd, const char *name, const TaskRows *rows)
{
    const TaskRow *a = &rows->items[0], *b = &rows->items[1];
    return cmd_refuse(
        cmd, "'%s' names %zu tasks, such as %s:%d and %s:%d; give one of these places instead",
        name, rows->len, a->file, a->line, b->file, b->line);
}

static const char *section_path(Cmd *cmd, const StrList *section)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (size_t i = 0; i < section->len; i++)
        buf_addf(&text, "%s%s", i ? " / " : "", section->items[i]);
    return arena_str(cmd->arena, buf_str(&text));
}

static int print_task(Cmd *cmd, const TaskRow *t)
{
    show_text(cmd, "Title", t->title);
    show_text(cmd, "State", STATE_TEXT(cmd, task_state, t->state));
    show_text(cmd, "As written", t->state_raw);
    show_text(cmd, "Ref", t->ref);
    show_text(cmd, "Id", t->id);
    show_text(cmd, "Agent", t->assignee);
    show_textf(cmd, "Place", "%s:%d", t->file, t->line);
    show_text(cmd, "Section", section_path(cmd, &t->section));
    show_list(cmd, "Depends on", &t->depends_on);
    show_time(cmd, "In this state since", t->state_at);
    show_time(cmd, "Changed", t->updated_at);
    return show_history(cmd, &(EventQuery){ .subject = t->id });
}

static int run(Cmd *cmd)
{
    const char *name = cmd->args.items[0];
    TaskRows rows = { 0 };
    if (find(cmd, name, &rows) < 0)
        return list_failed(cmd, "tasks");
    if (!rows.len)
        return not_found(cmd, "task", nearest_task(cmd, name));
    if (rows.len > 1)
        return ambiguous(cmd, name, &rows);
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, task_json(&rows.items[0]));
    return print_task(cmd, &rows.items[0]);
}

const CommandRow cmd_task_show = {
    .name = "task show",
    .args = "X",
    .min_args = 1,
    .max_args = 1,
    .flags = flags,
    .help = "Show one task and its history.",
    .detail = "X is its id or the beginning of it, what its document calls it (T-3), or its place\n"
              "(FILE:LINE).",
    .needs = NEED_LEDGER,
    .run = run,
};
