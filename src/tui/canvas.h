/*
 * canvas.h - a grid of styled cells in memory, and the only way to put text into it.
 *
 * Views paint here; term.c sends the rows that changed; tests read it as text.  It takes only Safe
 * text.  Drawing outside the clip rectangle is cut, never an error; a wide character is never split.
 *
 * What stands in a place stays there from frame to frame.  A painter names what it would paint by a stamp made of
 * all that it depends on: canvas_begin() says whether that must be painted, canvas_end() that it now stands there.
 * Whatever else is painted into the place takes the name away.
 */
#ifndef BATON_TUI_CANVAS_H
#define BATON_TUI_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

#include "baton/base/safe.h"
#include "theme.h"

typedef struct {
    int x, y, w, h;
} Rect;

enum { CELL_MARKS = 4 };

typedef struct {
    int32_t cp[1 + CELL_MARKS]; /* base and marks, 0-terminated unless full; cp[0] 0: a right half */
    uint16_t style;             /* StyleId */
    uint8_t width;              /* 1 or 2; 0 for the right half */
    uint8_t flags;              /* CELL_CURSOR … */
} Cell;

/* The selected row: STYLE_CURSOR or STYLE_CURSOR_DIM is laid under the text's own colour. */
enum { CELL_CURSOR = 1 << 0, CELL_CURSOR_DIM = 1 << 1 };

typedef struct Canvas Canvas;

Canvas *canvas_new(int rows, int cols);
Canvas *canvas_free(Canvas *c);
void canvas_resize(Canvas *c, int rows, int cols);      /* content is blank afterwards */
int canvas_rows(const Canvas *c), canvas_cols(const Canvas *c);
bool canvas_ascii(const Canvas *c);
void canvas_set_ascii(Canvas *c, bool ascii);           /* boxes and glyphs fall back to ASCII */

Rect canvas_clip(Canvas *c, Rect r);        /* returns the clip before; everything below is cut to it */
void canvas_fill(Canvas *c, Rect r, StyleId style);         /* blanks */
int canvas_put(Canvas *c, int y, int x, StyleId style, Safe text);          /* the columns used */
/* Through the gate, cut with an ellipsis, padded with blanks to exactly width columns. */
int canvas_put_width(Canvas *c, int y, int x, int width, StyleId style, Raw text);
/* The last column is right - 1. */
int canvas_put_right(Canvas *c, int y, int right, StyleId style, Safe text);
/* After the text is there: the selected row, and the one of a list without focus. */
void canvas_mark_row(Canvas *c, Rect row), canvas_mark_row_unfocused(Canvas *c, Rect row);

/*
 * True: the place was made blank and is to be painted; false: it shows just that.  what: STAMP_BLANK for nothing at
 * all; 0 always paints.
 */
bool canvas_begin(Canvas *c, Rect r, uint64_t what);
void canvas_end(Canvas *c, Rect r, uint64_t what);

enum { STAMP_BLANK = 1 };
uint64_t stamp_new(void);                               /* never given before in this process */
uint64_t stamp_mix(uint64_t stamp, uint64_t more);
uint64_t stamp_bytes(uint64_t stamp, const void *data, size_t len);
uint64_t stamp_rect(uint64_t stamp, Rect r);

/*
 * A frame with a title in its border and counts at its right end.  Returns the inside, which is blank, or as it was
 * where the frame is still the same.  A focused frame uses STYLE_BORDER_FOCUS; frames of less than 3 rows or
 * columns draw what fits.
 */
Rect canvas_frame(Canvas *c, Rect r, bool focus, Safe title, Safe counts);

const Cell *canvas_row(const Canvas *c, int y);
uint64_t canvas_row_written(const Canvas *c, int y);    /* another number after every writing into the row */

/* For tests, :dump and the golden screens: rows as text with blanks trimmed at their ends. */
void canvas_text(const Canvas *c, Buf *out);
/* The same shape, one letter a cell for its style (see style_letter()). */
void canvas_styles(const Canvas *c, Buf *out);

#endif
