/*
 * pty.c - the terminal's side: bytes between the pty and libvterm, and waiting.
 */
#include "pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "inner.h"

enum { SENT_MAX = 256 * 1024, CHUNK = 16384, TURN_MS = 10, END_MS = 2000 };

#define ASK_SYNC "\033[?2026$p"

void pty_die(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fprintf(stderr, ": %s\n", strerror(errno));
    exit(1);
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the emulator ---- */

static int on_property(VTermProp prop, VTermValue *value, void *pty)
{
    Pty *p = pty;
    if (prop == VTERM_PROP_ALTSCREEN)
        p->alternate = value->boolean;
    else if (prop == VTERM_PROP_CURSORVISIBLE)
        p->cursor_shown = value->boolean;
    else if (prop == VTERM_PROP_MOUSE)
        p->mouse = value->number != VTERM_PROP_MOUSE_NONE;
    return 1;
}

static void on_reply(const char *bytes, size_t len, void *pty)
{
    Pty *p = pty;
    if (!p->mute && write(p->master, bytes, len) < 0 && errno != EAGAIN && errno != EIO)
        pty_die("cannot answer the program");
}

static void emulator_new(Pty *p)
{
    static const VTermScreenCallbacks callbacks = { .settermprop = on_property };
    p->vt = vterm_new(p->rows, p->cols);
    vterm_set_utf8(p->vt, 1);
    vterm_output_set_callback(p->vt, on_reply, p);
    p->screen = vterm_obtain_screen(p->vt);
    vterm_screen_set_callbacks(p->screen, &callbacks, p);
    vterm_screen_enable_altscreen(p->screen, 1);
    vterm_screen_reset(p->screen, 1);
}

static void remember(Pty *p, const char *bytes, size_t len)
{
    if (p->sent_len + len > SENT_MAX) {
        size_t keep = SENT_MAX / 2 < p->sent_len ? SENT_MAX / 2 : p->sent_len;
        memmove(p->sent, p->sent + p->sent_len - keep, keep);
        p->sent_len = keep;
    }
    memcpy(p->sent + p->sent_len, bytes, len);
    p->sent_len += len;
    p->sent[p->sent_len] = '\0';
    p->bytes += len;
    p->last_byte_at = now_ms();
}

/* libvterm knows nothing of mode 2026 and would say so; a terminal that does is played here. */
static void feed(Pty *p, const char *bytes, size_t len)
{
    const char *ask = p->sync ? memmem(bytes, len, ASK_SYNC, strlen(ASK_SYNC)) : NULL;
    remember(p, bytes, len);
    if (ask) {
        size_t before = (size_t)(ask - bytes), skip = before + strlen(ASK_SYNC);
        vterm_input_write(p->vt, bytes, before);
        on_reply("\033[?2026;2$y", 11, p);
        vterm_input_write(p->vt, bytes + skip, len - skip);
    } else {
        vterm_input_write(p->vt, bytes, len);
    }
}

/* One look at the pty; false when there was nothing. */
static bool turn(Pty *p, int wait_ms)
{
    char bytes[CHUNK];
    struct pollfd poll_fd = { .fd = p->master, .events = POLLIN };

    if (p->master < 0 || p->stalled) {
        poll(NULL, 0, wait_ms);
        return false;
    }
    if (poll(&poll_fd, 1, wait_ms) <= 0)
        return false;
    ssize_t n = read(p->master, bytes, sizeof bytes);
    if (n <= 0)
        return false;
    feed(p, bytes, (size_t)n);
    return true;
}

/* ---- life ---- */

static void open_pty(Pty *p)
{
    p->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (p->master < 0 || grantpt(p->master) < 0 || unlockpt(p->master) < 0)
        pty_die("cannot open a pty");
    p->slave = open(ptsname(p->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (p->slave < 0)
        pty_die("cannot open the pty's slave");
    struct winsize ws = { .ws_row = (unsigned short)p->rows, .ws_col = (unsigned short)p->cols };
    ioctl(p->slave, TIOCSWINSZ, &ws);
}

Pty *pty_start(const PtyOptions *o)
{
    Pty *p = calloc(1, sizeof *p);
    if (!p || !(p->sent = malloc(SENT_MAX + CHUNK + 1)))
        pty_die("no memory");
    p->rows = o->rows;
    p->cols = o->cols;
    p->sync = o->sync;
    p->mute = o->mute;
    p->cursor_shown = true;
    p->sent[0] = '\0';
    open_pty(p);
    emulator_new(p);
    fflush(NULL);
    p->pid = fork();
    if (p->pid < 0)
        pty_die("cannot fork");
    if (p->pid == 0)
        pty_child_run(o, p->slave);
    return p;
}

static void look_for_exit(Pty *p)
{
    if (!p->exited && waitpid(p->pid, &p->status, WNOHANG) == p->pid)
        p->exited = true;
}

/* ---- waiting ---- */

bool pty_wait(Pty *p, bool (*holds)(Pty *p, const void *ctx), const void *ctx, int deadline_ms)
{
    int64_t until = now_ms() + deadline_ms;
    for (;;) {
        look_for_exit(p);               /* before reading: what was sent before the end is not missed */
        while (turn(p, 0)) {}
        if (holds && holds(p, ctx)) {
            while (turn(p, 0)) {}       /* what was sent before it came to hold */
            return true;
        }
        if (now_ms() >= until)
            return false;
        turn(p, TURN_MS);
    }
}

static bool has_text(Pty *p, const void *text)
{
    return strstr(pty_screen(p), text) != NULL;
}

static bool has_no_text(Pty *p, const void *text)
{
    return !has_text(p, text);
}

static bool is_stable(Pty *p, const void *quiet_ms)
{
    return p->bytes > 0 && now_ms() - p->last_byte_at >= *(const int *)quiet_ms;
}

static bool has_exited(Pty *p, const void *ctx)
{
    (void)ctx;
    return p->exited;
}

bool pty_wait_text(Pty *p, const char *text)
{
    return pty_wait(p, has_text, text, PTY_DEADLINE_MS);
}

bool pty_wait_no_text(Pty *p, const char *text)
{
    return pty_wait(p, has_no_text, text, PTY_DEADLINE_MS);
}

bool pty_wait_stable(Pty *p, int quiet_ms)
{
    return pty_wait(p, is_stable, &quiet_ms, PTY_DEADLINE_MS);
}

bool pty_wait_exit(Pty *p, int *ret_status)
{
    if (!pty_wait(p, has_exited, NULL, PTY_DEADLINE_MS))
        return false;
    *ret_status = p->status;
    return true;
}

void pty_serve(Pty *p, int ms)
{
    pty_wait(p, NULL, NULL, ms);
}

Pty *pty_free(Pty *p)
{
    if (!p)
        return NULL;
    pty_hang_up(p);
    pty_wait(p, has_exited, NULL, END_MS);
    if (!p->exited) {
        kill(p->pid, SIGKILL);
        waitpid(p->pid, NULL, 0);
    }
    vterm_free(p->vt);
    free(p->sent);
    free(p->text);
    free(p);
    return NULL;
}

/* ---- what a person does ---- */

void pty_keys(Pty *p, const char *bytes)
{
    size_t len = strlen(bytes);
    for (size_t at = 0; at < len;) {
        ssize_t n = write(p->master, bytes + at, len - at);
        if (n > 0)
            at += (size_t)n;
        else if (errno == EAGAIN)
            turn(p, TURN_MS);
        else
            pty_die("cannot type");
    }
}

void pty_resize(Pty *p, int rows, int cols)
{
    struct winsize ws = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
    p->rows = rows;
    p->cols = cols;
    vterm_set_size(p->vt, rows, cols);
    ioctl(p->master, TIOCSWINSZ, &ws);
}

void pty_stall(Pty *p, bool stalled)
{
    p->stalled = stalled;
}

void pty_signal(Pty *p, int signum)
{
    pid_t group;
    if (ioctl(p->master, TIOCGPGRP, &group) < 0)
        pty_die("cannot tell who has the terminal");
    if (kill(-group, signum) < 0)
        pty_die("cannot send a signal");
}

bool pty_stopped(Pty *p)
{
    pid_t group = -1;
    return ioctl(p->master, TIOCGPGRP, &group) == 0 && group == p->pid;
}

void pty_continue(Pty *p)
{
    kill(p->pid, PTY_FG_SIGNAL);
}

void pty_hang_up(Pty *p)
{
    if (p->master >= 0) {
        close(p->master);
        close(p->slave);
    }
    p->master = p->slave = -1;
}

struct termios pty_modes(Pty *p)
{
    struct termios t;
    if (tcgetattr(p->slave, &t) < 0)
        pty_die("cannot read the modes");
    return t;
}

size_t pty_bytes(const Pty *p)
{
    return p->bytes;
}

bool pty_sent(const Pty *p, const char *bytes)
{
    return memmem(p->sent, p->sent_len, bytes, strlen(bytes)) != NULL;
}

static const char *find_sent(const Pty *p, const char *from, const char *bytes)
{
    return memmem(from, (size_t)(p->sent + p->sent_len - from), bytes, strlen(bytes));
}

size_t pty_count_sent(const Pty *p, const char *bytes)
{
    size_t n = 0;
    for (const char *at = p->sent; (at = find_sent(p, at, bytes)) != NULL; at += strlen(bytes))
        n++;
    return n;
}

const char *pty_last_sent(const Pty *p, const char *bytes)
{
    const char *last = NULL;
    for (const char *at = p->sent; (at = find_sent(p, at, bytes)) != NULL; at += strlen(bytes))
        last = at;
    return last;
}

void pty_forget_sent(Pty *p)
{
    p->sent_len = 0;
    p->sent[0] = '\0';
}
