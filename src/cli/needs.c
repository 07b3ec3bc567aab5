/*
 * needs.c - `baton needs`: everything that waits for a human, most pressing first.
 */
#include "needs.h"

#include "baton/base/clock.h"
#include "baton/base/safe.h"
#include "baton/core/escalate.h"
#include "baton/core/needs.h"
#include "baton/core/rows_json.h"
#include "baton/model/states.h"
#include "commands.h"
#include "gate_words.h"
#include "output.h"

enum { FAILED_NAMED = 2, PROPOSED_MAX = 50 };

static const FlagDef flags[] = {
    FLAG_JSON,
    { "snoozed", 's', NULL, "list what was put off instead", false },
    FLAGS_END,
};

static const char *need_glyph(const Cmd *cmd, const NeedRow *n)
{
    if (strcmp(n->kind, "escalation") == 0)
        return escalation_state_glyph(ESCALATION_OPEN, cmd_ascii(cmd));
    if (strcmp(n->kind, "edit") == 0)
        return edit_state_glyph(EDIT_LOST, cmd_ascii(cmd));
    if (strcmp(n->kind, "conflict") == 0)
        return cmd_ascii(cmd) ? "#" : "≠";
    if (strcmp(n->kind, "silent") == 0)
        return cmd_ascii(cmd) ? "~" : "◌";
    return handoff_state_glyph(HANDOFF_SUBMITTED, cmd_ascii(cmd));
}

static const char *need_who(const Cmd *cmd, const NeedRow *n)
{
    const char *from = n->agent && *n->agent ? n->agent : "?";
    if (!n->to || !*n->to)
        return from;
    const char *between = strcmp(n->kind, "conflict") == 0 ? "and" : cmd_ascii(cmd) ? "->" : "→";
    return arena_printf(cmd->arena, "%s %s %s", from, between, n->to);
}

/* That checks failed comes before what it is about: the end of a line may be cut. */
static const char *need_title(const Cmd *cmd, const NeedRow *n)
{
    const char *title = n->title ? n->title : "", *glyph = check_state_glyph(CHECK_FAILED, cmd_ascii(cmd));
    if (!n->failed.len)
        return title;
    if (n->failed.len > FAILED_NAMED)
        return arena_printf(cmd->arena, "%s %zu checks failed  %s", glyph, n->failed.len, title);
    return arena_printf(cmd->arena, "%s %s failed  %s", glyph, names_text(cmd->arena, &n->failed), title);
}

static void page_line(Cmd *cmd, const char *text, const char *right, int width)
{
    CLEANUP(buf_done) Buf line = BUF_INIT;
    int room = width - (int)strlen(right) - 1;
    int cols = safe_add(&line, raw(text), room);
    buf_add_str(cmd->out, buf_str(&line));
    buf_addf(cmd->out, "%*s%s\n", *right ? room - cols + 1 : 0, "", right);
}

/* ---- who should take it ---- */

static const char *proposed(Cmd *cmd, const NeedRow *n, const AgentRows *agents)
{
    EscalationRows found = { 0 };
    Proposal p = { 0 };
    if (store_escalations(cmd->context->store, cmd->arena, &(EscalationQuery){ .id = n->subject }, &found) < 0 ||
        found.len != 1)
        return NULL;
    escalation_propose(&found.items[0], agents, cmd->arena, &p);
    return p.agent ? arena_printf(cmd->arena, "%s?", p.agent) : NULL;
}

/* Where it was not said, who fits best by the definitions, as `baton escalations` has it: of the first ones. */
static void propose(Cmd *cmd, const NeedRows *rows)
{
    AgentRows agents = { 0 };
    if (!rows->len || store_agents(cmd->context->store, cmd->arena, &(AgentQuery){ 0 }, &agents) < 0)
        return;
    for (size_t i = 0; i < MIN(rows->len, (size_t)PROPOSED_MAX); i++) {
        NeedRow *n = &rows->items[i];
        if (strcmp(n->kind, "escalation") == 0 && (!n->to || !*n->to))
            n->to = proposed(cmd, n, &agents);
    }
}

void needs_page(Cmd *cmd, const NeedRows *rows, int width)
{
    propose(cmd, rows);
    for (size_t i = 0; i < rows->len; i++) {
        const NeedRow *n = &rows->items[i];
        const char *who = n->agent && strcmp(n->agent, n->subject) == 0 ? "" : need_who(cmd, n);
        page_line(cmd,
                  arena_printf(cmd->arena, "  %s %s %s  %s", need_glyph(cmd, n), n->kind, n->subject, who),
                  age_text(cmd, n->since), width);
        page_line(cmd, arena_printf(cmd->arena, "      %s", need_title(cmd, n)), "", width);
    }
}

static void print_needs(Cmd *cmd, const NeedRows *rows)
{
    static const Column columns[] = {
        { NULL, 0, false }, { NULL, 44, false }, { NULL, 0, true }, { NULL, 0, false },
    };
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    propose(cmd, rows);
    for (size_t i = 0; i < rows->len; i++) {
        const NeedRow *n = &rows->items[i];
        table_cellf(t, "%s %s %s", need_glyph(cmd, n), n->kind, n->subject);
        table_cell(t, need_who(cmd, n));
        table_cell(t, age_text(cmd, n->since));
        table_cell(t, need_title(cmd, n));
    }
    table_write(t, cmd->out, output_width(cmd), "");
}

static int needs_json(Cmd *cmd, const NeedRows *rows)
{
    Json *array = json_array();
    for (size_t i = 0; i < rows->len; i++)
        json_put(array, NULL, need_json(&rows->items[i]));
    return output_json_rows(cmd, array);
}

int needs_snoozed_line(Cmd *cmd)
{
    NeedRows rows = { 0 };
    if (needs_snoozed(cmd->context, cmd->arena, &rows) < 0)
        return list_failed(cmd, "needs");
    if (rows.len)
        buf_addf(cmd->out, "%zu more %s put off: 'baton needs --snoozed'.\n", rows.len, rows.len == 1 ? "is" : "are");
    return DONE;
}

static int print_snoozed(Cmd *cmd, const NeedRows *rows)
{
    char time[TIME_TEXT_SIZE];
    for (size_t i = 0; i < rows->len; i++) {
        const NeedRow *n = &rows->items[i];
        say_line(cmd, "%s %s %s  until %.16sZ  %s", need_glyph(cmd, n), n->kind, n->subject,
                 time_format(n->until, time), need_title(cmd, n));
    }
    if (!rows->len)
        buf_adds(cmd->out, "Nothing is put off.\n");
    return DONE;
}

static int run_snoozed(Cmd *cmd)
{
    NeedRows rows = { 0 };
    if (needs_snoozed(cmd->context, cmd->arena, &rows) < 0)
        return list_failed(cmd, "needs");
    return cmd_has(cmd, "json") ? needs_json(cmd, &rows) : print_snoozed(cmd, &rows);
}

static int run(Cmd *cmd)
{
    NeedRows rows = { 0 };
    if (cmd_has(cmd, "snoozed"))
        return run_snoozed(cmd);
    if (needs_read(cmd->context, cmd->arena, &rows) < 0)
        return list_failed(cmd, "needs");
    if (cmd_has(cmd, "json"))
        return needs_json(cmd, &rows);
    if (rows.len)
        print_needs(cmd, &rows);
    else
        buf_adds(cmd->out, "Nothing needs you.\n");
    return needs_snoozed_line(cmd);
}

const CommandRow cmd_needs = {
    .name = "needs",
    .args = "",
    .help = "List what waits for a human, most pressing first.",
    .flags = flags,
    .needs = NEED_LEDGER,
    .run = run,
};
