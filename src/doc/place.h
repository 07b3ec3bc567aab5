/*
 * place.h - from a Span, which counts in decoded text, to the bytes of the file.
 */
#ifndef BATON_SRC_DOC_PLACE_H
#define BATON_SRC_DOC_PLACE_H

#include "baton/model/facts.h"
#include "bytes.h"

typedef struct {
    size_t at, len;             /* bytes of the file */
    Code code;                  /* how they, and what takes their place, are encoded */
} Place;

/*
 * -ERANGE: the bytes there were repaired when they were read, so that there is no sure way back; or
 * there is no such place.  An empty span is the place between two characters.
 */
int place_find(Str bytes, Span span, Place *ret_place);

/*
 * A whole physical line without its end; *ret_end is how it ends: "\n", "\r\n", "\r", or "" for the
 * last one.  Bytes that were repaired belong to the line; the code is that of its end, or of its last
 * character.  -ENOENT: there are not that many lines.
 */
int place_line(Str bytes, int line, Place *ret_place, const char **ret_end);

/* Appends UTF-8 text in the given encoding. */
void place_encode(Buf *out, Code code, Str text);

#endif
