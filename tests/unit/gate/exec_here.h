/*
 * exec_here.h - an Exec for tests of the gate, which may not link sys: exec_here() runs the program by
 * posix_spawn() and keeps its whole output; exec_none() finds no program.  timeout_ms, terminal, dir and
 * live are honoured as far as these tests need them: a group of its own without a terminal, killed at
 * the time limit.
 */
#ifndef BATON_TESTS_UNIT_GATE_EXEC_HERE_H
#define BATON_TESTS_UNIT_GATE_EXEC_HERE_H

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "baton/base/fd.h"
#include "baton/model/exec.h"

extern char **environ;

/* environ with those of `more` in front: the first of a name counts. */
static inline char **exec_here_env(const char *const *more, Arena *a)
{
    size_t n = 0, m = 0;
    while (environ[n])
        n++;
    while (more && more[m])
        m++;
    char **env = arena_alloc(a, (n + m + 1) * sizeof *env);
    size_t len = 0;
    for (size_t i = 0; i < m; i++)
        env[len++] = arena_strdup(a, more[i]);
    for (size_t i = 0; i < n; i++) {
        bool hidden = false;
        for (size_t j = 0; j < m; j++)
            hidden |= strncmp(environ[i], more[j], (size_t)(strchr(more[j], '=') - more[j]) + 1) == 0;
        if (!hidden)
            env[len++] = environ[i];
    }
    return env;
}

static inline int exec_here_spawn(const ExecOrder *o, int in, int out, pid_t *pid)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attr;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attr);
    posix_spawn_file_actions_adddup2(&files, in, 0);
    posix_spawn_file_actions_adddup2(&files, out, 1);
    if (o->only_stdout)
        posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    else
        posix_spawn_file_actions_adddup2(&files, out, 2);
    if (o->dir)
        posix_spawn_file_actions_addchdir_np(&files, o->dir);
    posix_spawnattr_setflags(&attr, o->terminal ? 0 : POSIX_SPAWN_SETSID);
    int r = -posix_spawnp(pid, o->argv[0], &files, &attr, (char *const *)o->argv, exec_here_env(o->env, a));
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attr);
    return r;
}

static inline void exec_here_collect(const ExecOrder *o, int fd, pid_t pid, Buf *out, ExecResult *ret)
{
    int64_t until = o->timeout_ms ? clock_mono() + o->timeout_ms : INT64_MAX;
    char chunk[4096];
    for (;;) {
        struct pollfd p = { .fd = fd, .events = POLLIN };
        int64_t left = until - clock_mono();
        if (left <= 0 && !ret->timed_out) {
            ret->timed_out = true;
            kill(-pid, SIGKILL);
        }
        if (poll(&p, 1, ret->timed_out || left > 1000 ? 1000 : (int)left) <= 0)
            continue;
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n <= 0)
            return;
        buf_add(out, chunk, (size_t)n);
        if (o->live)
            o->live(o->ctx, (Str){ chunk, (size_t)n });
    }
}

static inline int exec_here(const ExecOrder *o, Buf *out, ExecResult *ret)
{
    int in = memfd_create("input", MFD_CLOEXEC), ends[2], status = 0;
    pid_t pid;
    int64_t began = clock_mono();
    *ret = (ExecResult){ 0 };
    if (in < 0 || fd_write_all(in, o->input) < 0 || lseek(in, 0, SEEK_SET) < 0 || pipe2(ends, O_CLOEXEC) < 0)
        return -errno;
    int r = exec_here_spawn(o, in, ends[1], &pid);
    close(in);
    close(ends[1]);
    if (r == 0) {
        exec_here_collect(o, ends[0], pid, out, ret);
        waitpid(pid, &status, 0);
        ret->status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }
    close(ends[0]);
    ret->ms = clock_mono() - began;
    return r;
}

static inline int exec_none(const ExecOrder *o, Buf *out, ExecResult *ret)
{
    (void)o, (void)out, (void)ret;
    return -ENOENT;
}

#endif
