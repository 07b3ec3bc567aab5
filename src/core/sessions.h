/*
 * sessions.h - what the commands about session files share.
 */
#ifndef BATON_SRC_CORE_SESSIONS_H
#define BATON_SRC_CORE_SESSIONS_H

#include "baton/core/runs.h"

/* The session file that is worked on, below the root: the first of files.session that is no pattern.  NULL: none is. */
const char *session_current(const Context *c);

/* What the first heading says, without "Session:" before it; NULL: nothing. */
const char *session_title(Context *c, const char *file, Arena *a);

/* 7 of "session-007-rates.md", a name without its folder; 0: it has no number. */
int64_t session_number(const char *name);

/* "session-007-rates-for-checkout.md" beside the current file, with the next number. */
const char *session_archive_name(Context *c, const char *description, Arena *a);

#endif
