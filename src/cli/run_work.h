/*
 * run_work.h - what telemetry of a run leaves open, in words and as JSON.
 */
#ifndef BATON_CLI_RUN_WORK_H
#define BATON_CLI_RUN_WORK_H

#include "baton/core/command.h"
#include "baton/format/json.h"

/* What telemetry is called that names no run. */
#define NO_RUN "(no run)"

/* "qa-engineer: 2 STARTs without an end", one for each agent and kind; run "": telemetry without one. */
void run_work_words(Cmd *cmd, const RunWorks *works, const char *run, StrList *ret);

/* Adds "unfinished" and "unstarted": lists of agent and count. */
void run_work_json(Json *j, const RunWorks *works, const char *run);

#endif
