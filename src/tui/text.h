/*
 * text.h - styled lines for panes that are read: details, rendered Markdown, help, output.
 *
 * A Text is built once for a width by a TextWriter, which makes every piece safe and wraps at
 * blanks; painting it is copying.  Everything lives in the arena it was begun with.
 */
#ifndef BATON_TUI_TEXT_H
#define BATON_TUI_TEXT_H

#include "canvas.h"

typedef struct {
    Safe text;
    StyleId style;
} TextPiece;

typedef struct {
    TextPiece *items;
    size_t len, cap;
    int indent;                 /* blank columns before the first piece */
    int source_line;            /* line of the file it stands for, 0: none */
} TextLine;

typedef struct {
    Arena *arena;
    TextLine *items;
    size_t len, cap;
} Text;

typedef struct {
    Text *text;
    int width;
    int indent;                 /* of the next line that begins */
    int col;                    /* columns used in the open line, indent included; -1: no line is open */
    int source_line;
    bool blank_due;             /* a blank is owed before the next word */
} TextWriter;

TextWriter text_begin(Text *t, Arena *a, int width);

/* Adds words, folding blanks and wrapping; further lines start at `indent`. */
void text_words(TextWriter *w, StyleId style, Raw text);
/* Adds a piece as it is, blanks kept; a line that is too long is broken anywhere. */
void text_verbatim(TextWriter *w, StyleId style, Raw text);
/*
 * Adds a line that is laid out in columns, blanks kept: what is too long wraps at blanks and hangs under the last
 * column that begins in the left half.  A label at its beginning has a style of its own.
 */
void text_columns(TextWriter *w, StyleId label, StyleId style, Raw text);
void text_break(TextWriter *w);                         /* ends the open line; none open: adds an empty one */
void text_end_line(TextWriter *w);                      /* ends the open line if there is one */
void text_gap(TextWriter *w);                           /* one empty line, not two, not at the top */
/* "Label  value" with the value hanging at column `at`; nothing when the value is NULL or empty. */
void text_field(TextWriter *w, const char *label, int at, StyleId style, const char *value);
/* A heading and one bullet per item; nothing for an empty list. */
void text_list(TextWriter *w, const char *heading, const StrList *items);
PRINTF(3, 4) void text_wordsf(TextWriter *w, StyleId style, const char *fmt, ...);

/* How much of a text that is safe already fits into cols columns; at least one character. */
Safe text_fitting(Str text, int cols);

/* Scrolling window over a Text. */
typedef struct {
    Text text;
    int64_t top;
    int height;                 /* of the last paint */
} TextPane;

void text_pane_paint(TextPane *p, Canvas *c, Rect area);
/* The same for an area of STYLE_TEXT that is nobody else's: lines that stand there already are kept. */
void text_pane_keep(TextPane *p, Canvas *c, Rect area);
/* down up page-down page-up top bottom; false: it is no scrolling command. */
bool text_pane_scroll(TextPane *p, const char *command);
void text_pane_move(TextPane *p, int lines);
void text_pane_clamp(TextPane *p, int height);

#endif
