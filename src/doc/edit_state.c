/*
 * edit_state.c - another state for a task.
 *
 * Where the file states it, its words or its mark are exchanged.  Where nothing does but the tasks
 * beside it have a line for it, that line is added.  A state that a heading gives is refused: the
 * line would have to move, and where to is the author's choice.
 */
#include <errno.h>

#include "baton/doc/doc.h"
#include "edit_parts.h"
#include "states.h"
#include "text.h"

static const char *wanted(const Edit *e)
{
    return task_state_text(e->wish->state);
}

static int try_ways(Edit *e, Span span, const Ways *ways)
{
    for (size_t i = 0; i < ways->len; i++)
        if (edit_try_span(e, span, ways->items[i]))
            return 0;
    return -ENOTSUP;
}

static int refuse_words(Edit *e)
{
    CLEANUP(buf_done) Buf list = BUF_INIT;
    for (size_t i = 0; i < e->wish->words->len; i++)
        buf_addf(&list, "%s'%s'", i ? ", " : "", e->wish->words->items[i]);
    return edit_refuse(e, e->t->state_at.line, "the states of this project (%s) have none for %s",
                       list.data, wanted(e));
}

static int refuse_value(Edit *e, size_t tried)
{
    Span at = e->t->state_at;
    Str raw = edit_slice(e, at);
    const StrList *words = e->wish->words;
    if (!tried && words && words->len && e->t->state_form != FORM_BOX)
        return refuse_words(e);
    if (e->t->state_form == FORM_BOX && !tried)
        return edit_refuse(e, at.line,
                           "boxes like '%.*s' have no mark for %s here: say it in a legend, as "
                           "\"`[r]` in review\", or beside the title",
                           STR_ARG(str_slice(raw, 0, 40)), wanted(e));
    return edit_refuse(e, at.line, "%s cannot be written in the place of '%.*s' so that the file "
                       "reads so: edit the line by hand", wanted(e), STR_ARG(str_slice(raw, 0, 60)));
}

/* "~~Old~~ → **Done**": what was struck out comes back by hand only. */
static bool is_struck(const Edit *e)
{
    Str line = edit_line(e, e->t->line);
    Span s = e->t->state_at;
    Str head = str_slice(line, 0, (size_t)s.col);
    return e->t->state_form != FORM_BOX && s.line == e->t->line && str_find(head, STR("~~")) >= 0;
}

static int change_value(Edit *e)
{
    const TaskFact *t = e->t;
    Ways ways = { .len = 0 };
    if (is_struck(e))
        return edit_refuse(e, t->state_at.line, "the task is struck out: take the strike away first");
    Str current = edit_slice(e, t->state_at);
    if (t->state_form == FORM_BOX)
        box_ways(e, current, e->wish->state, &ways);
    else
        word_ways(e, t->state_form, current, e->wish->state, &ways);
    if (t->state_form == FORM_CELL)
        for (size_t i = 0; i < ways.len; i++)
            ways.items[i] = cell_fill(e, t->state_at, ways.items[i]);
    return try_ways(e, t->state_at, &ways) == 0 ? 0 : refuse_value(e, ways.len);
}

/* Copies the line that a task beside this one has, with another value in it. */
static bool add_key_line(Edit *e, const TaskFact *model)
{
    Span at = block_key_span(e, model, KEYED_STATE);
    Str plain = word_plain(e, edit_slice(e, at));
    Ways ways = { .len = 0 };
    if (model->state == e->wish->state)
        ways_add(&ways, plain);
    word_ways(e, FORM_VALUE, plain, e->wish->state, &ways);
    for (size_t i = 0; i < ways.len; i++)
        if (edit_try_key(e, at, ways.items[i]))
            return true;
    return false;
}

/* The one of "[Not Started/In Progress/Done]" that says the state. */
static void add_choices(Str choices, TaskState state, Ways *ret)
{
    Str s = text_marks_off(choices);
    TaskState said;
    if (str_starts(s, STR("[")) && str_ends(s, STR("]")))
        s = str_slice(s, 1, s.len - 1);
    char mark = str_chr(s, '|') >= 0 ? '|' : '/';
    while (s.len) {
        Str one = str_trim(str_cut(&s, mark));
        if (doc_task_state(one, &said) == 0 && said == state)
            ways_add(ret, one);
    }
}

/* "**Status**: Pending | In Progress | Done", left from a template, is filled in. */
static bool fill_key(Edit *e, Span at)
{
    Ways ways = { .len = 0 };
    add_choices(edit_slice(e, at), e->wish->state, &ways);
    word_ways(e, FORM_VALUE, STR(""), e->wish->state, &ways);
    Str line = edit_line(e, at.line);
    bool glued = at.col && (size_t)at.col <= line.len && !strchr(" \t", line.data[at.col - 1]);
    for (size_t i = 0; i < ways.len; i++)
        if (edit_try_span(e, at, str_from(arena_printf(e->a, "%s%.*s", glued ? " " : "",
                                                       STR_ARG(ways.items[i])))))
            return true;
    return false;
}

/* The heading that states the task: the nearest one above whose words are a state. */
static const Section *stating_section(const Edit *e)
{
    int at = edit_page_line(e, e->t->line);
    if (at < 0)
        return NULL;
    uint32_t own = e->page.lines.items[at].section;
    return section_state(&e->page, own);
}

static int state_has_no_place(Edit *e)
{
    const TaskFact *t = e->t;
    Span unread = block_unread_key(e, t, KEYED_STATE);
    const TaskFact *model = unread.line ? NULL : block_model(e, t, KEYED_STATE);
    const Section *s = stating_section(e);
    if (unread.line && fill_key(e, unread))
        return 0;
    if (model && add_key_line(e, model))
        return 0;
    if (s) {
        int line = e->page.lines.items[s->line].number;
        return edit_refuse(e, t->line, "its state is the heading '%.*s' at %s:%d: move the line to "
                           "the section that says %s", STR_ARG(str_slice(s->title, 0, 80)), e->path,
                           line, wanted(e));
    }
    return edit_refuse(e, t->line, "nothing in the file states this task, so there is nothing to "
                       "change: give it a box or a status first");
}

int edit_state(Edit *e)
{
    const TaskFact *t = e->t;
    if (t->state == e->wish->state)
        return fail_with(e->m, -EALREADY, "%s:%d: the task is %s already", e->path, t->line,
                         wanted(e));
    if (t->state_at.line && t->state_form != FORM_NONE)
        return change_value(e);
    return state_has_no_place(e);
}
