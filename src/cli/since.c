/*
 * since.c - `baton since [TIME]`: what changed since I looked last.
 */
#include <errno.h>

#include "baton/base/clock.h"
#include "baton/core/figures.h"
#include "baton/model/remind.h"
#include "commands.h"
#include "lists.h"
#include "output.h"

static const FlagDef flags[] = { FLAG_JSON_ONE, FLAGS_END };

static int time_given(Cmd *cmd, const char *text, int64_t *ret_at)
{
    int64_t span;
    if (span_parse(str_from(text), &span) == 0 && span)
        *ret_at = MAX(clock_now() - span, (int64_t)1);
    else if (time_parse(str_from(text), ret_at) < 0)
        return cmd_usage(cmd, "'%s' is no time: say 15m, 2h, 3d or a time as in 2026-01-02T03:04:05Z", text);
    return DONE;
}

static int run(Cmd *cmd)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Since s;
    int64_t from = 0;
    int r = cmd->args.len ? time_given(cmd, cmd->args.items[0], &from) : DONE;

    if (r != DONE)
        return r;
    r = since_read(cmd->context, from, cmd->arena, &s);
    if (r == -ENOENT)
        return cmd_refuse(cmd, "you have not looked at this project yet: open the dashboard, or say since when, "
                               "as in: baton since 2h");
    if (r < 0)
        return list_failed(cmd, "events");
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, since_json(&s));
    since_text(&s, cmd_ascii(cmd), cmd->arena, &text);
    say_lines(cmd, buf_str(&text));
    return DONE;
}

const CommandRow cmd_since = {
    .name = "since",
    .args = "[TIME]",
    .max_args = 1,
    .flags = flags,
    .help = "Say what changed since you looked last, or since a time.",
    .detail = "Without TIME it goes by when you last looked in the dashboard.  TIME is 2h, 3d, or a time such as\n"
              "2026-01-02T15:00:00Z.",
    .needs = NEED_LEDGER,
    .run = run,
};
