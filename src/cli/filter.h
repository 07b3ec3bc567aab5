/*
 * filter.h - flags that several lists share, read from what was typed.
 */
#ifndef BATON_CLI_FILTER_H
#define BATON_CLI_FILTER_H

#include "baton/core/command.h"

/* Words of a kind of state, in the order of its enum. */
typedef struct {
    const char *what;           /* "task" */
    const char *const *words;
    size_t n;
} StateWords;

extern const StateWords task_words, handoff_words, escalation_words;

/* --state=a,b and --state=a --state=b to one bit a state; 0 when none is given.  DONE or USAGE. */
int filter_states(Cmd *cmd, const StateWords *words, unsigned *ret_states);

/* --FLAG=2h, 15m, 3d, 90s ago or a time, as ms UTC; 0 when it is not given.  DONE or USAGE. */
int filter_time(Cmd *cmd, const char *flag, int64_t *ret_at);
int filter_time_text(Cmd *cmd, const char *flag, const char *text, int64_t *ret_at);    /* what --FLAG says */

/* --FLAG=90s, 15m, 2h, 3d as milliseconds; 0 when it is not given.  DONE or USAGE. */
int filter_span(Cmd *cmd, const char *flag, int64_t *ret_ms);

/* --limit=N, N >= 1.  DONE or USAGE. */
int filter_limit(Cmd *cmd, int64_t otherwise, int64_t *ret_limit);

/* --agent as the slug that the ledger compares; "-" and "" are nobody; NULL: it is not given. */
const char *filter_agent(Cmd *cmd);

#endif
