/*
 * session_move.c - `session new`, `archive` and `switch`: files that get new names, and nothing written over.
 *
 * Edits hold the write lock of the ledger while they write; so do these, and neither sees the other half
 * done.  What happened is then taken in like any save: the tasks are the same ones in another file.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/core/ingest.h"
#include "session_template.h"
#include "sessions.h"

enum { TRIES = 100 };

typedef struct {
    Context *c;
    Arena *arena;
    Message *m;
    const char *current;        /* below the root */
} Session;

static const char *full(const Session *s, const char *file)
{
    return path_join(s->arena, s->c->project->root, file);
}

static int not_done(const Session *s, int r, const char *what)
{
    if (r == -EBUSY)
        return fail_with(s->m, r, "%s: an edit of baton is under way; try again", what);
    return fail_with(s->m, r, "%s: %s", what, strerror(-r));
}

/* What was saved is taken in, then nobody edits until end(). */
static int begin(Session *s)
{
    IngestReport report;
    s->current = session_current(s->c);
    if (!s->current)
        return fail_with(s->m, -ENOENT, "No session file is named in files.session: only patterns are there");
    int r = s->c->store ? 0 : context_store(s->c, STORE_WRITE, s->m);
    if (r == 0)
        r = ingest(s->c, true, &report, s->m);
    if (r < 0)
        return r;
    r = store_begin(s->c->store);
    return r < 0 ? not_done(s, r, "The session file was left as it is") : 0;
}

static int end(Session *s, int r)
{
    IngestReport report;
    store_rollback(s->c->store);        /* it was only held */
    return r < 0 ? r : ingest(s->c, true, &report, s->m);
}

static bool is_there(const Session *s, const char *file)
{
    struct stat st;
    return lstat(full(s, file), &st) == 0;
}

/* ---- new ---- */

static int write_new(Session *s, const char *title)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    if (is_there(s, s->current))
        return fail_with(s->m, -EEXIST, "'%s' is there already: `baton session archive` it first", s->current);
    int r = session_template(s->c, title, s->arena, &text, s->m);
    if (r == 0 && (r = dir_make_all(path_dir(s->arena, full(s, s->current)), 0755)) == 0)
        r = file_write_new(full(s, s->current), buf_str(&text), 0644);
    return r < 0 && !*s->m->text ? not_done(s, r, arena_printf(s->arena, "'%s' was not made", s->current)) : r;
}

int session_new(Context *c, const char *title, Arena *a, const char **ret_file, Message *m)
{
    Session s = { .c = c, .arena = a, .m = m };
    int r = begin(&s);
    if (r < 0)
        return r;
    r = end(&s, write_new(&s, title));
    if (r == 0)
        *ret_file = s.current;
    return r;
}

/* ---- archive ---- */

/* Somebody may take the number at the same time; then the next one is tried. */
static int move_away(Session *s, const char *description, const char **ret_file)
{
    const char *what = description ? description : session_title(s->c, s->current, s->arena);
    int r = -EEXIST;
    if (!is_there(s, s->current))
        return fail_with(s->m, -ENOENT, "There is no '%s' to archive; `baton session new` makes one", s->current);
    for (int i = 0; r == -EEXIST && i < TRIES; i++) {
        *ret_file = session_archive_name(s->c, what, s->arena);
        r = file_move_new(full(s, s->current), full(s, *ret_file));
    }
    return r < 0 ? not_done(s, r, arena_printf(s->arena, "'%s' was not archived as '%s'", s->current, *ret_file)) : 0;
}

int session_archive(Context *c, const char *description, Arena *a, const char **ret_file, Message *m)
{
    Session s = { .c = c, .arena = a, .m = m };
    int r = begin(&s);
    return r < 0 ? r : end(&s, move_away(&s, description, ret_file));
}

/* ---- switch ---- */

/* "7" and "007" are session-007-….md; else the path, the name, or how the name begins. */
static bool is_meant(const SessionRow *row, Str which)
{
    Str name = str_from(path_base(row->file));
    int64_t asked;
    if (str_eq(str_from(row->file), which) || str_eq(name, which))
        return true;
    if (str_to_i64(which, &asked) == 0 && row->archived)
        return session_number(name.data) == asked;
    return which.len > 2 && str_starts(name, which);
}

static int find_session(Session *s, const char *which, const char **ret_file)
{
    SessionRows rows = { 0 };
    const char *first = NULL;
    Str word = str_trim(str_from(which));
    int r = sessions_list(s->c, s->arena, &rows, s->m);
    if (str_starts(word, STR("./")))
        word = str_slice(word, 2, word.len);
    for (size_t i = 0; r == 0 && i < rows.len; i++) {
        if (!is_meant(&rows.items[i], word))
            continue;
        if (first)
            return fail_with(s->m, -EINVAL, "'%s' could be '%s' or '%s'; name one of them", which, first,
                             rows.items[i].file);
        first = rows.items[i].file;
    }
    if (r < 0)
        return r;
    if (!first)
        return fail_with(s->m, -ENOENT, "There is no session file '%s'; `baton session list` shows them", which);
    if (strcmp(first, s->current) == 0)
        return fail_with(s->m, -EALREADY, "'%s' is the current one already", first);
    *ret_file = first;
    return 0;
}

/* When the second step fails, the first one is taken back. */
static int change_places(Session *s, const char *chosen, const char **ret_archived)
{
    bool had = is_there(s, s->current);
    int r = had ? move_away(s, NULL, ret_archived) : 0;
    if (r < 0)
        return r;
    r = file_move_new(full(s, chosen), full(s, s->current));
    if (r < 0 && had)
        (void)file_move_new(full(s, *ret_archived), full(s, s->current));
    if (r < 0)
        return not_done(s, r, arena_printf(s->arena, "'%s' was not made the current one", chosen));
    (void)utimensat(AT_FDCWD, full(s, s->current), NULL, 0);    /* screens follow the newest */
    return 0;
}

int session_switch(Context *c, const char *which, Arena *a, const char **ret_file, Message *m)
{
    Session s = { .c = c, .arena = a, .m = m };
    const char *chosen = NULL;
    *ret_file = NULL;
    int r = begin(&s);
    if (r < 0)
        return r;
    r = find_session(&s, which, &chosen);
    return end(&s, r < 0 ? r : change_places(&s, chosen, ret_file));
}
