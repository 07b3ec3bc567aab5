/*
 * needs_snooze.c - `baton needs snooze KIND ID --for 2h`: what waits for a human is put off until a time.
 */
#include <errno.h>

#include "baton/base/clock.h"
#include "baton/core/needs.h"
#include "baton/format/json.h"
#include "commands.h"
#include "filter.h"
#include "gate_words.h"
#include "needs.h"

enum { NEEDS = NEED_LEDGER | NEED_WRITABLE };

static const FlagDef flags[] = { FLAG_FOR, FLAGS_END };

static bool has_need(const NeedRows *rows, const char *kind, const char *subject)
{
    for (size_t i = 0; i < rows->len; i++)
        if (strcmp(rows->items[i].kind, kind) == 0 && strcmp(rows->items[i].subject, subject) == 0)
            return true;
    return false;
}

static int append(Cmd *cmd, const char *need, int64_t until)
{
    CLEANUP(json_free_ptr) Json *body = json_object();
    CLEANUP(buf_done) Buf text = BUF_INIT;
    json_put_int(body, "until", until);
    json_write(&text, body, false);
    Event e = { .kind = EVENT_NEED_SNOOZED, .subject = need, .actor = context_user(), .host = context_host(),
                .source = cmd->face ? SOURCE_TUI : SOURCE_CLI, .body = text.data };
    int r = store_append(cmd->context->store, &e, NULL);
    return r < 0 ? cmd_refuse(cmd, "cannot write the ledger '%s': %s", cmd->context->project->db_path, strerror(-r))
                 : DONE;
}

int needs_put_off(Cmd *cmd, const char *kind, const char *subject)
{
    char time[TIME_TEXT_SIZE];
    NeedRows rows = { 0 };
    int64_t span = 0;
    int r = filter_span(cmd, "for", &span);
    if (r)
        return r;
    if (!span)
        return cmd_usage(cmd, "for how long? --for 30m, 2h or 1d");
    if (needs_read(cmd->context, cmd->arena, &rows) < 0)
        return list_failed(cmd, "needs");
    if (!has_need(&rows, kind, subject))
        return cmd_refuse(cmd, "no %s '%s' waits for you; 'baton needs' lists what does", kind, subject);
    int64_t until = clock_now() + span;
    r = append(cmd, arena_printf(cmd->arena, "%s:%s", kind, subject), until);
    if (r == DONE)
        say_line(cmd, "Put off until %.16sZ: %s %s.  'baton needs unsnooze %s %s' brings it back.",
                 time_format(until, time), kind, subject, kind, subject);
    return r;
}

static int run_snooze(Cmd *cmd)
{
    return needs_put_off(cmd, cmd->args.items[0], cmd->args.items[1]);
}

const CommandRow cmd_needs_snooze = {
    .name = "needs snooze", .args = "KIND ID", .min_args = 2, .max_args = 2, .flags = flags,
    .help = "Put off what waits for you.",
    .detail = "KIND and ID are as in 'baton needs': handoff 12, escalation 3.",
    .needs = NEEDS, .run = run_snooze,
};

static int run_unsnooze(Cmd *cmd)
{
    const char *kind = cmd->args.items[0], *subject = cmd->args.items[1];
    NeedRows rows = { 0 };
    if (needs_snoozed(cmd->context, cmd->arena, &rows) < 0)
        return list_failed(cmd, "needs");
    if (!has_need(&rows, kind, subject))
        return cmd_refuse(cmd, "no %s '%s' is put off", kind, subject);
    int r = append(cmd, arena_printf(cmd->arena, "%s:%s", kind, subject), 0);
    if (r == DONE)
        say_line(cmd, "Back again: %s %s.", kind, subject);
    return r;
}

const CommandRow cmd_needs_unsnooze = {
    .name = "needs unsnooze", .args = "KIND ID", .min_args = 2, .max_args = 2,
    .help = "Bring back what was put off.", .needs = NEEDS, .run = run_unsnooze,
};
