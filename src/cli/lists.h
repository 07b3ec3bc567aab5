/*
 * lists.h - what the list commands share.
 */
#ifndef BATON_CLI_LISTS_H
#define BATON_CLI_LISTS_H

#include "baton/core/command.h"
#include "baton/format/json.h"
#include "table.h"

#define FLAG_JSON { "json", 'j', NULL, "print JSON: one array of objects", false }
#define FLAG_JSON_ONE { "json", 'j', NULL, "print JSON: one object", false }
#define FLAGS_END { NULL, 0, NULL, NULL, false }

/* "◐ in_progress": a state is always a glyph and a word. */
const char *state_text(const Cmd *cmd, const char *glyph, const char *word);
#define STATE_TEXT(cmd, name, state) \
    state_text((cmd), name##_glyph((state), cmd_ascii(cmd)), name##_text(state))
bool cmd_ascii(const Cmd *cmd);

const char *age_text(const Cmd *cmd, int64_t since);

/* Prints the table, or one sentence when it is empty: that nothing matches the flags given, or what
 * would fill it. */
int list_finish(Cmd *cmd, const Table *t, const char *nouns, const char *filled_by);

/* The refusal of a query that failed. */
int list_failed(Cmd *cmd, const char *nouns);

/* "no agent 'x'; did you mean 'y'?" and exit code 1; near may be NULL. */
int not_found(Cmd *cmd, const char *noun, const char *near);

#endif
