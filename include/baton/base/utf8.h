/*
 * utf8.h - bytes to characters (utf8proc).
 */
#ifndef BATON_BASE_UTF8_H
#define BATON_BASE_UTF8_H

#include "baton/base/str.h"

/* U+FFFD, what stands for a byte that is no character. */
#define UTF8_REPLACEMENT "\xEF\xBF\xBD"

/* Decodes one character; s is not empty.  Returns the bytes used, gives -1 for a bad byte. */
size_t utf8_next(Str s, int32_t *ret_cp);
size_t utf8_put(int32_t cp, char out[4]);
bool utf8_valid(Str s);

/* Appends s with every invalid byte replaced by U+FFFD. */
void utf8_add_valid(Buf *out, Str s);

/*
 * UTF-8 that was read as Windows-1252 and written as UTF-8 again ("mojibake") is repaired where it
 * is certain: every character of the run maps back to one byte, those bytes are valid UTF-8 beyond
 * ASCII, and the run is no likely end of a word.  A four-byte character whose last byte, a no-break
 * space, became a blank or was trimmed is repaired as well.  Appends the repaired text; returns how
 * many runs were mended.
 */
int utf8_mend_mojibake(Buf *out, Str s);

/* Columns of one character as wcwidth() counts them: 0, 1 or 2; -1: it has no place on a screen. */
int cp_width(int32_t cp);

#endif
