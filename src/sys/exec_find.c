/*
 * exec_find.c - where a program is, when it must not be one that lies in the project.
 *
 * People have "./node_modules/.bin" or "." in PATH; there, agents could put a git or an ssh-keygen that says yes.
 */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/file.h"
#include "exec_env.h"

static bool is_program(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

const char *exec_find(const char *name, Arena *a)
{
    const char *path = getenv("PATH");
    if (strchr(name, '/'))
        return name;
    for (Str rest = str_from(path ? path : "/usr/local/bin:/usr/bin:/bin"); rest.len;) {
        Str dir = str_cut(&rest, ':');
        if (!str_starts(dir, STR("/")))
            continue;
        const char *file = path_join(a, arena_str(a, dir), name);
        if (is_program(file))
            return file;
    }
    return NULL;
}
