/*
 * check_tree.c - files of the work tree as checks look at them: bounded, and never outside of it.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/fd.h"
#include "baton/base/file.h"
#include "check_parts.h"
#include "scope_parts.h"

enum { CHUNK = 64 * 1024, NAMES_MAX = 50000 };

static const char *full_path(const char *tree, const char *path, Arena *a)
{
    const char *inside = scope_follow(tree, path, a);
    return inside ? path_join(a, tree, inside) : NULL;
}

int tree_open(const char *tree, const char *path, Arena *a)
{
    const char *full = full_path(tree, path, a);
    struct stat st;
    if (!full)
        return -EXDEV;
    int fd = open(full, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    int r = fstat(fd, &st) < 0 ? -errno : S_ISREG(st.st_mode) ? 0 : S_ISDIR(st.st_mode) ? -EISDIR : -ENOTSUP;
    if (!r)
        return fd;
    close(fd);
    return r;
}

bool tree_has(const char *tree, const char *path, Arena *a)
{
    struct stat st;
    const char *full = full_path(tree, path, a);
    return full && lstat(full, &st) == 0;
}

static bool stop(void *ctx, const char *path)
{
    (void)path;
    *(bool *)ctx = true;
    return false;
}

bool tree_matches(const char *tree, const char *glob)
{
    bool found = false;
    return glob_files(tree, glob, 1, stop, &found) == 0 && found;
}

static int by_name(const void *x, const void *y)
{
    return strcmp(path_base(*(const char *const *)x), path_base(*(const char *const *)y));
}

static bool add_name(void *ctx, const char *path)
{
    TreeNames *names = ctx;
    strlist_add(&names->paths, names->a, arena_strdup(names->a, path));
    return true;
}

const char *tree_find_name(TreeNames *names, const char *name)
{
    StrList *l = &names->paths;
    if (!names->read) {
        glob_files(names->tree, "**", NAMES_MAX, add_name, names);
        if (l->len)
            qsort(l->items, l->len, sizeof *l->items, by_name);
        names->read = true;
    }
    const char **hit = l->len ? bsearch(&name, l->items, l->len, sizeof name, by_name) : NULL;
    return hit ? *hit : NULL;
}

int tree_read(const char *tree, const char *path, size_t max, Arena *a, Buf *out)
{
    const char *full = full_path(tree, path, a);
    return full ? file_read(full, max, out, NULL) : -EXDEV;
}

static int64_t count(const char *data, size_t len)
{
    int64_t n = 0;
    for (const char *end = data + len; (data = memchr(data, '\n', (size_t)(end - data))); data++)
        n++;
    return n;
}

int tree_lines(const char *tree, const char *path, int64_t enough, Arena *a, int64_t *left, int64_t *ret_lines)
{
    CLEANUP(close_fd) int fd = tree_open(tree, path, a);
    CLEANUP(free_mem) char *chunk = mem_alloc(CHUNK);
    int64_t lines = 0;
    char last = '\n';
    if (fd < 0)
        return fd;
    while (lines < enough) {
        ssize_t n = read(fd, chunk, CHUNK);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || *left < n)
            return n < 0 ? -errno : -EFBIG;
        if (!n)
            break;
        *left -= n;
        lines += count(chunk, (size_t)n);
        last = chunk[n - 1];
    }
    *ret_lines = lines + (last != '\n');
    return 0;
}
