/*
 * telemetry_shim.h - the script that agents' prompts call, as a way to `baton event`.
 */
#ifndef BATON_CLI_TELEMETRY_SHIM_H
#define BATON_CLI_TELEMETRY_SHIM_H

#include "baton/core/command.h"

/* Writes .agents/telemetry/cli.ts, or renews it where it is ours, and says so.  DONE or REFUSED. */
int telemetry_shim_write(Cmd *cmd);

#endif
