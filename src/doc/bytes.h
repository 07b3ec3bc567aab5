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

#endif
