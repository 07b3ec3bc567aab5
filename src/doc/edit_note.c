/*
 * edit_note.c - one line below a task.
 *
 * A nested bullet below an item, a line behind the keys of a heading, more in the notes of a row.
 * The note may say anything, but the file must not read as if it were a task or its status.
 */
#include <errno.h>

#include "edit_parts.h"
#include "text.h"

static Str compose(const Edit *e, Str indent, const char *bullet)
{
    return str_from(arena_printf(e->a, "%.*s%s%s\n", STR_ARG(indent), bullet, e->wish->text));
}

/* "  - " as in front of the item with this page line. */
static Str head_of(const Edit *e, const Line *l)
{
    return str_slice(line_all(&e->page, l), 0, l->body);
}

/* What stands in front of a bullet nested below an item that is written like this one. */
static bool child_head(const Edit *e, const Line *item, Str *ret)
{
    const Line *best = NULL;
    for (size_t i = 1; i < e->page.lines.len; i++) {
        const Line *l = &e->page.lines.items[i], *up = l - 1;
        bool child = l->kind == LINE_ITEM && up->kind == LINE_ITEM && !l->ordered && !l->quoted &&
                     up->indent == item->indent && up->ordered == item->ordered &&
                     l->indent > up->indent;
        if (!child || (best && best->number > item->number))
            continue;
        best = l;
        if (up == item)
            break;
    }
    if (best)
        *ret = head_of(e, best);
    return best != NULL;
}

/* A box is no part of the bullet. */
static Str bullet_only(Str head)
{
    size_t n = 0;
    while (n < head.len && (head.data[n] == ' ' || head.data[n] == '\t'))
        n++;
    return str_slice(head, 0, MIN(n + 2, head.len));
}

static int note_item(Edit *e, const Line *item)
{
    Str own = head_of(e, item), head;
    size_t width = item->ordered ? own.len - item->start : 2;
    char mark = item->ordered || item->start >= own.len ? '-' : own.data[item->start];
    mark = mark && strchr("-*+", mark) ? mark : '-';
    Str blanks = str_slice(own, 0, item->start);
    if (!child_head(e, item, &head))
        head = str_from(arena_printf(e->a, "%.*s%*s%c ", STR_ARG(blanks), (int)width, "", mark));
    return edit_try_below(e, block_last(e, e->t), compose(e, bullet_only(head), "")) ? 0 : -ENOTSUP;
}

static int note_heading(Edit *e)
{
    int last = block_keys_last(e, e->t);
    const Line *key = last > e->t->line ? edit_line_read(e, last) : NULL;
    bool bullets = key && key->kind == LINE_ITEM;
    bool open = last >= (int)e->lines.len || edit_is_blank(e, last + 1) || bullets;
    Str indent = bullets ? bullet_only(head_of(e, key)) : STR("");
    bool done = bullets && edit_try_below(e, last, compose(e, indent, ""));
    if (!done && open)
        done = edit_try_below(e, last, compose(e, STR(""), "- "));
    Str line = compose(e, STR(""), "");
    if (!open)
        line = str_from(arena_printf(e->a, "%.*s\n", STR_ARG(line)));
    return done || edit_try_below(e, last, line) ? 0 : -ENOTSUP;
}

static int notes_column(const Edit *e, const Line *row)
{
    Cells head;
    while (row > e->page.lines.items && row->kind != LINE_TABLE_HEAD)
        row--;
    cells_read(e, row->number, &head);
    for (size_t i = 0; i < head.len; i++)
        if (text_is_one_of(text_marks_off(edit_slice(e, head.at[i])),
                           "notes|note|comment|comments|remark|remarks|notizen|notiz|bemerkung|"
                           "bemerkungen|kommentar|notas|observações|remarques|备注|備註|说明|メモ"))
            return (int)i;
    return -1;
}

static int note_row(Edit *e, const Line *row)
{
    Cells cells;
    int at = notes_column(e, row);
    cells_read(e, row->number, &cells);
    if (at < 0 || (size_t)at >= cells.len)
        return edit_refuse(e, e->t->line, "the table has no column for notes");
    Span s = cells.at[at];
    Str now = edit_slice(e, s), text = cell_escape(e->a, str_from(e->wish->text));
    if (now.len && !text_is_none(now, NULL))
        text = str_from(arena_printf(e->a, "%.*s; %.*s", STR_ARG(now), STR_ARG(text)));
    return edit_try_span(e, s, cell_fill(e, s, text)) ? 0 : -ENOTSUP;
}

int edit_note(Edit *e)
{
    const Line *l = edit_line_read(e, e->t->line);
    int r = -ENOTSUP;
    if (!l)
        return edit_refuse(e, e->t->line, "a task in front matter has no place for notes: write it "
                           "below");
    if (l->kind == LINE_HEADING || l->kind == LINE_TITLE)
        r = note_heading(e);
    else if (l->kind == LINE_ITEM)
        r = note_item(e, l);
    else if (l->kind == LINE_TABLE_ROW)
        return note_row(e, l) == 0 ? 0 : e->m->text[0] ? -ENOTSUP
               : edit_refuse(e, l->number, "the note would change what the row says: word it "
                             "differently");
    return r == 0 ? 0 : edit_refuse(e, e->t->line, "the note would be read as a task, a status or a "
                                    "heading: word it differently");
}
