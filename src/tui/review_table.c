/*
 * review_table.c - rows of one part of the review: words that are styled, and lines that are text.
 *
 * A line that is plain and short, as nearly all are, becomes a row that borrows its bytes; only others are made
 * safe and broken here, once.
 */
#include "review.h"

enum { TAB_STOP = 4 };

void table_begin(ReviewTable *t, int width)
{
    table_done(t);
    t->arena = arena_new();
    t->writer = text_begin(&t->text, t->arena, width);
}

void table_done(ReviewTable *t)
{
    VEC_DONE(&t->rows);
    arena_free(t->arena);
    *t = (ReviewTable){ 0 };
}

void table_take(ReviewTable *t, ReviewRow like)
{
    text_end_line(&t->writer);
    like.more = false;
    for (; t->taken < t->text.len; t->taken++) {
        like.rich = (int32_t)t->taken;
        VEC_PUSH(&t->rows, like);
        like.more = true;
    }
}

static bool is_plain(Str line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.data[i] < ' ' || line.data[i] > '~')
            return false;
    return true;
}

/* Blanks up to the next stop, as an editor shows a TAB; the rest through the gate. */
static Str without_tabs(ReviewTable *t, Str line)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    int col = 0;
    for (bool tab; line.len;) {
        ptrdiff_t at = str_chr(line, '\t');
        tab = at >= 0;
        col += safe_add(&out, raw_str(str_slice(line, 0, tab ? (size_t)at : line.len)), -1);
        line = str_slice(line, tab ? (size_t)at + 1 : line.len, line.len);
        for (bool first = true; tab && (first || col % TAB_STOP); first = false, col++)
            buf_addc(&out, ' ');
    }
    return (Str){ arena_str(t->arena, buf_str(&out)), out.len };
}

/* Prose breaks behind a blank, where one stands in the second half of the row; code wherever it is full. */
static size_t at_blank(Str line, size_t take)
{
    for (size_t i = take; take < line.len && line.data[take] != ' ' && i > take / 2; i--)
        if (line.data[i - 1] == ' ')
            return i;
    return take;
}

void table_line(ReviewTable *t, Str line, int cols, ReviewRow like)
{
    bool plain = is_plain(line);
    cols = MAX(cols, 1);
    like.more = false;
    if (!plain)
        line = without_tabs(t, line);
    do {
        size_t take = plain ? MIN(line.len, (size_t)cols) : text_fitting(line, cols).len;
        if (like.kind == ROW_TEXT)
            take = at_blank(line, take);
        like.text = str_slice(line, 0, take);
        VEC_PUSH(&t->rows, like);
        like.more = true;
        line = str_slice(line, take, line.len);
    } while (line.len);
}
