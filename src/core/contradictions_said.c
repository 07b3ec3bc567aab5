/*
 * contradictions_said.c - "all tests pass" without a test, COMPLETED with open tasks.
 */
#include "baton/model/claims.h"
#include "contradictions.h"

enum { HANDOFFS_MAX = 200 };

static bool is_word(const char *action, const char *words, Arena *a)
{
    return words_have(plain_words(str_from(action), a), words, NULL);
}

/* TEST in whatever spelling, or a tool that ran tests. */
static bool is_test(const SaidRow *s)
{
    return str_ifind(str_from(s->action), STR("test")) >= 0 ||
           (str_ieq(str_from(s->action), STR("TOOL_CALL")) && str_ifind(str_from(s->reason), STR("test")) >= 0);
}

static bool tested(const Look *l, const char *slug)
{
    for (size_t i = 0; i < l->said.len; i++)
        if (strcmp(l->said.items[i].slug, slug) == 0 && is_test(&l->said.items[i]))
            return true;
    return false;
}

static bool accused(const Look *l, ContradictionKind kind, const char *agent)
{
    for (size_t i = 0; i < l->found->len; i++)
        if (l->found->items[i].kind == kind &&
            text_same(agent_slug(l->a, str_from(l->found->items[i].agent)), agent_slug(l->a, str_from(agent))))
            return true;
    return false;
}

static const char *without_test(const Look *l, const char *agent)
{
    return arena_printf(l->a, "no TEST event of %s %s", agent, l->run ? "in this run" : "in the last day");
}

/* The newest claim of each agent stands for the others. */
static void judge_events(Look *l)
{
    for (size_t i = 0; i < l->said.len; i++) {
        const SaidRow *s = &l->said.items[i];
        if (!*s->slug || !claim_of_tests(str_from(s->reason)) || tested(l, s->slug) ||
            accused(l, CONTRADICTION_TESTS, s->agent))
            continue;
        AVEC_PUSH(l->found, l->a,
                  ((Contradiction){ .kind = CONTRADICTION_TESTS, .agent = s->agent,
                                    .claim = arena_printf(l->a, "%s: %s", s->action, s->reason),
                                    .evidence = without_test(l, s->agent), .at = s->at, .seq = s->seq }));
    }
}

static int claim_in(const Json *item, const char **ret_text)
{
    *ret_text = json_text(item) ? json_text(item) : json_get_str(item, "text");
    return *ret_text ? claim_of_tests(str_from(*ret_text)) : 0;
}

static const char *claim_of_handoff(const HandoffRow *h, const Json *body, int *ret_line)
{
    const char *text = NULL;
    *ret_line = 0;
    for (const Json *item = json_first(json_get(body, "accomplishments")); item; item = json_next(item))
        if (claim_in(item, &text)) {
            *ret_line = (int)json_get_int(item, "line", 0);
            return text;
        }
    return h->summary && claim_of_tests(str_from(h->summary)) ? h->summary : NULL;
}

static void judge_handoff(Look *l, const HandoffRow *h)
{
    CLEANUP(json_free_ptr) Json *body = NULL;
    const char *slug = h->from ? agent_slug(l->a, str_from(h->from)) : NULL;
    int line;

    if (!slug || (l->run ? !text_same(h->run, l->run) : h->submitted_at < l->since) || tested(l, slug) ||
        accused(l, CONTRADICTION_TESTS, h->from))
        return;
    (void)json_parse(str_from(h->body), &body);
    const char *claim = claim_of_handoff(h, body, &line);
    if (claim)
        AVEC_PUSH(l->found, l->a,
                  ((Contradiction){ .kind = CONTRADICTION_TESTS, .agent = h->from,
                                    .claim = arena_printf(l->a, "handoff %d: %s", h->number, claim),
                                    .evidence = without_test(l, h->from), .file = h->file, .line = line,
                                    .at = h->submitted_at }));
}

/* Where not all of what was said is known, a test may have been among it. */
int judge_tests(Look *l)
{
    HandoffRows handoffs = { 0 };
    HandoffQuery q = { .states = 1u << HANDOFF_SUBMITTED, .limit = HANDOFFS_MAX };
    int r = l->whole ? store_handoffs(l->c->store, l->a, &q, &handoffs) : 0;

    if (!l->whole)
        return 0;
    judge_events(l);
    for (size_t i = 0; r == 0 && i < handoffs.len; i++)
        judge_handoff(l, &handoffs.items[i]);
    return r;
}

/* COMPLETED is of all its tasks, or of those that it names. */
static const TaskRow *open_task(const TaskRows *tasks, const SaidRow *said, Arena *a)
{
    bool names_some = words_have(plain_words(str_from(arena_printf(a, "x %s", said->reason)), a),
                                 "task|tasks|part|parts|phase|step|steps|milestone", NULL);

    for (size_t i = 0; i < tasks->len; i++)
        if (tasks->items[i].state_at <= said->at && names_task(said->reason, &tasks->items[i], a))
            return &tasks->items[i];
    for (size_t i = 0; !names_some && i < tasks->len; i++)
        if (tasks->items[i].state_at <= said->at)
            return &tasks->items[i];
    return NULL;
}

int judge_open_tasks(Look *l)
{
    for (size_t i = 0; i < l->agents.len; i++) {
        const AgentRow *agent = &l->agents.items[i];
        const SaidRow *said = said_last(l, agent->name, NULL);
        TaskRows tasks = { 0 };
        if (!said || !is_word(said->action, DONE_WORDS, l->a) || accused(l, CONTRADICTION_OPEN_TASKS, said->agent))
            continue;
        int r = tasks_of(l, agent->name, UNFINISHED, &tasks);
        if (r < 0)
            return r;
        const TaskRow *t = open_task(&tasks, said, l->a);
        if (t)
            AVEC_PUSH(l->found, l->a,
                      ((Contradiction){ .kind = CONTRADICTION_OPEN_TASKS, .agent = said->agent,
                                        .claim = arena_printf(l->a, "%s%s%s", said->action, *said->reason ? ": " : "",
                                                              said->reason),
                                        .evidence = arena_printf(l->a, "\"%s\" is %s", t->title,
                                                                 task_state_text(t->state)),
                                        .file = t->file, .line = t->line, .at = said->at, .seq = said->seq }));
    }
    return 0;
}
