/*
 * event.c - `baton event`: an agent reports.
 *
 * Takes the place of the script that agent prompts call, with the same flags, so it is forgiving:
 * what it does not know is kept, and neither broken settings nor a ledger that cannot be written
 * lose an event.
 */
#include <stdio.h>

#include "baton/base/clock.h"
#include "baton/format/json.h"
#include "commands.h"
#include "lenient.h"
#include "lists.h"

static const FlagDef flags[] = {
    { "run_id", 0, "ID", "the run; without it that of .agents/.current_run", false },
    { "agent", 0, "AGENT", "who reports", false },
    { "action", 0, "ACTION", "START, COMPLETED, TEST, BLOCKED, ESCALATE or any other word", false },
    { "reason", 0, "TEXT", "why, in a sentence", false },
    { "id", 0, "ID", "makes a repeat of this call the same event", false },
    { "timestamp", 0, "TIME", "when it happened; without it now", false },
    FLAGS_END,
};

/* Numbers are kept as numbers, as the logs of agents have them; everything else as text. */
static Json *field_value(const char *text)
{
    int64_t n;
    char again[24];
    if (!text)
        return json_bool(true);
    if (str_to_i64(str_from(text), &n) < 0 || n > (INT64_C(1) << 53) || n < -(INT64_C(1) << 53))
        return json_string(text);
    snprintf(again, sizeof again, "%lld", (long long)n);
    return strcmp(again, text) == 0 ? json_int(n) : json_string(text);
}

/* Flags we do not know, and words that a shell left over from an unquoted reason. */
static const char *body_of(Cmd *cmd)
{
    CLEANUP(json_free_ptr) Json *body = json_object();
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (size_t i = 0; i < cmd->flag_count; i++) {
        const GivenFlag *f = &cmd->flags[i];
        if (f->known)
            continue;
        json_remove(body, f->name);
        json_put(body, f->name, field_value(f->value));
    }
    if (cmd->args.len)
        json_put_list(body, "words", &cmd->args);
    json_write(&text, body, false);
    return arena_str(cmd->arena, buf_str(&text));
}

static int event_of(Cmd *cmd, Event *e)
{
    const char *at = cmd_flag(cmd, "timestamp");
    *e = (Event){
        .id = cmd_flag(cmd, "id"),
        .at = clock_now(),
        .kind = EVENT_TELEMETRY,
        .source = SOURCE_CLI,
        .run = cmd_flag(cmd, "run_id"),
        .agent = cmd_flag(cmd, "agent"),
        .action = cmd_flag(cmd, "action"),
        .reason = cmd_flag(cmd, "reason"),
        .body = body_of(cmd),
    };
    if (!e->action || !*e->action)
        return cmd_usage(cmd, "an event needs --action, as in: baton event --agent=qa-engineer "
                              "--action=START");
    if (e->id && !*e->id)
        return cmd_usage(cmd, "--id is empty; leave it out to have one made");
    if (at && time_parse(str_from(at), &e->at) < 0)
        return cmd_usage(
            cmd, "--timestamp does not understand '%s': say a time as in 2026-01-02T03:04:05Z", at);
    return DONE;
}

static int run(Cmd *cmd)
{
    Event e;
    bool spooled;
    int r = event_of(cmd, &e);
    return r == DONE ? lenient_record(cmd, &e, &spooled) : r;
}

const CommandRow cmd_event = {
    .name = "event",
    .args = "",
    .max_args = -1,
    .flags = flags,
    .unknown_flags = true,
    .help = "Record what an agent did.",
    .detail = "Prints nothing and ends with 0 when the event is safe on disk.  Flags that\n"
              "are not listed are kept as fields.  The action ESCALATE opens an escalation;\n"
              "--to=AGENT says who should take it.",
    .run = run,
};
