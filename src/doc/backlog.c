/*
 * backlog.c - files that are one task each, as Backlog.md and loaf keep them.
 *
 * The front matter is the task.  Boxes below it are what has to hold for it to be done, no tasks
 * of their own: they become notes.  A file without front matter is read as a board.
 */
#include "dialect.h"
#include "escalations.h"
#include "tasks.h"

static Match backlog_matches(const char *path, Str text)
{
    static const char *const folders[] = { "backlog/tasks/", "backlog/drafts/", "backlog/completed/",
                                           "backlog/archive/" };
    for (size_t i = 0; i < ARRAY_LEN(folders); i++)
        if (path_holds(path, folders[i]) && str_ends(str_from(path), STR(".md")))
            return MATCH_PATH;
    return front_names_task(text) ? MATCH_TEXT : MATCH_NO;
}

static void add_note(Facts *f, const TaskFact *t)
{
    NoteFact n = { .line = t->line, .at = t->at, .title = t->title, .has_state = true,
                   .state = t->state, .state_raw = t->state_raw, .confidence = 'B' };
    if (f->notes.len < PAGE_NOTES_MAX)
        AVEC_PUSH(&f->notes, f->arena, n);
}

/* What the page took for tasks are the criteria of the one task of the file. */
static void make_notes(Facts *f, size_t tasks)
{
    for (size_t i = tasks; i < f->tasks.len; i++)
        add_note(f, &f->tasks.items[i]);
    f->tasks.len = tasks;
}

static void backlog_read(Reading *r)
{
    Page p = { .facts = r->facts, .style = PAGE_BOARD };
    Str body;
    bool is_task = front_read_file(r->facts, (Str){ r->text, r->len }, &body, &p.first_line);
    size_t tasks = r->facts->tasks.len;
    p.text = r->text + (body.data - r->text);
    p.len = body.len;
    page_cut(&p);
    tasks_read(&p);
    escalations_read(&p);
    page_release(&p);
    if (is_task)
        make_notes(r->facts, tasks);
}

const DialectDef dialect_backlog = { "backlog", backlog_matches, backlog_read };
