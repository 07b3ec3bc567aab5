/*
 * handoff_fields.h - what the headings and keys of a handoff are called.
 */
#ifndef BATON_SRC_DOC_HANDOFF_FIELDS_H
#define BATON_SRC_DOC_HANDOFF_FIELDS_H

#include "baton/base/str.h"

typedef enum {
    HAND_NONE,
    HAND_FROM,
    HAND_TO,
    HAND_DATE,
    HAND_STATUS,
    HAND_SUMMARY, /* one value */
    HAND_DONE,
    HAND_BLOCKERS,
    HAND_QUESTIONS,
    HAND_NEXT,
    HAND_EXTRA,    /* a list */
    HAND_LABELLED, /* an extra that keeps its key */
    HAND_OTHER,    /* known, and of no use here */
} HandField;

static inline bool hand_is_list(HandField f) { return f >= HAND_DONE && f <= HAND_LABELLED; }

HandField hand_key(Str key);            /* "Blockers" in front of a colon */
HandField hand_heading(Str title); /* "BLOCKERS (waiting on external)", "What was done this week" */

#endif
