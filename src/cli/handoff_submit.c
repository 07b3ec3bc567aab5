/*
 * handoff_submit.c - `baton handoff submit`: an agent says that its work may be looked at, and learns at once
 * what the checks found; `baton handoff refresh`: a human looks anew.
 */
#include "commands.h"
#include "gate_words.h"
#include "output.h"
#include "task_edit.h"

enum { NEEDS = NEED_PROJECT | NEED_WRITABLE };

static const FlagDef flags[] = {
    FLAG_JSON_ONE, FLAG_AGENT,
    { "from", 0, "AGENT", "who hands over; otherwise as the artifact says", false },
    { "to", 0, "AGENT", "who is next; otherwise as the artifact says", false },
    { "file", 'f', "FILE", "the artifact; otherwise the newest one", false },
    { "wait", 'w', NULL, "also run the slow checks before returning", false },
    FLAGS_END,
};

static int checks_of(Cmd *cmd, const SubmitReport *r, CheckResults *ret)
{
    CheckRowsKept rows = { 0 };
    if (store_checks(cmd->context->store, cmd->arena, r->handoff.id, r->revision.digest, &rows) < 0)
        return list_failed(cmd, "checks");
    checks_of_rows(&rows, cmd->arena, ret);
    return DONE;
}

static const char *checks_text(Cmd *cmd, const CheckResults *checks)
{
    StrList failed = { 0 };
    size_t running = checks_named(checks, CHECK_RUNNING, cmd->arena, NULL);
    size_t bad = checks_named(checks, CHECK_FAILED, cmd->arena, &failed);
    const char *more = running ? arena_printf(cmd->arena, "; %zu still run", running) : "";
    if (bad)
        return arena_printf(cmd->arena, "%zu of %zu checks failed (%s)%s", bad, checks->len,
                            names_text(cmd->arena, &failed), more);
    return checks->len ? arena_printf(cmd->arena, "no check failed%s", more) : "there was nothing to check";
}

/* Whoever looked at the files first may have recorded it a moment ago: that it is not new says little. */
static void say_submitted(Cmd *cmd, const SubmitReport *r, const CheckResults *checks)
{
    const HandoffRow *h = &r->handoff;
    const char *digest = short_digest(cmd->arena, r->revision.digest), *found = checks_text(cmd, checks);
    bool both = r->missing && strstr(r->missing, " and ");
    if (h->state == HANDOFF_DRAFT)
        say_line(cmd, "Handoff %d is a draft at %s: %s %s not known.  Name %s in %s, or with --%s.", h->number, digest,
                 r->missing ? r->missing : "its author or receiver", both ? "are" : "is", both ? "them" : "it", h->file,
                 both ? "from and --to" : r->missing && strstr(r->missing, "author") ? "from" : "to");
    else if (h->state == HANDOFF_SUBMITTED)
        say_line(cmd, "Handoff %d is submitted at %s, from %s (%s) to %s; %s.  'baton handoff wait %d' waits for the "
                      "decision.", h->number, digest, h->from ? h->from : "?", h->from_why ? h->from_why : "given",
                 h->to ? h->to : "?", found, h->number);
    else
        say_line(cmd, "Handoff %d is %s at %s, and nothing changed since: there is nothing new to hand over.",
                 h->number, handoff_state_text(h->state), digest);
}

static int report(Cmd *cmd, const SubmitReport *r)
{
    CheckResults checks = { 0 };
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, gate_json(cmd, &r->handoff));
    int code = checks_of(cmd, r, &checks);
    if (code)
        return code;
    say_findings(cmd, &checks);
    say_submitted(cmd, r, &checks);
    return DONE;
}

static int run_submit(Cmd *cmd)
{
    SubmitOrder o = { .from = cmd_flag(cmd, "from"), .to = cmd_flag(cmd, "to"), .file = cmd_flag(cmd, "file"),
                      .agent = task_edit_agent(cmd), .source = cmd->face ? SOURCE_TUI : SOURCE_CLI };
    SubmitReport r = { 0 };
    if (handoff_submit(cmd->context, &o, cmd_has(cmd, "wait"), cmd->arena, &r, &cmd->error) < 0)
        return REFUSED;
    return report(cmd, &r);
}

const CommandRow cmd_handoff_submit = {
    .name = "handoff submit", .args = "", .flags = flags,
    .help = "Hand over: record this revision of the artifact and the work, and check it.",
    .detail = "The artifact names author and receiver; what it does not name is a flag.  What the quick\n"
              "checks find is printed, one line each; slow ones go on in the background.",
    .needs = NEEDS, .run = run_submit,
};

static const FlagDef refresh_flags[] = { FLAG_JSON_ONE, FLAGS_END };

static int run_refresh(Cmd *cmd)
{
    SubmitReport r = { 0 };
    Source source = cmd->face ? SOURCE_TUI : SOURCE_CLI;
    if (handoff_refresh(cmd->context, cmd->args.items[0], source, cmd->arena, &r, &cmd->error) < 0)
        return REFUSED;
    return report(cmd, &r);
}

const CommandRow cmd_handoff_refresh = {
    .name = "handoff refresh", .args = "ID", .min_args = 1, .max_args = 1, .flags = refresh_flags,
    .help = "Look at the work again: its next revision, when files moved since.",
    .needs = NEEDS, .run = run_refresh,
};
