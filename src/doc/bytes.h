/*
 * bytes.h - what doc_decode() found beside the name of the encoding.
 */
#ifndef BATON_SRC_DOC_BYTES_H
#define BATON_SRC_DOC_BYTES_H

#include "baton/base/str.h"

typedef struct {
    const char *name; /* "utf-8", "utf-8-bom", "utf-16le", "utf-16be", "mixed", "binary" */
    size_t bom;                 /* bytes in front of the first line that were dropped */
    int bad_line;               /* first line with bytes that are no UTF-8; 0: none */
    int nul_line;               /* first line with NUL bytes; 0: none */
    int wide_line;              /* first line that was UTF-16; 0: none */
} Decoded;

/* Appends the text to out; nothing when it is "binary". */
Decoded bytes_decode(Str bytes, Buf *out);

typedef enum { CODE_UTF8, CODE_UTF16LE, CODE_UTF16BE } Code;

/* Where a piece of the decoded text stands in the file. */
typedef struct {
    size_t from, to;            /* of the text as it is before its line ends become LF: the wish */
    size_t at, end;             /* bytes of the file */
    Code code;                  /* of the last of them */
    bool found;
    bool sure;                  /* the text is these bytes: nothing mended, nothing left out */
} Trace;

/*
 * The text with its own line ends, appended to out; trace may be NULL.  Edits ask for it; reading
 * pays nothing for it.
 */
void bytes_trace(Str bytes, Buf *out, Trace *trace);

#endif
