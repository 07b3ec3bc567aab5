/*
 * dialect.h - one reader per kind of file.
 *
 * A new dialect is a new file with a DialectDef and a row in dialect.c.  Readers get decoded text
 * that they may write to and add to the facts; they never fail.
 */
#ifndef BATON_SRC_DOC_DIALECT_H
#define BATON_SRC_DOC_DIALECT_H

#include "baton/model/facts.h"

typedef struct {
    Facts *facts;
    const char *path;
    char *text;
    size_t len;
} Reading;

/* How sure a dialect is that a file is one of its own. */
typedef enum { MATCH_NO, MATCH_TEXT, MATCH_NAME, MATCH_PATH } Match;

typedef struct {
    const char *name;
    Match (*matches)(const char *path, Str text);
    void (*read)(Reading *r);
} DialectDef;

extern const DialectDef dialect_run, dialect_telemetry, dialect_decisions, dialect_handoff,
                        dialect_session, dialect_board, dialect_text,
                        dialect_taskmaster, dialect_beads, dialect_backlog,
                        dialect_file_map, dialect_project_state, dialect_output;

/* The surest; among equals the first row. */
const DialectDef *dialect_find(const char *path, Str text);

/* Whether a folded file name is one of a list ("todo|tasks"), without its suffix. */
bool path_is_named(const char *path, const char *names);
bool path_has_word(const char *path, const char *words);        /* "my-tasks.md" has "tasks" */
bool path_holds(const char *path, const char *part);            /* without case */
bool path_ends(const char *path, const char *suffix);           /* without case */
Str first_heading(Str text); /* of the first lines; may be empty */

/*
 * A task that the front matter describes; taken out of the text, *ret_line is the first line
 * behind it.
 */
Str front_read(Facts *f, Str text, bool as_task, int *ret_line);

/* The same for a file that is one task: its state may be missing.  False: it is none. */
bool front_read_file(Facts *f, Str text, Str *ret_body, int *ret_line);

/* Whether the front matter has an id and a status, as files do that are one task each. */
bool front_names_task(Str text);

#endif
