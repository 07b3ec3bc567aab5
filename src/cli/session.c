/*
 * session.c - `baton session new|archive|switch|list`: session files from the first to the last.
 */
#include "baton/core/runs.h"

#include "commands.h"
#include "lists.h"
#include "output.h"
#include "task_edit.h"

enum { NAMED_MAX = 20 };

static const FlagDef one_flags[] = { FLAG_JSON_ONE, FLAGS_END };
static const FlagDef list_flags[] = { FLAG_JSON, FLAGS_END };

static int failed(Cmd *cmd)
{
    if (!*cmd->error.text)
        fail(&cmd->error, "the session file was left as it is");
    return REFUSED;
}

/* ---- list ---- */

static const char *kind_of(const SessionRow *r)
{
    return r->current ? "current" : r->archived ? "archived" : "other";
}

static Json *row_json(const SessionRow *r)
{
    Json *j = json_object();
    json_put_str(j, "file", r->file);
    json_put_str(j, "title", r->title);
    json_put_bool(j, "current", r->current);
    json_put_bool(j, "archived", r->archived);
    json_put_time(j, "saved_at", r->saved_at);
    json_put_int(j, "open", r->open);
    json_put_int(j, "done", r->done);
    return j;
}

static int list_json(Cmd *cmd, const SessionRows *rows)
{
    Json *array = json_array();
    for (size_t i = 0; i < rows->len; i++)
        json_put(array, NULL, row_json(&rows->items[i]));
    return output_json_rows(cmd, array);
}

static int run_list(Cmd *cmd)
{
    static const Column columns[] = {
        { "SESSION", 0, false }, { "SAVED", 0, true }, { "OPEN", 0, true }, { "DONE", 0, true }, { "FILE", 0, false },
        { "TITLE", 0, false },
    };
    SessionRows rows = { 0 };
    if (sessions_list(cmd->context, cmd->arena, &rows, &cmd->error) < 0)
        return failed(cmd);
    if (cmd_has(cmd, "json"))
        return list_json(cmd, &rows);
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < rows.len; i++) {
        const SessionRow *r = &rows.items[i];
        table_cell(t, kind_of(r));
        table_cell(t, age_text(cmd, r->saved_at));
        table_cellf(t, "%lld", (long long)r->open);
        table_cellf(t, "%lld", (long long)r->done);
        table_cell(t, r->file);
        table_cell(t, r->title);
    }
    return list_finish(cmd, t, "sessions", "'baton session new TITLE' makes a session file");
}

/* ---- open tasks that are put away with a file ---- */

static void read_open(Cmd *cmd, const char *file, TaskRows *ret)
{
    static const unsigned closed = 1u << TASK_DONE | 1u << TASK_CANCELLED;
    TaskQuery q = { .file = file, .states = ((1u << TASK_STATE_COUNT) - 1) & ~closed };
    (void)store_tasks(cmd->context->store, cmd->arena, &q, ret);
}

static void say_open(Cmd *cmd, const TaskRows *rows)
{
    if (!rows->len)
        return;
    if (rows->len == 1)
        say_line(cmd, "1 task in it is still open:");
    else
        say_line(cmd, "%zu tasks in it are still open:", rows->len);
    for (size_t i = 0; i < rows->len && i < NAMED_MAX; i++) {
        const TaskRow *t = &rows->items[i];
        say_line(cmd, "  %s  %s", STATE_TEXT(cmd, task_state, t->state), t->title);
    }
    if (rows->len > NAMED_MAX)
        say_line(cmd, "  and %zu more", rows->len - NAMED_MAX);
}

static int moved_json(Cmd *cmd, const char *file, const char *archived, const TaskRows *open)
{
    Json *j = json_object(), *titles = json_array();
    json_put_str(j, "file", file);
    json_put_str(j, "archived", archived);
    for (size_t i = 0; i < open->len; i++)
        json_put(titles, NULL, json_string(open->items[i].title));
    json_put(j, "open", titles);
    return output_json_one(cmd, j);
}

/* ---- new, archive, switch ---- */

static const char *words(Cmd *cmd)
{
    return cmd->args.len ? task_edit_text(cmd, 0) : NULL;
}

static int run_new(Cmd *cmd)
{
    const char *file = NULL;
    TaskRows none = { 0 };
    if (session_new(cmd->context, words(cmd), cmd->arena, &file, &cmd->error) < 0)
        return failed(cmd);
    if (cmd_has(cmd, "json"))
        return moved_json(cmd, file, NULL, &none);
    say_line(cmd, "'%s' was made.", file);
    return DONE;
}

static int run_archive_one(Cmd *cmd)
{
    const char *file = NULL;
    TaskRows open = { 0 };
    if (session_archive(cmd->context, words(cmd), cmd->arena, &file, &cmd->error) < 0)
        return failed(cmd);
    read_open(cmd, file, &open);
    if (cmd_has(cmd, "json"))
        return moved_json(cmd, NULL, file, &open);
    say_line(cmd, "The session is '%s' now.", file);
    say_open(cmd, &open);
    return DONE;
}

static SessionRow current_of(Cmd *cmd)
{
    SessionRows rows = { 0 };
    (void)sessions_list(cmd->context, cmd->arena, &rows, &cmd->error);
    for (size_t i = 0; i < rows.len; i++)
        if (rows.items[i].current)
            return rows.items[i];
    return (SessionRow){ .file = cmd->args.items[0] };
}

static int run_switch(Cmd *cmd)
{
    const char *archived = NULL;
    TaskRows open = { 0 };
    if (session_switch(cmd->context, cmd->args.items[0], cmd->arena, &archived, &cmd->error) < 0)
        return failed(cmd);
    SessionRow now = current_of(cmd);
    if (archived)
        read_open(cmd, archived, &open);
    if (cmd_has(cmd, "json"))
        return moved_json(cmd, now.file, archived, &open);
    say_line(cmd, "'%s' is %s%s%s now.", now.file, now.title ? "'" : "", now.title ? now.title : "that session",
             now.title ? "'" : "");
    if (archived)
        say_line(cmd, "The one before it is '%s'.", archived);
    say_open(cmd, &open);
    return DONE;
}

const CommandRow cmd_session_new = {
    .name = "session new", .args = "[TITLE…]", .max_args = -1, .flags = one_flags,
    .help = "Make a session file with a part for each agent.",
    .detail = "Refused while there is a current one: archive it first.",
    .needs = NEED_PROJECT | NEED_LEDGER | NEED_WRITABLE, .run = run_new,
};

const CommandRow cmd_session_archive = {
    .name = "session archive", .args = "[DESCRIPTION…]", .max_args = -1, .flags = one_flags,
    .help = "Put the current session away as session-NNN-description.md.",
    .detail = "Without a description its title is taken.  Tasks that are open in it are named.",
    .needs = NEED_PROJECT | NEED_LEDGER | NEED_WRITABLE, .run = run_archive_one,
};

const CommandRow cmd_session_switch = {
    .name = "session switch", .args = "FILE", .min_args = 1, .max_args = 1, .flags = one_flags,
    .help = "Make another session the current one, and put away the one that was.",
    .detail = "FILE is a path, a name as in 'session list', how one begins, or the number of an archive.",
    .needs = NEED_PROJECT | NEED_LEDGER | NEED_WRITABLE, .run = run_switch,
};

const CommandRow cmd_session_list = {
    .name = "session list", .args = "", .flags = list_flags,
    .help = "List the session files, with the current one last.",
    .needs = NEED_PROJECT | NEED_LEDGER, .run = run_list,
};
