/*
 * scope.c - may this path be written?  By its name, and by where links on the way to it lead.
 */
#include "baton/gate/scope.h"

#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/file.h"
#include "scope_parts.h"

enum { LINKS_MAX = 40 };

static const char *first_match(const StrList *globs, const char *path)
{
    for (size_t i = 0; i < globs->len; i++)
        if (glob_match(globs->items[i], path))
            return globs->items[i];
    return NULL;
}

static ScopeAnswer answer(const char **ret_by, ScopeAnswer what, const char *by)
{
    if (ret_by)
        *ret_by = by;
    return what;
}

static ScopeAnswer ask_normal(const Scope *s, const char *path, const char **ret_by)
{
    const char *by;
    if ((by = first_match(&s->protected, path)))
        return answer(ret_by, SCOPE_PROTECTED, by);
    if ((by = first_match(&s->read_only, path)))
        return answer(ret_by, SCOPE_READ_ONLY, by);
    if (!s->write.len || (by = first_match(&s->write, path)))
        return answer(ret_by, SCOPE_IN, by);
    return answer(ret_by, SCOPE_OUT, NULL);
}

static bool is_dot(Str name) { return !name.len || str_eq(name, STR(".")); }

/* Without "//", "./" and a slash at its end: as git names paths. */
static bool is_normal(const char *path)
{
    size_t len = strlen(path);
    if (len && path[len - 1] == '/')
        return false;
    for (Str rest = { path, len }; rest.len;)
        if (is_dot(str_cut(&rest, '/')))
            return false;
    return true;
}

ScopeAnswer scope_ask(const Scope *s, const char *path, const char **ret_by)
{
    if (!path[0] || path[0] == '/' || path_climbs(path))
        return answer(ret_by, SCOPE_ESCAPES, NULL);
    if (is_normal(path))
        return ask_normal(s, path, ret_by);
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    return ask_normal(s, path_normal(a, path), ret_by);
}

/* A walk along a path: full is the tree and behind it names without links, rest is still to be looked at. */
typedef struct {
    Arena *a;
    const char *tree;
    Buf full;
    size_t root;                /* how much of full is the tree */
    const char *rest;
    int links;
} Walk;

static bool step_up(Walk *w)
{
    size_t len = w->full.len;
    if (len == w->root)
        return false;
    while (w->full.data[len - 1] != '/')
        len--;
    buf_cut(&w->full, MAX(len - 1, w->root));
    return true;
}

/* The target of a link, or NULL for what is none. */
static const char *read_target(Arena *a, const char *path)
{
    struct stat st;
    if (lstat(path, &st) < 0 || !S_ISLNK(st.st_mode))
        return NULL;
    char *target = arena_alloc(a, PATH_MAX + 1);
    ssize_t n = readlink(path, target, PATH_MAX);
    return n > 0 ? target : NULL;
}

/* The part of an absolute target below the tree, which may itself be reached by links; "" for the tree. */
static const char *below_tree(const Walk *w, const char *target)
{
    CLEANUP(free_mem) char *real = realpath(w->tree, NULL);
    const char *roots[] = { w->tree, real ? real : w->tree };
    const char *normal = path_normal(w->a, target);
    for (size_t i = 0; i < ARRAY_LEN(roots); i++) {
        const char *below = path_below(roots[i], normal);
        if (below || strcmp(roots[i], normal) == 0)
            return below ? below : "";
    }
    return NULL;
}

/* Goes on where a link leads; false: outside of the tree. */
static bool follow(Walk *w, const char *target)
{
    if (++w->links > LINKS_MAX)
        return false;
    step_up(w);
    if (target[0] == '/') {
        target = below_tree(w, target);
        buf_cut(&w->full, w->root);
    }
    if (!target)
        return false;
    w->rest = arena_printf(w->a, "%s/%s", target, w->rest);
    return true;
}

static bool step(Walk *w, Str name)
{
    if (is_dot(name))
        return true;
    if (str_eq(name, STR("..")))
        return step_up(w);
    buf_addc(&w->full, '/');
    buf_add_str(&w->full, name);
    const char *target = read_target(w->a, w->full.data);
    return !target || follow(w, target);
}

static bool walk(Walk *w)
{
    while (w->rest[0]) {
        size_t len = strcspn(w->rest, "/");
        Str name = { w->rest, len };
        w->rest += len + (w->rest[len] == '/');
        if (!step(w, name))
            return false;
    }
    return w->full.len > w->root;
}

const char *scope_follow(const char *tree, const char *path, Arena *a)
{
    Walk w = { .a = a, .tree = tree, .full = BUF_INIT, .rest = path };
    buf_adds(&w.full, tree);
    while (w.full.len && w.full.data[w.full.len - 1] == '/')
        buf_cut(&w.full, w.full.len - 1);
    w.root = w.full.len;
    bool inside = path[0] != '/' && walk(&w);
    const char *end = inside ? arena_strdup(a, w.full.data + w.root + 1) : NULL;
    buf_done(&w.full);
    return end;
}

ScopeAnswer scope_ask_file(const Scope *s, const char *tree, const char *path, Arena *a, const char **ret_by)
{
    ScopeAnswer by_name = scope_ask(s, path, ret_by);
    if (by_name != SCOPE_IN)
        return by_name;
    const char *end = scope_follow(tree, path, a);
    return end ? scope_ask(s, end, ret_by) : answer(ret_by, SCOPE_ESCAPES, NULL);
}
