/*
 * spool.c - events that the ledger could not take, kept as files until it can.
 *
 * One file per event, whole or not there (written aside, flushed, renamed), named after its id, so
 * that a repeat is the same file.  A file goes only after the commit that took it in; when that
 * is cut short the id makes the second time do nothing.  A file that cannot be understood stays.
 */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "baton/base/digest.h"
#include "baton/format/json.h"
#include "db.h"

enum { SPOOL_FILE_MAX = 16 * 1024 * 1024, SPOOL_FILES_MAX = 100000, SPOOL_BATCH = 256 };

/* ---- where ---- */

/* The person's state folder serves all projects, so each has a folder there. */
static const char *personal_dir(Arena *a, const char *baton_dir)
{
    const char *state = path_xdg(a, "XDG_STATE_HOME", ".local/state");
    char hex[DIGEST_HEX_SIZE];

    digest_hex(str_from(baton_dir), hex);
    return state ? arena_printf(a, "%s/baton/spool/%.16s", state, hex) : NULL;
}

static StrList spool_dirs(Arena *a, const char *baton_dir)
{
    StrList dirs = { 0 };
    const char *personal = personal_dir(a, baton_dir);

    strlist_add(&dirs, a, path_join(a, baton_dir, "spool"));
    if (personal)
        strlist_add(&dirs, a, personal);
    return dirs;
}

/* Ids come from outside too; one that is no harmless file name goes by its digest. */
static const char *file_name(Arena *a, const char *id)
{
    size_t n = strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
    char hex[DIGEST_HEX_SIZE];

    if (n && n <= 64 && !id[n])
        return arena_printf(a, "%s.json", id);
    digest_hex(str_from(id), hex);
    return arena_printf(a, "id-%s.json", hex);
}

/* ---- an event as a file ---- */

#define SPOOL_TEXTS(X) X(run) X(agent) X(action) X(subject) X(actor) X(host) X(reason) X(body)

static void event_write(Buf *out, const Event *e, const char *id, int64_t at)
{
    CLEANUP(json_free_ptr) Json *j = json_object();

    json_put_str(j, "id", id);
    json_put_int(j, "at", at);
    json_put_str(j, "kind", event_kind_text(e->kind));
    json_put_str(j, "source", source_text(e->source));
#define X(field) json_put_str(j, #field, e->field);
    SPOOL_TEXTS(X)
#undef X
    json_write(out, j, false);
    buf_addc(out, '\n');
}

static int event_parse(Str text, Json **ret_tree, Event *ret_event)
{
    CLEANUP(json_free_ptr) Json *j = NULL;
    Event e = { 0 };

    if (json_parse(text, &j) < 0)
        return -EINVAL;
    const char *kind = json_get_str(j, "kind"), *source = json_get_str(j, "source");
    e.id = json_get_str(j, "id");
    e.at = json_get_int(j, "at", 0);
    if (!e.id || !*e.id || !kind || event_kind_parse(kind, &e.kind) < 0 ||
        source_parse(source, &e.source) < 0)
        return -EINVAL;
#define X(field) e.field = json_get_str(j, #field);
    SPOOL_TEXTS(X)
#undef X
    *ret_event = e;
    *ret_tree = TAKE(j);
    return 0;
}

static int put(Arena *a, const char *dir, const char *name, Str text, const char **ret_where)
{
    const char *path = path_join(a, dir, name);
    int r = dir_make_all(dir, 0700);

    if (r == 0)
        r = file_write_atomic(path, text, 0600);
    if (r == 0 && ret_where)
        *ret_where = path;
    return r;
}

int store_spool(const char *baton_dir, const Event *e, Arena *a, const char **ret_where)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    StrList dirs = spool_dirs(a, baton_dir);
    int64_t at = e->at ? e->at : clock_now();
    char uuid[UUID_TEXT_SIZE];
    const char *id = e->id && *e->id ? e->id : uuid7(at, uuid);
    int r = -EIO;

    event_write(&text, e, id, at);
    for (size_t i = 0; r < 0 && i < dirs.len; i++)
        r = put(a, dirs.items[i], file_name(a, id), buf_str(&text), ret_where);
    return r;
}

/* ---- taking them in ---- */

typedef struct { Arena *arena; const char *dir; StrList paths; } Listing;

static bool list_add(void *ctx, const char *name)
{
    Listing *l = ctx;
    if (name[0] != '.')                 /* one that is being written */
        strlist_add(&l->paths, l->arena, path_join(l->arena, l->dir, name));
    return true;
}

static StrList spool_files(Arena *a, const char *baton_dir)
{
    StrList dirs = spool_dirs(a, baton_dir);
    Listing l = { .arena = a };

    for (size_t i = 0; i < dirs.len; i++) {
        l.dir = dirs.items[i];
        if (access(l.dir, R_OK) == 0)
            (void)glob_files(l.dir, "*.json", SPOOL_FILES_MAX, list_add, &l);
    }
    return l.paths;
}

/* -EINVAL: it cannot be understood; another error: it cannot be read now. */
static int read_spooled(const char *path, Json **ret_tree, Event *ret_event)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    int r = file_read(path, SPOOL_FILE_MAX, &text, NULL);
    return r < 0 ? r : event_parse(buf_str(&text), ret_tree, ret_event);
}

/* 1: a new event, 0: it was known or could not be read. */
static int take_in(Store *s, Arena *a, const char *path, StrList *taken)
{
    CLEANUP(json_free_ptr) Json *tree = NULL;
    Event e;

    if (read_spooled(path, &tree, &e) < 0)
        return 0;
    int r = store_append(s, &e, NULL);
    if (r < 0)
        return r;
    strlist_add(taken, a, path);
    return r == 0;
}

static int take_batch(Store *s, Arena *a, const char *const *paths, size_t n)
{
    StrList taken = { 0 };
    int count = 0, r = store_begin(s);

    if (r < 0)
        return r;
    for (size_t i = 0; r >= 0 && i < n; i++) {
        r = take_in(s, a, paths[i], &taken);
        count += r > 0;
    }
    r = r < 0 ? r : store_commit(s);
    if (r < 0) {
        store_rollback(s);
        return r;
    }
    for (size_t i = 0; i < taken.len; i++)
        unlink(taken.items[i]);
    return count;
}

int store_unspool(Store *s, const char *baton_dir)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    StrList files = spool_files(a, baton_dir);
    int count = 0;

    for (size_t i = 0; i < files.len; i += SPOOL_BATCH) {
        int r = take_batch(s, a, files.items + i, MIN(files.len - i, (size_t)SPOOL_BATCH));
        if (r < 0)
            return r;
        count += r;
    }
    return count;
}

void store_spool_list(const char *baton_dir, Arena *a, StrList *ret_files)
{
    *ret_files = spool_files(a, baton_dir);
}

void store_spool_broken(const char *baton_dir, Arena *a, StrList *ret_files)
{
    StrList files = spool_files(a, baton_dir), broken = { 0 };

    for (size_t i = 0; i < files.len; i++) {
        CLEANUP(json_free_ptr) Json *tree = NULL;
        Event e;
        int r = read_spooled(files.items[i], &tree, &e);
        if (r < 0 && r != -ENOENT)
            strlist_add(&broken, a, files.items[i]);
    }
    *ret_files = broken;
}
