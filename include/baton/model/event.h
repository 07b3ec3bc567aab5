/*
 * event.h - one row of the ledger.
 *
 * An event is a fact that never changes.  kind says what happened (EVENT_KINDS); the other fields
 * are what every screen filters by; the rest stands in body, one JSON object.  A telemetry event
 * with the action ESCALATE opens an escalation, or counts one more on the open one of its cause;
 * no second event says so, the projection does.
 */
#ifndef BATON_MODEL_EVENT_H
#define BATON_MODEL_EVENT_H

#include <stdint.h>

#include "baton/model/states.h"

/*    id                word                subject       what the body holds */
#define EVENT_KINDS(X) \
    X(TELEMETRY,        "telemetry",        "",           \
      "fields beside run_id, agent, action, reason, as the agent gave them") \
    X(RUN_STARTED,      "run.started",      "run id",     "file commit") \
    X(RUN_ENDED,        "run.ended",        "run id",     "file, why") \
    X(DOCUMENT_READ,    "document.read",    "path",       \
      "digest dialect encoding, shift: [[first,last,delta]…] by lines as they were (last 0: the " \
      "end), problems: [{line,message}…], notes") \
    X(DOCUMENT_GONE,    "document.gone",    "path",       "") \
    X(TASK_ADDED,       "task.added",       "task id",    \
      "file line position ref title state state_raw assignee section depends_on depth") \
    X(TASK_STATE,       "task.state",       "task id",    "from to state_raw") \
    X(TASK_EDITED,      "task.edited",      "task id",    \
      "those of ref title assignee section depends_on depth state_raw that changed, anew") \
    X(TASK_MOVED,       "task.moved",       "task id",    \
      "file line position, when it is elsewhere than its neighbours' shift says") \
    X(TASK_GONE,        "task.gone",        "task id",    "file line title, same_as: the task it turned out to be") \
    X(AGENT_DEFINED,    "agent.defined",    "path",       \
      "the definition: every field of AgentDef, digest") \
    X(AGENT_GONE,       "agent.gone",       "path",       "") \
    X(AGENT_REPORTED,   "agent.reported",   "",           \
      "state state_raw file line task: what a file says of an agent") \
    X(HANDOFF_REVISED,  "handoff.revised",  "handoff id", \
      "file artifact revision state from from_why to to_raw base base_why head tree files summary " \
      "accomplishments blockers questions next_steps extras text, or bytes as hex; digest: of ledgers " \
      "without revision, the artifact's") \
    X(HANDOFF_EVIDENCE, "handoff.evidence", "handoff id", "revision diff left_out") \
    X(CHECK_REPORTED,   "check.reported",   "handoff id", \
      "revision, checks: [{name state why findings findings_more output output_dropped status ms}…]") \
    X(HANDOFF_DECIDED,  "handoff.decided",  "handoff id", \
      "verdict revision state person principal roles remarks waived failed checks statement signature " \
      "signer signers tty ssh head, effects: kinds of what follows; reason is the comment") \
    X(EFFECT_DONE,      "effect.done",      "effect id",  "handoff state detail") \
    X(SIGNERS_READ,     "signers.read",     "path",       "digest text") \
    X(GATE_REFUSED,     "gate.refused",     "handoff id or agent", "act client how") \
    X(NEED_SNOOZED,     "need.snoozed",     "kind:id",    "until: ms UTC, 0 not any more") \
    X(EVENT_REDACTED,   "event.redacted",   "",           "events: [{seq digest}…], count; " \
      "digest: of the event as it stands now, after its own chain value") \
    X(ESCALATION_STATED, "escalation.stated", "path",     \
      "via mark file line to task: what a file says; mark knows it again; reason is what was said") \
    X(ESCALATION_UNSAID, "escalation.unsaid", "path",     "marks: what this file does not say any more, why") \
    X(ESCALATION_DECIDED, "escalation.decided", "escalation id", \
      "act to task file line; reason is the comment; agent is who stopped") \
    X(HANDOFF_GONE,     "handoff.gone",     "handoff id", "file") \
    X(EDIT_MADE,        "edit.made",        "task id",    \
      "what title ref file line before after was became agent patch: {chunk offset digest at old " \
      "new lines}, bytes as hex") \
    X(EDIT_UNDONE,      "edit.undone",      "task id",    "edit, dismissed: nothing was written") \
    X(EDIT_LOST,        "edit.lost",        "task id",    "edit file line title") \
    X(EDIT_PASSED,      "edit.passed",      "task id",    "edit why")

typedef enum {
#define X(id, word, subject, body) EVENT_##id,
    EVENT_KINDS(X)
#undef X
    EVENT_KIND_COUNT
} EventKind;

const char *event_kind_text(EventKind k);
int event_kind_parse(const char *word, EventKind *ret_kind);    /* -EINVAL */

/* NULL strings are empty fields.  Strings are borrowed by whoever takes an Event. */
typedef struct {
    int64_t seq;                /* order in this ledger; 0 before it was appended */
    const char *id;             /* unique; NULL: store makes a UUIDv7 */
    int64_t at;                 /* ms UTC */
    EventKind kind;
    const char *run, *agent, *action, *subject;
    const char *actor;          /* who made it: user name, or the agent */
    Source source;
    const char *host, *reason;
    const char *body;           /* JSON object, or NULL for {} */
} Event;

#endif
