/*
 * capture.c - running a program for its output, bounded in time and size.
 *
 * The end is the program's own: a process that it left behind may hold the pipe open for ever.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "baton/base/fd.h"
#include "baton/sys/proc.h"
#include "spawn.h"

typedef struct {
    int from;                   /* our end of its stdout and stderr; -1 once it is at its end */
    Buf *out;
    size_t room;
} Output;

/* Takes one piece; what is over the limit is read and dropped, so that the program never stalls. */
static ssize_t take(Output *o, size_t most)
{
    char piece[16 * 1024];
    ssize_t n = read(o->from, piece, MIN(most, sizeof piece));
    if (n > 0) {
        size_t kept = MIN((size_t)n, o->room);
        buf_add(o->out, piece, kept);
        o->room -= kept;
    } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
        close_fd(&o->from);
    }
    return n;
}

/* What stood in the pipe when the program ended, and not what somebody else goes on writing. */
static void take_rest(Output *o)
{
    int left = 0;
    if (o->from < 0 || ioctl(o->from, FIONREAD, &left) < 0)
        return;
    while (left > 0 && o->from >= 0) {
        ssize_t n = take(o, (size_t)left);
        if (n < 0 && o->from >= 0)
            return;
        left -= (int)MAX(n, 0);
    }
}

/* Until the deadline (0: none), or a slice of time when nothing tells of the child's end. */
static int nap(int64_t deadline, int end_fd)
{
    int64_t left = deadline ? MAX(deadline - clock_mono(), 0) : -1;
    if (end_fd < 0 && (left < 0 || left > CHILD_SLICE_MS))
        left = CHILD_SLICE_MS;
    return (int)left;
}

/* Collects until the child has ended; false: the deadline came first. */
static bool collect(Output *o, pid_t pid, int64_t deadline)
{
    CLEANUP(close_fd) int end_fd = child_fd(pid);
    while (!child_ended(pid)) {
        if (deadline && clock_mono() >= deadline)
            return false;
        struct pollfd fds[] = {
            { .fd = o->from, .events = POLLIN }, { .fd = end_fd, .events = POLLIN },
        };
        if (poll(fds, ARRAY_LEN(fds), nap(deadline, end_fd)) > 0 && fds[0].revents)
            take(o, SIZE_MAX);
    }
    take_rest(o);
    return true;
}

int proc_capture(const char *const argv[], const char *dir, int timeout_ms, size_t max, Buf *out)
{
    int ends[2];
    pid_t pid;
    if (pipe2(ends, O_CLOEXEC) < 0)
        return -errno;
    CLEANUP(close_fd) int ours = ends[0];
    CLEANUP(close_fd) int theirs = ends[1];
    int r = fd_move_up(&theirs);
    if (r < 0 || fcntl(ours, F_SETFL, O_NONBLOCK) < 0)
        return r < 0 ? r : -errno;

    r = spawn(&(Spawn){ argv, dir, SPAWN_NULL, theirs, theirs, true }, &pid);
    if (r < 0)
        return r;
    close_fd(&theirs);
    Output o = { ours, out, max };
    bool ended = collect(&o, pid, timeout_ms > 0 ? clock_mono() + timeout_ms : 0);
    ours = o.from;
    if (!ended)
        kill(-pid, SIGKILL);
    r = child_wait(pid);
    return ended ? r : -ETIMEDOUT;
}
