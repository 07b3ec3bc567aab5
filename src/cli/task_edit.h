/*
 * task_edit.h - what the commands that change a task share.
 */
#ifndef BATON_CLI_TASK_EDIT_H
#define BATON_CLI_TASK_EDIT_H

#include "baton/core/command.h"
#include "baton/core/edit.h"

#define FLAG_AGENT { "agent", 'a', "AGENT", "on behalf of this agent; also BATON_AGENT", false }

/* Runs the order for the agent given, and prints what became of it. */
int task_edit(Cmd *cmd, EditOrder *o);
int task_edit_print(Cmd *cmd, const EditReport *r);

/* The agent that was named or that calls; NULL: none. */
const char *task_edit_agent(const Cmd *cmd);

/* The words after the first `from` as one text. */
const char *task_edit_text(Cmd *cmd, size_t from);

#endif
