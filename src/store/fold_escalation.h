/*
 * fold_escalation.h - what the folds that raise and close escalations share.
 *
 * One cause is one row, in whatever state.  Who tells of it fills in a Statement; a row that is closed
 * opens again by a statement that was made after that.
 */
#ifndef BATON_STORE_FOLD_ESCALATION_H
#define BATON_STORE_FOLD_ESCALATION_H

#include "fold.h"

typedef struct {
    EscalationVia via;
    const char *cause;          /* NULL: run and reason are the cause */
    const char *run, *slug, *agent, *reason, *to, *task, *file;
    const char *channel;        /* repeats are counted in each */
    int64_t line, handoff;
} Statement;

/* Raises it, counts one more, or opens it again; gives its number. */
int escalation_say(Fold *f, const Statement *said, int64_t *ret_number);
int escalation_close(Fold *f, int64_t number, const char *why);
int escalation_note(Fold *f, int64_t number, const char *channel, int64_t *ret_n);  /* this event belongs to it */

/* The task at hand of this agent that a reason speaks of, by its ref; "" for none. */
const char *escalation_task_in(Fold *f, const char *slug, const char *reason);

/* 1: the task that is named stands as blocked already; that row tells from now on what was said of it. */
int escalation_take_over(Fold *f, const Statement *said, int64_t *ret_number);

/* What somebody said names a task: it covers that the task is blocked, and is over when that has moved on since. */
int escalation_meets_task(Fold *f, int64_t number);

#endif
