/*
 * version.c - `baton version`: ours, and that of the database, which decides what is safe.
 */
#include "baton/store/store.h"
#include "commands.h"

static int run(Cmd *cmd)
{
    buf_addf(cmd->out, "baton %s (SQLite %s)\n", BATON_VERSION, store_sqlite_version());
    return DONE;
}

const CommandRow cmd_version = {
    .name = "version", .args = "", .help = "Say which baton this is.", .run = run,
};
