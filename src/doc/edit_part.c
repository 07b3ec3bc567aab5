/*
 * edit_part.c - what is one agent's in a file: where a new task of its goes.
 *
 * That is the section which is named after it, best one that holds tasks, else behind its last task.  The list of
 * tasks in a section may have to be begun.
 */
#include <errno.h>

#include "baton/model/agent.h"
#include "edit_parts.h"
#include "text.h"

static bool is_named(const Edit *e, Str name, const char *slug)
{
    const char *other = agent_slug(e->a, text_marks_off(name));
    return other && strcmp(other, slug) == 0;
}

/* "### qa-engineer - [Status: in_progress]" */
static bool is_its_log(const Edit *e, int line, const char *slug)
{
    for (size_t i = 0; i < e->facts->agents.len; i++) {
        const AgentFact *a = &e->facts->agents.items[i];
        if (a->line == line && is_named(e, str_from(a->name), slug))
            return true;
    }
    return false;
}

/* "db-admin", "Tasks for db-admin": the name is known here, it need not look like one. */
static bool is_titled(const Edit *e, Str title, const char *slug)
{
    static const Str leads[] = { STR("tasks for "), STR("for "), STR("assigned to "), STR("agent: ") };
    static const Str tails[] = { STR(" tasks"), STR("'s tasks"), STR(" queue"), STR(" work"), STR(" work log") };
    Str s = text_drop_symbols(text_skip_symbols(text_marks_off(title)));
    for (size_t i = 0; i < ARRAY_LEN(leads); i++)
        if (str_istarts(s, leads[i]))
            return is_named(e, str_slice(s, leads[i].len, s.len), slug);
    for (size_t i = 0; i < ARRAY_LEN(tails); i++) {
        Str head = str_slice(s, 0, s.len - MIN(s.len, tails[i].len));
        if (head.len && str_ieq(str_slice(s, head.len, s.len), tails[i]) && is_named(e, head, slug))
            return true;
    }
    return is_named(e, s, slug);
}

static bool is_its_own(const Edit *e, size_t section, const char *slug)
{
    const Section *s = &e->page.sections.items[section];
    if (s->unread || s->line >= e->page.lines.len)
        return false;
    if (is_its_log(e, e->page.lines.items[s->line].number, slug))
        return true;
    return !s->is_title && ((s->assignee.len && is_named(e, s->assignee, slug)) || is_titled(e, s->title, slug));
}

/* ---- the first task of a section ---- */

/* The last line that stands in the section itself, not below a heading in it. */
static const Line *last_own(const Edit *e, size_t section)
{
    const Line *last = &e->page.lines.items[e->page.sections.items[section].line];
    for (size_t i = e->page.sections.items[section].line; i < e->page.lines.len; i++)
        if (e->page.lines.items[i].section == section)
            last = &e->page.lines.items[i];
    return last;
}

static const TaskFact *box_model(const Edit *e)
{
    for (size_t i = 0; i < e->facts->tasks.len; i++) {
        const TaskFact *t = &e->facts->tasks.items[i];
        const Line *l = edit_line_read(e, t->line);
        if (l && l->kind == LINE_ITEM && t->depth == 0 && !l->ordered && !l->quoted && t->state_form == FORM_BOX)
            return t;
    }
    return NULL;
}

static bool begin_list(Edit *e, size_t section)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    const Line *last = last_own(e, section);
    const TaskFact *model = box_model(e);
    int line = last->number;
    bool heads = last->kind == LINE_HEADING || last->kind == LINE_TITLE, gap = edit_is_blank(e, line + 1);
    bool ends = line >= (int)e->lines.len;
    if (last->kind == LINE_TABLE_ROW || last->kind == LINE_TABLE_RULE || last->quoted)
        return false;
    if (heads && gap && !ends)
        line++;                         /* behind the blank line that is there */
    else if (last->kind != LINE_ITEM)
        buf_addc(&out, '\n');
    if (model)
        title_line(e, model, &out);
    else
        buf_addf(&out, "- [ ] %s", e->wish->text);
    buf_addc(&out, '\n');
    if (line < (int)e->lines.len && !edit_is_blank(e, line + 1))
        buf_addc(&out, '\n');
    return edit_try_below(e, line, buf_str(&out));
}

/* ---- its part ---- */

static int try_sections(Edit *e, const char *slug, bool with_tasks, bool *found)
{
    int r = -ENOTSUP;
    for (size_t i = 1; i < e->page.sections.len && r < 0; i++) {
        if (!is_its_own(e, i, slug))
            continue;
        const TaskFact *model = edit_last_in(e, (int)i);
        *found = true;
        if (with_tasks && model)
            r = edit_add_behind(e, model);
        else if (!with_tasks && !model)
            r = edit_fill_row(e, (uint32_t)i) || begin_list(e, i) ? 0 : -ENOTSUP;
    }
    return r;
}

/* The last of its tasks that is not part of another one; headings count on to the end of their file. */
static const TaskFact *last_of(const Edit *e, const char *slug)
{
    const TaskFact *best = NULL;
    for (size_t i = 0; i < e->facts->tasks.len; i++) {
        const TaskFact *t = &e->facts->tasks.items[i];
        const Line *l = edit_line_read(e, t->line);
        if (t->assignee && l && l->kind != LINE_HEADING && l->kind != LINE_TITLE &&
            (!best || t->depth <= best->depth) && is_named(e, str_from(t->assignee), slug))
            best = t;
    }
    return best;
}

/* A file without any task has no place that is somebody's: below what is called tasks, or at its end. */
static int begin_file(Edit *e)
{
    size_t last = 0;
    for (size_t i = 1; i < e->page.sections.len; i++) {
        const Section *s = &e->page.sections.items[i];
        if (s->unread || s->line >= e->page.lines.len)
            continue;
        if (!s->is_title && str_ifind(s->title, STR("task")) >= 0 && begin_list(e, i))
            return 0;
        last = i;
    }
    return last && begin_list(e, last) ? 0 : -ENOTSUP;
}

int edit_add_to_part(Edit *e)
{
    const char *slug = agent_slug(e->a, str_from(e->wish->part));
    bool found = false;
    if (!slug)
        return -ENOENT;
    int r = try_sections(e, slug, true, &found);
    if (r < 0)
        r = try_sections(e, slug, false, &found);
    if (r < 0 && found)
        return fail_with(e->m, -ENOTSUP, "%s: the section of %s cannot take a task like this so that the file reads "
                         "so: add it by hand", e->path, e->wish->part);
    const TaskFact *model = r < 0 ? last_of(e, slug) : NULL;
    if (model)
        r = edit_add_behind(e, model);
    if (r < 0 && !e->facts->tasks.len && begin_file(e) < 0)
        return fail_with(e->m, -ENOTSUP, "%s: there is no task to write a new one like: write the first by hand",
                         e->path);
    if (!e->facts->tasks.len)
        return 0;
    return r == 0 ? 0 : -ENOENT;
}
