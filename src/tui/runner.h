/*
 * runner.h - commands of the table that are not the screen's own, run on a worker for the palette.
 */
#ifndef BATON_TUI_RUNNER_H
#define BATON_TUI_RUNNER_H

#include "baton/core/command.h"
#include "baton/sys/loop.h"

typedef struct Runner Runner;

/* done gets the exit code, the output (Raw) and the sentence of a failure. */
Runner *runner_new(Loop *l, const char *root, const CommandRow *const table[],
                   void (*done)(void *ctx, const char *name, int code, const char *out, const char *error), void *ctx);
Runner *runner_free(Runner *r);
/* false: one is running already.  words: the whole line, row's name first. */
bool runner_start(Runner *r, const CommandRow *row, const StrList *words);

#endif
