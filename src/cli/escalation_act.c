/*
 * escalation_act.c - `baton escalation ack|resolve|route|reopen|comment|snooze N`: what somebody does about an agent
 * that stopped.
 */
#include "baton/core/rows_json.h"
#include "commands.h"
#include "escalation_words.h"
#include "gate_words.h"
#include "needs.h"
#include "output.h"
#include "task_edit.h"

enum { NEEDS = NEED_PROJECT | NEED_WRITABLE };

static const FlagDef flags[] = { FLAG_JSON_ONE, FLAG_COMMENT, FLAG_AGENT, FLAGS_END };

static void say_routed(Cmd *cmd, const EscalationReport *r)
{
    const EscalationRow *e = &r->escalation;
    const char *to = e->routed_to ? e->routed_to : "another agent";
    if (!r->file)
        say_line(cmd, "Escalation %d is routed to %s; there is no session file, so no task was added.", e->number, to);
    else
        say_line(cmd, "Escalation %d is routed to %s: its task %s at %s:%d.", e->number, to,
                 r->added ? "is" : "stood already", r->file, r->line);
}

static void say_done(Cmd *cmd, EscalationAct act, const EscalationReport *r)
{
    const EscalationRow *e = &r->escalation;
    switch (act) {
    case ESCALATION_ACT_ROUTE:
        return say_routed(cmd, r);
    case ESCALATION_ACT_COMMENT:
        return say_line(cmd, "The comment on escalation %d is kept; its state is %s, as before.", e->number,
                        escalation_state_text(e->state));
    case ESCALATION_ACT_REOPEN:
        return say_line(cmd, "Escalation %d is open again.", e->number);
    default:
        return say_line(cmd, "Escalation %d is %s.", e->number, escalation_state_text(e->state));
    }
}

static Json *report_json(Cmd *cmd, EscalationAct act, const EscalationReport *r)
{
    Json *j = escalation_full_json(cmd->context, &r->escalation, cmd->arena);
    if (act == ESCALATION_ACT_ROUTE) {
        json_put_str(j, "task_file", r->file);
        json_put_int(j, "task_line", r->line);
        json_put_bool(j, "task_added", r->added);
    }
    return j;
}

static int act(Cmd *cmd, EscalationAct what, const char *to)
{
    EscalationReport report;
    EscalationOrder o = { .escalation = cmd->args.items[0], .act = what, .to = to, .agent = task_edit_agent(cmd),
                          .source = cmd->face ? SOURCE_TUI : SOURCE_CLI };
    int r = gate_comment(cmd, &o.comment);
    if (r)
        return r;
    if (escalation_act(cmd->context, &o, cmd->arena, &report, &cmd->error) < 0)
        return REFUSED;
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, report_json(cmd, what, &report));
    say_done(cmd, what, &report);
    return DONE;
}

static int run_ack(Cmd *cmd)
{
    return act(cmd, ESCALATION_ACT_ACK, NULL);
}

static int run_resolve(Cmd *cmd)
{
    return act(cmd, ESCALATION_ACT_RESOLVE, NULL);
}

static int run_route(Cmd *cmd)
{
    return act(cmd, ESCALATION_ACT_ROUTE, cmd->args.len > 1 ? cmd->args.items[1] : NULL);
}

static int run_reopen(Cmd *cmd)
{
    return act(cmd, ESCALATION_ACT_REOPEN, NULL);
}

static int run_comment(Cmd *cmd)
{
    return act(cmd, ESCALATION_ACT_COMMENT, NULL);
}

#define ACT_ROW(word) .name = "escalation " word, .flags = flags, .needs = NEEDS

const CommandRow cmd_escalation_ack = {
    ACT_ROW("ack"), .args = "ID", .min_args = 1, .max_args = 1, .run = run_ack,
    .help = "Say that somebody looks at an escalation.",
};

const CommandRow cmd_escalation_resolve = {
    ACT_ROW("resolve"), .args = "ID", .min_args = 1, .max_args = 1, .run = run_resolve,
    .help = "Say that what an agent stopped at is settled.",
    .detail = "When the agent stops at the same again, it is open again.",
};

const CommandRow cmd_escalation_route = {
    ACT_ROW("route"), .args = "ID [AGENT]", .min_args = 1, .max_args = 2, .run = run_route,
    .help = "Give what an agent stopped at to another agent.",
    .detail = "Without AGENT who was asked for, or who fits best: 'baton escalation show ID'.  One task\n"
              "that says \"(escalation N)\" goes to that agent's part of the session file.",
};

const CommandRow cmd_escalation_reopen = {
    ACT_ROW("reopen"), .args = "ID", .min_args = 1, .max_args = 1, .run = run_reopen,
    .help = "Say that an escalation is not over.",
};

const CommandRow cmd_escalation_comment = {
    ACT_ROW("comment"), .args = "ID", .min_args = 1, .max_args = 1, .run = run_comment,
    .help = "Say something about an escalation, with --comment.",
};

/* ---- later ---- */

static const FlagDef snooze_flags[] = { FLAG_FOR, FLAGS_END };

static int run_snooze(Cmd *cmd)
{
    EscalationRow e;
    if (escalation_find(cmd->context, cmd->args.items[0], cmd->arena, &e, &cmd->error) < 0)
        return REFUSED;
    return needs_put_off(cmd, "escalation", arena_printf(cmd->arena, "%d", e.number));
}

const CommandRow cmd_escalation_snooze = {
    .name = "escalation snooze", .args = "ID", .min_args = 1, .max_args = 1, .flags = snooze_flags,
    .help = "Put off an escalation.", .detail = "The same as 'baton needs snooze escalation ID'.",
    .needs = NEED_LEDGER | NEED_WRITABLE, .run = run_snooze,
};
