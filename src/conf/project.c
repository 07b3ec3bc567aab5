/*
 * project.c - finding the project that a folder belongs to, and making its .baton.
 *
 * A linked work tree may carry a checked-out .baton of its own (config.yaml may be committed); it
 * still belongs to the main work tree, or two agents in two work trees would have two ledgers.
 */
#include "baton/conf/project.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/file.h"
#include "git.h"

/* Where the project is, and where we are in it. */
typedef struct {
    const char *root, *here;
} Found;

static bool has_baton(const char *dir, Arena *a)
{
    return dir_exists(path_join(a, dir, ".baton"));
}

/* dir or the nearest folder above it that has .baton, no higher than top (NULL: "/"). */
static const char *find_upwards(const char *dir, const char *top, Arena *a)
{
    for (;; dir = path_dir(a, dir)) {
        if (has_baton(dir, a))
            return dir;
        if (strcmp(dir, "/") == 0 || (top && strcmp(dir, top) == 0))
            return NULL;
    }
}

static Found both(const char *dir)
{
    return (Found){ dir, dir };
}

static Found find_in_linked(const char *dir, const Git *g, Arena *a)
{
    const char *inside = find_upwards(dir, g->work_tree, a);
    if (inside && strcmp(inside, g->work_tree) != 0) {
        const char *twin = path_join(a, g->main, path_below(g->work_tree, inside));
        return dir_exists(twin) ? (Found){ twin, inside } : both(inside);
    }
    if (!inside && !has_baton(g->main, a)) {
        const char *above = find_upwards(path_dir(a, g->work_tree), NULL, a);
        if (above)
            return both(above);
    }
    return (Found){ g->main, g->work_tree };
}

static Found find(const char *dir, Arena *a)
{
    Git g;
    bool in_git = git_find(dir, a, &g);
    if (in_git && git_is_linked(&g))
        return find_in_linked(dir, &g, a);
    const char *root = find_upwards(dir, NULL, a);
    return both(root ? root : in_git ? g.work_tree : dir);
}

/* BATON_DIR is the project's folder, or its .baton, which need not be there yet. */
static const char *named_folder(const char *named, const char *start, Arena *a)
{
    const char *path = path_normal(a, path_join(a, start, named));
    return strcmp(path_base(path), ".baton") == 0 ? path_dir(a, path) : path;
}

/* The real path of a folder that can be entered, or NULL with errno. */
static const char *enter(const char *path, Arena *a)
{
    CLEANUP(free_mem) char *real = realpath(path, NULL);
    if (!real)
        return NULL;
    if (!dir_exists(real)) {
        errno = ENOTDIR;
        return NULL;
    }
    return access(real, X_OK) < 0 ? NULL : arena_strdup(a, real);
}

static void describe(Project *p, Found found)
{
    Git g;
    Arena *a = p->arena;
    p->root = found.root;
    p->name = strcmp(p->root, "/") == 0 ? p->root : path_base(p->root);
    p->baton_dir = path_join(a, p->root, ".baton");
    p->db_path = path_join(a, p->baton_dir, "state.db");
    p->work_tree = found.here;
    p->git_dir = git_find(found.here, a, &g) ? g.common : NULL;
    p->exists = dir_exists(p->baton_dir);
}

static int locate(const char *start, Arena *a, Found *ret, Message *m)
{
    const char *named = getenv("BATON_DIR");
    const char *dir = enter(start ? start : ".", a);
    if (!dir)
        return fail(m, "Cannot enter '%s': %s", start ? start : ".", strerror(errno));
    if (!named || !named[0]) {
        *ret = find(dir, a);
        return 0;
    }
    dir = enter(named_folder(named, dir, a), a);
    if (!dir)
        return fail(m, "Cannot enter '%s', which BATON_DIR names: %s", named, strerror(errno));
    *ret = both(dir);
    return 0;
}

int project_find(const char *start, Project **ret_project, Message *m)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Found found = { 0 };
    if (locate(start, a, &found, m) < 0)
        return -1;
    Project *p = mem_alloc(sizeof *p);
    p->arena = TAKE(a);
    describe(p, found);
    *ret_project = p;
    return 0;
}

Project *project_free(Project *p)
{
    if (p)
        arena_free(p->arena);
    free(p);
    return NULL;
}

const char *project_branch(const Project *p, Arena *a)
{
    Git g;
    return git_find(p->work_tree, a, &g) ? git_branch(&g, a) : NULL;
}

void project_worktrees(const Project *p, Arena *a, StrList *ret)
{
    Git g;
    if (!git_find(p->work_tree, a, &g) || !g.common)
        return;
    if (g.main)
        strlist_add(ret, a, g.main);
    git_worktrees(g.common, a, ret);
}

/* Everything is private to this machine but what a team may want to commit. */
static const char gitignore[] = "*\n!.gitignore\n!config.yaml\n!allowed_signers\n";

int project_make(Project *p, Message *m)
{
    const char *ignore = path_join(p->arena, p->baton_dir, ".gitignore");
    struct stat st;
    int r = mkdir(p->baton_dir, 0700) < 0 && errno != EEXIST ? -errno : 0;
    if (r == 0 && !dir_exists(p->baton_dir))
        return fail_with(m, -ENOTDIR,
                         "'%s' is no folder, so nothing can be kept in it: move it away",
                         p->baton_dir);
    if (r < 0)
        return fail_with(m, r, "Cannot make '%s': %s", p->baton_dir, strerror(-r));
    if (lstat(ignore, &st) < 0)
        r = file_write_atomic(ignore, str_from(gitignore), 0644);
    if (r < 0)
        return fail_with(m, r, "Cannot write '%s': %s", ignore, strerror(-r));
    p->exists = true;
    return 0;
}
