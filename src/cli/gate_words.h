/*
 * gate_words.h - what the commands of the gate share: reading what was said, and saying what happened.
 */
#ifndef BATON_CLI_GATE_WORDS_H
#define BATON_CLI_GATE_WORDS_H

#include "baton/core/checks.h"
#include "baton/core/handoff.h"
#include "lists.h"
#include "output.h"

#define FLAG_REVISION { "revision", 'r', "DIGEST", "the revision that is meant: six or more of its digits", false }
#define FLAG_COMMENT { "comment", 'm', "TEXT", "what to say with it; - reads it from stdin", false }
#define FLAG_KEY \
    { "key", 'k', "FILE", "sign with this private key, or the public half of one in an SSH agent", false }, \
    { "sign", 'S', NULL, "sign it, also where the settings do not ask for that", false }


/* "3fa9c1d2": how a revision is called where people read; "-" for none. */
const char *short_digest(Arena *a, const char *digest);

/* A sentence as the end of another one: "Handoff 3 waits" to "handoff 3 waits", "QA waits" as it is. */
const char *lower_first(Arena *a, const char *sentence);

/* "a, b and c"; "" for none. */
const char *names_text(Arena *a, const StrList *names);

/* --comment, from stdin where it is "-"; NULL: not given.  DONE, REFUSED or USAGE. */
int gate_comment(Cmd *cmd, const char **ret_text);

/* All of the stream, valid UTF-8, at most max bytes.  REFUSED with a sentence. */
int gate_read_stdin(Cmd *cmd, const char *what, size_t max, Buf *out);

/* --line FILE:LINE:TEXT…; of lines of this artifact it is said that they are.  DONE or USAGE. */
int gate_remarks(Cmd *cmd, const char *artifact, LineRemarks *ret);

/* All values of a flag that may be given several times. */
void flag_values(Cmd *cmd, const char *flag, StrList *ret);

/* The revision of a handoff that --revision means; without the flag the last one.  REFUSED. */
int gate_revision(Cmd *cmd, const HandoffRow *h, const RevisionRow **ret_revision);

/* A handoff with its checks and its decision, proven where the policy is understood. */
Json *gate_json(Cmd *cmd, const HandoffRow *h);

/* "FILE:LINE: ", "FILE: " without a line, "" without a file. */
const char *place_text(Arena *a, const char *file, int64_t line);

/* "FILE:LINE: NAME: TEXT" for each finding, and one line for what failed without any. */
void say_findings(Cmd *cmd, const CheckResults *checks);
/* How many are in this state, and their names. */
size_t checks_named(const CheckResults *checks, CheckState state, Arena *a, StrList *ret_names);

/* "FILE:LINE: TEXT" for each comment on a line, from their JSON. */
void say_remarks(Cmd *cmd, const char *remarks);

#endif
