/*
 * index_wanted.h - what was typed as a search.
 */
#ifndef BATON_STORE_INDEX_WANTED_H
#define BATON_STORE_INDEX_WANTED_H

#include "db.h"

typedef struct {
    Buf match;                  /* as FTS5 takes it: every word quoted */
    StrList words;              /* for finding the text that holds them */
    bool open;                  /* the last one is still being typed */
    size_t last;                /* where it begins in match */
} Wanted;

/*
 * -EINVAL: there is no word in it.  The last one may still be typed: it stands for all that begin so, unless it is
 * quoted or a blank follows.
 */
int wanted_read(Wanted *w, Arena *a, const char *words);
/*
 * Its match for a table that knows its terms: a long beginning by all the words that it stands for.  1; 0: there is
 * no such word.
 */
int wanted_match(const Wanted *w, Store *words, Arena *a, Buf *out);
/* The line of a text that holds most of the words, and which one it is. */
Str wanted_line(const Wanted *w, Str text, int *ret_number);
/* False: the table of words would not find it.  Letters of other alphabets are left to the table. */
bool wanted_may_be_in(const Wanted *w, Str text);

#endif
