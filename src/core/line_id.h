/*
 * line_id.h - which event a line of a log is, so that no way of reading it makes a second one.
 *
 * The id is made from the text of the line with its time, and which of several equal lines it is; where it has no
 * time, from the log as well.
 */
#ifndef BATON_SRC_CORE_LINE_ID_H
#define BATON_SRC_CORE_LINE_ID_H

#include "baton/base/digest.h"
#include "baton/store/store.h"

enum {
    TWINS_MAX = 64,             /* equal lines that are counted; further ones go by their offset */
};

/* How often a line was seen in this reading, by a hash of its text; open addressing. */
typedef struct { uint64_t key; uint32_t count; } Counted;
typedef struct { Counted *items; size_t len, cap; } Counts;
void counts_done(Counts *c);

/* How many lines like this came before in this reading; -1: too many to count. */
int counts_next(Counts *c, const uint8_t digest[DIGEST_SIZE]);

typedef struct {
    const uint8_t *digest;      /* of its text */
    int64_t at;                 /* when its text says that it was; 0: it does not */
    int twin;                   /* which of several equal lines; -1: the one at this offset */
    int64_t offset;
} Line;

/*
 * Appends e under the id of this line of the log, as the ledger names it.  1: it is there already.  The id begins
 * with the time, so that those of a log rise: random ones would touch the whole index of a long ledger.
 */
int line_append(Store *s, const char *path, const Line *l, bool old_ids, Event *e);

/* Whether the ledger has lines of logs from a baton with other ids: then these are looked up as well. */
bool lines_have_old_ids(Store *s);

#endif
