/*
 * folders.c - where watched files are and could come to be.
 */
#include <sys/stat.h>

#include "baton/base/fd.h"
#include "baton/core/ingest.h"
#include "documents.h"

enum { FOLDERS_MAX = 2000, DEPTH_MAX = 32 };

#define SAME_CHECKOUT_NS INT64_C(5000000000)

typedef struct {
    const char *root;
    Arena *arena;
    StrList *out;
} Folders;

static bool is_folder(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static void add(Folders *f, const char *dir)
{
    if (f->out->len < FOLDERS_MAX)
        strlist_add_new(f->out, f->arena, str_from(dir));
}

static bool is_skipped(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || glob_skips(name);
}

static void follow(Folders *f, const char *dir, Str rest, int depth);

/* Into every folder in dir whose name matches; "**" goes on below them as well. */
static void branch(Folders *f, const char *dir, const char *name, Str rest, Str whole, int depth)
{
    CLEANUP(close_dir) DIR *d = opendir(dir);
    bool deep = strcmp(name, "**") == 0;

    for (struct dirent *e; d && f->out->len < FOLDERS_MAX && (e = readdir(d));) {
        const char *child = is_skipped(e->d_name) ? NULL : path_join(f->arena, dir, e->d_name);
        if (child && (deep || glob_match(name, e->d_name)) && is_folder(child))
            follow(f, child, deep ? whole : rest, depth + 1);
    }
}

/* dir exists; rest is the pattern below it. */
static void follow(Folders *f, const char *dir, Str rest, int depth)
{
    Str whole = rest;
    const char *name = arena_str(f->arena, str_cut(&rest, '/'));

    add(f, dir);
    if (depth >= DEPTH_MAX)
        return;
    if (strcmp(name, "**") == 0)
        follow(f, dir, rest, depth + 1);        /* no folder at all */
    if (name[strcspn(name, "*?[")] && (rest.len || strcmp(name, "**") == 0)) {
        branch(f, dir, name, rest, whole, depth);
    } else if (rest.len) {
        const char *child = path_join(f->arena, dir, name);
        if (is_folder(child))
            follow(f, child, rest, depth + 1);
    }
}

static void follow_all(Folders *f, const StrList *globs)
{
    for (size_t k = 0; k < globs->len; k++)
        if (globs->items[k][0] != '/' && !strstr(globs->items[k], ".."))
            follow(f, f->root, str_from(globs->items[k]), 0);
}

int ingest_folders(const Context *c, Arena *a, StrList *ret_dirs)
{
    static const SettingId settings[] = {
#define X(id, setting, order) CONF_##setting,
        DOCUMENT_KINDS(X)
#undef X
    };
    StrList trees;

    for (size_t i = 0; i < ARRAY_LEN(settings); i++)
        follow_all(&(Folders){ c->project->root, a, ret_dirs }, conf_list(c->conf, settings[i]));
    documents_trees(c, a, &trees);
    for (size_t i = 0; i < trees.len; i++)
        follow_all(&(Folders){ trees.items[i], a, ret_dirs }, conf_list(c->conf, CONF_FILES_HANDOFF));
    return 0;
}

bool ingest_anything(const Context *c)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Documents d;
    documents_find(c, a, &d);
    return d.len > 0;
}

static bool is_session(const Document *d)
{
    return d->kind == DOCUMENT_SESSION && !d->error && S_ISREG(d->id.mode);
}

static const Document *newest_session(const Documents *d)
{
    const Document *newest = NULL;
    for (size_t i = 0; i < d->len; i++)
        if (is_session(&d->items[i]) && (!newest || d->items[i].id.mtime_ns > newest->id.mtime_ns))
            newest = &d->items[i];
    return newest;
}

/* A checkout writes all files at nearly the same time: then their times say nothing. */
static bool as_new(const Document *d, const Document *newest)
{
    return newest->id.mtime_ns - d->id.mtime_ns < SAME_CHECKOUT_NS;
}

const char *ingest_session_file(const Context *c, Arena *a)
{
    const StrList *names = conf_list(c->conf, CONF_FILES_SESSION);
    Documents d;

    documents_find(c, a, &d);
    const Document *newest = newest_session(&d);
    for (size_t n = 0; newest && n < names->len; n++)
        for (size_t i = 0; i < d.len; i++)
            if (is_session(&d.items[i]) && strcmp(d.items[i].path, names->items[n]) == 0 &&
                as_new(&d.items[i], newest))
                return d.items[i].path;
    return newest ? newest->path : NULL;
}
