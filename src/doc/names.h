/*
 * names.h - names of agents in the text of a document.
 */
#ifndef BATON_SRC_DOC_NAMES_H
#define BATON_SRC_DOC_NAMES_H

#include "baton/base/str.h"

/*
 * "backend-engineer", "Central AI", "/qa-engineer", "@claude", "Agent D": reads like an agent's
 * name.
 */
bool name_is_agent(Str s);

/* What a cell or the value of a key names; empty for "none", "TBD", "[agent]". */
Str name_clean(Str value);

/*
 * Whom a title names: "Agent D — …", "backend-engineer: …", "… @gavin", "… (qa-engineer)"; empty:
 * nobody.
 */
Str name_at_start(Str title);
Str name_mentioned(Str title);
Str name_in_heading(Str title);

/* The first agent that a sentence hands over to: "Handoff back to `/qa-engineer` for …". */
Str name_of_receiver(Str sentence);

#endif
