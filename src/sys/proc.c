/*
 * proc.c - programs in the foreground (an editor), in the background (a part of the demo), and when one
 * began.
 */
#include "baton/sys/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "baton/base/fd.h"
#include "baton/sys/exec.h"
#include "spawn.h"

enum { STOP_GRACE_MS = 1000 };

static volatile sig_atomic_t continued;

static void note_continued(int signum)
{
    (void)signum;
    continued = 1;
}

/* While a program has the terminal, its keys are not for us: ^C is its own, and ^Z stops both. */
static const struct { int signum; void (*handler)(int); } manners[] = {
    { SIGINT, SIG_IGN }, { SIGQUIT, SIG_IGN }, { SIGTSTP, SIG_DFL }, { SIGCONT, note_continued },
};

typedef struct {
    struct sigaction old[ARRAY_LEN(manners)];
} Manners;

static void manners_take(Manners *m)
{
    for (size_t i = 0; i < ARRAY_LEN(manners); i++) {
        const struct sigaction action = { .sa_handler = manners[i].handler };
        sigaction(manners[i].signum, &action, &m->old[i]);
    }
}

static void manners_give_back(Manners *m)
{
    for (size_t i = 0; i < ARRAY_LEN(manners); i++)
        sigaction(manners[i].signum, &m->old[i], NULL);
}

/* The last that happened to the child is that it was continued. */
static bool went_on(pid_t pid)
{
    siginfo_t info = { 0 };
    return waitid(P_PID, (id_t)pid, &info, WCONTINUED | WNOHANG) == 0 && info.si_pid == pid;
}

/*
 * A program that stops itself must stop us, or the shell would wait for a job that neither runs nor
 * stops.  When ^Z stopped both and both were continued, the old news of its stop is no reason.
 * The shell continues the whole job; only where nobody does (the kernel then ignores our SIGTSTP)
 * the program is woken by us, for a second SIGCONT could undo a stop that it has just made.
 */
static void stop_with(pid_t pid)
{
    if (went_on(pid))
        return;
    continued = 0;
    raise(SIGTSTP);                             /* here until the shell continues us */
    if (!continued)
        kill(pid, SIGCONT);
}

static int wait_in_foreground(pid_t pid)
{
    for (;;) {
        int status;
        if (waitpid(pid, &status, WUNTRACED) < 0) {
            if (errno != EINTR)
                return -errno;
        } else if (WIFSTOPPED(status)) {
            stop_with(pid);
        } else {
            return child_code(status);
        }
    }
}

/* The terminal, whatever 0, 1 and 2 are just now (a pipe, the log); without one they have to do. */
static int open_terminal(void)
{
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (fd >= 0 && fd_move_up(&fd) < 0)
        close_fd(&fd);
    return fd;
}

int proc_foreground(const char *const argv[], const char *dir)
{
    CLEANUP(close_fd) int tty = open_terminal();
    int from = tty < 0 ? SPAWN_INHERIT : tty;
    Manners m;
    pid_t pid;
    manners_take(&m);
    int r = spawn(&(Spawn){ .argv = argv, .dir = dir, .in = from, .out = from, .err = from }, &pid);
    if (r == 0)
        r = wait_in_foreground(pid);
    manners_give_back(&m);
    return r;
}

int proc_background(const char *const argv[], const char *dir)
{
    pid_t pid;
    const Spawn s = { .argv = argv, .dir = dir, .in = SPAWN_NULL, .out = SPAWN_NULL, .err = SPAWN_NULL,
                      .group = GROUP_OWN };
    int r = spawn(&s, &pid);
    return r < 0 ? r : pid;
}

bool proc_ended(int pid)
{
    BUG_ON(pid <= 1);
    if (!child_ended(pid))
        return false;
    child_wait(pid);
    return true;
}

static void await_end(pid_t pid, int ms)
{
    CLEANUP(close_fd) int end_fd = child_fd(pid);
    int64_t deadline = clock_mono() + ms;
    for (int64_t left = ms; left > 0 && !child_ended(pid); left = deadline - clock_mono())
        poll(&(struct pollfd){ .fd = end_fd, .events = POLLIN }, 1,
             (int)(end_fd < 0 ? MIN(left, CHILD_SLICE_MS) : left));
}

void proc_stop(int pid)
{
    BUG_ON(pid <= 1);                           /* -1 would be everybody */
    if (kill(-pid, SIGTERM) == 0)
        await_end(pid, STOP_GRACE_MS);
    kill(-pid, SIGKILL);                        /* before reaping, which frees the group's id */
    child_wait(pid);
}

/*
 * Field 22 of the line.  Field 2 is the program's name in parentheses, which may hold blanks and
 * parentheses itself: only its last one ends it.
 */
static uint64_t start_in(Str line)
{
    enum { FIELDS_BETWEEN = 22 - 2 };           /* "state" is the first after the name */
    int64_t ticks = 0;
    const char *end = memrchr(line.data, ')', line.len);
    if (!end)
        return 0;
    Str rest = str_slice(line, (size_t)(end + 1 - line.data), line.len);
    if (str_starts(rest, STR(" Z")) || str_starts(rest, STR(" X")))
        return 0;                               /* it has ended, and nobody has asked how */
    for (int i = 0; i < FIELDS_BETWEEN; i++)
        str_cut(&rest, ' ');
    return str_to_i64(str_cut(&rest, ' '), &ticks) < 0 ? 0 : (uint64_t)ticks;
}

uint64_t proc_started(int pid)
{
    enum { PATH_SIZE = 32, LINE_SIZE = 4096 };
    char path[PATH_SIZE], line[LINE_SIZE];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    CLEANUP(close_fd) int fd = pid > 0 ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    ssize_t n = fd < 0 ? -1 : read(fd, line, sizeof line);
    return n <= 0 ? 0 : start_in((Str){ line, (size_t)n });
}

/* A build that replaces us while we run adds " (deleted)" to the path; the new program is there. */
const char *proc_self(Arena *a)
{
    static const Str deleted = { " (deleted)", 10 };
    CLEANUP(free_mem) char *text = mem_alloc(PATH_MAX + 1);
    ssize_t n = readlink("/proc/self/exe", text, PATH_MAX);
    Str path = { text, (size_t)MAX(n, 0) };
    if (access(text, X_OK) < 0 && str_ends(path, deleted))
        text[path.len - deleted.len] = '\0';
    return access(text, X_OK) == 0 ? arena_strdup(a, text) : NULL;
}
