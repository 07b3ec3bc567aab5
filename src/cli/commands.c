/*
 * commands.c - the rows of the command line, in the order in which help lists them.
 */
#include "commands.h"

#include <stddef.h>

const CommandRow *const cli_commands[] = {
#define X(row) &row,
    CLI_COMMANDS(X)
#undef X
    NULL,
};
