/*
 * check.c - `baton check [AGENT]`: what a handoff would be told, before anybody hands over.
 */
#include "baton/base/safe.h"
#include "commands.h"
#include "gate_words.h"
#include "output.h"
#include "task_edit.h"

static const FlagDef flags[] = {
    FLAG_JSON,
    { "quick", 'q', NULL, "leave out the checks that run programs", false },
    { "live", 0, NULL, "show what those programs say while they run", false },
    FLAGS_END,
};

static Json *result_json(const CheckResult *c)
{
    Json *j = json_object(), *findings = json_array();
    for (size_t i = 0; i < c->findings.len; i++) {
        Json *f = json_object();
        json_put_str(f, "file", c->findings.items[i].file);
        json_put_int(f, "line", c->findings.items[i].line);
        json_put_str(f, "text", c->findings.items[i].text);
        json_put(findings, NULL, f);
    }
    json_put_str(j, "name", c->name);
    json_put_str(j, "state", check_state_text(c->state));
    json_put_str(j, "why", c->why);
    json_put(j, "findings", findings);
    json_put_int(j, "findings_more", (int64_t)c->findings_more);
    json_put_str(j, "output", c->output);
    json_put_int(j, "status", c->status);
    json_put_int(j, "ms", c->ms);
    return j;
}

static int results_json(Cmd *cmd, const CheckResults *checks)
{
    Json *list = json_array();
    for (size_t i = 0; i < checks->len; i++)
        json_put(list, NULL, result_json(&checks->items[i]));
    return output_json_rows(cmd, list);
}

static const char *skipped_text(Cmd *cmd, const CheckResults *checks)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (size_t i = 0; i < checks->len; i++) {
        const CheckResult *c = &checks->items[i];
        if (c->state == CHECK_SKIPPED)
            buf_addf(&text, "%s%s (%s)", text.len ? ", " : "; skipped: ", c->name,
                     c->why ? c->why : "it could not run");
    }
    return arena_str(cmd->arena, buf_str(&text));
}

static void say_results(Cmd *cmd, const CheckResults *checks, const char *agent)
{
    size_t failed = checks_named(checks, CHECK_FAILED, cmd->arena, NULL);
    size_t passed = checks_named(checks, CHECK_PASSED, cmd->arena, NULL);
    const char *skipped = skipped_text(cmd, checks), *whose = agent ? agent : "nobody";
    say_findings(cmd, checks);
    if (failed)
        say_line(cmd, "%zu of %zu checks of %s failed%s.", failed, checks->len, whose, skipped);
    else if (checks->len)
        say_line(cmd, "Nothing to mend for %s: %zu check%s passed%s.", whose, passed, passed == 1 ? "" : "s",
                 skipped);
    else
        say_line(cmd, "There is nothing to check for %s.", whose);
}

static void live(void *ctx, const char *name, Str chunk)
{
    Cmd *cmd = ctx;
    (void)name;
    say_lines(cmd, chunk);
    cmd->flush(cmd);
}

static int run(Cmd *cmd)
{
    CheckResults checks = { 0 };
    const char *agent = NULL;
    CheckOrder o = { .agent = cmd->args.len ? cmd->args.items[0] : task_edit_agent(cmd),
                     .which = cmd_has(cmd, "quick") ? CHECKS_QUICK : CHECKS_ALL,
                     .live = cmd_has(cmd, "live") && !cmd_has(cmd, "json") && !cmd->face ? live : NULL, .ctx = cmd };
    if (checks_now(cmd->context, &o, cmd->arena, &checks, &agent, &cmd->error) < 0)
        return REFUSED;
    if (cmd_has(cmd, "json"))
        results_json(cmd, &checks);
    else
        say_results(cmd, &checks, agent);
    return checks_named(&checks, CHECK_FAILED, cmd->arena, NULL) ? REFUSED : DONE;
}

const CommandRow cmd_check = {
    .name = "check", .args = "[AGENT]", .max_args = 1, .flags = flags,
    .help = "Check the work of an agent as it is now; nothing is recorded.",
    .detail = "One line each: FILE:LINE: CHECK: what, and how to mend it; exit code 1 when there is one.\n"
              "Without AGENT it is the one of BATON_AGENT, or the one heard of last.  Programs run only when\n"
              "'baton trust' allows them.",
    .needs = NEED_LEDGER, .run = run,
};
