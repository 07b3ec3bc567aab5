/*
 * events.c - `baton events`: the ledger, newest last.
 */
#include "baton/core/rows_json.h"
#include "commands.h"
#include "event_line.h"
#include "filter.h"
#include "lists.h"
#include "output.h"

enum { LIMIT = 50 };

static const FlagDef flags[] = {
    FLAG_JSON,
    { "run", 'r', "ID", "only of this run", false },
    { "agent", 'a', "AGENT", "only of this agent", false },
    { "action", 0, "ACTION", "only this action of telemetry", false },
    { "kind", 'k', "KIND", "only this kind, as in task.state", false },
    { "text", 't', "TEXT", "only with this in reason or subject", false },
    { "since", 0, "TIME", "only later ones: 90s, 15m, 2h, 3d or a time", false },
    { "until", 0, "TIME", "only earlier ones", false },
    { "limit", 'n', "N", "the newest N; 50 when it is not given", false },
    FLAGS_END,
};

static int check_kind(Cmd *cmd, const char *kind)
{
    EventKind parsed;
    Nearest near = { .word = kind ? kind : "" };
    if (!kind || event_kind_parse(kind, &parsed) == 0)
        return DONE;
    for (EventKind k = 0; k < EVENT_KIND_COUNT; k++)
        nearest_offer(&near, event_kind_text(k));
    if (near.best)
        return cmd_usage(cmd, "'%s' is no kind of event; did you mean '%s'?", kind, near.best);
    return cmd_usage(cmd,
                     "'%s' is no kind of event; kinds are telemetry, task.state and others that "
                     "'baton events --json' shows",
                     kind);
}

static int read_query(Cmd *cmd, EventQuery *q)
{
    *q = (EventQuery){
        .run = cmd_flag(cmd, "run"), .agent = filter_agent(cmd), .kind = cmd_flag(cmd, "kind"),
        .action = cmd_flag(cmd, "action"), .text = cmd_flag(cmd, "text"), .newest_first = true,
    };
    int r = check_kind(cmd, q->kind);
    if (!r)
        r = filter_time(cmd, "since", &q->since);
    if (!r)
        r = filter_time(cmd, "until", &q->until);
    return r ? r : filter_limit(cmd, LIMIT, &q->limit);
}

static int events_json(Cmd *cmd, const EventRows *rows)
{
    Json *array = json_array();
    for (size_t i = rows->len; i-- > 0;)
        json_put(array, NULL, event_json(&rows->items[i]));
    return output_json_rows(cmd, array);
}

static int print_events(Cmd *cmd, const EventRows *rows)
{
    if (rows->len) {
        event_lines(cmd, rows, true, "");
        return DONE;
    }
    return list_finish(cmd, table_new(cmd->arena, NULL, 0), "events",
                       "'baton event --action=START …' and changes of watched files are recorded "
                       "here");
}

static int run(Cmd *cmd)
{
    EventQuery q;
    EventRows rows = { 0 };
    int r = read_query(cmd, &q);
    if (r)
        return r;
    if (store_events(cmd->context->store, cmd->arena, &q, &rows) < 0)
        return list_failed(cmd, "events");
    return cmd_has(cmd, "json") ? events_json(cmd, &rows) : print_events(cmd, &rows);
}

const CommandRow cmd_events = {
    .name = "events", .args = "", .help = "List what happened, newest last.", .flags = flags,
    .needs = NEED_LEDGER, .run = run,
};
