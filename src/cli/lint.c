/*
 * lint.c - `baton lint`: what was not understood and what contradicts itself.  Needs no ledger and
 * makes none.
 */
#include "baton/core/lint.h"

#include "commands.h"
#include "lists.h"
#include "output.h"

static const FlagDef flags[] = {
    { "json", 'j', NULL, "print JSON: one array of objects with file, line, rule and message", false },
    { "rules", 0, NULL, "list what is looked for", false },
    FLAGS_END,
};

static int list_rules(Cmd *cmd)
{
    static const Column columns[] = { { "RULE", 0, false }, { "FINDS", 0, false } };
    if (cmd_has(cmd, "json")) {
        Json *rows = json_array();
        for (const LintRuleText *r = lint_rules; r->name; r++) {
            Json *o = json_object();
            json_put_str(o, "rule", r->name);
            json_put_str(o, "help", r->help);
            json_put(rows, NULL, o);
        }
        return output_json_rows(cmd, rows);
    }
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (const LintRuleText *r = lint_rules; r->name; r++) {
        table_cell(t, r->name);
        table_cell(t, r->help);
    }
    table_write(t, cmd->out, output_width(cmd), "");
    return DONE;
}

static void print_json(Cmd *cmd, const LintFindings *list)
{
    Json *rows = json_array();
    for (size_t i = 0; i < list->len; i++) {
        const LintFinding *f = &list->items[i];
        Json *o = json_object();
        json_put_str(o, "file", f->file);
        json_put_int(o, "line", f->line);
        json_put_str(o, "rule", f->rule);
        json_put_str(o, "message", f->message);
        json_put(rows, NULL, o);
    }
    output_json_rows(cmd, rows);
}

static void print_lines(Cmd *cmd, const LintFindings *list)
{
    for (size_t i = 0; i < list->len; i++) {
        const LintFinding *f = &list->items[i];
        say_line(cmd, "%s:%d: %s", f->file, f->line, f->message);
    }
    if (!list->len && cmd->tty)
        buf_adds(cmd->out, "Nothing contradicts itself.\n");
}

static int run(Cmd *cmd)
{
    LintFindings list;
    if (cmd_has(cmd, "rules"))
        return list_rules(cmd);
    if (lint_run(cmd->context, &cmd->args, cmd->arena, &list, &cmd->error) < 0)
        return REFUSED;
    if (cmd_has(cmd, "json"))
        print_json(cmd, &list);
    else
        print_lines(cmd, &list);
    return list.len ? REFUSED : DONE;
}

const CommandRow cmd_lint = {
    .name = "lint",
    .args = "[FILE…]",
    .max_args = -1,
    .needs = NEED_PROJECT,
    .flags = flags,
    .help = "Show what documents contradict and what was not understood.",
    .detail = "One line each: FILE:LINE: what, and how to mend it; exit code 1 when there is one.\n"
              "Without FILE all watched documents and agent definitions are looked at.  Nothing is\n"
              "recorded, and where a rule cannot be sure it is silent.",
    .run = run,
};
