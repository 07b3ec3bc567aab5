/*
 * story.c - the history, event by event, from a generator of numbers of its own.
 */
#include "story.h"

#include <stdio.h>

const char *const story_agents[STORY_AGENTS] = {
    "backend-engineer", "frontend-specialist", "senior-tech-lead", "master-orchestrator",
    "qa-engineer", "database-architect", "security-reviewer", "release-manager",
};

static const char *const words[] = {
    "parser", "storage", "migration", "ledger", "timeout", "retry", "index", "session", "review", "schema", "cache",
    "token", "route", "harbour", "reading", "warning", "sill", "tide", "budget", "coverage", "fixture", "query",
    "worker", "socket", "deploy", "rollback", "checksum", "digest", "policy", "scope", "prompt", "column",
};
static const char *const verbs[] = { "wrote", "read", "moved", "tested", "mended", "looked at", "split", "named" };
static const char *const actions[] = { "TOOL_CALL", "TOOL_CALL", "TOOL_CALL", "TEST", "TOOL_CALL", "ROUTE", "NOTE",
                                       "TOOL_CALL" };

enum { TASKS_PER_RUN = 24, HANDOFFS = 2000, ESCALATIONS = 2000,
       OPEN_ESCALATIONS = 12 };

struct Story {
    int64_t n, i, at;
    uint64_t state;
    int64_t handoffs, escalations, resolved;
    char id[48], run[48], subject[48], reason[200], body[600];
    Event e;
};

/* 2026-01-05T08:00Z; a run every day. */
static const int64_t begin = 1767600000000LL, day = 24 * 3600 * 1000LL, length = 9 * 3600 * 1000LL;

static unsigned pick(Story *y, unsigned n)
{
    y->state = y->state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (unsigned)(y->state >> 33) % n;
}

static const char *word(Story *y) { return words[pick(y, ARRAY_LEN(words))]; }

Story *story_new(int64_t n)
{
    Story *y = mem_alloc(sizeof *y);
    y->n = n;
    y->state = 20260105;
    return y;
}

Story *story_free(Story *y)
{
    free(y);
    return NULL;
}

static void tell(Story *y, EventKind kind, const char *agent)
{
    y->e = (Event){ .kind = kind, .at = y->at, .run = y->run, .agent = agent, .source = SOURCE_CLI, .actor = agent,
                    .host = "harbour", .subject = y->subject, .reason = y->reason, .body = y->body };
    y->subject[0] = y->reason[0] = '\0';
    snprintf(y->body, sizeof y->body, "{}");
}

static void telemetry(Story *y, const char *agent)
{
    tell(y, EVENT_TELEMETRY, agent);
    unsigned kind = pick(y, 100);
    y->e.action = kind < 3 ? "START" : kind < 5 ? "COMPLETED" : actions[pick(y, ARRAY_LEN(actions))];
    snprintf(y->reason, sizeof y->reason, "%s the %s of the %s, %u lines", verbs[pick(y, ARRAY_LEN(verbs))], word(y),
             word(y), pick(y, 900));
    if (pick(y, 3) == 0)
        snprintf(y->body, sizeof y->body, "{\"duration_ms\":%u,\"tool\":\"%s\"}", pick(y, 9000), word(y));
}

static const char *escalation_id(Story *y, int64_t k)
{
    snprintf(y->id, sizeof y->id, "0197e000-0000-7000-8000-%012llx", (long long)k);
    return y->id;
}

/* All but the last few are looked after. */
static void resolve(Story *y, const char *agent)
{
    tell(y, EVENT_ESCALATION_DECIDED, agent);
    y->e.actor = "jo";
    snprintf(y->subject, sizeof y->subject, "%s", escalation_id(y, y->resolved++));
    snprintf(y->body, sizeof y->body, "{\"act\":\"resolve\"}");
    snprintf(y->reason, sizeof y->reason, "the %s may change", word(y));
}

static void escalation(Story *y, const char *agent)
{
    if (y->escalations - y->resolved >= OPEN_ESCALATIONS) {
        resolve(y, agent);
        return;
    }
    tell(y, EVENT_TELEMETRY, agent);
    y->e.id = escalation_id(y, y->escalations);
    y->e.action = "ESCALATE";
    snprintf(y->reason, sizeof y->reason, "the %s of the %s is not mine to change (%lld)", word(y), word(y),
             (long long)y->escalations++);
}

static void handoff(Story *y, const char *agent)
{
    tell(y, EVENT_HANDOFF_REVISED, agent);
    long long k = y->handoffs++;
    snprintf(y->subject, sizeof y->subject, "0197a000-0000-7000-8000-%012llx", k / 2);
    if (k % 2 == 0) {
        snprintf(y->body, sizeof y->body,
                 "{\"file\":\".agents/handoff-%lld.md\",\"artifact\":\"a%lld\",\"revision\":\"d%lld\",\"from\":\"%s\","
                 "\"to\":\"%s\",\"state\":\"submitted\",\"summary\":\"The %s of the %s is ready\",\"files\":[\"src/%s.c\"],"
                 "\"accomplishments\":[\"%s the %s\"]}",
                 k / 2, k / 2, k / 2, agent, story_agents[pick(y, STORY_AGENTS)], word(y), word(y), word(y),
                 verbs[pick(y, ARRAY_LEN(verbs))], word(y));
        return;
    }
    y->e.kind = EVENT_HANDOFF_DECIDED;
    y->e.agent = NULL;
    y->e.actor = "jo";
    bool yes = pick(y, 4) != 0;
    snprintf(y->body, sizeof y->body,
             "{\"verdict\":\"%s\",\"state\":\"%s\",\"revision\":\"d%lld\",\"person\":\"jo\",\"remarks\":[]}",
             yes ? "approved" : "rejected", yes ? "approved" : "rejected", k / 2);
    snprintf(y->reason, sizeof y->reason, "%s the %s once more", yes ? "fine, and later" : "mend", word(y));
}

/* Tasks of one run: added, begun, done, and gone when the file is archived. */
static void task(Story *y, int64_t run, int64_t step)
{
    static const char *const states[] = { "pending", "in_progress", "done" };
    int64_t k = step % TASKS_PER_RUN, phase = step / TASKS_PER_RUN;
    const char *agent = story_agents[k % STORY_AGENTS];

    tell(y, phase == 0 ? EVENT_TASK_ADDED : phase == 3 ? EVENT_TASK_GONE : EVENT_TASK_STATE, agent);
    y->e.source = SOURCE_FILE;
    snprintf(y->subject, sizeof y->subject, "tr%lldk%lld", (long long)run, (long long)k);
    if (phase == 0)
        snprintf(y->body, sizeof y->body,
                 "{\"file\":\".claude/tasks/session-%03lld-%s.md\",\"line\":%lld,\"position\":0,\"title\":\"The %s of "
                 "the %s\",\"state\":\"pending\",\"state_raw\":\" \",\"assignee\":\"%s\",\"section\":[],"
                 "\"depends_on\":[],\"depth\":0}",
                 (long long)run, "tides", (long long)k + 1, word(y), word(y), agent);
    else if (phase < 3)
        snprintf(y->body, sizeof y->body, "{\"from\":\"%s\",\"to\":\"%s\",\"state_raw\":\"x\"}", states[phase - 1],
                 states[phase]);
}

const Event *story_next(Story *y)
{
    int64_t per_run = MAX(y->n / STORY_RUNS, (int64_t)1), run = MIN(y->i / per_run, (int64_t)STORY_RUNS - 1);
    int64_t k = y->i - run * per_run;
    const char *agent = story_agents[pick(y, STORY_AGENTS)];

    snprintf(y->run, sizeof y->run, "run-%03lld", (long long)run);
    y->at = begin + run * day + k * length / MAX(per_run, y->n - run * per_run);
    if (k == 0) {
        tell(y, EVENT_RUN_STARTED, NULL);
        snprintf(y->subject, sizeof y->subject, "%s", y->run);
    } else if (k <= TASKS_PER_RUN)
        task(y, run, k - 1);
    else if (k < per_run && k >= per_run - TASKS_PER_RUN)
        task(y, run, 3 * TASKS_PER_RUN + k - (per_run - TASKS_PER_RUN));
    else if (per_run > 1000 && k % (per_run / 60) == 7 && k / (per_run / 60) < 2 * TASKS_PER_RUN)
        task(y, run, TASKS_PER_RUN + k / (per_run / 60));
    else if (y->i % MAX(y->n / (2 * HANDOFFS), (int64_t)50) == 11)
        handoff(y, agent);
    else if (y->i % MAX(y->n / (2 * ESCALATIONS), (int64_t)50) == 23)
        escalation(y, agent);
    else
        telemetry(y, agent);
    y->i++;
    return &y->e;
}

int story_append(Store *s, int64_t n, int64_t of, int64_t step)
{
    Story *y = story_new(of);
    int r = 0;

    for (int64_t i = 0; r == 0 && i < n; i++) {
        if (i % step == 0)
            r = store_begin(s);
        if (r == 0)
            r = store_append(s, story_next(y), NULL);
        if (r == 0 && (i + 1 == n || i % step == step - 1))
            r = store_commit(s);
    }
    story_free(y);
    return r;
}
