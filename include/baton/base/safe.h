/*
 * safe.h - the one gate between text from outside and a terminal.
 *
 * Everything an agent, a file, git or the environment says is Raw.  safe_line() is the only way
 * to a Safe: one line of valid UTF-8 without controls, direction overrides or other things that a
 * terminal acts on, whose width is known and is what wcwidth() says.  The rules are
 * in PRACTICES: C0 as ^X, TAB and LF as a blank, C1/format/private/unassigned as <202E>, a bad
 * byte as U+FFFD, joiners and selectors dropped, at most four marks on a base.
 */
#ifndef BATON_BASE_SAFE_H
#define BATON_BASE_SAFE_H

#include "baton/base/str.h"

typedef struct {
    const char *data;
    size_t len;
} Raw;

typedef struct {
    const char *data;       /* terminated */
    size_t len;
    int cols;
} Safe;

/* Cuts at max_cols, ellipsis counted in; max_cols < 0 means no limit.  Lives in the arena. */
Safe safe_line(Arena *a, Raw text, int max_cols);

/* The same without the ellipsis, appended to a Buf: for stdout and stderr.  Returns the columns. */
int safe_add(Buf *out, Raw text, int max_cols);

/* Many lines: each ends with LF; TABs stay, whatever else steers a terminal does not. */
void safe_lines(Buf *out, Str text);

static inline Raw raw(const char *text) { Str s = str_from(text); return (Raw){ s.data, s.len }; }
static inline Raw raw_str(Str s) { return (Raw){ s.data, s.len }; }

/* For text of our own program: string literals only, ASCII or known-good box characters. */
#define SAFE(lit) safe_literal("" lit)
Safe safe_literal(const char *lit);

#endif
