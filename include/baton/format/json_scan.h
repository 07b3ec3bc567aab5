/*
 * json_scan.h - JSON read in one pass, with the place of every value, without a tree.
 *
 * For documents that people and tools edit by hand: half a file, a comma too many or too few and a
 * depth without end are said with their line, and what was whole before them counts.  Nothing is
 * allocated; tokens point into the text, which has to be decoded; LF, CRLF and CR end a line.
 */
#ifndef BATON_FORMAT_JSON_SCAN_H
#define BATON_FORMAT_JSON_SCAN_H

#include "baton/base/mem.h"
#include "baton/base/str.h"

enum { JSON_SCAN_DEPTH = 128 };

typedef struct {
    Str raw;                    /* as it stands, with quotes or brackets; data NULL: no such value */
    int line;                   /* physical, 1-based, of its first byte */
    size_t col;                 /* of its first byte in that line */
} JsonToken;

typedef struct {
    const char *at, *end;
    const char *line_start;
    int line;
    int depth;                  /* containers around what is read now */
    bool first;                 /* nothing of this container was read yet */
    const char *error;          /* why the rest cannot be read; a sentence without its place */
    int error_line;
    const char *slip;           /* the first thing that is wrong and was passed over */
    int slip_line;
} JsonScan;

/* text begins at the start of this line. */
void json_scan(JsonScan *s, Str text, int line);

/* Goes into a container that was read as one token; reads the same bytes again. */
void json_scan_inside(JsonScan *s, const JsonToken *container);

/* First byte of the next value: '{', '[', '"' …; 0: nothing is left.  Takes nothing. */
char json_scan_peek(JsonScan *s);

/* One whole value; containers are checked and skipped.  false: error says why. */
bool json_scan_value(JsonScan *s, JsonToken *ret);

/*
 * Next member of an object, or item of an array, that json_scan_inside() went into: takes the key,
 * and leaves its value to be taken.  false: it ended, or error says why it did not.
 */
bool json_scan_member(JsonScan *s, JsonToken *ret_key);
bool json_scan_item(JsonScan *s);

/*
 * For what json_write() has written, which needs no tree then; what these refuse json_parse() may still read.  The
 * text is valid UTF-8.  NULL: the token is no string, or has an escape that json_write() does not make ("\u0041").
 */
const char *json_scan_text(Arena *a, const JsonToken *string);
/* The same of a list of such strings; false: something else stands in it, or behind it. */
bool json_scan_texts(Arena *a, const JsonToken *list, StrList *ret_list);

static inline bool json_is_kind(const JsonToken *t, char first)
{
    return t->raw.len && t->raw.data[0] == first;
}

#endif
