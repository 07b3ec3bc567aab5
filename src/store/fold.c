/*
 * fold.c - which function folds which kind of event.
 */
#include "held.h"

/* What is only to be looked up in the ledger itself. */
static int fold_nothing(Fold *f UNUSED) { return 0; }

typedef struct {
    int (*run)(Fold *f);
    bool (*wants_body)(const Event *e);
} FoldRow;

static bool yes(const Event *e UNUSED) { return true; }
static bool no(const Event *e UNUSED) { return false; }

/* Telemetry is the bulk of a ledger, and only an escalation or a start says more in its body. */
static bool is_telling(const Event *e)
{
    return is_start(e) || escalation_is_told(e);
}

static const FoldRow folds[] = {
    [EVENT_TELEMETRY]       = { fold_telemetry, is_telling },
    [EVENT_RUN_STARTED]     = { fold_run_started, yes },
    [EVENT_RUN_ENDED]       = { fold_run_ended, yes },
    [EVENT_DOCUMENT_READ]   = { fold_document_read, yes },
    [EVENT_DOCUMENT_GONE]   = { fold_document_gone, no },
    [EVENT_TASK_ADDED]      = { fold_task_added, yes },
    [EVENT_TASK_STATE]      = { fold_task_state, yes },
    [EVENT_TASK_EDITED]     = { fold_task_edited, yes },
    [EVENT_TASK_MOVED]      = { fold_task_moved, yes },
    [EVENT_TASK_GONE]       = { fold_task_gone, yes },
    [EVENT_AGENT_DEFINED]   = { fold_agent_defined, yes },
    [EVENT_AGENT_GONE]      = { fold_agent_gone, no },
    [EVENT_AGENT_REPORTED]  = { fold_agent_reported, yes },
    [EVENT_HANDOFF_REVISED] = { fold_handoff_revised, yes },
    [EVENT_HANDOFF_EVIDENCE] = { fold_handoff_evidence, yes },
    [EVENT_CHECK_REPORTED]  = { fold_check_reported, yes },
    [EVENT_HANDOFF_DECIDED] = { fold_handoff_decided, yes },
    [EVENT_EFFECT_DONE]     = { fold_effect_done, yes },
    [EVENT_SIGNERS_READ]    = { fold_nothing, no },
    [EVENT_GATE_REFUSED]    = { fold_nothing, no },
    [EVENT_NEED_SNOOZED]    = { fold_need_snoozed, yes },
    [EVENT_EVENT_REDACTED]  = { fold_nothing, no },
    [EVENT_ESCALATION_STATED] = { fold_escalation_stated, yes },
    [EVENT_ESCALATION_UNSAID] = { fold_escalation_unsaid, yes },
    [EVENT_ESCALATION_DECIDED] = { fold_escalation_decided, yes },
    [EVENT_HANDOFF_GONE]    = { fold_handoff_gone, no },
    [EVENT_EDIT_MADE]       = { fold_edit_made, yes },
    [EVENT_EDIT_UNDONE]     = { fold_edit_undone, yes },
    [EVENT_EDIT_LOST]       = { fold_edit_lost, yes },
    [EVENT_EDIT_PASSED]     = { fold_edit_passed, yes },
};
_Static_assert(ARRAY_LEN(folds) == EVENT_KIND_COUNT, "one row per kind");

const Projection projections[] = {
    { "run", "id" },          { "agent", "slug, file" }, { "task", "seq" },
    { "document", "path" },   { "handoff", "number" },   { "escalation", "number" },
    { "gone_task", "file, id" }, { "claim", "slug, task, source" }, { "edit", "number" },
    { "revision", "handoff, number" }, { "check_result", "handoff, revision, name" },
    { "decision", "handoff, seq" }, { "effect", "decision, kind" }, { "snooze", "need" },
    { "escalation_event", "number, channel, n" }, { "escalation_mark", "file, mark" },
};
const size_t projection_count = ARRAY_LEN(projections);

static int fold_row(Store *s, const LedgerRow *row)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(json_free_ptr) Json *body = NULL;
    const FoldRow *fold = &folds[row->e.kind];

    if (fold->wants_body(&row->e))
        (void)json_parse(str_from(row->e.body), &body);
    return fold->run(&(Fold){ s, a, &row->e, row->slug, body });
}

/* Only telemetry is held back: all other folds look at the rows. */
int fold_event(Store *s, const LedgerRow *row)
{
    bool folds_already = s->folds;
    int r = row->e.kind == EVENT_TELEMETRY ? 0 : held_write(s);

    s->folds = true;
    if (r == 0)
        r = fold_row(s, row);
    s->folds = folds_already;
    return r;
}

const char *fold_text(const Fold *f, const char *key)
{
    const char *text = json_get_str(f->body, key);
    return text ? text : "";
}

const char *fold_slug(const Fold *f, const char *name)
{
    const char *slug = name ? agent_slug(f->a, str_from(name)) : NULL;
    return slug ? slug : "";
}

const char *fold_list(const Fold *f, const char *key)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    const Json *list = json_get(f->body, key);

    if (!json_is_array(list) || !json_len(list))
        return "[]";
    json_write(&out, list, false);
    return arena_str(f->a, buf_str(&out));
}
