/*
 * runs.h - beginning and ending runs and sessions by hand.
 */
#ifndef BATON_CORE_RUNS_H
#define BATON_CORE_RUNS_H

#include "baton/core/context.h"

typedef struct { const char *id, *file, *archive; } RunReport;
/* Writes the file that names the run; name NULL: a new UUID.  -EALREADY: one goes on, with a sentence. */
int run_start(Context *c, const char *name, Source source, Arena *a, RunReport *ret, Message *m);
/* Ends the current run: the file goes away, a report of it is kept as .agents/runs/ID.md.  -ENOENT: none goes on. */
int run_stop(Context *c, Source source, Arena *a, RunReport *ret, Message *m);

typedef struct {
    const char *file;           /* below the root */
    const char *title;          /* its first heading, or NULL */
    bool current, archived;
    int64_t saved_at;
    int64_t open, done;         /* tasks */
} SessionRow;
typedef struct { SessionRow *items; size_t len, cap; } SessionRows;
int sessions_list(Context *c, Arena *a, SessionRows *ret, Message *m);      /* oldest first */

/* Each refuses to write over anything; ret_file: what was made, below the root (arena). */
int session_new(Context *c, const char *title, Arena *a, const char **ret_file, Message *m);
int session_archive(Context *c, const char *description, Arena *a, const char **ret_file, Message *m);
int session_switch(Context *c, const char *which, Arena *a, const char **ret_file, Message *m);

#endif
