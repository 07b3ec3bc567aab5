/*
 * git.c - reading .git, gitdir, commondir and HEAD.
 *
 * The layout is that of gitrepository-layout(5): in a linked work tree and in a submodule .git is
 * a file that names the git directory; that of a linked work tree has a file commondir.
 */
#include "git.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/fd.h"
#include "baton/base/file.h"

enum { SMALL_FILE = 64 * 1024, WORKTREES_MAX = 1000, SHORT_HASH = 7 };

static const char *real_path(const char *path, Arena *a)
{
    CLEANUP(free_mem) char *real = realpath(path, NULL);
    return arena_strdup(a, real);
}

/* The first line of a small file, or NULL. */
static const char *first_line(const char *path, Arena *a)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    if (file_read(path, SMALL_FILE, &text, NULL) < 0)
        return NULL;
    Str rest = buf_str(&text);
    return arena_str(a, str_trim(str_cut(&rest, '\n')));
}

static bool has_head(const char *dir, Arena *a)
{
    struct stat st;                         /* may be a link that leads nowhere yet */
    return lstat(path_join(a, dir, "HEAD"), &st) == 0;
}

/* The git directory that a .git file names, or NULL. */
static const char *named_dir(const char *work_tree, const char *file, Arena *a)
{
    static const Str prefix = { "gitdir:", 7 };
    const char *line = first_line(file, a);
    if (!line || !str_starts(str_from(line), prefix))
        return NULL;
    const char *name = arena_str(a, str_trim(str_from(line + prefix.len)));
    const char *dir = name[0] ? real_path(path_join(a, work_tree, name), a) : NULL;
    return dir && has_head(dir, a) ? dir : NULL;
}

/* A linked work tree's main one is known when the repository lies in it, as ".git". */
static const char *main_of(const char *common, Arena *a)
{
    return strcmp(path_base(common), ".git") == 0 ? path_dir(a, common) : NULL;
}

static void read_file(Git *g, const char *file, Arena *a)
{
    g->main = g->work_tree;
    g->dir = g->common = named_dir(g->work_tree, file, a);
    const char *common = g->dir ? first_line(path_join(a, g->dir, "commondir"), a) : NULL;
    if (!common)
        return;
    g->common = real_path(path_join(a, g->dir, common), a);
    if (g->common)
        g->main = main_of(g->common, a);
    else
        g->dir = NULL;                      /* the repository was moved away */
}

static bool git_at(const char *dir, Arena *a, Git *ret)
{
    struct stat st;
    const char *dot_git = path_join(a, dir, ".git");
    Git g = { .work_tree = dir };
    if (stat(dot_git, &st) < 0)
        return false;
    if (S_ISDIR(st.st_mode)) {
        if (!has_head(dot_git, a))
            return false;                   /* not a repository, as for git */
        g.dir = g.common = real_path(dot_git, a);
        g.main = dir;
    } else {
        read_file(&g, dot_git, a);
    }
    *ret = g;
    return true;
}

bool git_find(const char *dir, Arena *a, Git *ret)
{
    for (;; dir = path_dir(a, dir)) {
        if (git_at(dir, a, ret))
            return true;
        if (strcmp(dir, "/") == 0 || strcmp(dir, ".") == 0)
            return false;
    }
}

bool git_is_linked(const Git *g)
{
    return g->main && strcmp(g->main, g->work_tree) != 0;
}

const char *git_branch(const Git *g, Arena *a)
{
    const char *head = g->dir ? first_line(path_join(a, g->dir, "HEAD"), a) : NULL;
    Str line = str_from(head);
    if (str_starts(line, STR("ref:"))) {
        Str name = str_trim(str_slice(line, 4, line.len));
        if (str_starts(name, STR("refs/heads/")))
            name = str_slice(name, strlen("refs/heads/"), name.len);
        return name.len && !str_eq(name, STR(".invalid")) ? arena_str(a, name) : NULL;
    }
    bool hash = line.len >= 40 && strspn(line.data, "0123456789abcdef") == line.len;
    return hash ? arena_str(a, str_slice(line, 0, SHORT_HASH)) : NULL;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The folder whose .git this entry belongs to, when both are there. */
static const char *worktree_of(const char *entry, Arena *a)
{
    const char *file = first_line(path_join(a, entry, "gitdir"), a);
    const char *dot_git = file && file[0] ? real_path(path_join(a, entry, file), a) : NULL;
    return dot_git && strcmp(path_base(dot_git), ".git") == 0 ? path_dir(a, dot_git) : NULL;
}

void git_worktrees(const char *common, Arena *a, StrList *ret)
{
    StrList names = { 0 };
    const char *folder = path_join(a, common, "worktrees");
    CLEANUP(close_dir) DIR *dir = opendir(folder);
    for (struct dirent *e; dir && names.len < WORKTREES_MAX && (e = readdir(dir));)
        if (e->d_name[0] != '.')
            strlist_add(&names, a, arena_strdup(a, e->d_name));
    if (names.len)
        qsort(names.items, names.len, sizeof *names.items, by_name);
    for (size_t i = 0; i < names.len; i++) {
        const char *tree = worktree_of(path_join(a, folder, names.items[i]), a);
        if (tree)
            strlist_add(ret, a, tree);
    }
}
