/*
 * text.h - small things about a piece of a line: marks, symbols, keys, refs, names.
 *
 * All of these return slices of the text given, so that the place of every fact stays known.
 */
#ifndef BATON_SRC_DOC_TEXT_H
#define BATON_SRC_DOC_TEXT_H

#include "baton/base/str.h"

static inline bool text_is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool text_is_alpha(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
static inline bool text_is_alnum(char c) { return text_is_digit(c) || text_is_alpha(c); }

/* Lower case, "_" and a "-" between letters as blanks; out gets s.len bytes. */
void text_fold(Str s, char *out);

/* Whether folded text is one of the names in a list separated by '|'. */
bool text_is_one_of(Str s, const char *names);

Str text_marks_off(Str s); /* trimmed, without emphasis, strike or backticks around the whole */
Str text_skip_symbols(Str s);   /* without emoji, dashes, arrows, marks and blanks in front */
Str text_drop_symbols(Str s);   /* … and behind */
Str text_skip_number(Str s);    /* without "3.", "3.5." or "3)" and the blanks behind it */

/* "None", "- N/A", "（暂无）": nothing is said.  *ret_rest: what follows, "User needs to run …". */
bool text_is_none(Str s, Str *ret_rest);

/* "[Task name]", "<agent>", "{{title}}", "...": a form that nobody has filled in. */
bool text_is_placeholder(Str s);

/* A title as people say it: marks for emphasis taken out, runs of blanks made one. */
char *text_title(Arena *a, Str s);

/* A terminated copy, mojibake repaired where that is certain. */
char *text_copy(Arena *a, Str s);

/* The character of three or four bytes that mojibake in front stands for; bytes it takes, 0: none. */
size_t text_mojibake(Str s, char ret_glyph[4], size_t *ret_len);

/* Whether there may be mojibake at all: its first byte became one of U+00C2 to U+00F4. */
static inline bool text_may_mend(Str s) { return s.len && memchr(s.data, 0xC3, s.len) != NULL; }

/* Drops a trailing " (…)". */
Str text_drop_parenthesis(Str s);

typedef struct {
    Str key, value;
} KeyValue;

/* "**Key**: value", "Key: value", "`key`: value", full-width colons too. */
bool key_split(Str line, KeyValue *ret);

typedef enum { SUBJECT_NONE, SUBJECT_ID, SUBJECT_TASK, SUBJECT_PHASE } Subject;

/* What the title calls its thing: "TASK-8", "[F-11]", "T001", "Task 1", "Phase 2", "1.2". */
Subject text_subject(Str title, Str *ret_ref);

#endif
