/*
 * explain.h - why an agent is said to be in its state, and what it says that the evidence does not.
 */
#ifndef BATON_CORE_EXPLAIN_H
#define BATON_CORE_EXPLAIN_H

#include "baton/core/context.h"
#include "baton/format/json.h"
#include "baton/model/agent.h"

typedef struct {
    AgentRow agent;
    AgentReasons reasons;       /* the first is believed */
    int64_t silent_limit;       /* ms; 0: none */
    bool silent;                /* it works, and was not heard of for longer */
} Explanation;
/* -ENOENT with a sentence that names the nearest. */
int agent_explain(Context *c, const char *name, Arena *a, Explanation *ret, Message *m);
/* The same as lines of text, Raw, for both faces. */
void explanation_text(const Explanation *x, bool ascii, Buf *out);
Json *explanation_json(const Explanation *x);

/*    id          word               what */
#define CONTRADICTIONS(X) \
    X(TESTS,      "tests",           "says that tests pass, without a TEST event in this run") \
    X(OPEN_TASKS, "open-tasks",      "said COMPLETED with open tasks of its own") \
    X(NO_TASK,    "no-task",         "works, and no task is assigned to it") \
    X(OLD_SECTION, "old-section",    "works, and its part of the session file is old")
typedef enum {
#define X(id, word, what) CONTRADICTION_##id,
    CONTRADICTIONS(X)
#undef X
    CONTRADICTION_COUNT
} ContradictionKind;
const char *contradiction_text(ContradictionKind k);

typedef struct {
    ContradictionKind kind;
    const char *agent;          /* as written */
    const char *claim, *evidence;       /* one sentence each; Raw */
    const char *file;           /* where to look; NULL */
    int line;
    int64_t at;                 /* of the claim */
    int64_t seq;                /* of the event that claims it; 0: none */
} Contradiction;
typedef struct { Contradiction *items; size_t len, cap; } Contradictions;
/* Of the current run, or what was heard in the last day where there is none; newest first. */
int contradictions_read(Context *c, Arena *a, Contradictions *ret);

#endif
