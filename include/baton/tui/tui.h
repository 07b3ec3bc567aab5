/*
 * tui.h - the dashboard.
 */
#ifndef BATON_TUI_TUI_H
#define BATON_TUI_TUI_H

#include "baton/core/command.h"
#include "baton/core/context.h"

/*
 * Runs until the user quits.  Takes the context for reading; opens further connections of its own.
 * table: all commands, for keys and the palette.  view: name of the view to open first, or NULL.
 * Returns an exit code; -1 with a sentence when the screen could not be opened.
 */
int tui_run(Context *c, const CommandRow *const table[], const char *view, Message *m);

/* The rows that only the dashboard can run (moving, opening, views …); NULL-terminated. */
extern const CommandRow *const tui_commands[];

#endif
