/*
 * needs.h - what waits for a human: for `needs` and for `status`.
 */
#ifndef BATON_CLI_NEEDS_H
#define BATON_CLI_NEEDS_H

#include "baton/core/command.h"
#include "baton/store/store.h"

/* Two lines for each: who waits since when, and for what. */
void needs_page(Cmd *cmd, const NeedRows *rows, int width);

/* One line that says how many were put off, when there are any. */
int needs_snoozed_line(Cmd *cmd);

#define FLAG_FOR { "for", 'f', "TIME", "how long, as in 30m, 2h, 1d", false }
/* Puts off one of them for as long as --for says. */
int needs_put_off(Cmd *cmd, const char *kind, const char *subject);

#endif
