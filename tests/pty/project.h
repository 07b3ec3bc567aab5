/*
 * project.h - a project of the test's own that the real program runs in, and other processes beside it.
 */
#ifndef BATON_TESTS_PTY_PROJECT_H
#define BATON_TESTS_PTY_PROJECT_H

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char scratch[64], root[80], state_env[96], config_env[96];
static const char *const run_baton[] = { BATON, NULL };

static inline void write_at(const char *name, const char *text, int flags)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", root, name);
    int fd = open(path, O_WRONLY | O_CREAT | flags, 0644);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
}

static inline void make_folder(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", root, name);
    assert_true(mkdir(path, 0755) == 0 || errno == EEXIST);
}

static inline int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

static inline void project_begin(void)
{
    snprintf(scratch, sizeof scratch, "/tmp/baton-pty-XXXXXX");
    assert_non_null(mkdtemp(scratch));
    snprintf(root, sizeof root, "%s/words", scratch);
    snprintf(state_env, sizeof state_env, "XDG_STATE_HOME=%s", scratch);
    snprintf(config_env, sizeof config_env, "XDG_CONFIG_HOME=%s", scratch);
    assert_int_equal(mkdir(root, 0755), 0);
    make_folder(".baton");              /* so that no folder above is the project */
}

static inline int tear_down(void **state)
{
    (void)state;
    return nftw(scratch, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* Another process, as an agent or a person would start it on another terminal; env as in PtyOptions. */
static inline int run_beside(const char *const env[], const char *const argv[])
{
    pid_t pid = fork();
    if (pid == 0) {
        for (size_t i = 0; env[i]; i++)
            strchr(env[i], '=') ? putenv((char *)env[i]) : unsetenv(env[i]);
        if (chdir(root) == 0)
            execv(argv[0], (char *const *)argv);
        _exit(127);
    }
    int status = -1;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#endif
