/*
 * project_state.c - files that keep tasks and decisions side by side: project-state.md, TECH-STACK.md.
 */
#include "decisions.h"
#include "dialect.h"
#include "escalations.h"
#include "tasks.h"

static Match project_state_matches(const char *path, Str text)
{
    (void)text;
    return path_is_named(path, "project state|projectstate|tech stack|techstack") ? MATCH_NAME : MATCH_NO;
}

static bool is_record(const Facts *f, int line)
{
    size_t from = 0, to = f->records.len;       /* they are in the order of their lines */
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (f->records.items[mid].line == line)
            return true;
        if (f->records.items[mid].line < line)
            from = mid + 1;
        else
            to = mid;
    }
    return false;
}

/* "## D1: …" with a status reads like a task as well; it is what was decided. */
static void drop_decided(Facts *f)
{
    size_t tasks = 0, notes = 0;
    for (size_t i = 0; i < f->tasks.len; i++)
        if (!is_record(f, f->tasks.items[i].line))
            f->tasks.items[tasks++] = f->tasks.items[i];
    for (size_t i = 0; i < f->notes.len; i++)
        if (!is_record(f, f->notes.items[i].line))
            f->notes.items[notes++] = f->notes.items[i];
    f->tasks.len = tasks;
    f->notes.len = notes;
}

static void project_state_read(Reading *r)
{
    Page p = { .facts = r->facts, .style = PAGE_TEXT };
    Str body = front_read(r->facts, (Str){ r->text, r->len }, true, &p.first_line);
    p.text = r->text + (body.data - r->text);
    p.len = body.len;
    page_cut(&p);
    tasks_read(&p);
    decisions_read(&p, false);
    escalations_read(&p);
    page_release(&p);
    drop_decided(r->facts);
}

const DialectDef dialect_project_state = { "project-state", project_state_matches,
                                           project_state_read };
