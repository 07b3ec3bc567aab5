/*
 * events.c - `baton events`: the ledger, newest last; page by page, or as it grows.
 */
#include <errno.h>

#include "baton/core/follow.h"
#include "baton/core/index.h"
#include "baton/core/rows_json.h"
#include "baton/model/agent.h"
#include "commands.h"
#include "event_line.h"
#include "filter.h"
#include "lists.h"
#include "output.h"

enum { LIMIT = 50, FOLLOW_PAGE = 500, REFRESH_MS = 500 };

static const FlagDef flags[] = {
    FLAG_JSON,
    { "run", 'r', "ID", "only of this run", false },
    { "agent", 'a', "AGENT", "only of this agent; several: of any of them", true },
    { "action", 0, "ACTION", "only this action of telemetry; several: any of them", true },
    { "kind", 'k', "KIND", "only this kind, as in task.state; several: any of them", true },
    { "text", 't', "TEXT", "only with these words, as `baton search` finds them", false },
    { "since", 0, "TIME", "only later ones: 90s, 15m, 2h, 3d or a time", false },
    { "until", 0, "TIME", "only earlier ones", false },
    { "between", 0, "TIME", "only from this time to another one: --between A B, or --between A..B", false },
    { "before", 0, "SEQ", "the newest before this number: the page before", false },
    { "after", 0, "SEQ", "the oldest after this number: the page after", false },
    { "limit", 'n', "N", "the newest N; 50 when it is not given", false },
    { "follow", 'f', NULL, "go on with new ones as they come", false },
    FLAGS_END,
};

typedef struct {
    EventQuery q;
    StrList kinds, agents, actions;
    Index *index;               /* where words or times are asked for */
    bool more;                  /* than the page shows */
} Query;

/* ---- what is asked for ---- */

static int check_kind(Cmd *cmd, const char *kind)
{
    EventKind parsed;
    Nearest near = { .word = kind };
    if (event_kind_parse(kind, &parsed) == 0)
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

static int read_many(Cmd *cmd, const char *flag, StrList *ret)
{
    for (size_t i = 0; i < cmd->flag_count; i++)
        if (strcmp(cmd->flags[i].name, flag) == 0)
            strlist_add(ret, cmd->arena, cmd->flags[i].value);
    if (ret->len > EVENT_ANY_MAX)
        return cmd_usage(cmd, "--%s can be given %d times", flag, EVENT_ANY_MAX);
    return DONE;
}

/* One of them is the quick way of before, several are a list. */
static void settle(const StrList *many, const char **one, const StrList **list)
{
    *one = many->len == 1 ? many->items[0] : NULL;
    *list = many->len > 1 ? many : NULL;
}

static const char *slug_text(Cmd *cmd, const char *text)
{
    const char *slug = *text && strcmp(text, "-") != 0 ? agent_slug(cmd->arena, str_from(text)) : "";
    return slug ? slug : text;
}

static int read_lists(Cmd *cmd, Query *query)
{
    int r = read_many(cmd, "kind", &query->kinds);
    for (size_t i = 0; !r && i < query->kinds.len; i++)
        r = check_kind(cmd, query->kinds.items[i]);
    if (!r)
        r = read_many(cmd, "agent", &query->agents);
    if (!r)
        r = read_many(cmd, "action", &query->actions);
    for (size_t i = 0; !r && i < query->agents.len; i++)
        query->agents.items[i] = slug_text(cmd, query->agents.items[i]);
    settle(&query->kinds, &query->q.kind, &query->q.kinds);
    settle(&query->agents, &query->q.agent, &query->q.agents);
    settle(&query->actions, &query->q.action, &query->q.actions);
    return r;
}

static int read_seq(Cmd *cmd, const char *flag, int64_t *ret)
{
    const char *text = cmd_flag(cmd, flag);
    if (text && (str_to_i64(str_from(text), ret) < 0 || *ret < 0))
        return cmd_usage(cmd, "--%s needs the number of an event, not '%s'", flag, text);
    return DONE;
}

/* "A..B", or A and the word behind it. */
static int read_between(Cmd *cmd, EventQuery *q)
{
    const char *given = cmd_flag(cmd, "between");
    if (!given)
        return cmd->args.len ? cmd_usage(cmd, "'events' takes no '%s'", cmd->args.items[0]) : DONE;
    if (cmd_has(cmd, "since") || cmd_has(cmd, "until"))
        return cmd_usage(cmd, "--between says it all; leave out --since and --until");
    ptrdiff_t dots = str_find(str_from(given), STR(".."));
    if ((dots < 0) != (cmd->args.len == 1))
        return cmd_usage(cmd, "--between needs two times, as in --between 2026-01-02 2026-01-03 or --between 3h..1h");
    const char *from = dots < 0 ? given : arena_str(cmd->arena, (Str){ given, (size_t)dots });
    const char *to = dots < 0 ? cmd->args.items[0] : given + dots + 2;
    int r = filter_time_text(cmd, "between", from, &q->since);
    if (!r)
        r = filter_time_text(cmd, "between", to, &q->until);
    return r || q->since <= q->until ? r : cmd_usage(cmd, "--between needs the earlier time first");
}

static int read_query(Cmd *cmd, Query *query)
{
    EventQuery *q = &query->q;
    *query = (Query){ .q = { .run = cmd_flag(cmd, "run"), .text = cmd_flag(cmd, "text") } };
    int r = read_lists(cmd, query);
    if (!r)
        r = filter_time(cmd, "since", &q->since);
    if (!r)
        r = filter_time(cmd, "until", &q->until);
    if (!r)
        r = read_between(cmd, q);
    if (!r)
        r = read_seq(cmd, "before", &q->before);
    if (!r)
        r = read_seq(cmd, "after", &q->after);
    q->newest_first = !cmd_has(cmd, "after");
    return r ? r : filter_limit(cmd, LIMIT, &q->limit);
}

/* ---- a page ---- */

static int events_json(Cmd *cmd, const EventRows *rows, bool newest_first)
{
    Json *array = json_array();
    for (size_t i = 0; i < rows->len; i++)
        json_put(array, NULL, event_json(&rows->items[newest_first ? rows->len - 1 - i : i]));
    return output_json_rows(cmd, array);
}

/* How to see what comes next, or came before. */
static void say_next(Cmd *cmd, const Query *query, const EventRows *rows)
{
    if (!query->more)
        return;
    buf_addf(cmd->out, query->q.newest_first ? "There are older ones: add --before=%lld.\n"
                                             : "There are newer ones: add --after=%lld.\n",
             (long long)rows->items[rows->len - 1].seq);
}

static int print_events(Cmd *cmd, const Query *query, const EventRows *rows)
{
    if (rows->len) {
        event_lines(cmd, rows, query->q.newest_first, "");
        say_next(cmd, query, rows);
        return DONE;
    }
    return list_finish(cmd, table_new(cmd->arena, NULL, 0), "events",
                       "'baton event --action=START …' and changes of watched files are recorded "
                       "here");
}

static void open_index(Cmd *cmd, Query *query)
{
    if (!query->q.text && !query->q.since && !query->q.until)
        return;
    (void)index_for(cmd->context, query->q.text != NULL, &query->index, &cmd->error);
    cmd->error = (Message){ 0 };
    if (query->index && query->q.text)
        (void)index_catch_up(query->index, cmd->context->store, REFRESH_MS);
}

/* An empty --text asks for nothing. */
static int read_events(Context *c, Index *x, Arena *a, EventQuery q, EventRows *rows)
{
    if (q.text && *q.text)
        return index_events(c, x, a, &q, rows);
    index_narrow(c, x, &q);
    return store_events(c->store, a, &q, rows);
}

/* One more than the page is asked for, to know whether there is another one. */
static int read_page(Cmd *cmd, Query *query, EventRows *rows)
{
    EventQuery q = query->q;
    q.limit++;
    int r = read_events(cmd->context, query->index, cmd->arena, q, rows);
    if (r == -EINVAL)
        return cmd_usage(cmd, "There is no word in '%s': say a word, the beginning of one, or several", q.text);
    if (r < 0)
        return list_failed(cmd, "events");
    query->more = rows->len > (size_t)query->q.limit;
    rows->len = MIN(rows->len, (size_t)query->q.limit);
    return DONE;
}

/* ---- as they come ---- */

typedef struct {
    Cmd *cmd;
    Index *index;
    EventQuery q;
} Following;

static void say_event(Cmd *cmd, const Event *e)
{
    if (cmd_has(cmd, "json"))
        output_json_line(cmd, event_json(e));
    else
        event_line_follow(cmd, e, false);
}

/* What is told is forgotten at once, so that following for weeks takes no memory. */
static int look(void *ctx, int64_t *ret_next)
{
    Following *f = ctx;
    size_t n = FOLLOW_PAGE;
    int r = 0;
    *ret_next = 0;
    while (r == 0 && n == FOLLOW_PAGE) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        EventRows rows = { 0 };
        Arena *kept = f->cmd->arena;
        int64_t last = store_last_seq(f->cmd->context->store);
        r = read_events(f->cmd->context, f->index, a, f->q, &rows);
        n = rows.len;
        f->cmd->arena = a;
        for (size_t i = 0; r == 0 && i < n; i++)
            say_event(f->cmd, &rows.items[i]);
        f->cmd->arena = kept;
        if (r == 0 && n)
            f->q.after = rows.items[n - 1].seq;
        if (r == 0 && n < FOLLOW_PAGE)
            f->q.after = MAX(f->q.after, last);
        if (r == 0)
            r = output_send(f->cmd);
    }
    return r;
}

static bool unread(void *ctx)
{
    (void)ctx;
    return output_unread();
}

static int follow_events(Cmd *cmd, Query *query, const EventRows *rows)
{
    Following f = { .cmd = cmd, .index = query->index, .q = query->q };
    if (cmd->face)
        return cmd_refuse(cmd, "the dashboard shows new events by itself; --follow is for the command line");
    int64_t newest = 0;
    for (size_t i = 0; i < rows->len; i++) {
        const Event *e = &rows->items[query->q.newest_first ? rows->len - 1 - i : i];
        newest = MAX(newest, e->seq);
        say_event(cmd, e);
    }
    f.q.newest_first = false;
    f.q.after = MAX(newest, query->q.after);
    f.q.limit = FOLLOW_PAGE;
    Follow how = { .ctx = &f, .look = look, .unread = unread };
    return follow(cmd->context, &how, &cmd->error) < 0 ? REFUSED : DONE;
}

static int show(Cmd *cmd, Query *query)
{
    EventRows rows = { 0 };
    open_index(cmd, query);
    int r = read_page(cmd, query, &rows);
    if (r)
        return r;
    if (cmd_has(cmd, "follow"))
        return follow_events(cmd, query, &rows);
    return cmd_has(cmd, "json") ? events_json(cmd, &rows, query->q.newest_first) : print_events(cmd, query, &rows);
}

static int run(Cmd *cmd)
{
    Query query;
    int r = read_query(cmd, &query);
    if (!r && cmd_has(cmd, "follow") && (query.q.until || query.q.before))
        r = cmd_usage(cmd, "--follow has no end: leave out --until, --between and --before");
    if (!r)
        r = show(cmd, &query);
    query.index = index_free(query.index);
    return r;
}

const CommandRow cmd_events = {
    .name = "events", .args = "", .max_args = 1, .help = "List what happened, newest last.",
    .detail = "Actions are compared without case.  --text: all words have to be there, in reason, agent, action,\n"
              "subject or a comment; the last one may be the beginning of one; \"…\" keeps words together.\n"
              "With --follow and --json every event is an object in a line of its own.",
    .flags = flags, .needs = NEED_LEDGER, .run = run,
};
