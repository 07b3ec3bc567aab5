/*
 * run_archive.h - what is kept of a run that ended, for people to read.
 */
#ifndef BATON_SRC_CORE_RUN_ARCHIVE_H
#define BATON_SRC_CORE_RUN_ARCHIVE_H

#include "baton/core/context.h"

/* Writes .agents/runs/ID.md, or ID-2.md where that is taken; ret_file: below the root (arena). */
int run_archive(Context *c, const char *id, Arena *a, const char **ret_file, Message *m);

#endif
