/*
 * lint_boxes.c - a task against what stands below it, and counts against what is counted.
 */
#include "lint.h"

typedef struct {
    int open, done, other, last_line;
} Below;

static void add_state(Below *b, TaskState state, int line)
{
    bool open = state == TASK_PENDING || state == TASK_IN_PROGRESS;
    b->done += state == TASK_DONE;
    b->open += open;
    b->other += state != TASK_DONE && !open;
    b->last_line = MAX(b->last_line, line);
}

/* Direct and deeper children both: a box two levels down is still a box below. */
static Below count_below(const LintFile *f, const TaskFact *t)
{
    const TaskFact *end = f->facts->tasks.items + f->facts->tasks.len;
    Below b = { 0 };
    for (const TaskFact *c = t + 1; c < end && c->depth > t->depth; c++)
        add_state(&b, c->state, c->line);
    return b;
}

/* Front matter speaks for the whole file: boxes of acceptance are notes there, and stand below. */
static Below count_file(const LintFile *f, const TaskFact *front)
{
    Below b = { 0 };
    FACT_EACH(TaskFact, t, f->facts->tasks)
        if (t != front)
            add_state(&b, t->state, t->line);
    FACT_EACH(NoteFact, n, f->facts->notes)
        if (n->has_state && n->state_raw && n->state_raw[0] == '[')
            add_state(&b, n->state, n->line);
    return b;
}

static Below below_of(const LintFile *f, const TaskFact *t)
{
    bool front = t == f->facts->tasks.items && t->state_form == FORM_FRONT;
    return front ? count_file(f, t) : count_below(f, t);
}

void lint_open_boxes(Lint *l)
{
    LINT_EACH(l, f) {
        if (!f->facts)
            continue;
        FACT_EACH(TaskFact, t, f->facts->tasks) {
            Below b = t->state == TASK_DONE && t->title ? below_of(f, t) : (Below){ 0 };
            if (b.open && !b.done && !b.other)
                lint_say(l, f, t->line, "%s is done, but %s open (up to line %d); tick what is "
                         "finished, or open it again", lint_task_name(l, t),
                         b.open > 1 ? arena_printf(l->arena, "all %d boxes below it are", b.open)
                                    : "the one box below it is", b.last_line);
        }
    }
}

void lint_stale_parent(Lint *l)
{
    LINT_EACH(l, f) {
        if (!f->facts)
            continue;
        FACT_EACH(TaskFact, t, f->facts->tasks) {
            bool open = t->state == TASK_PENDING || t->state == TASK_IN_PROGRESS;
            Below b = open && t->title && t->state_raw ? below_of(f, t) : (Below){ 0 };
            if (b.done > 1 && !b.open && !b.other)
                lint_say(l, f, t->line, "%s is %s, but all %d below it are done (up to line %d); "
                         "close it, or add what is left", lint_task_name(l, t),
                         task_state_text(t->state), b.done, b.last_line);
        }
    }
}

/* A count is of the tasks, or of the boxes of all depths; when its total fits neither, of something else. */
static void judge_count(Lint *l, const LintFile *f, const DocCount *c)
{
    int total[2] = { 0 }, done[2] = { 0 };
    FACT_EACH(TaskFact, t, f->facts->tasks) {
        total[1]++;
        done[1] += t->state == TASK_DONE;
        total[0] += !t->depth;
        done[0] += !t->depth && t->state == TASK_DONE;
    }
    for (size_t i = 0; i < 2; i++)
        if (c->total == total[i] && c->done == done[i])
            return;
    for (size_t i = 0; i < 2; i++)
        if (c->total == total[i]) {
            lint_say(l, f, c->line, "%s says %d/%d, but of the %d tasks %d are marked done; mark "
                     "them, or mend the count", c->key, c->done, c->total, total[i], done[i]);
            return;
        }
}

void lint_count(Lint *l)
{
    LINT_EACH(l, f)
        if (f->facts)
            FACT_EACH(DocCount, c, f->scan.counts)
                judge_count(l, f, c);
}
