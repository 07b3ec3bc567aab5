/*
 * output.h - what leaves the command line: stdout, stderr, JSON.
 */
#ifndef BATON_CLI_OUTPUT_H
#define BATON_CLI_OUTPUT_H

#include "baton/core/command.h"
#include "baton/format/json.h"

/* Makes sure that 0, 1 and 2 are open: a ledger must never get one of those numbers. */
void output_guard(void);

/* LC_CTYPE of the user, with a UTF-8 codeset whatever the user has: all our text is UTF-8. */
void output_locale(void);

/* Writes all of out to stdout and empties it.  -errno. */
int output_flush(Buf *out);

/* "baton: sentence" on stderr, made safe. */
void output_error(const char *sentence);

/* A line of text from outside, made safe. */
PRINTF(2, 3) void say_line(Cmd *cmd, const char *fmt, ...);
/* Many of them: TABs stay, everything else that steers a terminal does not. */
void say_lines(Cmd *cmd, Str text);

/* Columns of the terminal behind stdout; 0 when it is none: then nothing is cut. */
int output_width(const Cmd *cmd);

/* The same for text that is meant to be looked at whole: 80 when there is no terminal. */
int output_page_width(const Cmd *cmd);

/* An array with one row a line; one object, indented.  Both take the tree and return DONE. */
int output_json_rows(Cmd *cmd, Json *array);
int output_json_one(Cmd *cmd, Json *object);

/* JSON Lines: one object a line, for output without an end.  Takes the tree. */
void output_json_line(Cmd *cmd, Json *object);

/* Sends what is in out now.  -errno; -EPIPE: nobody reads it. */
int output_send(Cmd *cmd);
/* Whoever read stdout has gone. */
bool output_unread(void);

#endif
