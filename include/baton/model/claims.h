/*
 * claims.h - what agents claim in plain words, as far as it is plain.  Pure.
 *
 * A sentence counts as a claim only where it cannot mean something else: who is accused of saying what he
 * did not say stops reading.
 */
#ifndef BATON_MODEL_CLAIMS_H
#define BATON_MODEL_CLAIMS_H

#include <stdbool.h>

#include "baton/base/str.h"

/*
 * Words for comparing: lower case, without punctuation and a number in front, one blank around each:
 * "2. **Remaining Blockers/Questions**" is " remaining blockers questions ".
 */
const char *plain_words(Str text, Arena *a);
/* Whether any of the phrases, parted by "|", stands in them; ret_at: behind it. */
bool words_have(const char *words, const char *phrases, const char **ret_at);

#define DONE_WORDS "completed|complete|done|finished"

/* The first line, counted from 1, that says that tests pass, but not "make sure that all tests pass"; 0: none. */
int claim_of_tests(Str text);

/* What was said of a test run says that tests failed: "3 failed", but not "0 failed". */
bool claim_of_failure(Str text);

#endif
