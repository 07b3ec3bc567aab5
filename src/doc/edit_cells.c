/*
 * edit_cells.c - cells of a table, with their places and the blanks around them.
 */
#include "edit_parts.h"

static Span trimmed(Str line, int number, size_t from, size_t to)
{
    Str cell = str_trim(str_slice(line, from, to));
    if (!cell.len) {
        size_t at = from < to ? from + 1 : from;
        return (Span){ number, (int)at, (int)at };
    }
    int col = (int)(cell.data - line.data);
    return (Span){ number, col, col + (int)cell.len };
}

static void add(Cells *c, Str line, int number, size_t from, size_t to)
{
    if (c->len == CELLS_MAX)
        return;
    c->whole[c->len] = (Span){ number, (int)from, (int)to };
    c->at[c->len++] = trimmed(line, number, from, to);
}

void cells_read(const Edit *e, int number, Cells *ret)
{
    Str line = edit_line(e, number), all = str_trim(line);
    size_t from = (size_t)(all.data - line.data), end = from + all.len;
    bool code = false;
    ret->len = 0;
    if (str_starts(all, STR("|")))
        from++;
    for (size_t i = from; i < end; i++) {
        code ^= line.data[i] == '`';
        if (line.data[i] != '|' || code || line.data[i - 1] == '\\')
            continue;
        add(ret, line, number, from, i);
        from = i + 1;
    }
    if (from < end)
        add(ret, line, number, from, end);
}

int cells_find(const Cells *c, Span span)
{
    for (size_t i = 0; i < c->len; i++)
        if (span.line == c->whole[i].line && span.col >= c->whole[i].col &&
            span.end <= c->whole[i].end)
            return (int)i;
    return -1;
}

Str cell_escape(Arena *a, Str text)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '|' && (i == 0 || text.data[i - 1] != '\\'))
            buf_addc(&out, '\\');
        buf_addc(&out, text.data[i]);
    }
    return str_from(arena_str(a, buf_str(&out)));
}

/* "|a|b|" is written without blanks, and stays so. */
static bool is_tight(const Edit *e, int number)
{
    Cells c;
    cells_read(e, number, &c);
    for (size_t i = 0; i < c.len; i++)
        if (c.at[i].end > c.at[i].col)
            return c.at[i].col == c.whole[i].col;
    return false;
}

Str cell_fill(const Edit *e, Span cell, Str text)
{
    Str line = edit_line(e, cell.line);
    size_t col = (size_t)cell.col, end = (size_t)cell.end;
    if (is_tight(e, cell.line))
        return text;
    bool before = col && line.data[col - 1] == '|';
    bool behind = end < line.len && line.data[end] == '|';
    return str_from(arena_printf(e->a, "%s%.*s%s", before ? " " : "", STR_ARG(text),
                                 behind ? " " : ""));
}
