/*
 * lint_records.c - decisions: one id must stand for one of them.
 *
 * An index in front of the decisions repeats ids with the same titles; that is fine.
 */
#include <stdlib.h>

#include "lint.h"

typedef struct {
    const LintFile *file;
    const RecordFact *record;
} Recorded;

static int by_ref(const void *a, const void *b)
{
    const Recorded *x = a, *y = b;
    int c = strcasecmp(x->record->ref, y->record->ref);
    c = c ? c : strcmp(x->file->path, y->file->path);
    return c ? c : (x->record > y->record) - (x->record < y->record);
}

static bool is_same(const RecordFact *a, const RecordFact *b)
{
    const TaskFact x = { .ref = a->ref, .title = a->title }, y = { .ref = b->ref, .title = b->title };
    return lint_same_title(&x, &y);
}

void lint_decision(Lint *l)
{
    VEC(Recorded) list = { 0 };
    LINT_EACH(l, f)
        if (f->facts)
            FACT_EACH(RecordFact, r, f->facts->records)
                if (r->kind == RECORD_DECISION && r->ref && r->title)
                    VEC_PUSH(&list, ((Recorded){ f, r }));
    if (list.len)
        qsort(list.items, list.len, sizeof *list.items, by_ref);
    for (size_t i = 1; i < list.len; i++) {
        const Recorded *d = &list.items[i], *before = d - 1;
        if (strcasecmp(d->record->ref, before->record->ref) != 0 || is_same(d->record, before->record)
            || (d->file != before->file && !lint_is_id(d->record->ref)))
            continue;
        lint_say(l, d->file, d->record->line,
                 "the decision %s has the id of another one, \"%s\" (%s); give it the next free "
                 "number", d->record->ref, before->record->title,
                 lint_where(l, d->file, before->file, before->record->line));
    }
    VEC_DONE(&list);
}
