/*
 * import_split.h - a log in pieces: every object a line of its own, with where it stood.
 */
#ifndef BATON_SRC_CORE_IMPORT_SPLIT_H
#define BATON_SRC_CORE_IMPORT_SPLIT_H

#include "baton/base/str.h"

enum { PIECE_MAX_BYTES = 16 * 1024 * 1024 };

/* One object, or a line that is none. */
typedef struct {
    Str text;                   /* without line ends; empty: it is longer than a piece may be */
    int64_t line, offset;       /* where it begins */
} Piece;

typedef enum { LAYOUT_UNKNOWN, LAYOUT_LINES, LAYOUT_OBJECTS } Layout;

typedef struct {
    int (*take)(void *ctx, const Piece *p);     /* < 0 ends it */
    void *ctx;
    Layout layout;
    Buf held;                   /* read and not yet passed on; of LAYOUT_OBJECTS the object so far */
    int64_t line, offset;       /* of what comes next */
    bool too_long;              /* the rest of this piece is passed over */

    /* LAYOUT_OBJECTS */
    int64_t at_line, at_offset; /* where the object began */
    int depth;
    bool in_string, escaped;
    bool skip_line;             /* the rest of this line is nothing of ours */
    bool lost;                  /* inside of an object that is broken */
} Split;

static inline void split_done(Split *s) { buf_done(&s->held); }
/* Bytes as they come; then once with end set. */
int split_feed(Split *s, Str bytes, bool end);

#endif
