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
 * rows: the tasks of this file; orphans: those of files that are gone, or NULL.  Both may come in
 * any order.
 */
void reconcile(Arena *a, const TaskRows *rows, const TaskRows *orphans, const Facts *facts,
               Difference *ret);

#endif
