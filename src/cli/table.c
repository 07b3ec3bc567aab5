/*
 * table.c - measuring first, writing once.
 */
#include "table.h"

enum { GAP = 2, LAST_MIN = 8 };

struct Table {
    Arena *arena;
    const Column *columns;
    size_t n;
    struct { Safe *items; size_t len, cap; } cells;
};

Table *table_new(Arena *a, const Column *columns, size_t n)
{
    Table *t = arena_alloc(a, sizeof *t);
    t->arena = a;
    t->columns = columns;
    t->n = n;
    return t;
}

void table_cell(Table *t, const char *text)
{
    const Column *c = &t->columns[t->cells.len % t->n];
    Safe cell = safe_line(t->arena, raw(text && *text ? text : "-"), c->max ? c->max : -1);
    AVEC_PUSH(&t->cells, t->arena, cell);
}

void table_cellf(Table *t, const char *fmt, ...)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&text, fmt, ap);
    va_end(ap);
    table_cell(t, text.data);
}

bool table_empty(const Table *t)
{
    return t->cells.len == 0;
}

static bool has_head(const Table *t)
{
    return t->columns[0].title != NULL;
}

static int column_width(const Table *t, size_t column)
{
    int width = has_head(t) ? (int)strlen(t->columns[column].title) : 0;
    for (size_t i = column; i < t->cells.len; i += t->n)
        width = MAX(width, t->cells.items[i].cols);
    return width;
}

static void add_blanks(Buf *out, int n)
{
    while (n-- > 0)
        buf_addc(out, ' ');
}

static void add_cell(Buf *out, const Column *c, Safe text, int width)
{
    int rest = width - text.cols;
    add_blanks(out, c->right ? rest : 0);
    buf_add(out, text.data, text.len);
    add_blanks(out, (c->right ? 0 : rest) + GAP);
}

/* Lines end where their text does. */
static void add_line(const Table *t, Buf *out, const Safe *cells, const int *widths,
                     const char *indent)
{
    buf_adds(out, indent);
    for (size_t i = 0; i < t->n; i++) {
        Safe cell = cells[i];
        if (cell.cols > widths[i])
            cell = safe_line(t->arena, (Raw){ cell.data, cell.len }, widths[i]);
        add_cell(out, &t->columns[i], cell, widths[i]);
    }
    while (out->len && out->data[out->len - 1] == ' ')
        out->data[--out->len] = '\0';
    buf_addc(out, '\n');
}

static void add_head(const Table *t, Buf *out, const int *widths, const char *indent)
{
    Safe *cells = arena_alloc(t->arena, t->n * sizeof *cells);
    for (size_t i = 0; i < t->n; i++)
        cells[i] = safe_line(t->arena, raw(t->columns[i].title), -1);
    add_line(t, out, cells, widths, indent);
}

/* Cuts the last column so that a line fits. */
static void fit(const Table *t, int *widths, int room)
{
    int used = 0;
    for (size_t i = 0; i + 1 < t->n; i++)
        used += widths[i] + GAP;
    widths[t->n - 1] = MIN(widths[t->n - 1], MAX(room - used, (int)LAST_MIN));
}

void table_write(const Table *t, Buf *out, int width, const char *indent)
{
    int *widths = arena_alloc(t->arena, t->n * sizeof *widths);
    for (size_t i = 0; i < t->n; i++)
        widths[i] = column_width(t, i);
    if (width)
        fit(t, widths, width - (int)strlen(indent));
    if (has_head(t))
        add_head(t, out, widths, indent);
    for (size_t i = 0; i + t->n <= t->cells.len; i += t->n)
        add_line(t, out, &t->cells.items[i], widths, indent);
}
