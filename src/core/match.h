/*
 * match.h - which task of a file is which task of the ledger.
 *
 * An agent edits a list by hand: lines move, titles change, numbers shift.  A task stays the same
 * task as long as something says so, in this order: it stands where it stood among unchanged
 * neighbours; a name ("TASK-8") that is unique; the same title in the same section; the same title
 * elsewhere; the most similar title among those that vanished and appeared; a unique number
 * ("1.2", "Task 3") when the titles have something in common.  Numbers come late because lists
 * are renumbered when something is put in front; names do too when several titles at once
 * go by other names.  Another title at the same place is another task.
 */
#ifndef CORE_MATCH_H
#define CORE_MATCH_H

#include "baton/base/str.h"

typedef struct {
    const char *ref, *title;    /* NULL: none */
    const StrList *section;
    int line;
    int mate;                   /* out: index on the other side, or -1 */
    /* Filled in by match_key(). */
    const char *words;          /* the title behind what the document calls the task; "" for none */
    uint64_t title_key, section_key, ref_key;
    bool strong_ref;
} MatchItem;

typedef struct { MatchItem *items; size_t len; } MatchSide;

/* Computes the keys of every item and sets mate to -1. */
void match_key(MatchSide *side);

/* Pairs items of one file, both sides in the order of their lines. */
void match_tasks(MatchSide *was, MatchSide *is);

/*
 * Pairs what appeared here with what this file once held, or a file held that is gone: same unique
 * name, same title in the same section, or same unique title.  Only items without a mate take part.
 */
void match_orphans(MatchSide *was, MatchSide *is);

/* The same with what just vanished from other files: a name counts only with a title like it. */
void match_strays(MatchSide *was, MatchSide *is);

/*
 * The part of match_tasks() that compares wordings; cost is bounded for any number of items.
 * Two names that differ are two tasks, unless the list was renumbered.
 */
void match_similar(MatchSide *was, MatchSide *is, bool renumbered);

/* 0 … 1: how much two titles have in common, by the words that say what it is about. */
double title_similarity(const char *a, const char *b);

#endif
