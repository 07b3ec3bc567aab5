/*
 * scene.h - a scratch folder with files and repositories, and an environment without surprises.
 */
#ifndef BATON_TESTS_UNIT_CONF_SCENE_H
#define BATON_TESTS_UNIT_CONF_SCENE_H

#include "baton/base/file.h"
#include "baton/base/message.h"     /* before cmocka.h, which has a fail() of its own */
#include "baton/conf/conf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
    char dir[PATH_MAX];
    Arena *arena;
} Scene;

static inline int scene_make(void **state)
{
    Scene *s = mem_alloc(sizeof *s);
    char name[] = "/tmp/baton-test-XXXXXX";
    if (!mkdtemp(name) || !realpath(name, s->dir))
        return -1;
    s->arena = arena_new();
    for (int i = 0; i < CONF_COUNT; i++) {
        char *variable = arena_printf(s->arena, "BATON_%s", conf_def((SettingId)i)->name);
        for (char *p = variable; *p; p++)
            *p = *p == '.' ? '_' : *p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p;
        unsetenv(variable);
    }
    unsetenv("BATON_DIR");
    unsetenv("BATON_DATA");
    unsetenv("XDG_CONFIG_HOME");
    setenv("HOME", arena_printf(s->arena, "%s/home", s->dir), 1);
    *state = s;
    return 0;
}

static inline int scene_remove_one(const char *path, const struct stat *st, int flag,
                                   struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(path);
}

static inline int scene_end(void **state)
{
    Scene *s = *state;
    if (chdir("/") < 0)
        return -1;
    nftw(s->dir, scene_remove_one, 32, FTW_DEPTH | FTW_PHYS);
    arena_free(s->arena);
    free(s);
    return 0;
}

static inline const char *scene_path(Scene *s, const char *name)
{
    return name[0] ? path_join(s->arena, s->dir, name) : s->dir;
}

static inline const char *scene_folder(Scene *s, const char *name)
{
    const char *path = scene_path(s, name);
    assert_int_equal(dir_make_all(path, 0755), 0);
    return path;
}

static inline const char *scene_file(Scene *s, const char *name, const char *text)
{
    const char *path = scene_path(s, name);
    assert_int_equal(dir_make_all(path_dir(s->arena, path), 0755), 0);
    assert_int_equal(file_write_atomic(path, str_from(text), 0644), 0);
    return path;
}

static inline bool scene_git_ends(Scene *s, const char *dir, const char *const argv[])
{
    pid_t pid = fork();
    int status;
    if (pid == 0) {
        setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
        setenv("GIT_CONFIG_SYSTEM", "/dev/null", 1);
        if (chdir(scene_path(s, dir)) < 0 || !freopen("/dev/null", "w", stdout) ||
            !freopen("/dev/null", "w", stderr))
            _exit(126);
        execvp("git", (char *const *)argv);
        _exit(127);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Runs git in a folder of the scene. */
#define GIT(scene, dir, ...) \
    assert_true(scene_git_ends(scene, dir, (const char *const[]){ \
        "git", "-c", "user.name=t", "-c", "user.email=t@example.org", \
        "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", __VA_ARGS__, NULL }))

#define ON_SCENE(test) cmocka_unit_test_setup_teardown(test, scene_make, scene_end)

#endif
