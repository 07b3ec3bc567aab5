/*
 * edit_row.c - a new row of a table.
 *
 * Which cell holds what is known from the row that it stands behind.  In a table without tasks it
 * is found by trying: the reader says in which column a title is one.
 */
#include <errno.h>

#include "baton/base/utf8.h"
#include "edit_parts.h"
#include "text.h"

typedef struct {
    Str cells[CELLS_MAX];
    size_t len;
} Row;

static bool is_none(Str s)
{
    return !s.len || text_is_none(s, NULL);
}

/* How rows near this one write that a cell of the column says nothing. */
static Str empty_like(const Edit *e, int line, size_t column)
{
    for (int n = line;; n--) {
        int at = edit_page_line(e, n);
        Cells c;
        if (at < 0 || e->page.lines.items[at].kind != LINE_TABLE_ROW)
            break;
        cells_read(e, n, &c);
        for (size_t i = 0; i < c.len; i++)
            if (i == column && is_none(edit_slice(e, c.at[i])))
                return edit_slice(e, c.at[i]);
    }
    return STR("");
}

static size_t columns_of(Str s)
{
    size_t n = 0;
    int32_t cp;
    for (size_t i = 0; i < s.len;) {
        size_t used = utf8_next(str_slice(s, i, s.len), &cp);
        i += used ? used : 1;
        n += cp >= 0x1100 && (cp < 0x2000 || cp >= 0x2E80) ? 2 : 1;
    }
    return n;
}

/* Whether the pipes of the table stand below each other, as somebody aligned them. */
static bool is_aligned(const Edit *e, int line)
{
    size_t width = columns_of(edit_line(e, line));
    int rows = 0;
    for (int n = line - 1; n > 0 && edit_page_line(e, n) >= 0; n--) {
        LineKind kind = (LineKind)e->page.lines.items[edit_page_line(e, n)].kind;
        if (columns_of(edit_line(e, n)) != width)
            return false;
        rows++;
        if (kind == LINE_TABLE_HEAD)
            break;
    }
    return rows > 1;
}

/* A line like the model's with other words in its cells. */
static Str row_line(const Edit *e, int line, const Cells *c, const Row *row)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Str model = edit_line(e, line);
    bool aligned = is_aligned(e, line), tight = true;
    size_t from = 0;
    for (size_t i = 0; i < c->len; i++)
        tight &= c->at[i].end == c->at[i].col || c->at[i].col == c->whole[i].col;
    for (size_t i = 0; i < c->len; i++) {
        size_t width = columns_of(edit_slice(e, c->whole[i])), start = out.len;
        buf_add_str(&out, str_slice(model, from, (size_t)c->whole[i].col));
        start = out.len;
        if (!tight)
            buf_addc(&out, ' ');
        buf_add_str(&out, row->cells[i]);
        if (!tight && row->cells[i].len)
            buf_addc(&out, ' ');
        while (aligned && columns_of(str_slice(buf_str(&out), start, out.len)) < width)
            buf_addc(&out, ' ');
        from = (size_t)c->whole[i].end;
    }
    buf_add_str(&out, str_slice(model, from, model.len));
    return str_from(arena_str(e->a, buf_str(&out)));
}

static int ref_cell(const Edit *e, const Cells *c, int title)
{
    for (size_t i = 0; i < c->len; i++)
        if ((int)i != title && e->t->ref &&
            str_eq(text_marks_off(edit_slice(e, c->at[i])), str_from(e->t->ref)))
            return (int)i;
    return -1;
}

/* "**F-12**" with the next id in it. */
static Str with_ref(const Edit *e, Str cell)
{
    Str ref = str_from(e->t->ref), next = ref_next(e, ref);
    ptrdiff_t at = str_find(cell, ref);
    if (at < 0 || !next.len)
        return STR("");
    return str_from(arena_printf(e->a, "%.*s%.*s%.*s", STR_ARG(str_slice(cell, 0, (size_t)at)),
                                 STR_ARG(next),
                                 STR_ARG(str_slice(cell, (size_t)at + ref.len, cell.len))));
}

/* Rows counted in a column of their own are counted on. */
static Str counted(const Edit *e, int line, size_t column, Str cell)
{
    int64_t n, before = 0;
    Cells up;
    cells_read(e, line - 1, &up);
    bool one = str_to_i64(cell, &n) == 0 && n < 1000000;
    if (one && n > 1 && (column >= up.len || str_to_i64(edit_slice(e, up.at[column]), &before) < 0 ||
                         before + 1 != n))
        return STR("");
    return one ? str_from(arena_printf(e->a, "%d", (int)n + 1)) : STR("");
}

static Str other_cell(const Edit *e, Span at, size_t column)
{
    Str next = column ? STR("") : counted(e, at.line, column, edit_slice(e, at));
    return next.len ? next : empty_like(e, at.line, column);
}

static Str state_cell(const Edit *e, Span at)
{
    Ways ways = { .len = 0 };
    Str current = edit_slice(e, at);
    if (e->t->state_form != FORM_BOX)
        current = word_plain(e, current);
    if (e->t->state == edit_wished_state(e))
        return current;
    if (e->t->state_form == FORM_BOX)
        box_ways(e, current, edit_wished_state(e), &ways);
    else
        word_ways(e, FORM_CELL, current, edit_wished_state(e), &ways);
    return ways.len ? ways.items[0] : current;
}

static Str name_cell(const Edit *e, Span at, Str empty)
{
    Ways ways = { .len = 0 };
    if (!e->wish->assignee)
        return empty;
    name_ways(e, FORM_CELL, edit_slice(e, at), e->wish->assignee, &ways);
    return cell_escape(e->a, ways.items[0]);
}

int edit_add_row(Edit *e)
{
    const TaskFact *t = e->t;
    Cells c;
    Row row;
    cells_read(e, t->line, &c);
    int title = cells_find(&c, t->at), state = cells_find(&c, t->state_at);
    int name = cells_find(&c, t->assignee_at), ref = ref_cell(e, &c, title);
    if (title < 0)
        return edit_refuse(e, t->line, "the cells of this row cannot be told apart");
    for (size_t i = 0; i < c.len; i++) {
        Str empty = other_cell(e, c.at[i], i);
        row.cells[i] = (int)i == title   ? cell_escape(e->a, str_from(e->wish->text))
                       : (int)i == state ? state_cell(e, c.at[i])
                       : (int)i == name  ? name_cell(e, c.at[i], empty)
                       : (int)i == ref   ? with_ref(e, edit_slice(e, c.at[i]))
                                         : empty;
    }
    row.len = c.len;
    Str line = row_line(e, t->line, &c, &row);
    if (edit_try_below(e, t->line, str_from(arena_printf(e->a, "%.*s\n", STR_ARG(line)))))
        return 0;
    return edit_refuse_add(e, t);
}

static bool is_place_holder(const Edit *e, const Cells *c)
{
    for (size_t i = 0; i < c->len; i++)
        if (!is_none(edit_slice(e, c->at[i])))
            return false;
    return c->len > 1;
}

/* Tries the title in one column and the agent in each of the others. */
static bool fill(Edit *e, int line, const Cells *c, size_t title)
{
    Str model = edit_line(e, line);
    Span all = { line, 0, (int)model.len };
    Row row = { .len = c->len };
    for (size_t name = 0; name < (e->wish->assignee ? c->len : 1); name++) {
        if (e->wish->assignee && name == title)
            continue;
        for (size_t i = 0; i < c->len; i++)
            row.cells[i] = edit_slice(e, c->at[i]);
        row.cells[title] = cell_escape(e->a, str_from(e->wish->text));
        if (e->wish->assignee)
            row.cells[name] = cell_escape(e->a, str_from(e->wish->assignee));
        if (edit_try_span(e, all, row_line(e, line, c, &row)))
            return true;
    }
    return false;
}

bool edit_fill_row(Edit *e, uint32_t section)
{
    for (size_t i = 0; i < e->page.lines.len; i++) {
        const Line *l = &e->page.lines.items[i];
        Cells c;
        if (l->section != section || l->kind != LINE_TABLE_ROW)
            continue;
        cells_read(e, l->number, &c);
        for (size_t k = 0; is_place_holder(e, &c) && k < c.len; k++)
            if (fill(e, l->number, &c, k))
                return true;
    }
    return false;
}
