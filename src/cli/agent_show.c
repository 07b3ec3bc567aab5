/*
 * agent_show.c - `baton agent show NAME`: every field of a definition, and what the agent does now.
 *
 * Several files may define one name: each is shown.  With --json every definition is one object,
 * one after the other.
 */
#include <errno.h>

#include "baton/base/file.h"
#include "baton/core/rows_json.h"
#include "commands.h"
#include "lists.h"
#include "output.h"
#include "show.h"

static const FlagDef flags[] = { FLAG_JSON_ONE, FLAGS_END };

/* "000-backend-engineer" and "000-backend-engineer.md" name a file without its folders. */
static bool is_file(const AgentRow *a, Str name)
{
    Str base = str_from(a->file ? path_base(a->file) : "");
    return str_eq(base, name) ||
           (base.len == name.len + 3 && str_starts(base, name) && str_ends(base, STR(".md")));
}

static int find_file(Cmd *cmd, const char *name, AgentRows *rows)
{
    AgentRows all = { 0 };
    int r = store_agents(cmd->context->store, cmd->arena, &(AgentQuery){ 0 }, &all);
    for (size_t i = 0; r >= 0 && i < all.len; i++)
        if (is_file(&all.items[i], str_from(name)))
            AVEC_PUSH(rows, cmd->arena, all.items[i]);
    return r;
}

static int find(Cmd *cmd, const char *name, AgentRows *rows)
{
    int r = store_agents(cmd->context->store, cmd->arena, &(AgentQuery){ .name = name }, rows);
    const char *slug = agent_slug(cmd->arena, str_from(name));
    if ((r == -ENOENT || (r >= 0 && !rows->len)) && slug && strcmp(slug, name) != 0)
        r = store_agents(cmd->context->store, cmd->arena, &(AgentQuery){ .name = slug }, rows);
    if (r == -ENOENT || (r >= 0 && !rows->len))
        r = find_file(cmd, name, rows);
    return r;
}

static const char *meant(Cmd *cmd, const char *name)
{
    AgentRows all = { 0 };
    store_agents(cmd->context->store, cmd->arena, &(AgentQuery){ 0 }, &all);
    return nearest_agent(&all, name);
}

static void print_state(Cmd *cmd, const AgentRow *a)
{
    show_text(cmd, "State", STATE_TEXT(cmd, agent_state, a->state));
    show_text(cmd, "Because", a->why);
    if (a->at)
        show_text(cmd, "Known from", source_text(a->source));
    show_time(cmd, "Since", a->at);
    show_text(cmd, "Task", a->task);
    show_textf(cmd, "Tasks", "%lld open, %lld done", (long long)a->open_tasks,
               (long long)a->done_tasks);
}

static void print_definition(Cmd *cmd, const Json *def)
{
    StrList list;
#define X(field, json, title) show_text(cmd, title, json_get_str(def, json));
    AGENT_TEXTS(X)
#undef X
#define X(field, json, title) \
    list = (StrList){ 0 }; \
    json_get_list(def, json, cmd->arena, &list); \
    show_list(cmd, title, &list);
    AGENT_LISTS(X)
#undef X
}

static void print_agent(Cmd *cmd, const AgentRow *a)
{
    CLEANUP(json_free_ptr) Json *def = agent_row_json(a);
    print_definition(cmd, def);
    buf_addc(cmd->out, '\n');
    print_state(cmd, a);
}

static int print_agents(Cmd *cmd, const AgentRows *rows)
{
    for (size_t i = 0; i < rows->len; i++) {
        if (i)
            buf_adds(cmd->out, "\n\n");
        print_agent(cmd, &rows->items[i]);
    }
    return show_history(cmd, &(EventQuery){ .agent = rows->items[0].name, .telemetry_only = true });
}

static int agents_json(Cmd *cmd, const AgentRows *rows)
{
    for (size_t i = 0; i < rows->len; i++)
        output_json_one(cmd, agent_row_json(&rows->items[i]));
    return DONE;
}

static int run(Cmd *cmd)
{
    AgentRows rows = { 0 };
    if (find(cmd, cmd->args.items[0], &rows) < 0)
        return list_failed(cmd, "agents");
    if (!rows.len)
        return not_found(cmd, "agent", meant(cmd, cmd->args.items[0]));
    return cmd_has(cmd, "json") ? agents_json(cmd, &rows) : print_agents(cmd, &rows);
}

const CommandRow cmd_agent_show = {
    .name = "agent show",
    .args = "NAME",
    .min_args = 1,
    .max_args = 1,
    .flags = flags,
    .help = "Show an agent: its definition, its state, what it reported.",
    .detail = "NAME is a name or the file of a definition.  Where several files define one name,\n"
              "all are shown.",
    .needs = NEED_LEDGER,
    .run = run,
};
