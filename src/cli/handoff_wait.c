/*
 * handoff_wait.c - `baton handoff wait N`: an agent waits for people, and gets what they said as lines that it
 * can act on: FILE:LINE: TEXT.
 */
#include "baton/core/evidence.h"
#include "commands.h"
#include "filter.h"
#include "gate_words.h"
#include "output.h"

static const FlagDef flags[] = {
    FLAG_JSON_ONE,
    { "timeout", 't', "TIME", "how long to wait, as in 90s, 10m, 2h; otherwise for as long as it takes", false },
    FLAGS_END,
};

static const char *outcome_text(const WaitReport *w)
{
    return w->timed_out ? "timed_out" : handoff_state_text(w->handoff.state);
}

static int outcome_code(const WaitReport *w)
{
    if (w->timed_out)
        return TIMED_OUT;
    switch (w->handoff.state) {
    case HANDOFF_APPROVED: return DONE;
    case HANDOFF_REJECTED: return REJECTED;
    default: return REFUSED;
    }
}

/* What was said of the revision that was decided on, without deciding. */
static bool is_remark(const WaitReport *w, const DecisionRow *d)
{
    const char *revision = w->decision.revision;
    return d->verdict == VERDICT_COMMENTED && revision && d->revision && strcmp(d->revision, revision) == 0;
}

static int wait_json(Cmd *cmd, const WaitReport *w)
{
    DecisionRows rows = { 0 };
    if (store_decisions(cmd->context->store, cmd->arena, w->handoff.id, &rows) < 0)
        return list_failed(cmd, "comments");
    Json *j = gate_json(cmd, &w->handoff), *comments = json_array();
    for (size_t i = 0; i < rows.len; i++)
        if (is_remark(w, &rows.items[i]))
            json_put(comments, NULL, decision_json(&rows.items[i], PROOF_UNSIGNED, false));
    json_put(j, "comments", comments);
    json_put_str(j, "outcome", outcome_text(w));
    return output_json_one(cmd, j);
}

/* Failed checks of what was decided on: an agent mends these as well. */
static int say_failed(Cmd *cmd, const WaitReport *w)
{
    CheckRowsKept rows = { 0 };
    CheckResults checks = { 0 };
    const char *revision = w->decision.revision ? w->decision.revision : w->handoff.digest;
    if (!revision)
        return DONE;
    if (store_checks(cmd->context->store, cmd->arena, w->handoff.id, revision, &rows) < 0)
        return list_failed(cmd, "checks");
    checks_of_rows(&rows, cmd->arena, &checks);
    say_findings(cmd, &checks);
    return DONE;
}

static const char *who_of(const DecisionRow *d)
{
    return d->person && *d->person ? d->person : d->actor;
}

static int say_comments(Cmd *cmd, const WaitReport *w)
{
    DecisionRows rows = { 0 };
    if (store_decisions(cmd->context->store, cmd->arena, w->handoff.id, &rows) < 0)
        return list_failed(cmd, "comments");
    for (size_t i = 0; i < rows.len; i++) {
        const DecisionRow *d = &rows.items[i];
        if (!is_remark(w, d))
            continue;
        say_line(cmd, "%s commented before:", who_of(d));
        if (d->comment && *d->comment)
            say_lines(cmd, str_from(d->comment));
        say_remarks(cmd, d->remarks);
    }
    return DONE;
}

static void say_verdict(Cmd *cmd, const WaitReport *w)
{
    const DecisionRow *d = &w->decision;
    const char *who = who_of(d);
    const char *comment = d->comment && *d->comment ? d->comment : NULL;
    const char *waived = names_text(cmd->arena, &d->waived);
    say_line(cmd, "Handoff %d is %s at %s%s%s%s%s", w->handoff.number, handoff_state_text(w->handoff.state),
             short_digest(cmd->arena, d->revision ? d->revision : w->handoff.digest), who ? " by " : "", who ? who : "",
             *waived ? "; waived: " : "", waived);
    if (comment)
        say_lines(cmd, str_from(comment));
    say_remarks(cmd, d->remarks);
}

static int say_outcome(Cmd *cmd, const WaitReport *w)
{
    int r;
    if (w->timed_out) {
        say_line(cmd, "Handoff %d is still %s: nobody has decided yet.", w->handoff.number,
                 handoff_state_text(w->handoff.state));
        return DONE;
    }
    say_verdict(cmd, w);
    r = say_comments(cmd, w);
    if (r != DONE || w->handoff.state != HANDOFF_REJECTED)
        return r;
    r = say_failed(cmd, w);
    say_line(cmd, "Mend this, then run 'baton handoff submit'.");
    return r;
}

static int run(Cmd *cmd)
{
    int64_t timeout = 0;
    WaitReport w = { 0 };
    int r = filter_span(cmd, "timeout", &timeout);
    if (r)
        return r;
    if (handoff_wait(cmd->context, cmd->args.items[0], timeout, cmd->arena, &w, &cmd->error) < 0)
        return REFUSED;
    r = cmd_has(cmd, "json") ? wait_json(cmd, &w) : say_outcome(cmd, &w);
    return r ? r : outcome_code(&w);
}

const CommandRow cmd_handoff_wait = {
    .name = "handoff wait", .args = "ID", .min_args = 1, .max_args = 1, .flags = flags,
    .help = "Wait until people have decided, over all revisions to come.",
    .detail = "Ends with 0 approved, 3 rejected, 4 timed out, 1 withdrawn or superseded.  What people said is\n"
              "printed as FILE:LINE: TEXT, and so is what failed checks found.",
    .needs = NEED_LEDGER | NEED_SHELL, .run = run,
};
