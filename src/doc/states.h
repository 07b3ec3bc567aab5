/*
 * states.h - the vocabulary of task states: which words, in which text, where.
 */
#ifndef BATON_SRC_DOC_STATES_H
#define BATON_SRC_DOC_STATES_H

#include "baton/base/str.h"
#include "baton/model/states.h"

typedef struct {
    TaskState state;
    bool strong;                /* speaks of a task wherever it stands, unlike "fixed" */
    size_t at, end;             /* bytes of the phrase in the text given */
} StateHit;

/*
 * Like doc_task_state(), and says where.  Looks at the first words only: a sentence is no status.
 */
int state_find(Str value, StateHit *ret_hit);

/* The phrase that the text begins with, behind emoji and marks for emphasis; -ENOENT: none. */
int state_at_start(Str text, StateHit *ret_hit);

/* The phrase that the text ends with, before emoji and marks; -ENOENT: none. */
int state_at_end(Str text, StateHit *ret_hit);

/* Whether the whole text is one phrase of the vocabulary. */
bool state_is_whole(Str text, TaskState *ret_state);

/* Without an emoji of the vocabulary in front: "✅ Set up CI".  -ENOENT when there is none. */
int state_emoji(Str text, TaskState *ret_state, Str *ret_emoji, Str *ret_rest);

/* An emoji of the vocabulary at the end: "Set up CI ✅".  -ENOENT when there is none. */
int state_emoji_behind(Str text, TaskState *ret_state, Str *ret_emoji);

/* A strong state that is all of a value, or has a bracket, a dash or a stop behind it. */
bool state_is_value(Str text, StateHit *ret_hit);

#endif
