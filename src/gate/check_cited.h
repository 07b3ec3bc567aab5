/*
 * check_cited.h - what became of the files that an artifact cites.
 */
#ifndef BATON_SRC_GATE_CHECK_CITED_H
#define BATON_SRC_GATE_CHECK_CITED_H

#include "check_parts.h"

typedef enum {
    CITED_FILE,
    CITED_FOLDER,
    CITED_GONE,                 /* this revision removed or renamed it */
    CITED_MISSING,
    CITED_OUTSIDE,              /* of the work tree, by its name or by a link */
    CITED_UNSURE,               /* it may be no path at all: "Next.js", "api/v1/users" */
} CitedState;

typedef struct {
    const char *path;           /* as cited */
    const char *found;          /* in the tree; NULL: nowhere */
    CitedState state;
    int last;                   /* the largest line that is cited */
    int64_t lines;              /* how many it has, or at least last; -1: not counted */
} Cited;
typedef struct { Cited *items; size_t len, cap; } CitedFiles;   /* sorted by path, each once */

/* Each file is looked at once, however often it is cited. */
void cited_read(const CheckInput *in, Arena *a, CitedFiles *ret);
const Cited *cited_find(const CitedFiles *files, const char *path);

/* The lists of a handoff, in the order of HandoffFact. */
typedef enum { ITEMS_DONE, ITEMS_BLOCKERS, ITEMS_QUESTIONS, ITEMS_NEXT, ITEMS_EXTRAS, ITEMS_COUNT } ItemsKind;
const HandoffItems *handoff_items(const HandoffFact *h, ItemsKind kind);

#endif
