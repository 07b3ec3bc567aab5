/*
 * held.h - what telemetry changes of runs and agents, gathered within a transaction and written once.
 *
 * The first event of a run or an agent is written as it comes and makes sure that the row is there; from then on
 * its row is only counted here.  Whatever statement is not part of appending or folding writes it all first
 * (sql_prepare), so nobody sees less than was appended; so does the commit.
 */
#ifndef BATON_STORE_HELD_H
#define BATON_STORE_HELD_H

#include "fold.h"

typedef struct {
    const char *id;
    int64_t events, started_at;
    const char *agent;          /* who was heard at heard_at; "": nobody */
    int64_t heard_at;
} RunNews;
int run_add(Store *s, const RunNews *news);

typedef struct {
    const char *slug, *name, *word, *task;
    AgentState state;
    Source source;
    int64_t at;
} AgentNews;
int agent_hears(Store *s, const AgentNews *news);  /* older than what is known: only its row is there then */
int agent_spell(Store *s, const char *slug, const char *shown);     /* makes or respells its row */

/* False: it has to be written now, and held_begin_*() then says that it was. */
bool held_run(Store *s, const RunNews *news);
void held_begin_run(Store *s, const char *id);
bool held_agent(Store *s, const AgentNews *news);
void held_begin_agent(Store *s, const char *slug);

/* Whether it was said before, with nothing in between, that this agent's telemetry claims no task. */
bool held_claims_ended(const Store *s, const char *slug);
void held_end_claims(Store *s, const char *slug, bool ended);

int held_write(Store *s);               /* and forget it */
void held_drop(Store *s);

#endif
