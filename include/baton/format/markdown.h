/*
 * markdown.h - Markdown as a screen shows it (md4c).
 *
 * The result is a list of blocks in reading order; wrapping and styles are the screen's business.
 * Every block knows the source line it starts on, so that a view can follow the file.  Tasks are
 * not found here (doc has a scanner that knows more than CommonMark).
 */
#ifndef BATON_FORMAT_MARKDOWN_H
#define BATON_FORMAT_MARKDOWN_H

#include "baton/base/str.h"

typedef enum {
    MD_PARAGRAPH, MD_HEADING, MD_ITEM, MD_CODE, MD_TABLE_ROW, MD_RULE, MD_HTML,
} MdBlockKind;

typedef enum {                  /* bits: spans may be several at once */
    MD_PLAIN = 0, MD_STRONG = 1 << 0, MD_EMPHASIS = 1 << 1, MD_CODE_SPAN = 1 << 2,
    MD_LINK = 1 << 3, MD_STRIKE = 1 << 4,
} MdStyle;

typedef struct {
    Str text;                   /* entities decoded, still Raw; in the arena or the source */
    unsigned style;
    bool line_break;            /* a hard break stands before it */
    bool soft_break;            /* it is a line end of the source; text is one blank */
} MdSpan;

typedef struct {
    MdBlockKind kind;
    int line;                   /* source line, 1-based */
    int level;                  /* heading 1-6; item: nesting from 0; table row: 0 head, 1 body;
                                   others: how many lists they stand in */
    int quote;                  /* block quote depth around it */
    bool continued;             /* item: a further paragraph of the same item, no mark is drawn */
    int number;                 /* ordered item: its number; 0: bullet */
    char box;                   /* task item: ' ' 'x' or what stands there; 0: none */
    MdSpan *spans;              /* MD_CODE, MD_HTML: one span a line; MD_TABLE_ROW: see cells */
    size_t span_count;
    size_t *cells;              /* table row: index of the first span of each cell */
    size_t cell_count;
} MdBlock;

typedef struct {
    MdBlock *blocks;
    size_t count;
} MdDoc;

/* Text must be valid UTF-8 (see doc_decode()).  Lives in the arena and borrows from text. */
int markdown_parse(Arena *a, Str text, MdDoc *ret_doc);

#endif
