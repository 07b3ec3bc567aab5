/*
 * command_flags.h - the words after a command's name: flags, their values, and arguments.
 */
#ifndef BATON_CORE_COMMAND_FLAGS_H
#define BATON_CORE_COMMAND_FLAGS_H

#include "baton/core/command.h"

/*
 * Fills cmd->flags and cmd->args by cmd->row.  DONE, or USAGE with a sentence.  *ret_help: --help
 * was among the flags, and then nothing else is held against the row.
 */
int command_parse(Cmd *cmd, int argc, const char *const argv[], bool *ret_help);

#endif
