/*
 * agent_json.h - an agent definition as JSON and back.
 *
 * One object with every field of AgentDef under the name that the lists in model/agent.h give it:
 * texts are strings or null, lists are arrays of strings.  The ledger keeps definitions in this
 * form, and `baton agents --json` prints it with the state added.
 */
#ifndef BATON_CORE_AGENT_JSON_H
#define BATON_CORE_AGENT_JSON_H

#include "baton/format/json.h"
#include "baton/model/agent.h"

Json *agent_json(const AgentDef *d);

/* Lives in the arena.  What is missing or of another type is empty; NULL when j is no object. */
AgentDef *agent_from_json(Arena *a, const Json *j);

/* The same of its text, which may be NULL: as the ledger has it, it is read without a tree. */
AgentDef *agent_read(Arena *a, const char *text);

#endif
