/*
 * guard.c - giving the terminal back while dying.
 *
 * The fatal signals run on a stack of their own, since a stack that overflowed is one of the reasons.
 * Afterwards the signal does what it did before (core dump, or a sanitizer's report), so that the
 * exit status stays true.  The painter is not asked here: it takes memory.
 */
#include "guard.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "baton/base/macros.h"

enum { STACK_SIZE = 64 * 1024, WRITE_TRIES = 5, WRITE_WAIT_MS = 50 };

static struct {
    int tty, saved_stderr;
    pid_t pid;
    struct termios cooked;
    volatile sig_atomic_t armed;
} guard;

static const int fatal_signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGTRAP };
static struct sigaction before[ARRAY_LEN(fatal_signals)];

static const char reset[] =
    "\030"                                      /* CAN: ends a sequence that was cut in the middle */
    "\033[?2026l"                               /* a frame that is held back shows */
    "\033[?1000l\033[?1002l\033[?1006l"         /* mouse */
    "\033[?2004l\033[?1004l"                    /* bracketed paste, focus */
    "\033[0m\033(B\033[r\033[?1l\033>"          /* attributes, charset, scroll region, keys */
    "\033[?1049l\033[?25h\r\n";                 /* the normal screen, with a cursor */

/* The descriptor does not block; a terminal that is slow gets a moment, a dead one gets no more. */
static void write_reset(int tty)
{
    size_t at = 0;
    for (int i = 0; i < WRITE_TRIES && at < sizeof reset - 1; i++) {
        ssize_t n = write(tty, reset + at, sizeof reset - 1 - at);
        if (n > 0)
            at += (size_t)n;
        else if (errno == EAGAIN)
            poll(&(struct pollfd){ .fd = tty, .events = POLLOUT }, 1, WRITE_WAIT_MS);
        else if (errno != EINTR)
            return;
    }
}

void guard_restore(void)
{
    if (!guard.armed || guard.pid != getpid())
        return;
    guard.armed = 0;
    int saved_errno = errno;
    sigset_t ttou, mask;

    sigemptyset(&ttou);
    sigaddset(&ttou, SIGTTOU);                  /* from the background tcsetattr() would stop us */
    sigprocmask(SIG_BLOCK, &ttou, &mask);
    write_reset(guard.tty);
    tcsetattr(guard.tty, TCSANOW, &guard.cooked);
    if (guard.saved_stderr >= 0)
        dup2(guard.saved_stderr, STDERR_FILENO);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    errno = saved_errno;
}

/* Called by the address sanitizer before it prints. */
void __asan_on_error(void);
__attribute__((weak)) void __asan_on_error(void)
{
    guard_restore();
}

static void on_fatal(int sig)
{
    guard_restore();
    for (size_t i = 0; i < ARRAY_LEN(fatal_signals); i++)
        if (fatal_signals[i] == sig)
            sigaction(sig, &before[i], NULL);
    raise(sig);
}

static void use_own_stack(void)
{
    static char stack[STACK_SIZE];
    stack_t has;
    if (sigaltstack(NULL, &has) == 0 && has.ss_flags & SS_DISABLE)
        sigaltstack(&(stack_t){ .ss_sp = stack, .ss_size = sizeof stack }, NULL);
}

static void catch_fatal_signals(void)
{
    static bool caught;
    struct sigaction sa = { .sa_handler = on_fatal, .sa_flags = SA_ONSTACK | SA_NODEFER };

    if (caught)
        return;
    caught = true;
    use_own_stack();
    for (size_t i = 0; i < ARRAY_LEN(fatal_signals); i++)
        sigaction(fatal_signals[i], &sa, &before[i]);
    atexit(guard_restore);
    bug_set_hook(guard_restore);
}

void guard_arm(int tty, const struct termios *cooked, int saved_stderr)
{
    guard.armed = 0;
    guard.tty = tty;
    guard.saved_stderr = saved_stderr;
    guard.cooked = *cooked;
    guard.pid = getpid();
    catch_fatal_signals();
    guard.armed = 1;
}

void guard_disarm(void)
{
    guard.armed = 0;
}
