/*
 * silent.c - agents that said that they work, and then nothing for longer than the settings allow.
 *
 * Only what an agent said itself counts as work here: one whose task a file shows as begun never promised to
 * be heard of.
 */
#include "silent.h"

#include "baton/base/clock.h"
#include "baton/base/file.h"
#include "baton/core/needs.h"
#include "baton/model/agent.h"
#include "baton/model/remind.h"

/* How well an item fits an agent: -1 not at all, 0 it is for all, a glob by its letters, a name most of all. */
static int fitness(Str name, const char *slug)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *pattern = arena_str(a, name);
    int letters = 1;
    if (!strpbrk(pattern, "*?["))
        return text_same(agent_slug(a, name), slug) ? INT32_MAX : -1;
    if (!glob_match(pattern, slug))
        return -1;
    for (const char *p = pattern; *p; p++)
        letters += !strchr("*?[]", *p);
    return letters;
}

/* Of two that fit as well, what was said last; where only some agents are named, the built-in one for all others. */
int64_t silent_limit(const Conf *conf, const char *slug)
{
    const StrList *items = conf_list(conf, CONF_REMIND_SILENT);
    int64_t limit = 0, span;
    int best = 0;
    BUG_ON(span_parse(str_from(conf_def(CONF_REMIND_SILENT)->initial), &limit) < 0);
    for (size_t i = 0; i < items->len; i++) {
        Str rest = str_from(items->items[i]), name = { 0 };
        bool named = str_chr(rest, '=') >= 0;
        if (named)
            name = str_cut(&rest, '=');
        int fits = named ? fitness(str_trim(name), slug) : 0;
        if (fits < best || span_parse(str_trim(rest), &span) < 0)
            continue;
        best = fits;
        limit = span;
    }
    return limit;
}

static const char *limit_text(Arena *a, int64_t limit)
{
    static const struct { int64_t ms; char letter; } units[] = { { 3600000, 'h' }, { 60000, 'm' } };
    for (size_t i = 0; i < ARRAY_LEN(units); i++)
        if (limit % units[i].ms == 0)
            return arena_printf(a, "%lld%c", (long long)(limit / units[i].ms), units[i].letter);
    return arena_printf(a, "%llds", (long long)(limit / 1000));
}

static void add_silent(Arena *a, const AgentRow *agent, int64_t limit, int64_t now, NeedRows *rows)
{
    char age[AGE_TEXT_SIZE];
    for (size_t i = 0; i < rows->len; i++)
        if (strcmp(rows->items[i].subject, agent->name) == 0)
            return;                     /* several files define it */
    NeedRow row = {
        .kind = "silent",
        .subject = agent->name,
        .agent = agent->name,
        .title = arena_printf(a, "works, and was not heard of for %s (limit %s)",
                              age_format(agent->heard_at, now, age), limit_text(a, limit)),
        .since = agent->heard_at,
    };
    AVEC_PUSH(rows, a, row);
}

static int by_time(const void *x, const void *y)
{
    const NeedRow *a = x, *b = y;
    if (a->since != b->since)
        return a->since < b->since ? -1 : 1;
    return strcmp(a->subject, b->subject);
}

int silent_among(const Context *c, Arena *a, const AgentRows *agents, int64_t now, NeedRows *ret_rows,
                 int64_t *ret_next)
{
    NeedRows rows = { 0 };
    int64_t next = 0;
    int r = 0;

    for (size_t i = 0; r == 0 && i < agents->len; i++) {
        const AgentRow *agent = &agents->items[i];
        bool works = agent->state == AGENT_WORKING && agent->reported == AGENT_WORKING && agent->heard_at;
        int64_t limit = works ? silent_limit(c->conf, agent->name) : 0;
        if (!limit)
            continue;
        bool late = now - agent->heard_at > limit, ended = false;
        if (late)                       /* who spoke last in a run that has ended since is not waited for */
            r = store_last_run_ended(c->store, agent->name, &ended);
        if (late && !ended)
            add_silent(a, agent, limit, now, &rows);
        else if (!late && (!next || agent->heard_at + limit + 1 < next))
            next = agent->heard_at + limit + 1;
    }
    if (rows.len)
        qsort(rows.items, rows.len, sizeof *rows.items, by_time);
    if (r == 0)
        *ret_rows = rows;
    if (r == 0 && ret_next)
        *ret_next = next;
    return r;
}

int silent_read(const Context *c, Arena *a, int64_t now, NeedRows *ret_rows, int64_t *ret_next)
{
    AgentRows agents = { 0 };
    int r = store_agents(c->store, a, &(AgentQuery){ .working = true }, &agents);
    return r < 0 ? r : silent_among(c, a, &agents, now, ret_rows, ret_next);
}
