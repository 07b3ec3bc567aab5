/*
 * escalation_words.h - what the commands about escalations share.
 */
#ifndef BATON_CLI_ESCALATION_WORDS_H
#define BATON_CLI_ESCALATION_WORDS_H

#include "baton/core/escalate.h"
#include "baton/model/escalation.h"
#include "lists.h"

/* "qa-engineer", "qa-engineer?" of one that is only proposed, "" for nobody. */
const char *taker_text(Arena *a, const EscalationRow *e, const Proposal *p);

#endif
