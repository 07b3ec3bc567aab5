/*
 * agent_weigh.c - what an agent is doing now, and what speaks against it.
 *
 * One table: a row per kind of fact, the heaviest first.  Each row says whether its fact is there, whether
 * something later has taken its weight, how it is worded, and until when it holds.
 */
#include "baton/model/agent.h"

typedef struct {
    AgentState state;
    Source source;
    int64_t at;
    const char *fact, *until;
    const char *why;            /* short, for lists */
    const char *name;           /* what outvotes others by this, at the beginning of "… weighs more" */
    const char *passed;         /* why it does not count any more; NULL: it counts */
} Weight;

static bool escalation(Arena *a, const AgentEvidence *e, Weight *w)
{
    const char *name = e->escalation_number ? arena_printf(a, "escalation %d", e->escalation_number) : "escalation";
    bool heard = e->reported != AGENT_UNKNOWN && e->reported != AGENT_ESCALATED &&
                 e->reported_at >= e->escalated_at;
    if (!e->escalated_at)
        return false;
    *w = (Weight){ AGENT_ESCALATED, e->escalated_source, e->escalated_at,
                   .fact = arena_printf(a, "%s is open%s%s", name, e->escalation_reason ? ": " : "",
                                        e->escalation_reason ? e->escalation_reason : ""),
                   .until = arena_printf(a, "until %s is closed, or it is heard of again", name),
                   .why = name, .name = name };
    if (heard)
        w->passed = arena_printf(a, "it said %s after that", e->reported_word ? e->reported_word : "something");
    return true;
}

static bool handoff(Arena *a, const AgentEvidence *e, Weight *w)
{
    if (!e->handoff_at && !e->handoff_number)
        return false;
    const char *name = arena_printf(a, "handoff %d", e->handoff_number);
    *w = (Weight){ AGENT_WAITING, e->handoff_source, e->handoff_at,
                   .fact = arena_printf(a, "%s waits for a decision", name),
                   .until = arena_printf(a, "until %s is decided or withdrawn", name),
                   .why = arena_printf(a, "approval of %s", name), .name = name };
    return true;
}

static bool blocked(Arena *a, const AgentEvidence *e, Weight *w)
{
    if (!e->blocked)
        return false;
    *w = (Weight){ AGENT_BLOCKED, e->blocked_source, e->blocked_at,
                   .fact = arena_printf(a, "%s is blocked", e->blocked),
                   .until = arena_printf(a, "until %s is not blocked any more", e->blocked),
                   .why = e->blocked, .name = arena_printf(a, "blocked %s", e->blocked) };
    return true;
}

static bool report(Arena *a, const AgentEvidence *e, Weight *w)
{
    static const char *const until[AGENT_STATE_COUNT] = {
        [AGENT_DONE] = "until it is heard of again, a START or a word of its log",
        [AGENT_ESCALATED] = "until it is heard of again, or its escalation is closed",
    };
    if (e->reported == AGENT_UNKNOWN)
        return false;
    const char *word = e->reported_word ? e->reported_word : agent_state_text(e->reported);
    *w = (Weight){ e->reported, e->reported_source, e->reported_at,
                   .fact = arena_printf(a, "said %s", word),
                   .until = until[e->reported] ? until[e->reported] : "until it says something else",
                   .why = e->reported_word, .name = arena_printf(a, "its own word %s", word) };
    if (e->reported == AGENT_ESCALATED && e->closed_number)
        w->passed = arena_printf(a, "escalation %d is %s", e->closed_number, escalation_state_text(e->closed_state));
    return true;
}

static bool doing(Arena *a, const AgentEvidence *e, Weight *w)
{
    if (!e->doing)
        return false;
    *w = (Weight){ AGENT_WORKING, e->doing_source, e->doing_at,
                   .fact = arena_printf(a, "%s is in progress", e->doing),
                   .until = arena_printf(a, "until %s is not in progress any more", e->doing),
                   .why = e->doing, .name = arena_printf(a, "%s in progress", e->doing) };
    return true;
}

static bool has_tasks(Arena *a, const AgentEvidence *e, Weight *w)
{
    if (!e->open_tasks || e->doing || e->blocked)
        return false;
    *w = (Weight){ AGENT_IDLE, SOURCE_FILE, 0,
                   .fact = arena_printf(a, "%d open task%s, and none is in progress", e->open_tasks,
                                        e->open_tasks == 1 ? "" : "s"),
                   .until = "until one of them is in progress, or it says something",
                   .why = arena_printf(a, "%d open", e->open_tasks), .name = "open tasks" };
    return true;
}

static bool is_defined(Arena *a, const AgentEvidence *e, Weight *w)
{
    (void)a;
    if (!e->defined || e->open_tasks)
        return false;
    *w = (Weight){ AGENT_IDLE, SOURCE_FILE, 0, .fact = "it is defined, and has no open task",
                   .until = "until it is given a task, or says something", .name = "its definition" };
    return true;
}

static bool nothing(Arena *a, const AgentEvidence *e, Weight *w)
{
    (void)a;
    *w = (Weight){ AGENT_UNKNOWN, SOURCE_FILE, 0,
                   .fact = e->heard_at ? "nothing says what it does now" : "nothing was heard of it",
                   .until = "until it is heard of" };
    return true;
}

static bool (*const rows[])(Arena *, const AgentEvidence *, Weight *) = {
    escalation, handoff, blocked, report, doing, has_tasks, is_defined, nothing,
};

/* Those that are there, the heaviest first; which one is believed. */
static size_t weigh(Arena *a, const AgentEvidence *e, Weight *found, size_t *ret_believed)
{
    size_t n = 0, believed = ARRAY_LEN(rows);

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        bool is_last = i + 1 == ARRAY_LEN(rows);
        if ((is_last && believed < n) || !rows[i](a, e, &found[n]))
            continue;
        if (believed >= n && !found[n].passed)
            believed = n;
        n++;
    }
    *ret_believed = believed;
    return n;
}

AgentNow agent_fold(Arena *a, const AgentEvidence *e)
{
    Weight found[ARRAY_LEN(rows)];
    size_t believed;

    (void)weigh(a, e, found, &believed);
    const Weight *w = &found[believed];
    return (AgentNow){ w->state, w->source, w->at, w->why };
}

static void add_reason(Arena *a, AgentReasons *ret, const Weight *w, const char *outvoted)
{
    AVEC_PUSH(ret, a, ((AgentReason){ w->state, w->source, w->at, w->fact, outvoted, w->until }));
}

void agent_weigh(Arena *a, const AgentEvidence *e, AgentReasons *ret)
{
    Weight found[ARRAY_LEN(rows)];
    size_t believed, n = weigh(a, e, found, &believed);

    *ret = (AgentReasons){ 0 };
    add_reason(a, ret, &found[believed], NULL);
    for (size_t i = 0; i < n; i++)
        if (i != believed)
            add_reason(a, ret, &found[i],
                       found[i].passed ? found[i].passed : arena_printf(a, "%s weighs more", found[believed].name));
}
