/*
 * spawn.c - posix_spawn() with our rules for descriptors and signals.
 */
#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "baton/base/fd.h"

/*
 * What we may have ignored for ourselves.  What we catch, exec() sets back by itself; SIGHUP stays
 * as nohup left it.
 */
static const int ours[] = { SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE, SIGXFSZ,
                            SIGCHLD };

static int add_stream(posix_spawn_file_actions_t *a, int from, int to)
{
    if (from == SPAWN_INHERIT)
        return 0;
    if (from == SPAWN_NULL)
        return posix_spawn_file_actions_addopen(a, to, "/dev/null", O_RDWR, 0);
    return posix_spawn_file_actions_adddup2(a, from, to);
}

static int set_actions(posix_spawn_file_actions_t *a, const Spawn *s)
{
    int r = s->group == GROUP_FRONT ? posix_spawn_file_actions_addtcsetpgrp_np(a, s->tty) : 0;
    if (r == 0)
        r = add_stream(a, s->in, STDIN_FILENO);
    if (r == 0)
        r = add_stream(a, s->out, STDOUT_FILENO);
    if (r == 0)
        r = add_stream(a, s->err, STDERR_FILENO);
    if (r == 0)
        r = posix_spawn_file_actions_addclosefrom_np(a, STDERR_FILENO + 1);
    if (r == 0 && s->dir)
        r = posix_spawn_file_actions_addchdir_np(a, s->dir);
    return r;
}

static short group_flag(SpawnGroup g)
{
    return g == GROUP_OURS ? 0 : g == GROUP_SESSION ? POSIX_SPAWN_SETSID : POSIX_SPAWN_SETPGROUP;
}

static void set_attributes(posix_spawnattr_t *a, SpawnGroup group)
{
    sigset_t defaults, mask;
    sigemptyset(&defaults);
    sigemptyset(&mask);
    for (size_t i = 0; i < ARRAY_LEN(ours); i++)
        sigaddset(&defaults, ours[i]);
    posix_spawnattr_setsigdefault(a, &defaults);
    posix_spawnattr_setsigmask(a, &mask);
    posix_spawnattr_setpgroup(a, 0);
    posix_spawnattr_setflags(a, (short)(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | group_flag(group)));
}

int fd_move_up(int *fd)
{
    if (*fd > STDERR_FILENO)
        return 0;
    int up = fcntl(*fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (up < 0)
        return -errno;
    close_fd(fd);
    *fd = up;
    return 0;
}

int spawn(const Spawn *s, pid_t *ret_pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    pid_t pid;
    int r = posix_spawn_file_actions_init(&actions);
    if (r)
        return -r;
    posix_spawnattr_init(&attributes);
    set_attributes(&attributes, s->group);
    r = set_actions(&actions, s);
    if (r == 0)                                 /* argv is const for us; exec() only reads it */
        r = posix_spawnp(&pid, s->file ? s->file : s->argv[0], &actions, &attributes, (char *const *)s->argv,
                         s->env ? s->env : environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (r == 0)
        *ret_pid = pid;
    return -r;
}

int child_code(int wait_status)
{
    return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

int child_wait(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -errno;
    return child_code(status);
}

int child_fd(pid_t pid)
{
    return pidfd_open(pid, 0);
}

bool child_ended(pid_t pid)
{
    siginfo_t info = { 0 };
    return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0 || info.si_pid == pid;
}
