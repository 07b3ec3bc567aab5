/*
 * runner.h - commands of the table that are not the screen's own, run on a worker, one after the other.
 */
#ifndef BATON_TUI_RUNNER_H
#define BATON_TUI_RUNNER_H

#include "baton/core/command.h"
#include "baton/sys/loop.h"

enum { RUNNER_QUEUE_MAX = 32 };

typedef struct Runner Runner;

/* done gets the exit code, the output (Raw) and the sentence of a failure, in the order of starting. */
typedef void RunnerDone(void *ctx, const CommandRow *row, int code, const char *out, const char *error);

Runner *runner_new(Loop *l, const char *root, const CommandRow *const table[], RunnerDone *done, void *ctx);
/* Waits for the one that runs and those that change something; the others have nobody to tell. */
Runner *runner_free(Runner *r);
/* words: the whole line, row's name first.  -EAGAIN: RUNNER_QUEUE_MAX wait already. */
int runner_start(Runner *r, const CommandRow *row, const StrList *words);
size_t runner_pending(const Runner *r);     /* running or waiting */

#endif
