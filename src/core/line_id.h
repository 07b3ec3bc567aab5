/*
 * line_id.h - which event a line of a log is, so that no way of reading it makes a second one.
 *
 * The id is made from the log, the text of the line, and which of several equal lines it is.
 */
#ifndef BATON_SRC_CORE_LINE_ID_H
#define BATON_SRC_CORE_LINE_ID_H

#include "baton/base/digest.h"

enum {
    TWINS_MAX = 64,             /* equal lines that are counted; further ones go by their offset */
};

/* How often a line was seen in this reading, by a hash of its text; open addressing. */
typedef struct { uint64_t key; uint32_t count; } Counted;
typedef struct { Counted *items; size_t len, cap; } Counts;
void counts_done(Counts *c);

/* How many lines like this came before in this reading; -1: too many to count. */
int counts_next(Counts *c, const uint8_t digest[DIGEST_SIZE]);

typedef struct { char text[5 + DIGEST_HEX_SIZE]; } LineId;

/* twin: which of several equal lines; -1: the one at this offset.  path: as the ledger names the log. */
LineId line_id(const char *path, const uint8_t digest[DIGEST_SIZE], int twin, int64_t offset);

#endif
