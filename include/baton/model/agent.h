/*
 * agent.h - an agent as its definition file describes it, and how agents are named.
 *
 * An agent is keyed by its file: several files may define one name.  Strings are as written,
 * without the backticks around paths and commands; mojibake is repaired where it is certain.
 */
#ifndef BATON_MODEL_AGENT_H
#define BATON_MODEL_AGENT_H

#include <stdint.h>

#include "baton/base/str.h"
#include "baton/model/facts.h"
#include "baton/model/states.h"

/*                 field               JSON name             heading in the detail pane */
#define AGENT_TEXTS(X) \
    X(name,        "name",        "Name") \
    X(file,        "file",        "File") \
    X(description, "description", "Description") \
    X(model,       "model",       "Model") \
    X(color,       "color",       "Colour") \
    X(codename,    "codename",    "Codename") \
    X(telemetry,   "telemetry",   "Telemetry command") \
    X(handoff_artifact, "handoff_artifact", "Handoff artifact")

#define AGENT_LISTS(X) \
    X(tools,              "tools",              "Tools") \
    X(write_scope,        "write_scope",        "Write scope") \
    X(read_only,          "read_only",          "Read-only references") \
    X(in_bounds,          "in_bounds",          "In bounds") \
    X(out_of_bounds,      "out_of_bounds",      "Out of bounds") \
    X(hands_over_to,      "hands_over_to",      "Hands over to") \
    X(escalates_to,       "escalates_to",       "Escalates to") \
    X(definition_of_done, "definition_of_done", "Definition of done") \
    X(checks,             "checks",             "Checks") \
    X(output_sections,    "output_sections",    "Output sections") \
    X(handoff_sections,   "handoff_sections",   "Handoff sections") \
    X(references,         "references",         "Referenced documents") \
    X(inputs,             "inputs",             "Inputs it needs") \
    X(rules,              "rules",              "Dated rules") \
    X(metrics,            "metrics",            "Metrics") \
    X(quality_checks,     "quality_checks",     "Quality checks") \
    X(problems,           "problems",           "Problems of the file")

/* All of it lives in the arena that it was made with. */
typedef struct {
#define X(field, json, title) const char *field;
    AGENT_TEXTS(X)
#undef X
#define X(field, json, title) StrList field;
    AGENT_LISTS(X)
#undef X
} AgentDef;

/*
 * The name by which agents are compared: lower case, without "/", "@", backticks, quotes and a
 * trailing parenthesis, blanks and underscores as "-": "/Backend Engineer (API)" is
 * "backend-engineer".  NULL when nothing of a name is left.
 */
char *agent_slug(Arena *a, Str name);

/* The name behind "@" and "/", which call an agent; a part of it, NULL for NULL. */
const char *agent_bare_name(const char *name);

/*
 * What is known about an agent at one moment; agent_weigh() weighs it.  Times are ms UTC, 0 when
 * there is none.  Order of what outweighs what: an open escalation, a handoff of its own that
 * waits for a decision, a blocked task, what it reported last (telemetry or its log), a task of
 * its own in progress, nothing to do.  An escalation weighs until its agent is heard of again; a
 * report that it stopped weighs until the escalation that it raised is closed.
 */
typedef struct {
    int64_t escalated_at;       /* newest open escalation, said last then */
    Source escalated_source;
    int escalation_number;      /* 0: not known */
    const char *escalation_reason;
    int closed_number;          /* the newest closed one that its last report raised; 0: none */
    EscalationState closed_state;
    int64_t handoff_at;
    int handoff_number;
    Source handoff_source;
    AgentState reported;        /* AGENT_UNKNOWN: it reported nothing */
    Source reported_source;
    int64_t reported_at;
    const char *reported_word;  /* "START", "completed" */
    int64_t doing_at, blocked_at;
    const char *doing, *blocked; /* title or ref of such a task, NULL: none */
    Source doing_source, blocked_source;
    int open_tasks;
    bool defined;
    int64_t heard_at;           /* by whatever source; 0: never */
} AgentEvidence;

typedef struct {
    AgentState state;
    Source source;
    int64_t at;
    const char *why;            /* "approval of handoff 12", "T-3", "START": borrowed or in the arena */
} AgentNow;

AgentNow agent_fold(Arena *a, const AgentEvidence *e);

/*
 * The same with its reasons: every fact that speaks for a state, the one that is believed first, then those that
 * were outvoted, strongest first.  agent_fold() is its first row.  Never empty: where nothing is known, one row says
 * so.
 */
typedef struct {
    AgentState state;
    Source source;
    int64_t at;                 /* 0: not known since when */
    const char *fact;           /* "said START", "handoff 12 waits for a decision", "T-3 is in progress" */
    const char *outvoted;       /* why it is not believed: "escalation 3 weighs more"; NULL: it is */
    const char *until;          /* when it will change: "until handoff 12 is decided" */
} AgentReason;
typedef struct { AgentReason *items; size_t len, cap; } AgentReasons;
void agent_weigh(Arena *a, const AgentEvidence *e, AgentReasons *ret);

#endif
