/*
 * reconcile.h - what a document says now against what the ledger holds of it.  Pure: no I/O.
 *
 * The answer is a list of tasks (kept, new, gone) and of shifts: "lines first … last went down by
 * delta".  A line put in front of ten thousand tasks is one shift; a task is `moved` only when
 * it stands elsewhere than the shifts say.  Shifts name lines as they were, never overlap, and
 * come in an order in which they may also be carried out one after the other.
 */
#ifndef CORE_RECONCILE_H
#define CORE_RECONCILE_H

#include "baton/model/facts.h"
#include "baton/store/store.h"

#define TASK_FIELDS(X) \
    X(REF, "ref") X(TITLE, "title") X(ASSIGNEE, "assignee") X(SECTION, "section") \
    X(DEPENDS_ON, "depends_on") X(DEPTH, "depth") X(STATE_RAW, "state_raw")

enum {
#define X(id, json) FIELD_BIT_##id,
    TASK_FIELDS(X)
#undef X
    FIELD_BIT_COUNT
};
#define FIELD(id) (1u << FIELD_BIT_##id)

typedef struct { int first, last, delta; } LineShift;

typedef struct {
    const TaskRow *row;         /* NULL: it appeared */
    const TaskFact *fact;       /* NULL: it is gone */
    unsigned edited;            /* FIELD(…) */
    bool state;                 /* its state is another one */
    bool moved;
} TaskDifference;

/* Lives in the arena it was made with; differences that say nothing are left out. */
typedef struct {
    FACT_LIST(LineShift) shifts;
    FACT_LIST(TaskDifference) tasks;    /* gone ones first, then by line */
} Difference;

/*
 * rows: the tasks of this file; orphans: what this file once held and what stands in files that are
 * gone; strays: what vanished from other files just now.  Each may come in any order, and the last two
 * may be NULL.
 */
void reconcile(Arena *a, const TaskRows *rows, const TaskRows *orphans, const Facts *facts,
               Difference *ret);
void reconcile_with(Arena *a, const TaskRows *rows, const TaskRows *orphans, const TaskRows *strays,
                    const Facts *facts, Difference *ret);

/* Some task appeared that the file did not hold: only then orphans and strays matter. */
bool difference_has_new(const Difference *d);

/* What a row says now that another row of the same task says: the line does not count. */
TaskDifference row_difference(const TaskRow *r, const TaskFact *f);
TaskFact row_fact(const TaskRow *r);

/*
 * Tasks that vanished here and were put into another file shortly before: ret_pairs[i] is the place
 * among `fresh` of what row i became, or -1.
 */
int *reconcile_carried(Arena *a, const TaskRows *vanished, const TaskRows *fresh);

#endif
