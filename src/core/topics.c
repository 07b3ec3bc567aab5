/*
 * topics.c - which views an event makes stale.
 */
#include "baton/core/record.h"

enum { LOOKED_AT_MAX = 256 };

/* Agents' states rest on tasks, handoffs and reports, so nearly everything concerns them. */
static const unsigned topics[] = {
    [EVENT_TELEMETRY]       = TOPIC_AGENTS | TOPIC_RUNS,
    [EVENT_RUN_STARTED]     = TOPIC_RUNS,
    [EVENT_RUN_ENDED]       = TOPIC_RUNS,
    [EVENT_DOCUMENT_READ]   = TOPIC_DOCUMENTS | TOPIC_TASKS,    /* lines may have shifted */
    [EVENT_DOCUMENT_GONE]   = TOPIC_DOCUMENTS,
    [EVENT_TASK_ADDED]      = TOPIC_TASKS | TOPIC_AGENTS,
    [EVENT_TASK_STATE]      = TOPIC_TASKS | TOPIC_AGENTS,
    [EVENT_TASK_EDITED]     = TOPIC_TASKS | TOPIC_AGENTS,
    [EVENT_TASK_MOVED]      = TOPIC_TASKS,
    [EVENT_TASK_GONE]       = TOPIC_TASKS | TOPIC_AGENTS,
    [EVENT_AGENT_DEFINED]   = TOPIC_AGENTS,
    [EVENT_AGENT_GONE]      = TOPIC_AGENTS,
    [EVENT_AGENT_REPORTED]  = TOPIC_AGENTS,
    [EVENT_HANDOFF_REVISED] = TOPIC_HANDOFFS | TOPIC_AGENTS,
    [EVENT_HANDOFF_GONE]    = TOPIC_HANDOFFS | TOPIC_AGENTS,
    [EVENT_HANDOFF_EVIDENCE] = TOPIC_HANDOFFS,
    [EVENT_CHECK_REPORTED]  = TOPIC_HANDOFFS,
    [EVENT_HANDOFF_DECIDED] = TOPIC_HANDOFFS | TOPIC_AGENTS,
    [EVENT_EFFECT_DONE]     = TOPIC_HANDOFFS,
    [EVENT_NEED_SNOOZED]    = TOPIC_HANDOFFS | TOPIC_ESCALATIONS,
    [EVENT_ESCALATION_STATED] = TOPIC_ESCALATIONS | TOPIC_AGENTS,
    [EVENT_ESCALATION_UNSAID] = TOPIC_ESCALATIONS | TOPIC_AGENTS,
    [EVENT_ESCALATION_DECIDED] = TOPIC_ESCALATIONS | TOPIC_AGENTS,
    [EVENT_EVENT_REDACTED]  = TOPIC_ALL,
    [EVENT_SIGNERS_READ]    = 0,
    [EVENT_GATE_REFUSED]    = 0,
    [EVENT_EDIT_MADE]       = TOPIC_TASKS | TOPIC_ESCALATIONS,  /* a lost one needs somebody */
    [EVENT_EDIT_UNDONE]     = TOPIC_TASKS | TOPIC_ESCALATIONS,
    [EVENT_EDIT_LOST]       = TOPIC_TASKS | TOPIC_ESCALATIONS,
    [EVENT_EDIT_PASSED]     = TOPIC_TASKS | TOPIC_ESCALATIONS,
};
_Static_assert(ARRAY_LEN(topics) == EVENT_KIND_COUNT, "one row per kind");

unsigned topics_of(EventKind kind, const char *action)
{
    bool escalates = kind == EVENT_TELEMETRY && str_ieq(str_from(action), STR("ESCALATE"));
    return topics[kind] | TOPIC_EVENTS | (escalates ? TOPIC_ESCALATIONS : 0);
}

unsigned topics_since(Store *s, int64_t *seq)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    EventRows rows = { 0 };
    int64_t last = store_last_seq(s);
    unsigned bits = 0;

    if (last == *seq)
        return 0;
    if (last < *seq || last - *seq > LOOKED_AT_MAX ||
        store_events(s, a, &(EventQuery){ .after = *seq, .limit = LOOKED_AT_MAX }, &rows) < 0) {
        *seq = last;
        return TOPIC_ALL;
    }
    for (size_t i = 0; i < rows.len; i++) {
        bits |= topics_of(rows.items[i].kind, rows.items[i].action);
        *seq = MAX(*seq, rows.items[i].seq);
    }
    *seq = MAX(*seq, last);
    return bits;
}
