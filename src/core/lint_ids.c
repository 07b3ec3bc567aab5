/*
 * lint_ids.c - tasks that stand twice: one id for two things, or one thing in two states.
 *
 * A session repeats tasks of a board and a log repeats tasks of the plan, with other words behind
 * them: that is fine as long as they agree.  Over several files only real ids ("TASK-8") and long
 * titles count, and of sessions only the one of now.
 */
#include <stdlib.h>

#include "lint.h"

enum { TITLE_MIN = 24, WORDS_MIN = 4, SHORT_MIN = 10 };

typedef struct {
    const LintFile *file;
    const TaskFact *task;
    const char *key;            /* ref or title, in lower case */
    bool id;                    /* a ref that names one thing over all files */
} Named;
typedef VEC(Named) NamedList;

static char *lower(Arena *a, const char *text)
{
    char *out = arena_strdup(a, text);
    for (char *c = out; *c; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c | 0x20) : *c;
    return out;
}

static int by_key(const void *a, const void *b)
{
    const Named *x = a, *y = b;
    int c = strcmp(x->key, y->key);
    c = c ? c : strcmp(x->file->path, y->file->path);
    return c ? c : (x->task > y->task) - (x->task < y->task);
}

static bool same_section(const TaskFact *a, const TaskFact *b)
{
    if (a->section.len != b->section.len)
        return false;
    for (size_t i = 0; i < a->section.len; i++)
        if (strcmp(a->section.items[i], b->section.items[i]) != 0)
            return false;
    return true;
}

/* Whether what stands between them says that the later one is part of the first. */
static bool is_below(const TaskFact *first, const TaskFact *later)
{
    for (const TaskFact *t = first + 1; t <= later; t++)
        if (t->depth <= first->depth)
            return false;
    return true;
}

static bool in_two_states(const TaskFact *a, const TaskFact *b)
{
    return a->state != b->state && a->state != TASK_UNKNOWN && b->state != TASK_UNKNOWN;
}

/* ---- refs ---- */

static void collect_refs(Lint *l, NamedList *out)
{
    LINT_EACH(l, f) {
        if (!f->facts)
            continue;
        FACT_EACH(TaskFact, t, f->facts->tasks)
            if (t->ref && t->title)
                VEC_PUSH(out, ((Named){ f, t, lower(l->arena, t->ref), lint_is_id(t->ref) }));
    }
    if (out->len)
        qsort(out->items, out->len, sizeof *out->items, by_key);
}

/* Whether two that share a ref have to do with each other at all. */
static bool may_meet(const Named *a, const Named *b)
{
    if (a->file != b->file)
        return a->id && a->file->compared && b->file->compared;
    return !is_below(a->task, b->task);
}

static bool is_clash(const Named *a, const Named *b)
{
    return !lint_same_title(a->task, b->task) &&
           (a->id || (a->file == b->file && same_section(a->task, b->task)));
}

static bool are_at_odds(const Named *a, const Named *b)
{
    return lint_same_title(a->task, b->task) && in_two_states(a->task, b->task);
}

typedef bool Meet(const Named *first, const Named *later);
typedef void Judge(Lint *l, const Named *first, const Named *later);

static void judge_clash(Lint *l, const Named *first, const Named *later)
{
    if (!is_clash(first, later))
        return;
    lint_say(l, later->file, later->task->line,
             "the id %s is also that of another task, \"%s\" (%s); give one of them an id of its own",
             later->task->ref, first->task->title,
             lint_where(l, later->file, first->file, first->task->line));
    if (first->file != later->file && !later->file->wanted)
        lint_say(l, first->file, first->task->line,
                 "the id %s is also that of another task, \"%s\" (%s); give one of them an id of its "
                 "own", first->task->ref, later->task->title,
                 lint_where(l, first->file, later->file, later->task->line));
}

static void say_states(Lint *l, const Named *here, const Named *there)
{
    lint_say(l, here->file, here->task->line,
             "%s is %s here, but %s in %s; make them agree, or keep only one",
             lint_task_name(l, here->task), task_state_text(here->task->state),
             task_state_text(there->task->state),
             lint_where(l, here->file, there->file, there->task->line));
}

static void judge_states(Lint *l, const Named *first, const Named *later)
{
    if (!are_at_odds(first, later))
        return;
    if (later->file->wanted)
        say_states(l, later, first);
    else
        say_states(l, first, later);
}

/* Each is held against the first of its kind that it meets. */
static void judge_all(Lint *l, const NamedList *list, Meet *may, Judge *judge)
{
    for (size_t i = 1; i < list->len; i++) {
        const Named *later = &list->items[i];
        for (size_t k = i; k-- > 0 && i - k <= 16 && strcmp(list->items[k].key, later->key) == 0;)
            if (may(&list->items[k], later)) {
                judge(l, &list->items[k], later);
                break;
            }
    }
}

void lint_duplicate_id(Lint *l)
{
    NamedList refs = { 0 };
    collect_refs(l, &refs);
    judge_all(l, &refs, may_meet, judge_clash);
    VEC_DONE(&refs);
}

/* ---- titles ---- */

static bool is_telling(const char *title, size_t min, size_t min_words)
{
    size_t words = 1;
    for (const char *c = title; *c; c++)
        words += *c == ' ';
    return strlen(title) >= min && words >= min_words;
}

/* "## In progress": what stands below is there because of its state. */
static bool in_state_section(const TaskFact *t)
{
    TaskState state;
    return t->section.len &&
           doc_task_state(str_from(t->section.items[t->section.len - 1]), &state) == 0;
}

/*
 * "Run all tests and mend what fails" stands under every phase: in one file a title means one task
 * only where sections are states, and it was copied from one to the other.
 */
static bool may_meet_by_title(const Named *a, const Named *b)
{
    if (a->file != b->file)
        return a->file->compared && b->file->compared &&
               is_telling(a->task->title, TITLE_MIN, WORDS_MIN);
    return in_state_section(a->task) && in_state_section(b->task);
}

static void collect_titles(Lint *l, NamedList *out)
{
    LINT_EACH(l, f) {
        if (!f->facts || (f->kind != DOCUMENT_BOARD && f->kind != DOCUMENT_SESSION))
            continue;
        FACT_EACH(TaskFact, t, f->facts->tasks)
            if (!t->ref && t->title && !t->depth && is_telling(t->title, SHORT_MIN, 2))
                VEC_PUSH(out, ((Named){ f, t, lower(l->arena, t->title), f->compared }));
    }
    if (out->len)
        qsort(out->items, out->len, sizeof *out->items, by_key);
}

void lint_two_states(Lint *l)
{
    NamedList refs = { 0 }, titles = { 0 };
    collect_refs(l, &refs);
    judge_all(l, &refs, may_meet, judge_states);
    collect_titles(l, &titles);
    judge_all(l, &titles, may_meet_by_title, judge_states);
    VEC_DONE(&refs);
    VEC_DONE(&titles);
}
