/*
 * demo_folder.c - the small repository of the demo, and its end.
 */
#include "demo.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <unistd.h>

#include "baton/base/fd.h"
#include "baton/base/file.h"
#include "baton/conf/conf.h"
#include "baton/conf/project.h"
#include "baton/sys/proc.h"

enum { DEFINITION_MAX = 1 << 20, GIT_TIMEOUT_MS = 20000, OUTPUT_MAX = 4096, FOLDERS_OPEN = 16 };

static int make_temporary(Arena *a, const char **ret_dir, Message *m)
{
    const char *tmp = getenv("TMPDIR");
    char *dir = path_join(a, tmp && *tmp == '/' ? tmp : "/tmp", "baton-demo-XXXXXX");
    if (!mkdtemp(dir))
        return fail(m, "cannot make a folder for the demo in '%s': %s", path_dir(a, dir),
                    strerror(errno));
    *ret_dir = dir;
    return 0;
}

static bool is_empty_folder(const char *dir)
{
    CLEANUP(close_dir) DIR *d = opendir(dir);
    for (struct dirent *e; d && (e = readdir(d));)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            return false;
    return d != NULL;
}

/* Never into a folder that holds something: it could be somebody's work. */
static int make_wanted(Arena *a, const char *wanted, const char **ret_dir, Message *m)
{
    int r = dir_make_all(wanted, 0755);
    if (r < 0)
        return fail(m, "cannot make the folder '%s': %s", wanted, strerror(-r));
    if (!is_empty_folder(wanted))
        return fail(m, "'%s' is not empty; the demo wants a folder of its own", wanted);
    CLEANUP(free_mem) char *real = realpath(wanted, NULL);
    if (!real)
        return fail(m, "cannot enter '%s': %s", wanted, strerror(errno));
    *ret_dir = arena_strdup(a, real);
    return 0;
}

static int write_file(Arena *a, const char *dir, const char *name, Str text, Message *m)
{
    const char *path = path_join(a, dir, name);
    int r = dir_make_all(path_dir(a, path), 0755);
    if (r == 0)
        r = demo_save(path, SAVE_IN_PLACE, text);
    return r < 0 ? fail(m, "cannot write '%s': %s", path, strerror(-r)) : 0;
}

static int write_files(Arena *a, const char *dir, Message *m)
{
    for (size_t i = 0; i < demo_file_count; i++)
        if (write_file(a, dir, demo_files[i].path, str_from(demo_files[i].text), m) < 0)
            return -1;
    return 0;
}

/* Without our own definitions the demo still plays: then its agents are known by name only. */
static int copy_agents(Arena *a, const char *dir, Message *m)
{
    const char *from = conf_data_dir("agents", a);
    for (size_t i = 0; from && demo_agents[i]; i++) {
        CLEANUP(buf_done) Buf text = BUF_INIT;
        const char *name = arena_printf(a, "%s.md", demo_agents[i]);
        if (file_read(path_join(a, from, name), DEFINITION_MAX, &text, NULL) < 0)
            continue;
        if (write_file(a, dir, arena_printf(a, ".claude/agents/%s", name), buf_str(&text), m) < 0)
            return -1;
    }
    return 0;
}

static int make_baton(const char *dir, Message *m)
{
    Project *found = NULL;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    // Made by hand first: a folder above may be a project, and this one must not become a part of
    // it.
    int r = dir_make_all(path_join(a, dir, ".baton"), 0700);
    if (r < 0)
        return fail(m, "cannot make '%s/.baton': %s", dir, strerror(-r));
    if (project_find(dir, &found, m) < 0)
        return -1;
    CLEANUP(project_free_ptr) Project *project = found;
    return project_make(project, m) < 0 ? -1 : 0;
}

/* A repository shows more (a branch), but is no need: what git says is of no interest. */
static void make_repository(const char *dir)
{
    static const char *const commands[][14] = {
        { "git", "init", "-q", "-b", "main", NULL },
        { "git", "add", "-A", NULL },
        { "git", "-c", "user.name=Tidewatch", "-c", "user.email=team@tidewatch.example", "-c",
          "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null", "commit", "-q", "-m", "Begin",
          NULL },
    };
    for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
        CLEANUP(buf_done) Buf output = BUF_INIT;
        if (proc_capture(commands[i], dir, GIT_TIMEOUT_MS, OUTPUT_MAX, &output) != 0)
            return;
    }
}

int demo_folder_make(Arena *a, const char *wanted, const char **ret_dir, Message *m)
{
    int r = wanted ? make_wanted(a, wanted, ret_dir, m) : make_temporary(a, ret_dir, m);
    if (r < 0 || write_files(a, *ret_dir, m) < 0 || copy_agents(a, *ret_dir, m) < 0 ||
        make_baton(*ret_dir, m) < 0)
        return -1;
    make_repository(*ret_dir);
    return 0;
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path) < 0 && errno != ENOENT ? -1 : 0;
}

void demo_folder_remove(const char *dir)
{
    nftw(dir, remove_entry, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}
