/*
 * edit_find.c - which task is meant, and which line of its file that is.
 *
 * A name that fits several tasks changes none of them.
 */
#include <errno.h>

#include "editing.h"

enum { CANDIDATES_SHOWN = 4 };

/* "session-current.md:47"; the file may be given by its last parts. */
static bool is_at(const TaskRow *t, Str file, int64_t line)
{
    Str path = str_from(t->file);
    if (t->line != line || !str_ends(path, file))
        return false;
    return path.len == file.len || path.data[path.len - file.len - 1] == '/';
}

static int find_place(Context *c, Arena *a, const char *name, TaskRows *rows)
{
    const char *colon = strrchr(name, ':');
    int64_t line;
    TaskRows all = { 0 };
    if (!colon || str_to_i64(str_from(colon + 1), &line) < 0)
        return 0;
    int r = store_tasks(c->store, a, &(TaskQuery){ 0 }, &all);
    for (size_t i = 0; r >= 0 && i < all.len; i++)
        if (is_at(&all.items[i], (Str){ name, (size_t)(colon - name) }, line))
            AVEC_PUSH(rows, a, all.items[i]);
    return r;
}

static int several(const char *name, const TaskRows *rows, Message *m)
{
    CLEANUP(buf_done) Buf list = BUF_INIT;
    for (size_t i = 0; i < rows->len && i < CANDIDATES_SHOWN; i++)
        buf_addf(&list, "%s%s (%s:%d)", i ? ", " : "", rows->items[i].id, rows->items[i].file,
                 rows->items[i].line);
    return fail_with(m, -ENOTUNIQ, "'%s' names %zu tasks: %s%s; give one of these ids or places instead",
                     name, rows->len, list.data, rows->len > CANDIDATES_SHOWN ? ", …" : "");
}

int edit_find_task(Context *c, Arena *a, const char *name, TaskRow *ret_row, Message *m)
{
    TaskRows rows = { 0 };
    int r = store_tasks(c->store, a, &(TaskQuery){ .id = name }, &rows);
    if (r == -ENOENT || (r >= 0 && !rows.len))
        r = find_place(c, a, name, &rows);
    if (r < 0)
        return fail_with(m, r, "The tasks cannot be read from '%s': %s", store_path(c->store), strerror(-r));
    if (!rows.len)
        return fail_with(m, -ENOENT, "There is no task '%s'; 'baton tasks' lists them all", name);
    if (rows.len > 1)
        return several(name, &rows, m);
    *ret_row = rows.items[0];
    return 0;
}

const char *edit_title(Arena *a, const char *ref, const char *title)
{
    bool alone = !ref || str_istarts(str_from(title), str_from(ref));
    return alone ? title : arena_printf(a, "%s %s", ref, title);
}

static bool text_eq(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

int edit_fact_of(const Facts *f, const TaskRow *row)
{
    int64_t found = -1, place = 0;
    for (size_t i = 0; i < f->tasks.len; i++) {
        const TaskFact *t = &f->tasks.items[i];
        place = i && f->tasks.items[i - 1].line == t->line ? place + 1 : 0;
        if (t->line != row->line || !text_eq(t->title, row->title) || !text_eq(t->ref, row->ref))
            continue;
        if (place == row->position)
            return (int)i;
        found = found < 0 ? (int64_t)i : INT32_MAX;     /* twins on one line: only the place tells */
    }
    return found == INT32_MAX ? -1 : (int)found;
}
