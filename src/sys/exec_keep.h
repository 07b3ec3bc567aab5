/*
 * exec_keep.h - of an output of any length, the first and the last bytes.
 */
#ifndef BATON_SRC_SYS_EXEC_KEEP_H
#define BATON_SRC_SYS_EXEC_KEEP_H

#include "baton/base/str.h"

typedef struct {
    Buf *head;                  /* where the first half goes at once */
    size_t head_room;
    Buf tail;                   /* the last bytes; a ring once it is full */
    size_t tail_max, tail_at;   /* tail_at: where its oldest byte is */
    uint64_t dropped;
} Keep;

void keep_init(Keep *k, Buf *out, size_t max);
void keep_add(Keep *k, Str piece);
void keep_end(Keep *k);         /* puts the last half behind the first */

#endif
