/*
 * check_cited.c - finding the files that an artifact cites.
 *
 * A path counts from the root of the work tree, or from the artifact's folder as links do; a name without
 * a folder may be any file of that name.  Words that only look like paths are left alone.
 */
#include "check_cited.h"

#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/file.h"
#include "scope_parts.h"

enum { GLOBS_MAX = 100 };

static const int64_t BYTES_MAX = 256 * 1024 * 1024;

typedef struct {
    const CheckInput *in;
    Arena *a;
    int64_t left;
    TreeNames names;
    StrList was;                /* names that files had before this revision, sorted */
    int globs;                  /* patterns that were looked for: each may walk the whole tree */
} Finder;

const HandoffItems *handoff_items(const HandoffFact *h, ItemsKind kind)
{
    const HandoffItems *lists[ITEMS_COUNT] = {
        &h->accomplishments, &h->blockers, &h->questions, &h->next_steps, &h->extras,
    };
    return lists[kind];
}

static bool stat_in_tree(Finder *f, const char *path, CitedState *ret)
{
    const char *end = scope_follow(f->in->tree, path, f->a);
    struct stat st;
    if (!end) {
        *ret = CITED_OUTSIDE;
        return strcmp(path, ".") != 0;
    }
    if (lstat(path_join(f->a, f->in->tree, end), &st) < 0)
        return false;
    *ret = S_ISDIR(st.st_mode) ? CITED_FOLDER : CITED_FILE;
    return true;
}

/* At path, or from the artifact's folder; false: at neither. */
static bool look(Finder *f, const char *path, Cited *c)
{
    const char *dir = f->in->artifact && f->in->artifact[0] != '/' ? path_dir(f->a, f->in->artifact) : ".";
    const char *places[] = { path_normal(f->a, path), path_normal(f->a, path_join(f->a, dir, path)) };
    bool inside = false;
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        if (path_climbs(places[i]))
            continue;
        inside = true;
        if (!stat_in_tree(f, places[i], &c->state))
            continue;
        c->found = places[i];
        return true;
    }
    c->state = inside ? CITED_MISSING : CITED_OUTSIDE;
    return !inside;
}

static int by_bytes(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static void read_was(Finder *f)
{
    for (size_t i = 0; i < f->in->work->len; i++)
        if (f->in->work->items[i].was)
            strlist_add(&f->was, f->a, f->in->work->items[i].was);
    if (f->was.len)
        qsort(f->was.items, f->was.len, sizeof *f->was.items, by_bytes);
}

/* This revision removed it, or gave it another name. */
static bool is_gone(Finder *f, const char *path)
{
    const WorkFile *w = files_find(f->in->work, path);
    return (w && w->status == 'D') ||
           (f->was.len && bsearch(&path, f->was.items, f->was.len, sizeof path, by_bytes));
}

/* "Next.js", "socket.io": products are called like files. */
static bool is_product(const char *name)
{
    static const char *const names[] = {
        "node.js", "next.js", "nuxt.js", "vue.js", "react.js", "three.js", "d3.js", "p5.js", "chart.js", "express.js",
        "day.js", "moment.js", "ember.js", "alpine.js", "discord.js", "backbone.js", "asp.net", "socket.io", "draw.io",
        "e.g", "i.e",
    };
    static const char *const domains[] = { ".io", ".ai", ".com", ".org", ".net", ".dev", ".app" };
    Str s = str_from(name);
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (str_ieq(s, str_from(names[i])))
            return true;
    for (size_t i = 0; i < ARRAY_LEN(domains); i++)
        if (str_ends(s, str_from(domains[i])))
            return true;
    return str_ends(s, STR(".js")) && name[0] >= 'A' && name[0] <= 'Z';
}

/* "api/v1/users" is an address rather than a file, unless its first folder is there. */
static bool is_address(Finder *f, const char *path)
{
    if (strchr(path_base(path), '.') || path[strlen(path) - 1] == '/')
        return false;
    return !tree_has(f->in->tree, arena_strndup(f->a, path, strcspn(path, "/")), f->a);
}

static void judge_missing(Finder *f, Cited *c)
{
    const char *path = path_normal(f->a, c->path);
    if (is_gone(f, path)) {
        c->state = CITED_GONE;
    } else if (strpbrk(path, "*?{<$")) {
        bool glob = !strpbrk(path, "{<$") && f->globs++ < GLOBS_MAX;
        c->state = !glob ? CITED_UNSURE : tree_matches(f->in->tree, path) ? CITED_FOLDER : CITED_MISSING;
    } else if (!strchr(path, '/')) {
        c->found = tree_find_name(&f->names, path);
        c->state = c->found ? CITED_FILE : !c->last && is_product(path) ? CITED_UNSURE : CITED_MISSING;
    } else if (!c->last && is_address(f, c->path)) {
        c->state = CITED_UNSURE;
    }
}

static void judge_absolute(Finder *f, Cited *c)
{
    const char *below = path_below(f->in->tree, c->path);
    if (!below || !look(f, below, c))
        c->state = below ? CITED_MISSING : CITED_OUTSIDE;
    if (!below && tree_has(f->in->tree, c->path + 1, f->a))     /* "/src/a.ts": from the root of the tree */
        look(f, c->path + 1, c);
}

static void judge(Finder *f, Cited *c)
{
    c->lines = -1;
    if (c->path[0] == '/')
        judge_absolute(f, c);
    else if (!look(f, c->path, c))
        judge_missing(f, c);
    if (c->state != CITED_FILE || !c->last)
        return;
    int64_t lines;
    if (tree_lines(f->in->tree, c->found, c->last, f->a, &f->left, &lines) == 0)
        c->lines = lines;
}

static int by_path(const void *x, const void *y)
{
    return strcmp(((const Cited *)x)->path, ((const Cited *)y)->path);
}

static void collect(const HandoffFact *h, Arena *a, CitedFiles *ret)
{
    for (ItemsKind kind = 0; kind < ITEMS_COUNT; kind++) {
        const HandoffItems *list = handoff_items(h, kind);
        for (size_t i = 0; i < list->len; i++)
            for (size_t k = 0; k < list->items[i].citation_count; k++) {
                const Citation *c = &list->items[i].citations[k];
                if (c->path && c->path[0])
                    AVEC_PUSH(ret, a, ((Cited){ .path = c->path, .last = MAX(c->first, c->last) }));
            }
    }
}

static void unique(CitedFiles *files)
{
    size_t n = 0;
    qsort(files->items, files->len, sizeof *files->items, by_path);
    for (size_t i = 0; i < files->len; i++) {
        Cited *c = &files->items[i];
        if (n && strcmp(files->items[n - 1].path, c->path) == 0)
            files->items[n - 1].last = MAX(files->items[n - 1].last, c->last);
        else
            files->items[n++] = *c;
    }
    files->len = n;
}

void cited_read(const CheckInput *in, Arena *a, CitedFiles *ret)
{
    Finder f = { .in = in, .a = a, .left = BYTES_MAX, .names = { .tree = in->tree, .a = a } };
    *ret = (CitedFiles){ 0 };
    if (!in->facts || !in->facts->handoff)
        return;
    collect(in->facts->handoff, a, ret);
    if (ret->len)
        unique(ret);
    read_was(&f);
    for (size_t i = 0; i < ret->len; i++)
        judge(&f, &ret->items[i]);
}

const Cited *cited_find(const CitedFiles *files, const char *path)
{
    Cited key = { .path = path };
    return files->len ? bsearch(&key, files->items, files->len, sizeof key, by_path) : NULL;
}
