/*
 * edit_block.c - which lines belong to a task, and which of them are its keys.
 */
#include "edit_parts.h"
#include "tasks.h"
#include "text.h"

static const Line *line_at(const Edit *e, int index)
{
    bool there = index >= 0 && (size_t)index < e->page.lines.len;
    return there ? &e->page.lines.items[index] : NULL;
}

static bool is_heading(const Line *l)
{
    return l->kind == LINE_HEADING || l->kind == LINE_TITLE;
}

static bool is_key(const Edit *e, const Line *l)
{
    KeyValue kv;
    Str s = l->kind == LINE_ITEM ? line_body(&e->page, l) : line_text(&e->page, l);
    return (l->kind == LINE_ITEM || l->kind == LINE_TEXT) && key_split(s, &kv);
}

/* "- Status: done" below "1. Title" belongs to it without being indented. */
static bool hangs_below(const Edit *e, const Line *item, const Line *l)
{
    return item->ordered && l->kind == LINE_ITEM && !l->ordered && l->indent == item->indent &&
           is_key(e, l);
}

static bool item_owns(const Edit *e, const Line *item, const Line *l)
{
    if (is_heading(l) || l->kind == LINE_RULE || l->section != item->section)
        return false;
    if (l->kind == LINE_TEXT && !l->gap)
        return true;
    return l->indent > item->indent || hangs_below(e, item, l);
}

/* Fenced lines are not on the page; those that are indented below belong to what is above. */
static int over_skipped(const Edit *e, int last, int next, uint16_t indent)
{
    for (int n = last + 1, end = last; n < next; n++) {
        Str s = edit_line(e, n);
        size_t blanks = 0;
        while (blanks < s.len && s.data[blanks] == ' ')
            blanks++;
        if (blanks == s.len)
            continue;
        if (blanks <= indent && end == last)
            return last;
        end = n;
        last = n;
    }
    return last;
}

static int next_number(const Edit *e, int index)
{
    const Line *l = line_at(e, index);
    return l ? l->number : (int)e->lines.len + 1;
}

static int item_last(const Edit *e, int at)
{
    const Line *item = line_at(e, at);
    int i = at, last = item->number;
    for (;;) {
        last = over_skipped(e, last, next_number(e, i + 1), item->indent);
        const Line *l = line_at(e, i + 1);
        if (!l || !item_owns(e, item, l))
            return last;
        last = l->number;
        i++;
    }
}

static int heading_last(const Edit *e, int at)
{
    const Line *head = line_at(e, at);
    int i = at + 1;
    while (line_at(e, i) && !(is_heading(line_at(e, i)) && line_at(e, i)->level <= head->level))
        i++;
    int last = next_number(e, i) - 1;
    if (i > at + 1 && line_at(e, i - 1)->kind == LINE_RULE)
        last = line_at(e, i - 1)->number - 1;
    while (last > head->number && edit_is_blank(e, last))
        last--;
    return last;
}

int block_last(const Edit *e, const TaskFact *t)
{
    int at = edit_page_line(e, t->line);
    const Line *l = line_at(e, at);
    if (!l)
        return t->line;
    return is_heading(l) ? heading_last(e, at) : l->kind == LINE_ITEM ? item_last(e, at) : t->line;
}

/* Whether a key line is nothing but that: what follows it does not stand below it. */
static bool is_closed_key(const Edit *e, const Line *l)
{
    const Line *next = line_at(e, (int)(l - e->page.lines.items) + 1);
    return is_key(e, l) && !(next && next->indent > l->indent && next->section == l->section);
}

/* "状态：" with the value in a line of its own. */
static bool is_open_key(const Edit *e, int index)
{
    const Line *l = line_at(e, index), *next = line_at(e, index + 1);
    KeyValue kv;
    return next && next->kind == LINE_TEXT && next->section == l->section && !is_key(e, next) &&
           is_key(e, l) && l->kind == LINE_TEXT && key_split(line_text(&e->page, l), &kv) &&
           !kv.value.len;
}

int block_keys_last(const Edit *e, const TaskFact *t)
{
    int i = edit_page_line(e, t->line), last = t->line;
    const Line *own = line_at(e, i);
    if (!own)
        return last;
    bool heading = is_heading(own);
    for (i++; line_at(e, i); i++) {
        const Line *l = line_at(e, i);
        bool first = last == t->line;
        bool wraps = !heading && first && l->kind == LINE_TEXT && !l->gap && !is_key(e, l);
        bool ours = heading ? l->section == own->section && !is_heading(l) : item_owns(e, own, l);
        if (!ours || (l->gap && !(heading && first)) || !(wraps || is_closed_key(e, l)))
            break;
        i += is_open_key(e, i);
        last = line_at(e, i)->number;
    }
    return last;
}

bool block_alike(const Edit *e, const TaskFact *a, const TaskFact *b)
{
    const Line *x = line_at(e, edit_page_line(e, a->line)), *y = line_at(e, edit_page_line(e, b->line));
    if (!x || !y || x->kind != y->kind || x->ordered != y->ordered)
        return false;
    return is_heading(x) ? x->level == y->level : x->indent == y->indent;
}

Span block_key_span(const Edit *e, const TaskFact *t, Keyed which)
{
    Span s = which == KEYED_STATE ? t->state_at : t->assignee_at;
    Form form = which == KEYED_STATE ? t->state_form : t->assignee_form;
    Str head = str_slice(edit_line(e, s.line), 0, (size_t)s.col);
    int at = edit_page_line(e, s.line);
    size_t colons = 0;
    for (size_t i = 0; i < head.len; i++)
        colons += head.data[i] == ':' || str_starts(str_slice(head, i, head.len), STR("："));
    bool own = form == FORM_VALUE && s.line > t->line && s.line <= block_last(e, t) && at >= 0 &&
               colons == 1;
    return own ? s : (Span){ 0 };
}

Span block_unread_key(const Edit *e, const TaskFact *t, Keyed which)
{
    int i = edit_page_line(e, t->line), last = block_last(e, t);
    const Line *own = line_at(e, i);
    for (i++; own && line_at(e, i) && line_at(e, i)->number <= last; i++) {
        const Line *l = line_at(e, i);
        KeyValue kv;
        Str s = l->kind == LINE_ITEM ? line_body(&e->page, l) : line_text(&e->page, l);
        if (l->section != own->section || !is_key(e, l) || !key_split(s, &kv) ||
            task_key(kv.key) != (which == KEYED_STATE ? KEY_STATUS : KEY_ASSIGNEE))
            continue;
        int col = kv.value.len ? (int)(kv.value.data - line_all(&e->page, l).data) : (int)l->len;
        return (Span){ l->number, col, col + (int)kv.value.len };
    }
    return (Span){ 0 };
}

static Str blanks_of(Str line)
{
    size_t n = 0;
    while (n < line.len && (line.data[n] == ' ' || line.data[n] == '\t'))
        n++;
    return str_slice(line, 0, n);
}

Str block_key_line(const Edit *e, const TaskFact *t, Span from, Str value)
{
    Str head = str_slice(edit_line(e, from.line), 0, (size_t)from.col), blanks = blanks_of(head);
    int last = block_keys_last(e, t);
    const Line *own = line_at(e, edit_page_line(e, last));
    if (last > t->line && own && is_key(e, own))
        blanks = blanks_of(edit_line(e, last));
    head = str_slice(head, blanks_of(head).len, head.len);
    return str_from(arena_printf(e->a, "%.*s%.*s%.*s\n", STR_ARG(blanks), STR_ARG(head),
                                 STR_ARG(value)));
}

bool edit_try_key(Edit *e, Span from, Str value)
{
    int last = block_keys_last(e, e->t);
    const Line *own = line_at(e, edit_page_line(e, e->t->line));
    const Line *next = line_at(e, edit_page_line(e, last + 1));
    Str line = block_key_line(e, e->t, from, value);
    bool prose = own && is_heading(own) && last == e->t->line && next && next->kind == LINE_TEXT;
    if (prose)
        line = str_from(arena_printf(e->a, "%.*s\n", STR_ARG(line)));
    return edit_try_below(e, last, line);
}

const TaskFact *block_model(const Edit *e, const TaskFact *t, Keyed which)
{
    const TaskFact *best = NULL;
    for (size_t i = 0; i < e->facts->tasks.len; i++) {
        const TaskFact *o = &e->facts->tasks.items[i];
        if (best && abs(o->line - t->line) >= abs(best->line - t->line))
            continue;
        if (o != t && block_alike(e, o, t) && block_key_span(e, o, which).line)
            best = o;
    }
    return best;
}
