/*
 * message.h - one sentence for a person.
 *
 * Depth returns 0 or -errno and positions; edges word them, once, into a Message: what, where
 * (file:line), how to mend it.  A Message starts as {0} and holds at most one sentence; the text
 * may hold names from outside and goes through safe_line() before it reaches a terminal.
 */
#ifndef BATON_BASE_MESSAGE_H
#define BATON_BASE_MESSAGE_H

#include "baton/base/macros.h"

typedef struct {
    char text[1024];
} Message;

/* Words the message and returns -1, so that an edge can write `return fail(m, …)`. */
PRINTF(2, 3) int fail(Message *m, const char *fmt, ...);

/* Like fail(), and returns r: for edges that pass the code on as well. */
PRINTF(3, 4) int fail_with(Message *m, int r, const char *fmt, ...);

#endif
