/*
 * lint.h - what the documents of a project say that was not understood or contradicts itself.
 *
 * A rule is a file with a function and a row in LINT_RULES.  No ledger is read or made.  A false
 * alarm is worse than a miss: a rule that cannot be sure is silent.
 */
#ifndef BATON_CORE_LINT_H
#define BATON_CORE_LINT_H

#include "baton/core/context.h"

/*    id               name                   help */
#define LINT_RULES(X) \
    X(reading,         "reading",             "bytes or lines that could not be read") \
    X(template,        "template",            "a line of a form that nobody has filled in") \
    X(state_word,      "state-word",          "a state in a word that baton does not know") \
    X(duplicate_id,    "duplicate-id",        "one id for two different tasks") \
    X(two_states,      "two-states",          "one task that is in two states") \
    X(log_state,       "log-state",           "tasks and the log of their agent that disagree") \
    X(duration,        "duration",            "an end before its start, or a duration that does not add up") \
    X(open_boxes,      "open-boxes",          "a task that is done while every box below it is open") \
    X(stale_parent,    "stale-parent",        "a task that is open while everything below it is done") \
    X(count,           "count",               "a count of tasks that does not match the tasks") \
    X(dead_reference,  "dead-reference",      "a reference to a document that is not there") \
    X(dependency,      "dependency",          "a dependency on an id that nobody defines") \
    X(cycle,           "dependency-cycle",    "tasks that wait for each other") \
    X(definition,      "definition",          "an agent definition that could not be read as it is") \
    X(description,     "description",         "an agent definition without a description") \
    X(same_name,       "same-name",           "two definitions of one agent") \
    X(receiver,        "receiver",            "a handover or an escalation to nobody known") \
    X(assignee,        "assignee",            "a task for an agent that has no definition") \
    X(decision,        "decision",            "one id for two different decisions")

typedef struct {
    const char *file;           /* as given, or below the root */
    int line;                   /* 1 for the file as a whole */
    const char *rule;
    const char *message;        /* one sentence; may hold text from outside */
} LintFinding;
typedef struct { LintFinding *items; size_t len, cap; } LintFindings;

typedef struct { const char *name, *help; } LintRuleText;
extern const LintRuleText lint_rules[];         /* ends with a row whose name is NULL */

/*
 * Reads all watched documents and definitions, or only looks at the files given and takes the
 * project for comparison.  c may be NULL: there is none.  Sorted by file and line, in the arena.
 * -1 with a sentence when a file that was named cannot be read.
 */
int lint_run(const Context *c, const StrList *files, Arena *a, LintFindings *ret, Message *m);

#endif
