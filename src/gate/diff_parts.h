/*
 * diff_parts.h - putting a diff together within its limits.
 */
#ifndef BATON_SRC_GATE_DIFF_PARTS_H
#define BATON_SRC_GATE_DIFF_PARTS_H

#include "baton/gate/diff.h"

/* A name as git writes it in a diff: in quotes, with escapes, when it holds what would break the line. */
void name_quote(Buf *out, const char *prefix, const char *name);
/* The name at the start of text, quoted or up to its end; NULL: a quote without an end.  ret_len: bytes used. */
const char *name_unquote(Str text, Arena *a, size_t *ret_len);

/* Takes a diff in pieces, whole lines of it as long as there is room. */
typedef struct {
    Buf *out;
    size_t start;               /* of this diff in out */
    size_t file_start;          /* of the file that is being taken */
    Buf line;                   /* a line whose end did not come yet */
    bool in_line;               /* the beginning of this line was taken */
    bool cutting;               /* nothing more of this file is taken */
    bool full;                  /* nothing more of anything */
    size_t files_left_out;      /* of which nothing was taken */
    uint64_t file_left_out, left_out;
} Collect;

void collect_init(Collect *c, Buf *out);
void collect_piece(void *c, Str piece);         /* for Exec's live */
void collect_end(Collect *c);                   /* of what came in pieces: ends its last file */
PRINTF(2, 3) void collect_note(Collect *c, const char *fmt, ...);   /* a line "# …", always taken */

/* A file that git does not track, as added or renamed (then with the same bytes); one that is too large. */
void render_added(Collect *c, int tree, const WorkFile *f);
void render_renamed(Collect *c, const WorkFile *f);
void render_large(Collect *c, const WorkFile *f, uint64_t size);

#endif
