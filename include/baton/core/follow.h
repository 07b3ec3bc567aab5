/*
 * follow.h - what happens, as it happens, for commands that stay.
 *
 * Commits of others wake it: .baton is watched, and looked at again soon after each hint, because a hint comes before
 * the commit can be seen; once a second it looks in any case.  SIGINT, SIGTERM and SIGHUP end it cleanly.
 */
#ifndef BATON_CORE_FOLLOW_H
#define BATON_CORE_FOLLOW_H

#include "baton/core/context.h"

typedef struct {
    bool files;                 /* takes watched files in when they change, and fills the index when it is idle */
    int64_t for_ms;             /* ends after so long; 0: it goes on */
    void *ctx;
    /*
     * The ledger changed, or the time that it asked for has come (wall clock, ms; 0: none).  At once for a
     * start.  < 0 ends it: -EPIPE as if it was asked to.
     */
    int (*look)(void *ctx, int64_t *ret_next);
    bool (*unread)(void *ctx);  /* nobody reads what is said: it ends.  Asked once a second */
    void (*trouble)(void *ctx, const char *sentence);       /* files could not be taken in; NULL: nobody asks */
} Follow;

/* The ledger is open.  0, or -errno with a sentence. */
int follow(Context *c, const Follow *f, Message *m);

#endif
