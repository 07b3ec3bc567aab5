/*
 * session_task.h - a task in the session file that is there because of something else: a handoff, an escalation.
 *
 * It is known again by a mark in its title, "(handoff 3)", so that it stands there once, however often it is asked for
 * and by however many processes.  The mark is looked for once more under the lock of the ledger.
 */
#ifndef CORE_SESSION_TASK_H
#define CORE_SESSION_TASK_H

#include "baton/core/context.h"

typedef struct {
    const char *task;           /* its id; NULL: there is no session file */
    const char *file;           /* NULL: there is no session file */
    int line;
    bool added;                 /* by this call */
} SessionTaskReport;

typedef struct {
    const char *mark;           /* "(escalation 3)" */
    const char *text;           /* what is to be done, in somebody's words; NULL: not known */
    const char *otherwise;      /* the title where nothing of that is left, or the file cannot say it */
    const char *assignee;       /* a slug, or NULL */
    bool own;                   /* a line with the mark that somebody else has is none */
    const char *reason;         /* kept with the edit */
    const char *agent;          /* who calls, or NULL: this user */
    Source source;
    void *ctx;
    /* In the transaction that adds it, before the file is touched and after it; < 0: nothing happens.  Or NULL. */
    int (*before)(void *ctx);
    int (*after)(void *ctx, const SessionTaskReport *added);
} SessionTask;

/*
 * 0: it is there, or there is no session file.  The line goes to the part of the file that is the assignee's; a file
 * that cannot say who has a task gets "agent: title".  -errno with a sentence.
 */
int session_task(Context *c, const SessionTask *t, Arena *a, SessionTaskReport *ret, Message *m);

#endif
