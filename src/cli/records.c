/*
 * records.c - `baton records`: what agents decided, and which file is for what.
 */
#include "baton/core/records.h"

#include "baton/core/facts_json.h"
#include "commands.h"
#include "lists.h"
#include "output.h"

static const FlagDef flags[] = {
    FLAG_JSON,
    { "kind", 'k', "KIND", "only these: decision or file", false },
    FLAGS_END,
};

typedef struct {
    Cmd *cmd;
    int kind;                   /* -1: both */
    Json *rows;                 /* or NULL: the table */
    Table *table;
} List;

static const char *kind_text(RecordKind kind)
{
    return kind == RECORD_FILE ? "file" : "decision";
}

/* --kind=decision to its number, -1 when it is not given.  DONE or USAGE. */
static int read_kind(Cmd *cmd, int *ret_kind)
{
    const char *kind = cmd_flag(cmd, "kind");
    *ret_kind = -1;
    for (int k = RECORD_DECISION; kind && k <= RECORD_FILE; k++)
        if (strcmp(kind, kind_text((RecordKind)k)) == 0)
            *ret_kind = k;
    if (kind && *ret_kind < 0)
        return cmd_usage(cmd, "--kind: '%s' is none of decision, file", kind);
    return DONE;
}

static void add_cell(List *l, const char *text)
{
    table_cell(l->table, text ? arena_strdup(l->cmd->arena, text) : NULL);
}

static void take(void *ctx, const char *file, const RecordFact *r)
{
    List *l = ctx;
    if (l->kind >= 0 && l->kind != (int)r->kind)
        return;
    if (l->rows) {
        Json *o = record_json(r);
        json_put_str(o, "file", file);
        json_put(l->rows, NULL, o);
        return;
    }
    add_cell(l, kind_text(r->kind));
    add_cell(l, r->ref);
    add_cell(l, r->date);
    add_cell(l, r->author);
    add_cell(l, r->status);
    table_cellf(l->table, "%s:%d", file, r->line);
    if (r->reason)
        table_cellf(l->table, "%s — %s", r->title, r->reason);
    else
        add_cell(l, r->title);
}

static int run(Cmd *cmd)
{
    static const Column columns[] = {
        { "KIND", 0, false }, { "REF", 14, false }, { "DATE", 16, false }, { "BY", 20, false },
        { "STATUS", 16, false }, { "WHERE", 0, false }, { "WHAT", 0, false },
    };
    List l = { .cmd = cmd };
    int r = read_kind(cmd, &l.kind);
    if (r)
        return r;
    if (cmd_has(cmd, "json"))
        l.rows = json_array();
    else
        l.table = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    r = records_each(cmd->context, take, &l, &cmd->error) < 0 ? REFUSED : DONE;
    if (l.rows)
        output_json_rows(cmd, l.rows);
    else
        list_finish(cmd, l.table, "records",
                    "a file such as .claude/agents/DECISIONS.md fills this list");
    return r;
}

const CommandRow cmd_records = {
    .name = "records", .args = "", .help = "List the decisions and the maps of files that agents keep.",
    .flags = flags,
    .detail = "Which files are read says files.records in 'baton config'.",
    .needs = NEED_PROJECT, .run = run,
};
