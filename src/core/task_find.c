/*
 * task_find.c - which task is meant: one way for whoever reads a task and whoever changes it.
 *
 * A name that fits several tasks is none of them, unless all but one stand in sessions that are over.
 */
#include "baton/core/task_find.h"

#include <errno.h>

#include "baton/core/command.h"
#include "baton/core/ingest.h"

enum { CANDIDATES_SHOWN = 4, NEAR_MAX = 2000 };

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

static int none(Context *c, Arena *a, const char *name, Message *m)
{
    TaskRows all = { 0 };
    Nearest near = { .word = name };
    (void)store_tasks(c->store, a, &(TaskQuery){ .limit = NEAR_MAX }, &all);
    for (size_t i = 0; i < all.len; i++)
        if (all.items[i].ref && *all.items[i].ref)
            nearest_offer(&near, all.items[i].ref);
    if (near.best)
        return fail_with(m, -ENOENT, "There is no task '%s'; did you mean '%s'?", name, near.best);
    return fail_with(m, -ENOENT, "There is no task '%s'; 'baton tasks' lists them all", name);
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

static bool is_session(const Context *c, const char *file)
{
    const StrList *globs = conf_list(c->conf, CONF_FILES_SESSION);
    for (size_t i = 0; i < globs->len; i++)
        if (glob_match(globs->items[i], file))
            return true;
    return false;
}

/* Sessions that are over keep their tasks: where only they say the same, the current one is meant. */
static const TaskRow *in_current_session(const Context *c, Arena *a, const TaskRows *rows)
{
    const char *current = ingest_session_file(c, a);
    const TaskRow *found = NULL;
    for (size_t i = 0; current && i < rows->len; i++) {
        const TaskRow *t = &rows->items[i];
        if (strcmp(t->file, current) != 0) {
            if (!is_session(c, t->file))
                return NULL;
        } else if (found) {
            return NULL;
        } else {
            found = t;
        }
    }
    return found;
}

int task_find(Context *c, Arena *a, const char *name, TaskRow *ret_row, Message *m)
{
    TaskRows rows = { 0 };
    if (!*name)                 /* "$TASK" of a script: else every task without a ref would be meant */
        return fail_with(m, -ENOENT, "The name of the task is empty; 'baton tasks' lists them all");
    int r = store_tasks(c->store, a, &(TaskQuery){ .id = name }, &rows);
    if (r == -ENOENT || (r >= 0 && !rows.len))
        r = find_place(c, a, name, &rows);
    if (r < 0)
        return fail_with(m, r, "The tasks cannot be read from '%s': %s", store_path(c->store), strerror(-r));
    if (!rows.len)
        return none(c, a, name, m);
    const TaskRow *one = rows.len == 1 ? &rows.items[0] : in_current_session(c, a, &rows);
    if (!one)
        return several(name, &rows, m);
    *ret_row = *one;
    return 0;
}
