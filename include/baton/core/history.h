/*
 * history.h - what happened, in a few words: the same in both faces.
 *
 * Texts are Raw: they hold what files and agents say.  They live in the arena or as long as what they
 * were made from.
 */
#ifndef BATON_CORE_HISTORY_H
#define BATON_CORE_HISTORY_H

#include "baton/base/mem.h"
#include "baton/model/event.h"

/* "[ ] → [x]"; "put in '- a note'" or "took out '…'" where one of the two is empty. */
const char *change_text(Arena *a, const char *before, const char *after, bool ascii);

/* Who did it: the person or agent that used baton, else the agent that the event is about.  NULL: nobody. */
const char *event_who(const Event *e);

/*
 * What changed, for the history of one thing: "pending → done", "renamed to 'Seed the rates'", a reason;
 * NULL: the kind says it all.
 */
const char *event_change(Arena *a, const Event *e, bool ascii);

/* The same with what it is about, for a list of all: "pending → done  Rate picker".  NULL: nothing says it. */
const char *event_summary(Arena *a, const Event *e, bool ascii);

#endif
