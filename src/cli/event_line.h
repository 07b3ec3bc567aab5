/*
 * event_line.h - events as lines of text: the same for `events` and for the history of one thing.
 */
#ifndef BATON_CLI_EVENT_LINE_H
#define BATON_CLI_EVENT_LINE_H

#include "baton/core/command.h"
#include "baton/store/store.h"

/* newest_first says how rows are ordered; lines are always oldest first. */
void event_lines(Cmd *cmd, const EventRows *rows, bool newest_first, const char *indent);

/* The same for the history of one thing: who did it and what changed, the thing itself stands above. */
void history_lines(Cmd *cmd, const EventRows *rows, bool newest_first, const char *indent);

/*
 * One event in a line of its own, for output without an end: columns of fixed width, or a sentence that reads well
 * aloud.  Times are local.
 */
void event_line_follow(Cmd *cmd, const Event *e, bool plain);

#endif
