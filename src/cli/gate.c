/*
 * gate.c - `baton gate AGENT`: may it start?
 */
#include "baton/base/safe.h"
#include "commands.h"
#include "gate_words.h"
#include "output.h"

static const FlagDef flags[] = { FLAG_JSON_ONE, FLAGS_END };

static Json *answer_json(const char *agent, const GateAnswer *g)
{
    Json *j = json_object();
    json_put_str(j, "agent", agent);
    json_put_bool(j, "open", g->open);
    json_put_str(j, "why", g->why);
    json_put_str(j, "handoff", g->handoff);
    json_put_list(j, "missing", &g->missing);
    return j;
}

static void say_answer(Cmd *cmd, const char *agent, const GateAnswer *g)
{
    say_line(cmd, "The gate of %s is %s: %s.", agent, g->open ? "open" : "shut", lower_first(cmd->arena, g->why));
    for (size_t i = 0; i < g->missing.len; i++)
        say_line(cmd, "  missing: %s", g->missing.items[i]);
}

static int run(Cmd *cmd)
{
    GateAnswer g = { 0 };
    const char *agent = agent_slug(cmd->arena, str_from(cmd->args.items[0]));
    if (!agent)
        return cmd_usage(cmd, "'%s' is no name of an agent", cmd->args.items[0]);
    if (gate_ask(cmd->context, agent, cmd->arena, &g, &cmd->error) < 0)
        return REFUSED;
    if (cmd_has(cmd, "json"))
        output_json_one(cmd, answer_json(agent, &g));
    else
        say_answer(cmd, agent, &g);
    return g.open ? DONE : REFUSED;
}

const CommandRow cmd_gate = {
    .name = "gate", .args = "AGENT", .min_args = 1, .max_args = 1, .flags = flags,
    .help = "Say whether an agent may start: 0 open, 1 shut, with the reason.",
    .detail = "An agent that receives no handoff in this run is open.  Decisions count only when the ledger\n"
              "proves them and, where the settings ask for signatures, theirs verifies.",
    .needs = NEED_LEDGER, .run = run,
};
