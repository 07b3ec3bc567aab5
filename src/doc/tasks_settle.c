/*
 * tasks_settle.c - which drafts are tasks, and what is finally said of them.
 */
#include <stdlib.h>

#include "names.h"
#include "states.h"
#include "tasks.h"

static int by_line(const void *a, const void *b)
{
    const Draft *x = a, *y = b;
    return x->line < y->line ? -1 : x->line > y->line;
}

static void sort_drafts(Page *p)
{
    bool sorted = true;
    for (size_t i = 1; sorted && i < p->drafts.len; i++)
        sorted = p->drafts.items[i - 1].line <= p->drafts.items[i].line;
    if (!sorted)
        qsort(p->drafts.items, p->drafts.len, sizeof *p->drafts.items, by_line);
}

static bool owns_key(const Draft *d)
{
    return d->status_key || d->assignee_key || d->id_key;
}

static bool heading_is_task(const Page *p, const Draft *d)
{
    const Section *s = &p->sections.items[d->section];
    const Section *above = s->parent > 0 ? section_state(p, (uint32_t)s->parent) : NULL;
    bool bold = d->level == 7, named = d->subject == SUBJECT_ID || d->subject == SUBJECT_TASK;
    if (d->subject == SUBJECT_PHASE && d->children && !d->status_key && !d->id_key)
        return false; /* its boxes are the tasks; who does them was noted for the section */
    if (owns_key(d))
        return true;
    if (bold || s->is_title)
        return false;
    if (named)
        return d->say == SAY_TITLE || above != NULL;
    return d->subject == SUBJECT_PHASE && d->say == SAY_TITLE && !d->children;
}

static bool is_task(const Page *p, const Draft *d)
{
    switch (d->kind) {
    case DRAFT_HEADING:
        return heading_is_task(p, d);
    case DRAFT_BULLET:
        return !section_state(p, d->section)->boxes;
    case DRAFT_MARKED:
        return d->subject == SUBJECT_ID || d->subject == SUBJECT_TASK ||
               p->sections.items[d->section].open_marks;
    case DRAFT_LIST:
        return owns_key(d);
    case DRAFT_BOX:
    case DRAFT_ROW:
    case DRAFT_VALUE:
    case DRAFT_FRONT:
        return !d->note;
    }
    return false;
}

/* Without its place holders a template has no titles left: "Task 1: [Name]". */
static bool is_form(const Draft *d)
{
    Str s = text_skip_number(text_marks_off(d->title));
    if (d->ref.len && d->ref.data >= s.data && d->ref.data < s.data + s.len)
        s = str_slice(s, (size_t)(d->ref.data - s.data) + d->ref.len, s.len);
    s = text_skip_symbols(s);
    return s.len && text_is_placeholder(s);
}

/* Siblings of headings that are tasks are tasks too, although nobody wrote a status below them. */
static void keep_siblings(const Page *p, bool *kept)
{
    bool seen[8][SUBJECT_PHASE + 1] = { { false } };
    for (size_t i = 0; i < p->drafts.len; i++) {
        const Draft *d = &p->drafts.items[i];
        if (d->kind == DRAFT_HEADING && kept[i])
            seen[d->level][d->subject] = true;
    }
    for (size_t i = 0; i < p->drafts.len; i++) {
        const Draft *d = &p->drafts.items[i];
        bool named = d->subject == SUBJECT_ID || d->subject == SUBJECT_TASK;
        if (d->kind == DRAFT_HEADING && named && d->level < 7 && seen[d->level][d->subject])
            kept[i] = true;
    }
}

static void read_title(Page *p, Draft *d)
{
    TaskState state;
    Str raw;
    if (str_chr(str_slice(d->title, 0, TITLE_LOOK), ':') >= 0)
        draft_read_inline(p, d);
    if (d->say < SAY_TITLE && title_state(d->title, &state, &raw) && raw.data > d->title.data &&
        d->kind != DRAFT_BULLET)
        draft_say(d, SAY_TITLE, state, raw);
    draft_read_empty(d);
    if (d->named < NAMED_MENTION)
        draft_name(d, NAMED_MENTION, name_mentioned(d->title));
    if (d->named < NAMED_START)
        draft_name(d, NAMED_START, name_at_start(d->title));
    if (d->named < NAMED_SECTION)
        draft_name(d, NAMED_SECTION, section_assignee(p, d->section));
}

static void read_section(const Page *p, Draft *d)
{
    const Section *own = &p->sections.items[d->section];
    uint32_t from =
        d->kind == DRAFT_HEADING && own->parent >= 0 ? (uint32_t)own->parent : d->section;
    const Section *s = section_state(p, from);
    bool unknown = d->say != SAY_NOTHING && d->state == TASK_UNKNOWN;
    if (s && (d->say == SAY_NOTHING || unknown)) {
        d->state = s->state;
        if (!unknown)
            d->state_raw = s->state_raw;
        d->say = SAY_SECTION;
    } else if (d->say == SAY_NOTHING) {
        d->state = TASK_PENDING;
    }
}

/* How many of the headings above are tasks themselves. */
static int tasks_above(const Page *p, uint32_t section)
{
    int n = 0;
    for (int i = (int)section; i > 0; i = p->sections.items[i].parent)
        n += p->sections.items[i].is_task;
    return n;
}

static const char *copy(Page *p, Str s)
{
    return s.len ? text_copy(p->arena, s) : NULL;
}

static void add_task(Page *p, Draft *d)
{
    const Line *l = &p->lines.items[d->line];
    uint32_t section = d->section;
    if (d->kind == DRAFT_HEADING || l->kind == LINE_HEADING)
        section = (uint32_t)MAX(p->sections.items[section].parent, 0);
    read_title(p, d);
    read_section(p, d);
    TaskFact t = {
        .line = l->number,
        .at = page_span(p, d->line, text_marks_off(d->title)),
        .ref = copy(p, d->ref),
        .title = text_title(p->arena, d->title),
        .state = d->state,
        .state_raw = copy(p, d->state_raw),
        .assignee = copy(p, d->assignee),
        .section = section_path(p, section),
        .depends_on = d->depends,
        .depth = d->depth + tasks_above(p, section),
        .confidence = 'A',
    };
    if (d->state_form != FORM_NONE)
        t.state_at = page_span(p, d->line, d->state_place);
    if (d->assignee_form != FORM_NONE)
        t.assignee_at = page_span(p, d->line, d->assignee_raw);
    t.state_form = t.state_at.line ? d->state_form : FORM_NONE;
    t.assignee_form = t.assignee_at.line ? d->assignee_form : FORM_NONE;
    if (t.title[0])
        AVEC_PUSH(&p->facts->tasks, p->arena, t);
}

static void add_note(Page *p, const Draft *d)
{
    const Line *l = &p->lines.items[d->line];
    const Section *s = section_state(p, d->section);
    bool said = d->say != SAY_NOTHING && d->state != TASK_UNKNOWN;
    const TaskState *state = said ? &d->state : s ? &s->state : NULL;
    if (d->kind == DRAFT_VALUE || d->kind == DRAFT_BULLET || d->kind == DRAFT_MARKED)
        note_add(p, l, d->title, state, d->state_raw, 'B');
}

void tasks_settle(Page *p)
{
    CLEANUP(free_mem) bool *kept = mem_alloc(p->drafts.len + 1);
    sort_drafts(p);
    for (size_t i = 0; i < p->drafts.len; i++)
        kept[i] = is_task(p, &p->drafts.items[i]);
    keep_siblings(p, kept);
    size_t n = 0;
    for (size_t i = 0; i < p->drafts.len; i++)
        n += kept[i];
    AVEC_ROOM(&p->facts->tasks, p->arena, n);
    for (size_t i = 0; i < p->drafts.len; i++) {
        Draft *d = &p->drafts.items[i];
        if (is_form(d))
            continue;
        if (kept[i] && d->kind == DRAFT_HEADING)
            p->sections.items[d->section].is_task = true;
        if (kept[i])
            add_task(p, d);
        else
            add_note(p, d);
    }
}
