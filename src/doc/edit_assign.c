/*
 * edit_assign.c - somebody else for a task.
 *
 * The marks around the name that stands there ("@", backticks, brackets) stay; a remark behind it
 * goes, because it was said of the one before.
 */
#include <errno.h>

#include "edit_parts.h"
#include "names.h"
#include "text.h"

static Str bare(const char *name)
{
    Str s = str_trim(str_from(name));
    while (s.len > 1 && (s.data[0] == '@' || s.data[0] == '/'))
        s = str_slice(s, 1, s.len);
    return s;
}

/* A name that YAML would read as something else. */
static Str yaml_name(const Edit *e, Str name)
{
    bool plain = name.len && (text_is_alpha(name.data[0]) || name.data[0] < 0);
    for (size_t i = 0; i < name.len; i++)
        plain &= !strchr(":#,[]{}&*!|>'\"%@`", name.data[i]);
    bool word = text_is_one_of(name, "true|false|yes|no|on|off|null");
    return plain && !word ? name : str_from(arena_printf(e->a, "'%.*s'", STR_ARG(name)));
}

static Str wrap(const Edit *e, Str open, Str name, Str close)
{
    return str_from(arena_printf(e->a, "%.*s%.*s%.*s", STR_ARG(open), STR_ARG(name),
                                 STR_ARG(close)));
}

static Str nobody_named(const Edit *e, Form form, Str current, Str name)
{
    if (form != FORM_FRONT)
        return name;
    if (str_starts(current, STR("[")))
        return wrap(e, STR("["), yaml_name(e, name), STR("]"));
    if (str_starts(current, STR("'")) || str_starts(current, STR("\"")))
        return wrap(e, str_slice(current, 0, 1), name, str_slice(current, 0, 1));
    return yaml_name(e, name);
}

static Str somebody_named(const Edit *e, Str current, Str name)
{
    Str s = str_starts(current, STR("(")) ? current : text_drop_parenthesis(current);
    size_t from = 0, to = s.len;
    while (from < to && strchr("`'\"[(*_@/", s.data[from]))
        from++;
    while (to > from && strchr("`'\"])*_", s.data[to - 1]))
        to--;
    return wrap(e, str_slice(s, 0, from), name, str_slice(s, to, s.len));
}

void name_ways(const Edit *e, Form form, Str current, const char *name, Ways *ret)
{
    Str n = bare(name);
    bool nobody = !name_clean(current).len || text_is_none(current, NULL) ||
                  text_is_placeholder(current) || str_eq(current, STR("[]"));
    if (!nobody)
        ways_add(ret, somebody_named(e, current, n));
    ways_add(ret, nobody_named(e, form, nobody ? current : STR(""), n));
    ways_add(ret, wrap(e, STR("@"), n, STR("")));
}

static Str spaced(const Edit *e, Span at, Form form, Str text)
{
    if (form == FORM_CELL)
        return cell_fill(e, at, cell_escape(e->a, text));
    Str line = edit_line(e, at.line);
    bool glued = at.col == at.end && at.col && strchr(":*`", line.data[at.col - 1]);
    return glued ? wrap(e, STR(" "), text, STR("")) : text;
}

static int change_value(Edit *e)
{
    const TaskFact *t = e->t;
    Ways ways = { .len = 0 };
    name_ways(e, t->assignee_form, edit_slice(e, t->assignee_at), e->wish->text, &ways);
    for (size_t i = 0; i < ways.len; i++)
        if (edit_try_span(e, t->assignee_at, spaced(e, t->assignee_at, t->assignee_form,
                                                    ways.items[i])))
            return 0;
    return edit_refuse(e, t->assignee_at.line, "'%s' does not read as the agent in the place of "
                       "'%.*s': edit the line by hand", e->wish->text,
                       STR_ARG(str_slice(edit_slice(e, t->assignee_at), 0, 80)));
}

static bool add_key_line(Edit *e, const TaskFact *model)
{
    Span at = block_key_span(e, model, KEYED_ASSIGNEE);
    Ways ways = { .len = 0 };
    name_ways(e, FORM_VALUE, edit_slice(e, at), e->wish->text, &ways);
    for (size_t i = 0; i < ways.len; i++)
        if (edit_try_key(e, at, ways.items[i]))
            return true;
    return false;
}

int edit_assign(Edit *e)
{
    const TaskFact *t = e->t;
    Str name = bare(e->wish->text);
    if (t->assignee && str_eq(bare(t->assignee), name))
        return fail_with(e->m, -EALREADY, "%s:%d: %s has the task already", e->path, t->line,
                         e->wish->text);
    if (t->assignee_at.line && t->assignee_form != FORM_NONE)
        return change_value(e);
    const TaskFact *model =
        block_unread_key(e, t, KEYED_ASSIGNEE).line ? NULL : block_model(e, t, KEYED_ASSIGNEE);
    if (model && add_key_line(e, model))
        return 0;
    return edit_refuse(e, t->line, "tasks of this kind name nobody here: write once how, as "
                       "\"Assigned to: %s\" below the task", e->wish->text);
}
