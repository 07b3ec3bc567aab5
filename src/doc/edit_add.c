/*
 * edit_add.c - a task beside others, written like the one it stands behind.
 *
 * The neighbour is the model: its bullet, box, id, marks and key lines are copied, with the next
 * id or number and what was wished in them.
 */
#include <errno.h>

#include "edit_parts.h"
#include "text.h"

/* "… @gavin", "… (owner: qa)": an assignee in the line of the title. */
static void name_in_line(const Edit *e, const TaskFact *model, Buf *out)
{
    Span at = model->assignee_at;
    Str line = edit_line(e, at.line);
    if (!e->wish->assignee || at.line != model->line || at.col <= model->at.col)
        return;
    Ways ways = { .len = 0 };
    name_ways(e, model->assignee_form, edit_slice(e, at), e->wish->assignee, &ways);
    size_t from = (size_t)at.col;
    while (from > (size_t)model->at.col && !strchr("(|[", line.data[from - 1]) &&
           !str_ends(str_slice(line, 0, from), STR(" - ")) && !str_ends(str_slice(line, 0, from), STR("— ")) &&
           line.data[from - 1] != '@' && from + 20 > (size_t)at.col)
        from--;
    Str head = str_slice(line, from, (size_t)at.col);
    char open = from ? line.data[from - 1] : ' ';
    Str name = ways.items[0];
    if (open == '(' || open == '[')
        buf_addf(out, " %c%.*s%.*s%s", open, STR_ARG(head), STR_ARG(name), open == '(' ? ")" : "]");
    else
        buf_addf(out, " %s%.*s", open == '@' || str_starts(name, STR("@")) ? "@" : "— ",
                 STR_ARG(str_starts(name, STR("@")) ? str_slice(name, 1, name.len) : name));
}

/* A line with a key as the model, or one written like it, has it; false: none has. */
static bool key_line(const Edit *e, const TaskFact *model, Keyed which, Buf *out)
{
    const TaskFact *from = block_key_span(e, model, which).line ? model : block_model(e, model, which);
    Ways ways = { .len = 0 };
    if (!from)
        return false;
    Span at = block_key_span(e, from, which);
    Str current = edit_slice(e, at);
    if (which == KEYED_STATE)
        current = word_plain(e, current);
    if (which == KEYED_STATE && from->state == edit_wished_state(e))
        ways_add(&ways, current);
    if (which == KEYED_STATE)
        word_ways(e, FORM_VALUE, current, edit_wished_state(e), &ways);
    else if (e->wish->assignee)
        name_ways(e, FORM_VALUE, current, e->wish->assignee, &ways);
    if (ways.len)
        buf_add_str(out, block_key_line(e, model, at, ways.items[0]));
    return ways.len > 0;
}

/* "**Status**: todo | **Owner**: qa": both in one line. */
static bool both_keys(const Edit *e, const TaskFact *model, Buf *out)
{
    Span s = model->state_at, n = model->assignee_at;
    Ways state = { .len = 0 }, name = { .len = 0 };
    if (!e->wish->assignee || s.line != n.line || s.line <= model->line)
        return false;
    Str line = edit_line(e, s.line), plain = word_plain(e, edit_slice(e, s));
    if (model->state == edit_wished_state(e))
        ways_add(&state, plain);
    word_ways(e, FORM_VALUE, plain, edit_wished_state(e), &state);
    name_ways(e, FORM_VALUE, edit_slice(e, n), e->wish->assignee, &name);
    if (!state.len || !name.len)
        return false;
    bool first = s.col < n.col;
    Span a = first ? s : n, b = first ? n : s;
    buf_addf(out, "%.*s%.*s%.*s%.*s\n", STR_ARG(str_slice(line, 0, (size_t)a.col)),
             STR_ARG(first ? state.items[0] : name.items[0]),
             STR_ARG(str_slice(line, (size_t)a.end, (size_t)b.col)),
             STR_ARG(first ? name.items[0] : state.items[0]));
    return true;
}

static void key_lines(const Edit *e, const TaskFact *model, Buf *out)
{
    Span state = block_key_span(e, model, KEYED_STATE), name = block_key_span(e, model, KEYED_ASSIGNEE);
    bool name_first = name.line && name.line < state.line;
    bool needs_state = state.line || !(model->state_at.line == model->line);
    if (both_keys(e, model, out))
        return;
    if (name_first)
        (void)key_line(e, model, KEYED_ASSIGNEE, out);
    if (needs_state)
        (void)key_line(e, model, KEYED_STATE, out);
    if (!name_first && e->wish->assignee && model->assignee_at.line != model->line)
        (void)key_line(e, model, KEYED_ASSIGNEE, out);
}

static bool add_heading(Edit *e, const TaskFact *model)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    int last = block_last(e, model);
    if (edit_is_blank(e, model->line - 1))
        buf_addc(&out, '\n');
    title_line(e, model, &out);
    buf_addc(&out, '\n');
    CLEANUP(buf_done) Buf keys = BUF_INIT;
    key_lines(e, model, &keys);
    if (keys.len && edit_is_blank(e, model->line + 1))
        buf_addc(&out, '\n');
    buf_add_str(&out, buf_str(&keys));
    return edit_try_below(e, last, buf_str(&out));
}

static bool add_item(Edit *e, const TaskFact *model)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    title_line(e, model, &out);
    name_in_line(e, model, &out);
    buf_addc(&out, '\n');
    key_lines(e, model, &out);
    return edit_try_below(e, block_last(e, model), buf_str(&out));
}

/* The last task of the list that the model stands in, so that no number has to change. */
static const TaskFact *last_alike(const Edit *e, const TaskFact *model)
{
    const Line *l = edit_line_read(e, model->line);
    bool counted = title_is_counted(e, model);
    for (size_t i = 0; counted && i < e->facts->tasks.len; i++) {
        const TaskFact *o = &e->facts->tasks.items[i];
        const Line *x = edit_line_read(e, o->line);
        if (x && o->line > model->line && block_alike(e, o, model) &&
            (l->kind == LINE_HEADING || x->section == l->section))
            model = o;
    }
    return model;
}

int edit_add_behind(Edit *e, const TaskFact *model)
{
    const Line *l = edit_line_read(e, model->line);
    bool done = false;
    e->t = model;
    if (!l || model->state_form == FORM_FRONT)
        return edit_refuse(e, model->line, "the file is one task: a new one is a new file");
    if (l->kind == LINE_TABLE_ROW)
        return edit_add_row(e);
    if (l->kind == LINE_ITEM)
        done = add_item(e, last_alike(e, model));
    else if (l->kind == LINE_HEADING || l->kind == LINE_TITLE)
        done = add_heading(e, last_alike(e, model));
    return done ? 0 : edit_refuse_add(e, model);
}

int edit_refuse_add(Edit *e, const TaskFact *model)
{
    const Line *l = edit_line_read(e, model->line);
    const Section *s = l ? section_state(&e->page, l->section) : NULL;
    if (s && !model->state_at.line && s->state != edit_wished_state(e) && e->wish->state != TASK_UNKNOWN)
        return edit_refuse(e, model->line, "tasks here are what the heading '%.*s' says, not %s: name "
                           "the section that says so", STR_ARG(str_slice(s->title, 0, 80)),
                           task_state_text(edit_wished_state(e)));
    return edit_refuse(e, model->line, "a task like this one that is %s%s%s cannot be written behind it "
                       "so that the file reads so: add it by hand", task_state_text(edit_wished_state(e)),
                       e->wish->assignee ? " and assigned to " : "",
                       e->wish->assignee ? e->wish->assignee : "");
}

/* The section whose title is, or else holds, the words; -1: none. */
static int find_section(const Edit *e, Str words)
{
    int best = -1;
    for (size_t i = 1; i < e->page.sections.len; i++) {
        const Section *s = &e->page.sections.items[i];
        Str title = text_drop_symbols(text_skip_symbols(s->title));
        if (str_ieq(title, words) || str_ieq(s->title, words))
            return (int)i;
        if (best < 0 && !s->unread && str_ifind(s->title, words) >= 0)
            best = (int)i;
    }
    return best;
}

static bool stands_in(const Edit *e, const TaskFact *t, int section)
{
    const Line *l = edit_line_read(e, t->line);
    for (int i = l ? (int)l->section : -1; i >= 0; i = e->page.sections.items[i].parent)
        if (i == section)
            return l->kind == LINE_ITEM || l->kind == LINE_TABLE_ROW || (int)l->section != section;
    return false;
}

const TaskFact *edit_last_in(const Edit *e, int section)
{
    const TaskFact *best = NULL;
    for (size_t i = 0; i < e->facts->tasks.len; i++) {
        const TaskFact *t = &e->facts->tasks.items[i];
        if ((section < 0 || stands_in(e, t, section)) && (!best || t->depth <= best->depth))
            best = t;
    }
    return best;
}

/* The first task of a section whose neighbours elsewhere are boxes. */
static bool start_list(Edit *e, int section)
{
    const TaskFact *model = NULL;
    int line = e->page.lines.items[e->page.sections.items[section].line].number;
    for (size_t i = 0; !model && i < e->facts->tasks.len; i++) {
        const TaskFact *t = &e->facts->tasks.items[i];
        const Line *l = edit_line_read(e, t->line);
        if (l && l->kind == LINE_ITEM && t->depth == 0 && !l->ordered && t->state_form == FORM_BOX)
            model = t;
    }
    if (!model || !(edit_is_blank(e, line + 1) || line == (int)e->lines.len))
        return false;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    bool blank = line < (int)e->lines.len, next = !edit_is_blank(e, line + 2) && blank;
    buf_adds(&out, blank ? "" : "\n");
    title_line(e, model, &out);
    buf_adds(&out, next && line + 2 <= (int)e->lines.len ? "\n\n" : "\n");
    return edit_try_below(e, blank ? line + 1 : line, buf_str(&out));
}

static int add_to_section(Edit *e, const char *words)
{
    int section = find_section(e, str_trim(str_from(words)));
    if (section < 0)
        return fail_with(e->m, -ENOENT, "%s: no heading has the words '%s'", e->path, words);
    const TaskFact *model = edit_last_in(e, section);
    if (model)
        return edit_add_behind(e, model);
    if (edit_fill_row(e, (uint32_t)section) || start_list(e, section))
        return 0;
    return edit_refuse(e, e->page.lines.items[e->page.sections.items[section].line].number,
                       "the section has no task to write a new one like: write the first by hand");
}

int edit_add(Edit *e)
{
    if (e->wish->section && e->wish->section[0])
        return add_to_section(e, e->wish->section);
    if (e->wish->part && !e->t) {
        int r = edit_add_to_part(e);
        if (r != -ENOENT)
            return r;
        e->t = NULL;
    }
    const TaskFact *model = e->t ? e->t : edit_last_in(e, -1);
    if (!model)
        return fail_with(e->m, -ENOENT, "%s: there is no task to write a new one like: write the "
                         "first by hand", e->path);
    return edit_add_behind(e, model);
}
