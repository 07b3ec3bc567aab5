/*
 * undo.c - `baton undo`: taking back what baton changed in a file; `baton edits`: what that was.
 */
#include "baton/core/edit.h"
#include "baton/core/history.h"
#include "baton/core/rows_json.h"
#include "commands.h"
#include "lists.h"
#include "output.h"
#include "task_edit.h"

static const FlagDef undo_flags[] = { FLAG_JSON_ONE, FLAG_AGENT, FLAGS_END };

static int run_undo(Cmd *cmd)
{
    EditReport report = { 0 };
    const char *edit = cmd->args.len ? cmd->args.items[0] : NULL;
    Source source = cmd->face ? SOURCE_TUI : SOURCE_CLI;
    if (edit_undo(cmd->context, edit, task_edit_agent(cmd), source, cmd->arena, &report, &cmd->error) < 0)
        return REFUSED;
    return task_edit_print(cmd, &report);
}

const CommandRow cmd_undo = {
    .name = "undo", .args = "[EDIT]", .max_args = 1, .flags = undo_flags,
    .help = "Take back an edit, your last one unless another is named.",
    .detail = "Its line has to be as baton left it.  An edit that was overwritten is dismissed.\n"
              "'baton edits' lists them.  The last one of an agent is taken back on its behalf.",
    .needs = NEED_WRITABLE | NEED_PROJECT, .run = run_undo,
};

static const FlagDef edits_flags[] = { FLAG_JSON, FLAGS_END };

static Json *edits_json(const EditRows *rows)
{
    Json *array = json_array();
    for (size_t i = 0; i < rows->len; i++)
        json_put(array, NULL, edit_row_json(&rows->items[i]));
    return array;
}

static void add_edit(Cmd *cmd, Table *t, const EditRow *e)
{
    table_cellf(t, "%lld", (long long)e->number);
    table_cell(t, STATE_TEXT(cmd, edit_state, e->state));
    table_cell(t, e->what);
    table_cell(t, e->agent ? e->agent : e->actor);
    table_cell(t, age_text(cmd, e->at));
    table_cellf(t, "%s:%d", e->file, e->line);
    table_cellf(t, "%s: %s", e->title, change_text(cmd->arena, e->before, e->after, cmd_ascii(cmd)));
}

static int run_edits(Cmd *cmd)
{
    static const Column columns[] = {
        { "EDIT", 0, true }, { "STATE", 0, false }, { "WHAT", 0, false }, { "WHO", 22, false },
        { "AGE", 0, true }, { "PLACE", 0, false }, { "CHANGE", 0, false },
    };
    EditRows rows = { 0 };
    if (store_edits(cmd->context->store, cmd->arena, &(EditQuery){ 0 }, &rows) < 0)
        return list_failed(cmd, "edits");
    if (cmd_has(cmd, "json"))
        return output_json_rows(cmd, edits_json(&rows));
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < rows.len; i++)
        add_edit(cmd, t, &rows.items[i]);
    return list_finish(cmd, t, "edits", "'baton task done TASK' and its like change files");
}

const CommandRow cmd_edits = {
    .name = "edits", .args = "", .flags = edits_flags,
    .help = "List what baton changed in files.", .needs = NEED_LEDGER, .run = run_edits,
};
