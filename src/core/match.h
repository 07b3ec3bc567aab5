/*
 * match.h - which task of a file is which task of the ledger.
 *
 * An agent edits a list by hand: lines move, titles change, numbers shift.  A task stays the same
 * task as long as something says so, in this order: it stands where it stood among unchanged
 * neighbours; an explicit reference with a letter in it ("TASK-8") that is unique; the same title
 * in the same section; the same title elsewhere; a plain number ("1.2") that is unique; the most
 * similar title among those that vanished and appeared.  Plain numbers come late because lists
 * are renumbered when something is put in front.
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
    uint64_t title_key, section_key, ref_key;
    bool strong_ref;
} MatchItem;

typedef struct { MatchItem *items; size_t len; } MatchSide;

/* Computes the keys of every item and sets mate to -1. */
void match_key(MatchSide *side);

/* Pairs items of one file, both sides in the order of their lines. */
void match_tasks(MatchSide *was, MatchSide *is);

/*
 * Pairs what appeared here with what a file that is gone held: same unique reference, or same
 * title in the same section.  Only items without a mate take part.
 */
void match_orphans(MatchSide *was, MatchSide *is);

/* The part of match_tasks() that compares wordings; cost is bounded for any number of items. */
void match_similar(MatchSide *was, MatchSide *is);

/* 0 … 1: how much two titles have in common, by pairs of letters and by words. */
double title_similarity(const char *a, const char *b);

#endif
