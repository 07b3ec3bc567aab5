/*
 * escalate.c - `baton escalate --reason TEXT`: an agent stops at its bounds.
 *
 * The event is what counts and is as safe as any that `baton event` records.  Whatever goes wrong behind it only
 * shortens the answer.
 */
#include "baton/base/clock.h"
#include "baton/core/rows_json.h"
#include "baton/model/escalation.h"
#include "commands.h"
#include "escalation_words.h"
#include "gate_words.h"
#include "lenient.h"
#include "output.h"

static const FlagDef flags[] = {
    FLAG_JSON_ONE,
    { "reason", 'r', "TEXT", "what it stopped at, in a sentence", false },
    { "to", 't', "AGENT", "who should take it; without it the definitions say who fits best", false },
    { "agent", 'a', "AGENT", "who stopped; also BATON_AGENT", false },
    { "task", 0, "TASK", "the task that it is about", false },
    { "run_id", 0, "ID", "the run; without it that of .agents/.current_run", false },
    { "id", 0, "ID", "makes a repeat of this call the same event", false },
    FLAGS_END,
};

static const char *flag_or_env(const Cmd *cmd, const char *flag, const char *env)
{
    const char *given = cmd_flag(cmd, flag);
    return given ? given : getenv(env);
}

static const char *body_of(Cmd *cmd)
{
    static const char *const names[] = { "to", "task" };
    CLEANUP(json_free_ptr) Json *body = json_object();
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (cmd_flag(cmd, names[i]) && *cmd_flag(cmd, names[i]))
            json_put_str(body, names[i], cmd_flag(cmd, names[i]));
    json_write(&text, body, false);
    return arena_str(cmd->arena, buf_str(&text));
}

static int event_of(Cmd *cmd, Event *e)
{
    *e = (Event){
        .id = cmd_flag(cmd, "id"), .at = clock_now(), .kind = EVENT_TELEMETRY,
        .source = cmd->face ? SOURCE_TUI : SOURCE_CLI, .action = "ESCALATE", .run = cmd_flag(cmd, "run_id"),
        .agent = flag_or_env(cmd, "agent", "BATON_AGENT"), .reason = cmd_flag(cmd, "reason"), .body = body_of(cmd),
    };
    if (!e->reason || !str_trim(str_from(e->reason)).len)
        return cmd_usage(cmd, "what did you stop at?  Say it with --reason, as in: baton escalate "
                              "--agent=qa-engineer --reason=\"the schema has to change\"");
    if (e->id && !*e->id)
        return cmd_usage(cmd, "--id is empty; leave it out to have one made");
    return DONE;
}

static bool is_same_cause(const EscalationRow *row, const Event *e, const char *key)
{
    CLEANUP(buf_done) Buf other = BUF_INIT;
    bool runs = !row->run || !e->run || !*e->run || strcmp(row->run, e->run) == 0;
    escalation_key(str_from(row->reason), &other);
    return runs && strcmp(other.data, key) == 0;
}

/* The newest of that cause: the one that this event opened, or counts for. */
static bool find_opened(Cmd *cmd, const Event *e, EscalationRow *ret)
{
    CLEANUP(buf_done) Buf key = BUF_INIT;
    EscalationRows rows = { 0 };
    bool found = false;
    if (!cmd->context->store || store_escalations(cmd->context->store, cmd->arena, &(EscalationQuery){ 0 }, &rows) < 0)
        return false;
    escalation_key(str_from(e->reason), &key);
    for (size_t i = rows.len; i-- > 0 && !found;) {
        const char *of = rows.items[i].agent ? agent_slug(cmd->arena, str_from(rows.items[i].agent)) : NULL;
        const char *by = e->agent ? agent_slug(cmd->arena, str_from(e->agent)) : NULL;
        found = (!of || !by || strcmp(of, by) == 0) && is_same_cause(&rows.items[i], e, key.data);
        if (found)
            *ret = rows.items[i];
    }
    return found;
}

static void say_opened(Cmd *cmd, const EscalationRow *e)
{
    Proposal p = { NULL, NULL };
    (void)escalation_proposal(cmd->context, e, cmd->arena, &p);
    const char *times = e->count == 1 ? "" : arena_printf(cmd->arena, ", said %d times", e->count);
    const char *state = escalation_state_text(e->state);
    if (p.agent)
        say_line(cmd, "Escalation %d is %s%s: %s should take it (%s).", e->number, state, times, p.agent, p.why);
    else
        say_line(cmd, "Escalation %d is %s%s: a human has to say who takes it%s%s.", e->number, state, times,
                 p.why ? "; " : "", p.why ? p.why : "");
}

static int answer(Cmd *cmd, const Event *e)
{
    EscalationRow row;
    bool found = find_opened(cmd, e, &row);
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, found ? escalation_full_json(cmd->context, &row, cmd->arena) : json_object());
    if (found)
        say_opened(cmd, &row);
    else
        buf_adds(cmd->out, "Recorded.\n");
    return DONE;
}

static int run(Cmd *cmd)
{
    Event e;
    bool spooled;
    int r = event_of(cmd, &e);
    if (r == DONE)
        r = lenient_record(cmd, &e, &spooled);
    return r == DONE && !spooled ? answer(cmd, &e) : r;
}

const CommandRow cmd_escalate = {
    .name = "escalate", .args = "", .flags = flags,
    .help = "Stop at one's bounds: tell a human, and who should take it.",
    .detail = "Safe on disk when it ends with 0.  The same reason again is the same escalation,\n"
              "said once more.",
    .run = run,
};
