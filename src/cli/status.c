/*
 * status.c - `baton status`: the dashboard's answer on one page of paper.
 */
#include "baton/base/file.h"
#include "baton/base/safe.h"
#include "baton/core/ingest.h"
#include "baton/core/needs.h"
#include "baton/core/rows_json.h"
#include "commands.h"
#include "lists.h"
#include "needs.h"
#include "output.h"

enum { AGENTS_SHOWN = 20, FILES_MAX = 1000 };

static const FlagDef flags[] = {
    FLAG_JSON_ONE,
    { "something", 0, NULL,
      "say nothing; exit with 0 when there is a session here, with 1 when there is none", false },
    FLAGS_END,
};

static void add_count(Buf *out, int64_t n, const char *glyph, const char *word)
{
    if (n)
        buf_addf(out, "   %s %lld %s", glyph, (long long)n, word);
}

static void print_place(Cmd *cmd, const char *label, const char *text)
{
    buf_addf(cmd->out, "%-9s", label);
    safe_add(cmd->out, raw(text), -1);
    buf_addc(cmd->out, '\n');
}

static void print_project(Cmd *cmd)
{
    Context *c = cmd->context;
    const char *run = store_current_run(c->store, cmd->arena);
    const char *branch = project_branch(c->project, cmd->arena);
    const char *session = ingest_session_file(c, cmd->arena);

    print_place(cmd, "project",
                branch ? arena_printf(cmd->arena, "%s (%s)", c->project->name, branch)
                       : c->project->name);
    print_place(cmd, "run", run ? run : "none: idle");
    print_place(cmd, "session",
                session ? session : "none: a file such as .claude/tasks/session-current.md");
}

static int print_needs(Cmd *cmd, int width)
{
    NeedRows rows = { 0 };
    if (needs_read(cmd->context, cmd->arena, &rows) < 0)
        return list_failed(cmd, "needs");
    if (!rows.len) {
        buf_adds(cmd->out, "\nNothing needs you.\n");
        return needs_snoozed_line(cmd);
    }
    buf_addf(cmd->out, "\nNeeds you (%zu)\n", rows.len);
    needs_page(cmd, &rows, width);
    return needs_snoozed_line(cmd);
}

static void agents_table(Cmd *cmd, const AgentRows *rows, int width)
{
    static const Column columns[] = {
        { NULL, 0, false }, { NULL, 24, false }, { NULL, 0, true }, { NULL, 0, false },
    };
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < MIN(rows->len, (size_t)AGENTS_SHOWN); i++) {
        const AgentRow *a = &rows->items[i];
        table_cell(t, STATE_TEXT(cmd, agent_state, a->state));
        table_cell(t, a->shown && *a->shown ? a->shown : a->name);
        table_cell(t, age_text(cmd, a->at));
        table_cell(t, a->why && *a->why ? a->why : a->task);
    }
    table_write(t, cmd->out, width, "  ");
}

static int print_agents(Cmd *cmd, int width)
{
    AgentRows rows = { 0 };
    int64_t n[AGENT_STATE_COUNT] = { 0 };
    if (store_agents(cmd->context->store, cmd->arena, &(AgentQuery){ 0 }, &rows) < 0)
        return list_failed(cmd, "agents");
    if (!rows.len)
        return DONE;
    for (size_t i = 0; i < rows.len; i++)
        n[rows.items[i].state]++;
    buf_addf(cmd->out, "\nAgents (%zu)", rows.len);
    for (AgentState s = 0; s < AGENT_STATE_COUNT; s++)
        add_count(cmd->out, n[s], agent_state_glyph(s, cmd_ascii(cmd)), agent_state_text(s));
    buf_addc(cmd->out, '\n');
    agents_table(cmd, &rows, width);
    if (rows.len > AGENTS_SHOWN)
        buf_addf(cmd->out, "  and %zu more: baton agents\n", rows.len - AGENTS_SHOWN);
    return DONE;
}

static const char *group_counts(Cmd *cmd, const int64_t n[TASK_STATE_COUNT])
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (TaskState s = 0; s < TASK_STATE_COUNT; s++)
        if (n[s])
            buf_addf(&text, "%s%s %lld", text.len ? "  " : "", task_state_glyph(s, cmd_ascii(cmd)),
                     (long long)n[s]);
    return arena_str(cmd->arena, buf_str(&text));
}

static void groups_table(Cmd *cmd, const TaskGroups *groups, int width)
{
    static const Column columns[] = { { NULL, 40, false }, { NULL, 0, false } };
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < MIN(groups->len, (size_t)AGENTS_SHOWN); i++) {
        const TaskGroup *g = &groups->items[i];
        table_cell(t, g->name && *g->name ? g->name : "nobody");
        table_cell(t, group_counts(cmd, g->n));
    }
    table_write(t, cmd->out, width, "  ");
}

static int print_tasks(Cmd *cmd, int width)
{
    TaskGroups groups = { 0 };
    TaskGroup total = { 0 };
    int64_t all = 0;
    if (store_task_groups(cmd->context->store, cmd->arena, &groups) < 0 ||
        store_task_totals(cmd->context->store, &total) < 0)
        return list_failed(cmd, "tasks");
    for (TaskState s = 0; s < TASK_STATE_COUNT; s++)
        all += total.n[s];
    if (!all)
        return DONE;
    buf_addf(cmd->out, "\nTasks (%lld)", (long long)all);
    for (TaskState s = 0; s < TASK_STATE_COUNT; s++)
        add_count(cmd->out, total.n[s], task_state_glyph(s, cmd_ascii(cmd)), task_state_text(s));
    buf_addc(cmd->out, '\n');
    groups_table(cmd, &groups, width);
    return DONE;
}

static int print_status(Cmd *cmd)
{
    int width = output_page_width(cmd);
    print_project(cmd);
    int r = print_needs(cmd, width);
    if (!r)
        r = print_agents(cmd, width);
    return r ? r : print_tasks(cmd, width);
}

static bool is_session(void *ctx, const char *path)
{
    // Definitions below agents/ are what a collection of agents holds; they alone are no session.
    bool *found = ctx;
    *found |= !str_starts(str_from(path), STR("agents/"));
    return !*found;
}

static bool has_files(const Context *c)
{
    static const SettingId settings[] = {
        CONF_FILES_SESSION, CONF_FILES_BOARDS,    CONF_FILES_HANDOFF,
        CONF_FILES_RUN,     CONF_FILES_TELEMETRY, CONF_FILES_AGENTS,
    };
    bool found = false;
    for (size_t i = 0; !found && i < ARRAY_LEN(settings); i++) {
        const StrList *globs = conf_list(c->conf, settings[i]);
        for (size_t k = 0; !found && k < globs->len; k++)
            glob_files(c->project->root, globs->items[k], FILES_MAX, is_session, &found);
    }
    return found;
}

/* Only looks: asking must not make a project of a folder. */
static int say_something(Cmd *cmd)
{
    EventRows told = { 0 };
    if (has_files(cmd->context))
        return DONE;
    int r = command_need(cmd, NEED_LEDGER | NO_INGEST, NULL);
    if (r || store_events(cmd->context->store, cmd->arena,
                          &(EventQuery){ .telemetry_only = true, .limit = 1 }, &told) < 0)
        return REFUSED;
    return told.len ? DONE : REFUSED;
}

static bool is_empty(Cmd *cmd)
{
    return !cmd->context->project->exists && !ingest_anything(cmd->context);
}

static int print_empty(Cmd *cmd)
{
    buf_adds(cmd->out, "Nothing to show in ");
    safe_add(cmd->out, raw(cmd->context->project->root), -1);
    buf_adds(cmd->out,
             " yet: a session file such as .claude/tasks/session-current.md, an agent definition "
             "or 'baton event' fills it; 'baton demo' shows how that looks.\n");
    return DONE;
}

static int run(Cmd *cmd)
{
    if (cmd_has(cmd, "something"))
        return say_something(cmd);
    int r = command_need(cmd, NEED_LEDGER, NULL);
    if (r)
        return r;
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, status_json(cmd->context, cmd->arena));
    return is_empty(cmd) ? print_empty(cmd) : print_status(cmd);
}

const CommandRow cmd_status = {
    .name = "status", .args = "", .help = "Say who does what, and what needs you.", .flags = flags,
    .needs = NEED_PROJECT, .run = run,
};
