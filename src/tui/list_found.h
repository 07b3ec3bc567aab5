/*
 * list_found.h - what a filter finds, where finding it takes longer than a key may: it is sought elsewhere.
 *
 * What is listed stays until there is something for the new words.  What was found stands in the list's data.
 */
#ifndef BATON_TUI_LIST_FOUND_H
#define BATON_TUI_LIST_FOUND_H

#include "screen.h"

enum { FOUND_AT_ONCE = 100 };   /* rows that are looked through on a key */

typedef struct {
    const char *words;
    Seqs seqs;                  /* which rows, in the order of the list */
    size_t first;               /* how many of them are of its first part */
    bool partial;               /* the rest is being sought */
} Found;

/* May run on another thread, with a context of that thread's. */
typedef int FoundSeek(Context *c, Arena *a, const char *words, Found *ret);

bool found_is_for_filter(const List *l);        /* what is listed is what the filter wants, if not the newest of it */
void found_put(List *l, Arena *a, Found *f);    /* lists it; the arena is the list's from now on */
void found_seek(List *l, FoundSeek *seek);      /* all of it: list_count() hears of it, l->arrived being set */
void found_now(List *l, FoundSeek *seek);       /* the same here and now, where there is little */
void found_forget(List *l);                     /* there is no filter */
const char *found_among(const List *l, size_t from, size_t to);         /* these as a JSON array */

#endif
