/*
 * search.c - `baton search`: words in what happened, and in the documents that are watched.
 */
#include <errno.h>

#include "baton/base/clock.h"
#include "baton/base/safe.h"
#include "baton/core/index.h"
#include "baton/core/rows_json.h"
#include "commands.h"
#include "event_line.h"
#include "filter.h"
#include "lists.h"
#include "output.h"

enum { LIMIT = 20, REFRESH_MS = 3000, WAIT_MS = 20 };

static const FlagDef flags[] = {
    FLAG_JSON,
    { "documents", 'd', NULL, "only in documents", false },
    { "events", 'e', NULL, "only in events", false },
    { "run", 'r', "ID", "only events of this run", false },
    { "agent", 'a', "AGENT", "only events of this agent", false },
    { "since", 0, "TIME", "only later events: 90s, 15m, 2h, 3d or a time", false },
    { "limit", 'n', "N", "at most N of each; 20 when it is not given", false },
    FLAGS_END,
};

/* Each argument is words; one with a blank in it came in quotes and stays together. */
static const char *words_of_args(Cmd *cmd)
{
    CLEANUP(buf_done) Buf words = BUF_INIT;
    for (size_t i = 0; i < cmd->args.len; i++) {
        const char *arg = cmd->args.items[i];
        bool together = strchr(arg, ' ') && !strchr(arg, '"');
        buf_addf(&words, together ? "%s\"%s\"" : "%s%s", i ? " " : "", arg);
    }
    return arena_str(cmd->arena, buf_str(&words));
}

/* True: it goes to the end of the ledger.  Another process may be filling it: then we wait a little. */
static bool bring_up_to_date(Context *c, Index *x)
{
    int64_t end = clock_mono() + REFRESH_MS;
    int r;

    while ((r = index_refresh(c, x, REFRESH_MS)) == -EBUSY && clock_mono() < end)
        clock_sleep(WAIT_MS);
    return r == 0;
}

static Json *hits_json(const SearchHits *events, const SearchHits *documents)
{
    Json *array = json_array();
    for (size_t i = 0; i < documents->len; i++) {
        Json *one = json_object();
        json_put_str(one, "file", documents->items[i].file);
        json_put_int(one, "line", documents->items[i].line);
        json_put_str(one, "text", documents->items[i].text);
        json_put(array, NULL, one);
    }
    for (size_t i = events->len; i-- > 0;) {
        Json *one = event_json(&events->items[i].event);
        json_put_str(one, "text", events->items[i].text);
        json_put(array, NULL, one);
    }
    return array;
}

static void print_documents(Cmd *cmd, const SearchHits *hits)
{
    for (size_t i = 0; i < hits->len; i++) {
        const SearchHit *h = &hits->items[i];
        safe_add(cmd->out, raw(h->file), -1);
        buf_addf(cmd->out, ":%d: ", h->line);
        safe_add(cmd->out, raw(h->text), -1);
        buf_addc(cmd->out, '\n');
    }
}

static void print_events(Cmd *cmd, const SearchHits *hits)
{
    EventRows rows = { 0 };
    for (size_t i = 0; i < hits->len; i++)
        AVEC_PUSH(&rows, cmd->arena, hits->items[i].event);
    if (rows.len)
        event_lines(cmd, &rows, true, "");
}

static void say_nothing(Cmd *cmd, const char *words)
{
    buf_adds(cmd->out, "Nothing holds ");
    safe_add(cmd->out, raw(words), -1);
    buf_adds(cmd->out, ".\n");
}

static int look(Cmd *cmd, Index *x, SearchQuery *q, bool documents, SearchHits *ret)
{
    q->documents = documents;
    return index_search(x, cmd->context->store, cmd->arena, q, ret);
}

static int read_query(Cmd *cmd, SearchQuery *q)
{
    *q = (SearchQuery){ .words = words_of_args(cmd), .run = cmd_flag(cmd, "run"), .agent = filter_agent(cmd) };
    int r = filter_time(cmd, "since", &q->since);
    return r ? r : filter_limit(cmd, LIMIT, &q->limit);
}

static int run(Cmd *cmd)
{
    CLEANUP(index_free_ptr) Index *x = NULL;
    SearchHits events = { 0 }, documents = { 0 };
    SearchQuery q;
    bool only_events = cmd_has(cmd, "events") || cmd_has(cmd, "run") || cmd_has(cmd, "agent") || cmd_has(cmd, "since");
    int r = read_query(cmd, &q);

    if (r)
        return r;
    (void)index_for(cmd->context, true, &x, &cmd->error);
    cmd->error = (Message){ 0 };
    bool whole = x && bring_up_to_date(cmd->context, x);
    if (!only_events || cmd_has(cmd, "documents"))
        r = look(cmd, x, &q, true, &documents);
    if (r == 0 && !cmd_has(cmd, "documents"))
        r = look(cmd, x, &q, false, &events);
    if (r == -EINVAL)
        return cmd_usage(cmd, "There is no word in '%s': say a word, the beginning of one, or several in quotes",
                         q.words);
    if (r < 0)
        return list_failed(cmd, "words");
    if (cmd_has(cmd, "json"))
        return output_json_rows(cmd, hits_json(&events, &documents));
    print_documents(cmd, &documents);
    print_events(cmd, &events);
    if (!events.len && !documents.len)
        say_nothing(cmd, q.words);
    if (!whole)
        buf_adds(cmd->out, "Not everything is indexed yet: older events and some documents were left out; "
                           "search again to go on.\n");
    return DONE;
}

const CommandRow cmd_search = {
    .name = "search", .args = "WORDS…", .min_args = 1, .max_args = -1,
    .help = "Find words in what happened and in documents.",
    .detail = "All words have to be there; the last one may be the beginning of one; \"…\" keeps words\n"
              "together.  Events are listed newest last, documents as FILE:LINE.",
    .flags = flags, .needs = NEED_LEDGER, .run = run,
};
