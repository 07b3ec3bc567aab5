/*
 * edit_phrases.h - usual phrases for task states by language and in a given case.
 */
#ifndef BATON_SRC_DOC_EDIT_PHRASES_H
#define BATON_SRC_DOC_EDIT_PHRASES_H

#include "baton/base/str.h"
#include "baton/model/states.h"

typedef enum {
    LANGUAGE_ENGLISH, LANGUAGE_GERMAN, LANGUAGE_PORTUGUESE, LANGUAGE_SPANISH, LANGUAGE_FRENCH,
    LANGUAGE_CHINESE, LANGUAGE_CHINESE_TRADITIONAL, LANGUAGE_JAPANESE, LANGUAGE_KOREAN,
    LANGUAGE_COUNT,
} Language;

/* Of a phrase of the vocabulary; English when nothing tells otherwise. */
Language phrase_language(Str phrase);

/* What stands between the words of a phrase: ' ', '_', '-'; 0: it has one word. */
char phrase_joint(Str phrase);

/* In the language and the case of the sample, its words put together with joint; may be empty. */
Str phrase_usual(Arena *a, TaskState state, Str sample, char joint);

#endif
