/*
 * agent_explain.c - `baton agent explain NAME`: why it is said to be in its state.
 */
#include "baton/core/explain.h"
#include "commands.h"
#include "lists.h"
#include "output.h"

static const FlagDef flags[] = { FLAG_JSON_ONE, FLAGS_END };

static int run(Cmd *cmd)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Explanation x;
    if (agent_explain(cmd->context, cmd->args.items[0], cmd->arena, &x, &cmd->error) < 0)
        return REFUSED;
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, explanation_json(&x));
    explanation_text(&x, cmd_ascii(cmd), &text);
    say_lines(cmd, buf_str(&text));
    return DONE;
}

const CommandRow cmd_agent_explain = {
    .name = "agent explain",
    .args = "NAME",
    .min_args = 1,
    .max_args = 1,
    .flags = flags,
    .help = "Say why an agent is said to be in its state.",
    .detail = "Each fact that speaks for a state has its source and its age.  The first is believed until what it\n"
              "names happens; the others are outvoted, and it is said by what.",
    .needs = NEED_LEDGER,
    .run = run,
};
