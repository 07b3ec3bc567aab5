/*
 * said.h - what an agent's own words mean for its state.
 */
#ifndef BATON_STORE_SAID_H
#define BATON_STORE_SAID_H

#include "baton/model/event.h"
#include "baton/model/states.h"

AgentState said_by_telemetry(const Event *e);
AgentState said_by_file(const char *word);      /* a state of a task or of an agent; unknown for any other */

#endif
