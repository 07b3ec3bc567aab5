/*
 * exec.c - running a program for its output, bounded in time and size.
 *
 * The end is the program's own: what it left behind may hold the pipe open for ever, and is killed.
 * A program that may ask has a group of its own in front on our terminal, so that ^C there is for it
 * alone; any other has a session of its own and no terminal.
 */
#include "baton/sys/exec.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "baton/base/fd.h"
#include "baton/sys/proc.h"
#include "exec_env.h"
#include "exec_keep.h"
#include "spawn.h"

enum { STOP_SLICE_MS = 50 };    /* how long a program may stand still at ^Z before it is woken */

typedef struct {
    const ExecOrder *order;
    pid_t pid;
    int from;                   /* our end of its output; -1 once it is at its end */
    int tty;                    /* the terminal that it has, or -1 */
    Keep keep;
} Run;

/* Takes one piece; all is read, whatever is kept, so that the program never stalls. */
static ssize_t take(Run *run, size_t most)
{
    char piece[64 * 1024];
    ssize_t n = read(run->from, piece, MIN(most, sizeof piece));
    if (n > 0) {
        Str s = { piece, (size_t)n };
        keep_add(&run->keep, s);
        if (run->order->live)
            run->order->live(run->order->ctx, s);
    } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
        close_fd(&run->from);
    }
    return n;
}

/* What stood in the pipe when the program ended, and not what somebody else goes on writing. */
static void take_rest(Run *run)
{
    int left = 0;
    if (run->from < 0 || ioctl(run->from, FIONREAD, &left) < 0)
        return;
    while (left > 0 && run->from >= 0) {
        ssize_t n = take(run, (size_t)left);
        if (n < 0 && run->from >= 0)
            return;
        left -= (int)MAX(n, 0);
    }
}

/* Until the deadline (0: none), or a slice of time when something has to be looked at. */
static int nap(int64_t deadline, int slice)
{
    int64_t left = deadline ? MAX(deadline - clock_mono(), 0) : -1;
    return slice && (left < 0 || left > slice) ? slice : (int)MIN(left, INT32_MAX);
}

/* Nobody else could continue it: for the shell, we are the job. */
static void wake_if_stopped(pid_t pid)
{
    siginfo_t info = { 0 };
    if (waitid(P_PID, (id_t)pid, &info, WSTOPPED | WNOHANG) == 0 && info.si_pid == pid)
        kill(-pid, SIGCONT);
}

/* Collects until the program has ended; false: the deadline came first. */
static bool collect(Run *run, int64_t deadline)
{
    CLEANUP(close_fd) int end_fd = child_fd(run->pid);
    int slice = end_fd < 0 ? CHILD_SLICE_MS : run->tty >= 0 ? STOP_SLICE_MS : 0;
    while (!child_ended(run->pid)) {
        if (deadline && clock_mono() >= deadline)
            return false;
        struct pollfd fds[] = {
            { .fd = run->from, .events = POLLIN }, { .fd = end_fd, .events = POLLIN },
        };
        if (poll(fds, ARRAY_LEN(fds), nap(deadline, slice)) > 0 && fds[0].revents)
            take(run, SIZE_MAX);
        else if (run->tty >= 0)
            wake_if_stopped(run->pid);
    }
    return true;
}

/* A file in memory instead of a pipe: it is never full, and nobody gets SIGPIPE.  SPAWN_NULL: nothing to read. */
static int make_input(Str input, int *ret_fd)
{
    CLEANUP(close_fd) int fd = -1;
    *ret_fd = SPAWN_NULL;
    if (!input.len)
        return 0;
    fd = memfd_create("input", MFD_CLOEXEC);
    int r = fd < 0 ? -errno : fd_write_all(fd, input);
    if (r == 0 && lseek(fd, 0, SEEK_SET) < 0)
        r = -errno;
    if (r == 0)
        r = fd_move_up(&fd);
    if (r == 0) {
        *ret_fd = fd;
        fd = -1;
    }
    return r;
}

/* Our terminal, when we are in front on it ourselves; else -1. */
static int front_terminal(void)
{
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (fd >= 0 && (fd_move_up(&fd) < 0 || tcgetpgrp(fd) != getpgrp()))
        close_fd(&fd);
    return fd;
}

/* Back to us; the kernel would stop us for asking, since just now we are behind. */
static void take_terminal_back(int tty)
{
    sigset_t ttou, old;
    sigemptyset(&ttou);
    sigaddset(&ttou, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &ttou, &old);
    tcsetpgrp(tty, getpgrp());
    pthread_sigmask(SIG_SETMASK, &old, NULL);
}

static int start(Run *run, int in, int out, Arena *a)
{
    const ExecOrder *o = run->order;
    const char *file = o->absolute ? exec_find(o->argv[0], a) : NULL;
    if (o->absolute && !file)
        return -ENOENT;
    int r = spawn(&(Spawn){ .argv = o->argv, .file = file, .dir = o->dir, .in = in, .out = out,
                           .err = o->only_stdout ? SPAWN_NULL : out,
                           .group = run->tty >= 0 ? GROUP_FRONT : GROUP_SESSION, .tty = run->tty,
                           .env = env_with(o->env, a) }, &run->pid);
    if (r < 0 && run->tty >= 0)
        take_terminal_back(run->tty);
    return r;
}

/* Waits for it, with everything that it started; the group's id is its own until it is reaped. */
static int finish(Run *run, ExecResult *ret)
{
    int64_t from = clock_mono();
    bool ended = collect(run, run->order->timeout_ms > 0 ? from + run->order->timeout_ms : 0);
    kill(-run->pid, SIGKILL);
    int status = child_wait(run->pid);
    if (run->tty >= 0)
        take_terminal_back(run->tty);
    take_rest(run);
    keep_end(&run->keep);
    if (status < 0)
        return status;
    *ret = (ExecResult){ .status = status, .timed_out = !ended, .dropped = run->keep.dropped,
                         .ms = clock_mono() - from };
    return 0;
}

int exec_run(const ExecOrder *o, Buf *out, ExecResult *ret)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return -errno;
    CLEANUP(close_fd) int ours = ends[0];
    CLEANUP(close_fd) int theirs = ends[1];
    CLEANUP(close_fd) int input = SPAWN_NULL;
    CLEANUP(close_fd) int tty = o->terminal ? front_terminal() : -1;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    int r = fd_move_up(&theirs);
    if (r == 0 && fcntl(ours, F_SETFL, O_NONBLOCK) < 0)
        r = -errno;
    if (r == 0)
        r = make_input(o->input, &input);

    Run run = { .order = o, .from = ours, .tty = tty };
    if (r == 0)
        r = start(&run, input, theirs, a);
    if (r < 0)
        return r;
    close_fd(&theirs);
    keep_init(&run.keep, out, o->max);
    r = finish(&run, ret);
    ours = run.from;
    return r;
}

int proc_capture(const char *const argv[], const char *dir, int timeout_ms, size_t max, Buf *out)
{
    ExecResult result;
    int r = exec_run(&(ExecOrder){ .argv = argv, .dir = dir, .timeout_ms = timeout_ms, .max = max }, out, &result);
    return r < 0 ? r : result.timed_out ? -ETIMEDOUT : result.status;
}
