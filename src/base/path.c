/*
 * path.c - paths as text; nothing here looks at the disk.
 */
#include "baton/base/file.h"

#include <stdlib.h>

char *path_join(Arena *a, const char *dir, const char *name)
{
    if (name[0] == '/' || !dir[0])
        return arena_strdup(a, name);
    bool slash = dir[strlen(dir) - 1] == '/';
    return arena_printf(a, "%s%s%s", dir, slash ? "" : "/", name);
}

const char *path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *path_dir(Arena *a, const char *path)
{
    size_t len = (size_t)(path_base(path) - path);
    if (!len)
        return arena_strdup(a, ".");
    while (len > 1 && path[len - 1] == '/')
        len--;
    return arena_strndup(a, path, len);
}

static bool is_dot(Str name)
{
    return name.len == 0 || str_eq(name, STR("."));
}

/* Takes the last name off, if there is one that ".." can undo. */
static bool drop_last(Buf *path, size_t root)
{
    size_t start = path->len;
    while (start > root && path->data[start - 1] != '/')
        start--;
    Str last = { path->data + start, path->len - start };
    if (last.len == 0 || str_eq(last, STR("..")))
        return false;
    buf_cut(path, start > root ? start - 1 : start);
    return true;
}

char *path_normal(Arena *a, const char *path)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    size_t root = path[0] == '/';
    if (root)
        buf_addc(&out, '/');
    for (Str rest = str_from(path); rest.len;) {
        Str name = str_cut(&rest, '/');
        bool up = str_eq(name, STR(".."));
        if (is_dot(name) || (up && (drop_last(&out, root) || root)))
            continue;
        if (out.len > root)
            buf_addc(&out, '/');
        buf_add_str(&out, name);
    }
    return out.len ? arena_str(a, buf_str(&out)) : arena_strdup(a, ".");
}

bool path_climbs(const char *path)
{
    for (Str rest = str_from(path); rest.len;)
        if (str_eq(str_cut(&rest, '/'), STR("..")))
            return true;
    return false;
}

/* The first byte of path that is part of a name: not of "./" and not a slash. */
static const char *skip_dots(const char *path)
{
    for (;;) {
        if (path[0] == '/')
            path++;
        else if (path[0] == '.' && (path[1] == '/' || !path[1]))
            path++;
        else
            return path;
    }
}

const char *path_below(const char *root, const char *path)
{
    if ((root[0] == '/') != (path[0] == '/') || path_climbs(path))
        return NULL;
    const char *want = skip_dots(root), *have = skip_dots(path);
    while (*want) {
        size_t len = strcspn(want, "/");
        if (strncmp(want, have, len) != 0 || (have[len] && have[len] != '/'))
            return NULL;
        want = skip_dots(want + len);
        have = skip_dots(have + len);
    }
    return *have ? have : NULL;
}

char *path_xdg(Arena *a, const char *variable, const char *below_home)
{
    const char *named = getenv(variable), *home = getenv("HOME");
    if (named && named[0] == '/')
        return arena_strdup(a, named);
    return home && home[0] == '/' ? path_join(a, home, below_home) : NULL;
}
