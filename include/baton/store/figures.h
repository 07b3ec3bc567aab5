/*
 * figures.h - what figures are made of: turns of handoffs, rates of events, what happened since.
 *
 * Projections and events alone, no clock and no index: each call reads what its comment says.
 */
#ifndef BATON_STORE_FIGURES_H
#define BATON_STORE_FIGURES_H

#include "baton/store/store.h"

/*
 * A revision, or a verdict on one.  By handoff, then in the order of the ledger.  Reads all revisions and decisions
 * (of this run; NULL: of any).
 */
typedef struct {
    const char *handoff;        /* UUID */
    const char *revision;       /* digest */
    const char *from, *run;     /* of the handoff; NULL: not known */
    bool decided;               /* a verdict; else a revision came */
    Verdict verdict;
    HandoffState state;         /* of the handoff after it */
    HandoffState now;           /* of the handoff today */
    int64_t changed_at;         /* when it came to be that */
    int64_t at, seq;
} TurnRow;
typedef struct { TurnRow *items; size_t len, cap; } TurnRows;
int store_turns(Store *s, Arena *a, const char *run, TurnRows *ret_rows);

/* Events per bucket of `width` ms, those that are not empty.  Reads every event, or every one of the run. */
typedef struct { int64_t at, events; } RateRow;
typedef struct { RateRow *items; size_t len, cap; } RateRows;
int store_rate(Store *s, Arena *a, const char *run, int64_t width, int64_t from, int64_t to, RateRows *ret_rows);

/* When the first event was; 0: there is none.  Reads every event, or every one of the run. */
int64_t store_first_at(Store *s, const char *run);

/* Events after this seq that are not before `from`: reads those after seq. */
typedef struct {
    int64_t events, tasks_done, tasks_started, tasks_added, tasks_blocked;
    int64_t handoffs, approved, rejected;
} SinceCounts;
int store_since(Store *s, int64_t seq, int64_t from, SinceCounts *ret);
/* Of those what somebody would want to read, newest first. */
int store_notable(Store *s, Arena *a, int64_t seq, int64_t from, int64_t limit, EventRows *ret_rows);

/*
 * Telemetry among the newest `limit` events of a run (NULL: of all), newest first; reasons are cut.
 * *ret_whole: there are no more events than that.
 */
typedef struct {
    int64_t seq, at;
    const char *slug, *agent, *action, *reason;     /* "" where it does not say */
} SaidRow;
typedef struct { SaidRow *items; size_t len, cap; } SaidRows;
int store_said(Store *s, Arena *a, const char *run, int64_t limit, SaidRows *ret_rows, bool *ret_whole);

#endif
