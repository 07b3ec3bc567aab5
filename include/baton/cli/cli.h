/*
 * cli.h - the command line: lists, single things, help, exit codes.
 */
#ifndef BATON_CLI_CLI_H
#define BATON_CLI_CLI_H

#include "baton/core/command.h"

/* The rows of this face; NULL-terminated.  app joins them with those of the dashboard. */
extern const CommandRow *const cli_commands[];

/*
 * Runs what argv says (argv[0] is the program) and prints.  table: all rows.  dashboard is called for a bare
 * `baton` on a terminal.  Returns the exit code.
 */
int cli_main(int argc, const char *const argv[], const CommandRow *const table[],
             int (*dashboard)(Context *c, const char *view, Message *m));

#endif
