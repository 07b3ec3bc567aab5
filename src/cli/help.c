/*
 * help.c - `baton help [COMMAND]`: from the rows.
 */
#include "commands.h"

/* "baton help agent" is about everything that can be done with an agent. */
static bool help_group(Cmd *cmd, Str word)
{
    bool any = false;
    for (size_t i = 0; cmd->table[i]; i++) {
        Str name = str_from(cmd->table[i]->name);
        if (!str_starts(name, word) || name.len <= word.len || name.data[word.len] != ' ')
            continue;
        if (any)
            buf_addc(cmd->out, '\n');
        command_help(cmd->table[i], cmd->out);
        any = true;
    }
    return any;
}

static int run(Cmd *cmd)
{
    int used;
    const char *near;
    if (!cmd->args.len) {
        command_help_all(cmd->table, cmd->out);
        return DONE;
    }
    const CommandRow *row =
        command_find(cmd->table, (int)cmd->args.len, cmd->args.items, &used, &near);
    if (row && used == (int)cmd->args.len)
        command_help(row, cmd->out);
    else if (row || cmd->args.len > 1 || !help_group(cmd, str_from(cmd->args.items[0])))
        return cmd_usage(cmd, near ? "there is no command '%s'; did you mean '%s'?"
                                   : "there is no command '%s'; 'baton help' lists them all",
                         cmd->args.items[row ? used : 0], near);
    return DONE;
}

const CommandRow cmd_help = {
    .name = "help",
    .args = "[COMMAND]",
    .max_args = 2,
    .help = "List the commands, or tell more about one.",
    .run = run,
};
