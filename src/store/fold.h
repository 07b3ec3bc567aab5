/*
 * fold.h - what an event changes in the projections: one function per kind, one file per noun.
 *
 * A fold reads the event and the projections, nothing else: no clock, no files.  So folding the
 * ledger again gives the same rows.  An event that does not fit (a task that is not there) changes
 * nothing and is no error; negative results are errors of the database.
 */
#ifndef BATON_STORE_FOLD_H
#define BATON_STORE_FOLD_H

#include "baton/format/json.h"
#include "ledger.h"

typedef struct {
    Store *s;
    Arena *a;
    const Event *e;
    const char *slug;           /* of e->agent; "" when it names nobody */
    const Json *body;           /* NULL: not asked for, or no JSON object */
} Fold;

int fold_event(Store *s, const LedgerRow *row);

/* Empties the projections and folds every event again, inside the open transaction. */
int fold_ledger(Store *s, int64_t *ret_events);

/* The tables that folds fill, with an order that makes two of them comparable. */
typedef struct { const char *table, *order; } Projection;
extern const Projection projections[];
extern const size_t projection_count;

int fold_telemetry(Fold *f);
int fold_run_started(Fold *f);
int fold_run_ended(Fold *f);
int fold_document_read(Fold *f);
int fold_document_gone(Fold *f);
int fold_task_added(Fold *f);
int fold_task_state(Fold *f);
int fold_task_edited(Fold *f);
int fold_task_moved(Fold *f);
int fold_task_gone(Fold *f);
int fold_agent_defined(Fold *f);
int fold_agent_gone(Fold *f);
int fold_agent_reported(Fold *f);
int fold_handoff_revised(Fold *f);
int fold_handoff_gone(Fold *f);
int fold_handoff_evidence(Fold *f);
int fold_check_reported(Fold *f);
int fold_handoff_decided(Fold *f);
int fold_effect_done(Fold *f);
int fold_need_snoozed(Fold *f);
int fold_escalation_stated(Fold *f);
int fold_escalation_unsaid(Fold *f);
int fold_escalation_decided(Fold *f);
int fold_edit_made(Fold *f);
int fold_edit_undone(Fold *f);
int fold_edit_lost(Fold *f);
int fold_edit_passed(Fold *f);

/* ---- steps that several folds share ---- */

const char *fold_text(const Fold *f, const char *key);          /* "" when the body does not say */
const char *fold_slug(const Fold *f, const char *name);         /* "" for nobody */
const char *fold_list(const Fold *f, const char *key);          /* a JSON array, "[]" for none */

int run_heard(Fold *f);                                         /* one telemetry event more */
const char *task_field(const Fold *f);                          /* the task that telemetry names; NULL */

/* Escalations (fold_escalation*.c). */
bool escalation_is_told(const Event *e);                /* telemetry that is one: quick for all others */
int escalation_by_telemetry(Fold *f);
/* After a change of the task that the event is about; before it, it was: */
typedef struct {
    bool blocked;               /* false: also of one that is new */
    const char *slug;           /* NULL: it is new */
} TaskBefore;
int escalation_by_task(Fold *f, const TaskBefore *before);
int escalation_task_gone(Fold *f);                      /* asked while the task is still there */
int escalation_by_check(Fold *f, const char *revision, const Json *check);
int escalations_of_decided(Fold *f);                    /* handoffs that nobody has to look at any more */

int agent_mention(Fold *f, const char *slug, const char *shown);    /* makes or respells its row */
typedef struct { AgentState state; const char *word, *task; } Report;
int agent_report(Fold *f, const Report *report);        /* makes its row; outdated ones change only its spelling */
int agent_heard(Fold *f, const Report *report);         /* the same by telemetry: it may be held (held.h) */
int agent_count_task(Fold *f, const char *slug, TaskState state, int by);

/* Claims: who said to be at work on which task (fold_claim.c). */
int claims_clear(Fold *f, const char *task);            /* it is not in progress any more */
int claims_begin(Fold *f, const char *task);            /* it is from now on */
int claim_by_file(Fold *f, const char *task, const char *slug, const char *name);   /* slug "": nobody */
int claim_drop(Fold *f, const char *task, const char *slug);
int claim_by_telemetry(Fold *f);
int claim_by_report(Fold *f, bool working, const char *task, const char *file);
bool is_start(const Event *e);                          /* telemetry that may name a task */

int tasks_shift(Fold *f, const char *file, const Json *shift);

#endif
