/*
 * citations.h - the files and lines that a text points at.
 */
#ifndef BATON_SRC_DOC_CITATIONS_H
#define BATON_SRC_DOC_CITATIONS_H

#include "baton/model/facts.h"

/*
 * Fills the citations of an item from its text: `a/b.ts:14-88`, [b](a/b.ts#L14-L88), a/b.ts (lines
 * 14-88).
 */
void citations_find(Arena *a, Str text, HandoffItem *item);

#endif
