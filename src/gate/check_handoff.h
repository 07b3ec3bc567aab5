/*
 * check_handoff.h - the three parts of a handoff, by the names that people give them.
 */
#ifndef BATON_SRC_GATE_CHECK_HANDOFF_H
#define BATON_SRC_GATE_CHECK_HANDOFF_H

#include <stdbool.h>

typedef enum { PART_NONE, PART_DONE, PART_OPEN, PART_NEXT } HandoffPart;

/* Which part a title names; words as plain_words() gives them. */
HandoffPart handoff_part(const char *words);

#endif
