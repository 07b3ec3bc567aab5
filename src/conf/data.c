/*
 * data.c - where the themes and agents are that baton ships.
 *
 * A program in a build folder (CMakeCache.txt somewhere above it) uses the files of the source, so
 * that a fresh clone works before anything was installed, and shows what was edited last.
 */
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "baton/base/file.h"
#include "baton/conf/conf.h"

static const char *program_dir(Arena *a)
{
    char *path = arena_alloc(a, PATH_MAX + 1);
    ssize_t n = readlink("/proc/self/exe", path, PATH_MAX);
    return n > 0 && path[0] == '/' ? path_dir(a, path) : NULL;
}

static bool was_built_in(const char *dir, Arena *a)
{
    for (; strcmp(dir, "/") != 0; dir = path_dir(a, dir))
        if (access(path_join(a, dir, "CMakeCache.txt"), F_OK) == 0)
            return true;
    return false;
}

const char *conf_data_dir(const char *what, Arena *a)
{
    const char *program = program_dir(a);
    const char *const bases[] = {
        getenv("BATON_DATA"),
        program && was_built_in(program, a) ? BATON_SOURCE_DIR : NULL,
        /* Beside the program first: an installation may have been moved as a whole. */
        program ? path_normal(a, path_join(a, program, "../share/baton")) : NULL,
        BATON_DATA_DIR,
    };
    for (size_t i = 0; i < ARRAY_LEN(bases); i++) {
        if (!bases[i] || !bases[i][0])
            continue;
        const char *dir = path_join(a, bases[i], what);
        if (dir_exists(dir))
            return dir;
    }
    return NULL;
}
