/*
 * contradictions.c - `baton contradictions`: claims that the evidence does not bear out.
 */
#include "baton/core/explain.h"
#include "commands.h"
#include "lists.h"
#include "output.h"

static const FlagDef flags[] = { FLAG_JSON, FLAGS_END };

static const char *where(Cmd *cmd, const Contradiction *x)
{
    if (!x->file)
        return x->seq ? arena_printf(cmd->arena, "event %lld", (long long)x->seq) : NULL;
    return x->line ? arena_printf(cmd->arena, "%s:%d", x->file, x->line) : x->file;
}

static int print(Cmd *cmd, const Contradictions *all)
{
    static const Column columns[] = {
        { "KIND", 0, false }, { "AGENT", 24, false }, { "AGE", 0, true }, { "WHERE", 40, false },
        { "CLAIM", 40, false }, { "EVIDENCE", 0, false },
    };
    if (!all->len) {
        buf_adds(cmd->out, "No claim contradicts the evidence.\n");
        return DONE;
    }
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < all->len; i++) {
        const Contradiction *x = &all->items[i];
        table_cell(t, contradiction_text(x->kind));
        table_cell(t, x->agent);
        table_cell(t, age_text(cmd, x->at));
        table_cell(t, where(cmd, x));
        table_cell(t, x->claim);
        table_cell(t, x->evidence);
    }
    table_write(t, cmd->out, output_width(cmd), "");
    return DONE;
}

static Json *contradiction_json(const Contradiction *x)
{
    Json *j = json_object();
    json_put_str(j, "kind", contradiction_text(x->kind));
    json_put_str(j, "agent", x->agent);
    json_put_str(j, "claim", x->claim);
    json_put_str(j, "evidence", x->evidence);
    json_put_str(j, "file", x->file);
    json_put(j, "line", x->line ? json_int(x->line) : json_null());
    json_put_time(j, "at", x->at);
    json_put(j, "seq", x->seq ? json_int(x->seq) : json_null());
    return j;
}

static int run(Cmd *cmd)
{
    Contradictions all = { 0 };
    if (contradictions_read(cmd->context, cmd->arena, &all) < 0)
        return list_failed(cmd, "contradictions");
    if (!cmd_has(cmd, "json"))
        return print(cmd, &all);
    Json *array = json_array();
    for (size_t i = 0; i < all.len; i++)
        json_put(array, NULL, contradiction_json(&all.items[i]));
    return output_json_rows(cmd, array);
}

#define X(id, word, what) "\n  " word "  " what

const CommandRow cmd_contradictions = {
    .name = "contradictions",
    .args = "",
    .help = "List claims that the evidence does not bear out.",
    .detail = "Of the current run, or of the last day where there is none.  Kinds:" CONTRADICTIONS(X),
    .flags = flags,
    .needs = NEED_LEDGER,
    .run = run,
};
