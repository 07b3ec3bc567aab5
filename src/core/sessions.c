/*
 * sessions.c - which session files there are, and what they are called.
 */
#include "sessions.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "baton/base/fd.h"
#include "baton/base/utf8.h"
#include "baton/model/escalation.h"
#include "dashed.h"
#include "documents.h"

enum { HEAD_MAX = 16 * 1024 * 1024, SLUG_MAX = 60, NUMBER_MAX = 999999 };

const char *session_current(const Context *c)
{
    return documents_named(c, CONF_FILES_SESSION);
}

/* ---- titles ---- */

/* "Session: Rates", "Session - Rates": "Rates".  "Session Current" says nothing. */
static Str without_kind(Str title)
{
    if (!str_istarts(title, STR("session")))
        return title;
    Str rest = str_trim(str_slice(title, strlen("session"), title.len));
    if (!rest.len || str_ieq(rest, STR("current")) || str_ieq(rest, STR("file")))
        return (Str){ "", 0 };
    static const char *const marks[] = { ":", "-", "—", "–" };
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (str_starts(rest, str_from(marks[i])))
            return str_trim(str_slice(rest, strlen(marks[i]), rest.len));
    return title;
}

const char *session_title(Context *c, const char *file, Arena *a)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Str rest, line;
    if (file_read(path_join(a, c->project->root, file), HEAD_MAX, &text, NULL) < 0)
        return NULL;
    for (rest = buf_str(&text); str_next_line(&rest, &line);) {
        if (!str_starts(line, STR("# ")))
            continue;
        Str title = without_kind(str_trim(str_slice(line, 2, line.len)));
        return title.len && utf8_valid(title) ? arena_str(a, title) : NULL;
    }
    return NULL;
}

/* ---- names of archives ---- */

/* Letters and digits of any script: no signs of Latin-1, general punctuation, private use, nor bytes that are none. */
static bool is_letter(int32_t cp)
{
    if (cp < 0x80)
        return isalnum((int)MAX(cp, 0)) != 0;
    return cp > 0xbf && (cp < 0x2000 || cp > 0x206f) && (cp < 0xd800 || cp > 0xf8ff) && cp != 0xfffd;
}

static const char *slug_of(const char *text, Arena *a)
{
    char *slug = arena_strdup(a, dashed(str_from(text), is_letter, SLUG_MAX, a));
    for (char *p = slug; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    return slug;
}

int64_t session_number(const char *name)
{
    int64_t n;
    Str rest = str_from(name);
    if (!session_is_archived(name))
        return 0;
    rest = str_slice(rest, strlen("session-"), rest.len);
    size_t digits = strspn(rest.data, "0123456789");
    return str_to_i64(str_slice(rest, 0, digits), &n) == 0 && n < NUMBER_MAX ? n : 0;
}

static int64_t next_number(const char *dir)
{
    CLEANUP(close_dir) DIR *d = opendir(dir);
    int64_t last = 0;
    for (struct dirent *e; d && (e = readdir(d));)
        last = MAX(last, session_number(e->d_name));
    return last + 1;
}

const char *session_archive_name(Context *c, const char *description, Arena *a)
{
    const char *dir = path_dir(a, session_current(c));
    const char *slug = slug_of(description ? description : "", a);
    int64_t n = next_number(path_join(a, c->project->root, dir));
    const char *name = *slug ? arena_printf(a, "session-%03lld-%s.md", (long long)n, slug)
                             : arena_printf(a, "session-%03lld.md", (long long)n);
    return strcmp(dir, ".") == 0 ? name : path_join(a, dir, name);
}

/* ---- the list ---- */

static int by_age(const void *a, const void *b)
{
    const SessionRow *x = a, *y = b;
    if (x->current != y->current)
        return x->current - y->current;
    return x->saved_at != y->saved_at ? (x->saved_at < y->saved_at ? -1 : 1) : strcmp(x->file, y->file);
}

static int64_t count_in(Context *c, const char *file, bool over)
{
    static const unsigned closed = 1u << TASK_DONE | 1u << TASK_CANCELLED, all = (1u << TASK_STATE_COUNT) - 1;
    return store_task_count(c->store, &(TaskQuery){ .file = file, .states = over ? 1u << TASK_DONE : all & ~closed });
}

int sessions_list(Context *c, Arena *a, SessionRows *ret, Message *m)
{
    Documents all;
    SessionRows rows = { 0 };
    const char *current = session_current(c);
    int r = c->store ? 0 : context_store(c, STORE_READ, m);
    if (r < 0)
        return r;
    documents_find(c, a, &all);
    for (size_t i = 0; i < all.len; i++) {
        const Document *d = &all.items[i];
        if (d->kind != DOCUMENT_SESSION || d->error)
            continue;
        SessionRow row = {
            .file = d->path, .title = session_title(c, d->path, a), .current = text_same(d->path, current),
            .archived = session_is_archived(d->path), .saved_at = d->id.mtime_ns / 1000000,
            .open = count_in(c, d->path, false), .done = count_in(c, d->path, true),
        };
        AVEC_PUSH(&rows, a, row);
    }
    if (rows.len)
        qsort(rows.items, rows.len, sizeof *rows.items, by_age);
    *ret = rows;
    return 0;
}
