/*
 * lists.c - the parts that every list and every single thing says in the same way.
 */
#include "lists.h"

#include "baton/base/clock.h"
#include "output.h"

bool cmd_ascii(const Cmd *cmd)
{
    return cmd->context && conf_bool(cmd->context->conf, CONF_ASCII);
}

const char *state_text(const Cmd *cmd, const char *glyph, const char *word)
{
    return arena_printf(cmd->arena, "%s %s", glyph, word);
}

const char *age_text(const Cmd *cmd, int64_t since)
{
    char age[AGE_TEXT_SIZE];
    return arena_strdup(cmd->arena, age_format(since, clock_now(), age));
}

static bool is_filtered(const Cmd *cmd)
{
    for (size_t i = 0; i < cmd->flag_count; i++)
        if (strcmp(cmd->flags[i].name, "json") != 0)
            return true;
    return false;
}

int list_finish(Cmd *cmd, const Table *t, const char *nouns, const char *filled_by)
{
    if (!table_empty(t))
        table_write(t, cmd->out, output_width(cmd), "");
    else if (is_filtered(cmd))
        buf_addf(cmd->out, "No %s match.\n", nouns);
    else
        buf_addf(cmd->out, "No %s yet: %s.\n", nouns, filled_by);
    return DONE;
}

int list_failed(Cmd *cmd, const char *nouns)
{
    return cmd_refuse(cmd, "cannot read the %s from '%s'; 'baton doctor' tells more", nouns,
                      cmd->context->project->db_path);
}

int not_found(Cmd *cmd, const char *noun, const char *near)
{
    const char *name = cmd->args.items[0];
    if (near)
        return cmd_refuse(cmd, "there is no %s '%s'; did you mean '%s'?", noun, name, near);
    return cmd_refuse(cmd, "there is no %s '%s'; 'baton %ss' lists them all", noun, name, noun);
}
