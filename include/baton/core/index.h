/*
 * index.h - keeping the index (store/index.h) of a project up to date.
 */
#ifndef BATON_CORE_INDEX_H
#define BATON_CORE_INDEX_H

#include "baton/core/context.h"
#include "baton/store/index.h"

/*
 * Events and watched documents, for about so long; 1: more is left.  Where .baton cannot be written nothing is
 * done.  Needs an open ledger; blocks, so it is for workers and commands.
 */
int index_refresh(Context *c, Index *x, int budget_ms);

/* Opens it for this project, made when needed (write), or NULL in *ret where there is none and none can be made. */
int index_for(Context *c, bool write, Index **ret_index, Message *m);

/* Bounds by number where q has bounds of time; x as index_for() gave it, and NULL changes nothing. */
void index_narrow(Context *c, Index *x, EventQuery *q);

/*
 * As store_events(), q->text being words as index_search() takes them, of the whole ledger whether it is indexed or
 * not.  -EINVAL: there is no word in them.  q->offset is not looked at.
 */
int index_events(Context *c, Index *x, Arena *a, const EventQuery *q, EventRows *ret_rows);

#endif
