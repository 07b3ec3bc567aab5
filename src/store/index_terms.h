/*
 * index_terms.h - the distinct words of the events that the index has.
 */
#ifndef BATON_STORE_INDEX_TERMS_H
#define BATON_STORE_INDEX_TERMS_H

#include "db.h"

enum { TERMS_MAX = 16 };                        /* that one beginning stands for */

typedef struct {
    Arena *a;
    fts5_tokenizer tokenizer;
    Fts5Tokenizer *words;
    StrList all;
    const char **places;                        /* of all, by hash */
    size_t place_count;
} Terms;

int terms_begin(Terms *t, Store *s, Arena *a);
int terms_add(Terms *t, const char *text);      /* those of a text */
int terms_write(Terms *t, Store *s);            /* inside a transaction */
void terms_done(Terms *t);

/* Words that begin with these small letters and digits; -E2BIG: too many, or some of other alphabets. */
int terms_beginning(Store *s, Arena *a, const char *beginning, StrList *ret);

#endif
