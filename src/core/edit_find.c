/*
 * edit_find.c - which fact of its file a task of the ledger is, and what its edit is called.
 */
#include "editing.h"

const char *edit_title(Arena *a, const char *ref, const char *title)
{
    bool alone = !ref || str_istarts(str_from(title), str_from(ref));
    return alone ? title : arena_printf(a, "%s %s", ref, title);
}

int edit_fact_of(const Facts *f, const TaskRow *row)
{
    int64_t found = -1, place = 0;
    for (size_t i = 0; i < f->tasks.len; i++) {
        const TaskFact *t = &f->tasks.items[i];
        place = i && f->tasks.items[i - 1].line == t->line ? place + 1 : 0;
        if (t->line != row->line || !text_same(t->title, row->title) || !text_same(t->ref, row->ref))
            continue;
        if (place == row->position)
            return (int)i;
        found = found < 0 ? (int64_t)i : INT32_MAX;     /* twins on one line: only the place tells */
    }
    return found == INT32_MAX ? -1 : (int)found;
}
