/*
 * show.h - one thing on paper: a name at the left, its value at the right, wrapped.
 */
#ifndef BATON_CLI_SHOW_H
#define BATON_CLI_SHOW_H

#include "baton/core/command.h"
#include "baton/model/event.h"
#include "baton/store/store.h"

/* Nothing is written for NULL, "" and empty lists. */
void show_text(Cmd *cmd, const char *title, const char *text);
PRINTF(3, 4) void show_textf(Cmd *cmd, const char *title, const char *fmt, ...);
void show_list(Cmd *cmd, const char *title, const StrList *list);
void show_item(Cmd *cmd, const char *text);             /* "  - text", below a heading */
void show_time(Cmd *cmd, const char *title, int64_t at);

/* A headline of its own between parts. */
void show_heading(Cmd *cmd, const char *title);

/* The events that q finds, below a headline; nothing when there are none. */
int show_history(Cmd *cmd, const EventQuery *q);

/* The same of events that were read already, oldest first. */
void show_events(Cmd *cmd, const EventRows *rows);

#endif
