/*
 * handoff_decide.c - `baton handoff approve|reject|comment|waive|withdraw|revoke N`: what people say about a
 * handoff.
 */
#include <errno.h>
#include <unistd.h>

#include "baton/core/evidence.h"
#include "commands.h"
#include "gate_words.h"
#include "output.h"
#include "task_edit.h"

enum { NEEDS = NEED_PROJECT | NEED_WRITABLE, MOVED_NAMED = 3 };

#define FLAG_CHECKS \
    { "checks", 0, "DIGEST", "the results that were shown, by their checks_digest: others decide nothing", false }
#define FLAG_LINE { "line", 'l', "FILE:LINE:TEXT", "a comment on one line of a file or the artifact", true }

/* ---- what happened ---- */

static const char *who_text(Cmd *cmd, const DecisionRow *d)
{
    const char *who = d->person && *d->person ? d->person : d->actor;
    if (!d->signature || !*d->signature)
        return who;
    return arena_printf(cmd->arena, "%s (signed as %s)", who, d->principal ? d->principal : who);
}

/* "; waived: scope; had failed: budget and scope" */
static const char *aside_text(Cmd *cmd, const DecisionRow *d)
{
    const char *waived = names_text(cmd->arena, &d->waived), *failed = names_text(cmd->arena, &d->failed);
    return arena_printf(cmd->arena, "%s%s%s%s", *waived ? "; waived: " : "", waived,
                        *failed ? "; failed or not finished: " : "", failed);
}

/* What an approval opened, as the gate itself sees it. */
static const char *gate_text(Cmd *cmd, const HandoffRow *h)
{
    GateAnswer answer = { 0 };
    Message m = { 0 };
    if (!h->to || gate_ask(cmd->context, h->to, cmd->arena, &answer, &m) < 0)
        return "";
    if (answer.open)
        return arena_printf(cmd->arena, "; the gate of %s is open", h->to);
    return arena_printf(cmd->arena, "; the gate of %s is still shut: %s", h->to, lower_first(cmd->arena, answer.why));
}

/* What was to follow and did not; nobody else would say it to whoever decides. */
static void say_not_followed(Cmd *cmd, const DecideReport *r)
{
    EffectRows rows = { 0 };
    (void)store_effects(cmd->context->store, cmd->arena, r->handoff.id, false, &rows);
    for (size_t i = 0; i < rows.len; i++) {
        const char *text = effect_trouble(&rows.items[i], cmd->arena);
        if (rows.items[i].decision == r->decision.seq && text)
            say_line(cmd, "%s.", text);
    }
}

static void say_approved(Cmd *cmd, const DecideReport *r, const char *digest)
{
    const HandoffRow *h = &r->handoff;
    if (r->still)
        say_line(cmd, "Handoff %d: the approval of %s by %s is kept%s; it still needs %s.", h->number, digest,
                 who_text(cmd, &r->decision), aside_text(cmd, &r->decision), r->still);
    else
        say_line(cmd, "Handoff %d approved at %s by %s%s%s.", h->number, digest, who_text(cmd, &r->decision),
                 aside_text(cmd, &r->decision), gate_text(cmd, h));
}

static void say_rejected(Cmd *cmd, const DecideReport *r, const char *digest)
{
    const HandoffRow *h = &r->handoff;
    say_line(cmd, "Handoff %d rejected at %s by %s; %s mends it and submits it again.", h->number, digest,
             who_text(cmd, &r->decision), h->from ? h->from : "its author");
}

static void say_decided(Cmd *cmd, Act act, const DecideReport *r)
{
    const HandoffRow *h = &r->handoff;
    const char *digest = short_digest(cmd->arena, r->decision.revision), *who = who_text(cmd, &r->decision);
    switch (act) {
    case ACT_APPROVE:
        return say_approved(cmd, r, digest);
    case ACT_REJECT:
        return say_rejected(cmd, r, digest);
    case ACT_COMMENT:
        return say_line(cmd, "The comment of %s on handoff %d is kept; its state is %s, as before.", who, h->number,
                        handoff_state_text(h->state));
    case ACT_WAIVE:
        return say_line(cmd, "Handoff %d: %s waived at %s by %s.  'baton handoff approve %d' decides.", h->number,
                        names_text(cmd->arena, &r->decision.waived), digest, who, h->number);
    case ACT_WITHDRAW:
        return say_line(cmd, "Handoff %d is withdrawn; nobody needs to decide on it.", h->number);
    case ACT_REVOKE:
        return say_line(cmd, "The approval of handoff %d is revoked by %s: it is submitted again, and the gate of %s "
                             "is shut.", h->number, who, h->to ? h->to : "its receiver");
    default:
        break;
    }
}

static void say_all(Cmd *cmd, Act act, const DecideReport *r)
{
    say_decided(cmd, act, r);
    say_not_followed(cmd, r);
}

/* ---- doing it ---- */

/* The sentence names the first few of what moved. */
static int refused(Cmd *cmd, int r, const DecideReport *report)
{
    for (size_t i = 0; r == -ESTALE && report->moved.len > MOVED_NAMED && i < report->moved.len; i++)
        say_line(cmd, "  %s", report->moved.items[i]);
    return REFUSED;
}

/* Comments on lines of the artifact are told from those on lines of code by its name. */
static int read_remarks(Cmd *cmd, LineRemarks *ret)
{
    HandoffRow h = { 0 };
    if (!cmd_has(cmd, "line"))
        return DONE;
    if (handoff_find(cmd->context, cmd->args.items[0], cmd->arena, &h, &cmd->error) < 0)
        return REFUSED;
    return gate_remarks(cmd, h.file, ret);
}

static int decide(Cmd *cmd, DecideOrder *o)
{
    DecideReport report = { 0 };
    int r = gate_comment(cmd, &o->comment);
    if (r == DONE)
        r = read_remarks(cmd, &o->remarks);
    if (r)
        return r;
    o->handoff = cmd->args.items[0];
    o->revision = cmd_flag(cmd, "revision");
    o->checks = cmd_flag(cmd, "checks");
    o->key = cmd_flag(cmd, "key");
    o->sign = cmd_has(cmd, "sign") || o->key;
    o->terminal = !cmd->face && (isatty(STDIN_FILENO) == 1 || isatty(STDERR_FILENO) == 1);
    o->source = cmd->face ? SOURCE_TUI : SOURCE_CLI;
    r = handoff_decide(cmd->context, o, cmd->arena, &report, &cmd->error);
    if (r < 0)
        return refused(cmd, r, &report);
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, gate_json(cmd, &report.handoff));
    say_all(cmd, o->act, &report);
    return DONE;
}

static const FlagDef approve_flags[] = {
    FLAG_JSON_ONE, FLAG_REVISION, FLAG_CHECKS, FLAG_COMMENT, FLAG_LINE,
    { "waive", 'w', "CHECK", "let this check off; the comment is the reason", true },
    FLAG_KEY, FLAGS_END,
};

static int run_approve(Cmd *cmd)
{
    DecideOrder o = { .act = ACT_APPROVE };
    flag_values(cmd, "waive", &o.waives);
    if (o.waives.len && (!cmd_flag(cmd, "comment") || !*cmd_flag(cmd, "comment")))
        return cmd_usage(cmd, "--waive needs a reason: --comment TEXT");
    return decide(cmd, &o);
}

const CommandRow cmd_handoff_approve = {
    .name = "handoff approve", .args = "ID", .min_args = 1, .max_args = 1, .flags = approve_flags,
    .help = "Let the work pass on to the next agent.",
    .detail = "What is approved is one revision: when files moved since, nothing is decided and what moved\n"
              "is shown.  Only people decide, never the author and never from inside an agent client.",
    .needs = NEEDS, .run = run_approve,
};

static const FlagDef said_flags[] = { FLAG_JSON_ONE, FLAG_REVISION, FLAG_COMMENT, FLAG_LINE, FLAG_KEY, FLAGS_END };

static int run_reject(Cmd *cmd)
{
    return decide(cmd, &(DecideOrder){ .act = ACT_REJECT });
}

const CommandRow cmd_handoff_reject = {
    .name = "handoff reject", .args = "ID", .min_args = 1, .max_args = 1, .flags = said_flags,
    .help = "Send the work back, with comments on its lines.",
    .detail = "The comments reach the agent through 'baton handoff wait' and in the artifact.",
    .needs = NEEDS, .run = run_reject,
};

static int run_comment(Cmd *cmd)
{
    if (!cmd_has(cmd, "comment") && !cmd_has(cmd, "line"))
        return cmd_usage(cmd, "a comment needs --comment TEXT or --line FILE:LINE:TEXT");
    return decide(cmd, &(DecideOrder){ .act = ACT_COMMENT, .agent = task_edit_agent(cmd) });
}

static const FlagDef comment_flags[] = {
    FLAG_JSON_ONE, FLAG_AGENT, FLAG_REVISION, FLAG_COMMENT, FLAG_LINE, FLAGS_END,
};

const CommandRow cmd_handoff_comment = {
    .name = "handoff comment", .args = "ID", .min_args = 1, .max_args = 1, .flags = comment_flags,
    .help = "Say something about a handoff without deciding.", .needs = NEEDS, .run = run_comment,
};

static const FlagDef waive_flags[] = {
    FLAG_JSON_ONE, FLAG_REVISION, FLAG_CHECKS, FLAG_COMMENT, FLAG_KEY, FLAGS_END,
};

static int run_waive(Cmd *cmd)
{
    DecideOrder o = { .act = ACT_WAIVE };
    for (size_t i = 1; i < cmd->args.len; i++)
        strlist_add(&o.waives, cmd->arena, cmd->args.items[i]);
    if (!cmd_flag(cmd, "comment") || !*cmd_flag(cmd, "comment"))
        return cmd_usage(cmd, "to waive a check needs a reason: --comment TEXT");
    return decide(cmd, &o);
}

const CommandRow cmd_handoff_waive = {
    .name = "handoff waive", .args = "ID CHECK…", .min_args = 2, .max_args = -1, .flags = waive_flags,
    .help = "Let a required check off, with a reason.", .needs = NEEDS, .run = run_waive,
};

static const FlagDef withdraw_flags[] = { FLAG_JSON_ONE, FLAG_AGENT, FLAG_COMMENT, FLAGS_END };

static int run_withdraw(Cmd *cmd)
{
    return decide(cmd, &(DecideOrder){ .act = ACT_WITHDRAW, .agent = task_edit_agent(cmd) });
}

const CommandRow cmd_handoff_withdraw = {
    .name = "handoff withdraw", .args = "ID", .min_args = 1, .max_args = 1, .flags = withdraw_flags,
    .help = "Take a handoff back before anybody decided on it.", .needs = NEEDS, .run = run_withdraw,
};

static const FlagDef revoke_flags[] = { FLAG_JSON_ONE, FLAG_COMMENT, FLAG_KEY, FLAGS_END };

static int run_revoke(Cmd *cmd)
{
    if (!cmd_flag(cmd, "comment") || !*cmd_flag(cmd, "comment"))
        return cmd_usage(cmd, "to revoke an approval needs a reason: --comment TEXT");
    return decide(cmd, &(DecideOrder){ .act = ACT_REVOKE });
}

const CommandRow cmd_handoff_revoke = {
    .name = "handoff revoke", .args = "ID", .min_args = 1, .max_args = 1, .flags = revoke_flags,
    .help = "Take an approval back, with a reason: the gate shuts again.", .needs = NEEDS, .run = run_revoke,
};
