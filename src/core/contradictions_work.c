/*
 * contradictions_work.c - work without a task, and work that the session file does not tell of.
 */
#include <inttypes.h>

#include "baton/base/clock.h"
#include "baton/model/claims.h"
#include "contradictions.h"

enum { EVENTS_MAX = 5000 };

/* It says so itself, and has not been heard to stop. */
static const SaidRow *works(const Look *l, const AgentRow *agent, size_t *ret_at)
{
    return agent->state == AGENT_WORKING ? said_last(l, agent->name, ret_at) : NULL;
}

static void add(Look *l, ContradictionKind kind, const SaidRow *said, const char *evidence, const char *file, int line)
{
    for (size_t i = 0; i < l->found->len; i++)
        if (l->found->items[i].kind == kind && l->found->items[i].seq == said->seq)
            return;             /* several files define it */
    AVEC_PUSH(l->found, l->a,
              ((Contradiction){ .kind = kind, .agent = said->agent,
                                .claim = arena_printf(l->a, "%s%s%s", said->action, *said->reason ? ": " : "",
                                                      said->reason),
                                .evidence = evidence, .file = file, .line = line, .at = said->at,
                                .seq = said->seq }));
}

/* Who hands out work needs no task for that. */
static bool hands_out(const Look *l, const char *slug)
{
    if (words_have(plain_words(str_from(slug), l->a), "orchestrator|coordinator|router|dispatcher|planner", NULL))
        return true;
    for (size_t i = 0; i < l->said.len; i++)
        if (strcmp(l->said.items[i].slug, slug) == 0 && str_ieq(str_from(l->said.items[i].action), STR("ROUTE")))
            return true;
    return false;
}

/* It took one that is nobody's, and said so. */
static bool took_one(const Look *l, const TaskRows *free_ones, const char *slug)
{
    for (size_t i = 0; i < l->said.len; i++)
        for (size_t k = 0; strcmp(l->said.items[i].slug, slug) == 0 && k < free_ones->len; k++)
            if (names_task(l->said.items[i].reason, &free_ones->items[k], l->a))
                return true;
    return false;
}

/* Only where tasks are assigned at all does it mean something to have none. */
int judge_no_task(Look *l)
{
    TaskRows free_ones = { 0 };
    bool assigned = false;
    int r = tasks_of(l, "", UNFINISHED | TASK_BIT(REVIEW) | TASK_BIT(UNKNOWN), &free_ones);

    for (size_t i = 0; i < l->agents.len; i++)
        assigned = assigned || l->agents.items[i].open_tasks || l->agents.items[i].done_tasks;
    for (size_t i = 0; r == 0 && assigned && i < l->agents.len; i++) {
        const AgentRow *agent = &l->agents.items[i];
        const SaidRow *said = works(l, agent, NULL);
        if (said && !agent->open_tasks && !agent->done_tasks && !hands_out(l, agent->name) &&
            !took_one(l, &free_ones, agent->name))
            add(l, CONTRADICTION_NO_TASK, said,
                arena_printf(l->a, "no task is assigned to %s", said->agent), NULL, 0);
    }
    return r;
}

/*
 * Since when it works: from its last START, however long it said nothing; where it says none, a COMPLETED or a
 * silence as long as the limit begins it anew.
 */
static int64_t works_since(const Look *l, const char *slug, size_t last, int64_t limit)
{
    int64_t since = l->said.items[last].at, begun = 0;
    for (size_t i = last; i < l->said.len; i++) {
        const SaidRow *s = &l->said.items[i];
        if (strcmp(s->slug, slug) != 0)
            continue;
        const char *words = plain_words(str_from(s->action), l->a);
        if (i > last && words_have(words, DONE_WORDS, NULL))
            break;
        begun = begun ? begun : since - s->at > limit ? since : 0;
        since = MIN(since, s->at);
        if (words_have(words, "start|started|begin", NULL))
            return since;
    }
    return begun ? begun : since;
}

/* What its log said last; where that is too far back to look for, when the part begins that was looked at. */
static int report_at(Look *l, const char *slug, int64_t *ret_at)
{
    int64_t after = MAX(store_last_seq(l->c->store) - EVENTS_MAX, (int64_t)0);
    EventRows rows = { 0 };
    EventQuery report = { .agent = slug, .kind = event_kind_text(EVENT_AGENT_REPORTED), .newest_first = true,
                          .limit = 1, .after = after };
    int r = store_events(l->c->store, l->a, &report, &rows);

    if (r == 0 && !rows.len && after)
        r = store_events(l->c->store, l->a, &(EventQuery){ .after = after, .limit = 1 }, &rows);
    *ret_at = rows.len ? rows.items[0].at : 0;
    return r;
}

/* When a file last said something new of it: its tasks, or its log. */
static int section_at(Look *l, const TaskRows *tasks, const char *slug, int64_t *ret_at)
{
    int r = report_at(l, slug, ret_at);

    for (size_t i = 0; i < tasks->len; i++)
        *ret_at = MAX(*ret_at, MAX(tasks->items[i].updated_at, tasks->items[i].state_at));
    return r;
}

static int judge_section(Look *l, const AgentRow *agent, int64_t limit)
{
    size_t last;
    char age[AGE_TEXT_SIZE];
    TaskRows tasks = { 0 };
    int64_t told = 0;
    const SaidRow *said = works(l, agent, &last);
    int r = said ? tasks_of(l, agent->name, 0, &tasks) : 0;

    if (r == 0 && tasks.len)
        r = section_at(l, &tasks, agent->name, &told);
    if (r < 0 || !tasks.len)
        return r;
    int64_t quiet = said->at - MAX(told, works_since(l, agent->name, last, limit));
    if (quiet > limit)
        add(l, CONTRADICTION_OLD_SECTION, said,
            arena_printf(l->a, "its tasks in %s were last changed %s before", tasks.items[0].file,
                         age_format(told, said->at, age)),
            tasks.items[0].file, tasks.items[0].line);
    return 0;
}

int judge_old_section(Look *l)
{
    int64_t limit = conf_span(l->c->conf, CONF_OLD_SECTION);
    int r = 0;
    for (size_t i = 0; limit > 0 && r == 0 && i < l->agents.len; i++)
        r = judge_section(l, &l->agents.items[i], limit);
    return r;
}
