/*
 * states.h - the states that things can be in; names, glyphs and help are written once, here.
 *
 * Every enum NAME has name_text() (the word in JSON, the ledger and on the screen), name_parse()
 * (the reverse; -EINVAL for any other word: reading what agents write is doc's business) and
 * name_glyph() (one column, UTF-8 or ASCII, so that a state never shows by colour alone).
 */
#ifndef BATON_MODEL_STATES_H
#define BATON_MODEL_STATES_H

#include <stdbool.h>

/*        id           word           glyph ASCII  meaning */
#define TASK_STATES(X) \
    X(UNKNOWN,     "unknown",     "?", '?', "the file uses a word that baton does not know") \
    X(PENDING,     "pending",     "○", '.', "nobody has started it") \
    X(IN_PROGRESS, "in_progress", "◐", '>', "somebody works on it") \
    X(BLOCKED,     "blocked",     "■", '!', "it waits for something else") \
    X(REVIEW,      "review",      "◎", 'r', "it waits for a second look") \
    X(DONE,        "done",        "✔", 'x', "finished") \
    X(CANCELLED,   "cancelled",   "−", '-', "given up or replaced")

#define AGENT_STATES(X) \
    X(UNKNOWN,   "unknown",   "?", '?', "nothing was heard of it") \
    X(IDLE,      "idle",      "○", '.', "it has nothing to do") \
    X(WORKING,   "working",   "◐", '>', "it works") \
    X(WAITING,   "waiting",   "●", 'w', "it waits for a human") \
    X(BLOCKED,   "blocked",   "■", '!', "its task is blocked") \
    X(ESCALATED, "escalated", "▲", '^', "it stopped at its bounds") \
    X(DONE,      "done",      "✔", 'x', "it said that it finished") \
    X(OFFLINE,   "offline",   "−", '-', "its session has ended")

#define HANDOFF_STATES(X) \
    X(DRAFT,      "draft",      "◌", 'd', "its author or receiver is not known") \
    X(SUBMITTED,  "submitted",  "⇄", '=', "it waits for a decision") \
    X(APPROVED,   "approved",   "✔", '+', "the receiver may start") \
    X(REJECTED,   "rejected",   "✘", 'X', "it went back with comments") \
    X(WITHDRAWN,  "withdrawn",  "−", '-', "its author took it back") \
    X(SUPERSEDED, "superseded", "»", '>', "a later one took its place")

#define ESCALATION_STATES(X) \
    X(OPEN,         "open",         "▲", '^', "nobody has looked at it") \
    X(ACKNOWLEDGED, "acknowledged", "△", 'a', "somebody looks at it") \
    X(RESOLVED,     "resolved",     "✔", 'x', "its cause is gone") \
    X(REROUTED,     "rerouted",     "»", '>', "another agent took it")

/* How an escalation became known; several may tell of one. */
#define ESCALATION_VIAS(X) \
    X(EVENT,   "event",   "e", 'e', "the agent reported it") \
    X(LINE,    "line",    "l", 'l', "a line in a file or in an agent's output says it") \
    X(SECTION, "section", "s", 's', "it is listed among pending escalations") \
    X(CHECK,   "check",   "c", 'c', "a check found files outside of the write scope") \
    X(TASK,    "task",    "t", 't', "a task that somebody owns is blocked")

/* What somebody does about an escalation: the word is that of the command. */
#define ESCALATION_ACTS(X) \
    X(ACK,     "ack",     "△", 'a', "somebody looks at it") \
    X(RESOLVE, "resolve", "✔", 'x', "its cause is gone") \
    X(ROUTE,   "route",   "»", '>', "another agent takes it") \
    X(REOPEN,  "reopen",  "▲", '^', "it is not over") \
    X(COMMENT, "comment", "✎", 'c', "a remark")

#define RUN_STATES(X) \
    X(ACTIVE, "active", "◐", '>', "it goes on") \
    X(ENDED,  "ended",  "✔", 'x', "it has ended")

/* What became of a change that baton made in a file. */
#define EDIT_STATES(X) \
    X(STANDING, "standing", "✔", 'x', "the file says what it wrote") \
    X(UNDONE,   "undone",   "−", '-', "it was taken back") \
    X(LOST,     "lost",     "▲", '^', "somebody saved an older copy over it") \
    X(PASSED,   "passed",   "»", '>', "the value was set anew")

/* Evidence that baton collected about one revision of a handoff. */
#define CHECK_STATES(X) \
    X(PASSED,  "passed",  "✔", '+', "it found nothing") \
    X(FAILED,  "failed",  "✘", 'X', "it found something") \
    X(SKIPPED, "skipped", "−", '-', "it could not run, or does not apply") \
    X(RUNNING, "running", "◐", '>', "it has not finished") \
    X(STALE,   "stale",   "◌", '~', "the files changed while it ran")

/* What somebody said about a handoff. */
#define VERDICTS(X) \
    X(APPROVED,  "approved",  "✔", '+', "work may pass on") \
    X(REJECTED,  "rejected",  "✘", 'X', "it goes back with comments") \
    X(COMMENTED, "commented", "✎", 'c', "a remark, no verdict") \
    X(WAIVED,    "waived",    "≈", 'w', "a required check is let off, with a reason") \
    X(WITHDRAWN, "withdrawn", "−", '-', "it was taken back") \
    X(REVOKED,   "revoked",   "↺", 'r', "the approval was taken back, with a reason")

/* What follows from a decision, and is done at least once. */
#define EFFECT_STATES(X) \
    X(PENDING, "pending", "◐", '>', "it is still to be done") \
    X(DONE,    "done",    "✔", 'x', "it was done") \
    X(FAILED,  "failed",  "✘", 'X', "it could not be done, and is not tried again")

/* Where a fact came from. */
#define SOURCES(X) \
    X(FILE, "file", "f", 'f', "a file that somebody saved") \
    X(CLI,  "cli",  "c", 'c', "the command line") \
    X(HOOK, "hook", "h", 'h', "a hook of an agent client") \
    X(MCP,  "mcp",  "m", 'm', "an MCP call") \
    X(TUI,  "tui",  "t", 't', "the dashboard")

#define X_TASK(id, w, g, a, h) TASK_##id,
#define X_AGENT(id, w, g, a, h) AGENT_##id,
#define X_HANDOFF(id, w, g, a, h) HANDOFF_##id,
#define X_ESCALATION(id, w, g, a, h) ESCALATION_##id,
#define X_VIA(id, w, g, a, h) VIA_##id,
#define X_ESCALATION_ACT(id, w, g, a, h) ESCALATION_ACT_##id,
#define X_RUN(id, w, g, a, h) RUN_##id,
#define X_EDIT(id, w, g, a, h) EDIT_##id,
#define X_CHECK(id, w, g, a, h) CHECK_##id,
#define X_VERDICT(id, w, g, a, h) VERDICT_##id,
#define X_EFFECT(id, w, g, a, h) EFFECT_##id,
#define X_SOURCE(id, w, g, a, h) SOURCE_##id,

typedef enum { TASK_STATES(X_TASK) TASK_STATE_COUNT } TaskState;
typedef enum { AGENT_STATES(X_AGENT) AGENT_STATE_COUNT } AgentState;
typedef enum { HANDOFF_STATES(X_HANDOFF) HANDOFF_STATE_COUNT } HandoffState;
typedef enum { ESCALATION_STATES(X_ESCALATION) ESCALATION_STATE_COUNT } EscalationState;
typedef enum { ESCALATION_VIAS(X_VIA) VIA_COUNT } EscalationVia;
typedef enum { ESCALATION_ACTS(X_ESCALATION_ACT) ESCALATION_ACT_COUNT } EscalationAct;
typedef enum { RUN_STATES(X_RUN) RUN_STATE_COUNT } RunState;
typedef enum { EDIT_STATES(X_EDIT) EDIT_STATE_COUNT } EditState;
typedef enum { CHECK_STATES(X_CHECK) CHECK_STATE_COUNT } CheckState;
typedef enum { VERDICTS(X_VERDICT) VERDICT_COUNT } Verdict;
typedef enum { EFFECT_STATES(X_EFFECT) EFFECT_STATE_COUNT } EffectState;
typedef enum { SOURCES(X_SOURCE) SOURCE_COUNT } Source;

#define STATE_CALLS(Type, name) \
    const char *name##_text(Type s); \
    const char *name##_help(Type s); \
    const char *name##_glyph(Type s, bool ascii); \
    int name##_parse(const char *word, Type *ret_state);

STATE_CALLS(TaskState, task_state)
STATE_CALLS(AgentState, agent_state)
STATE_CALLS(HandoffState, handoff_state)
STATE_CALLS(EscalationState, escalation_state)
STATE_CALLS(EscalationVia, escalation_via)
STATE_CALLS(EscalationAct, escalation_act)
STATE_CALLS(RunState, run_state)
STATE_CALLS(EditState, edit_state)
STATE_CALLS(CheckState, check_state)
STATE_CALLS(Verdict, verdict)
STATE_CALLS(EffectState, effect_state)
STATE_CALLS(Source, source)

#endif
