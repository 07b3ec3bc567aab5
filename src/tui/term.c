/*
 * term.c - the life of the terminal: open, frames, leaving and coming back, close.
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "term_state.h"

enum {
    SYNC_MIN = 512,             /* a smaller frame is one write and one read anyway */
    NOTIFY_QUEUE_MAX = 32 * 1024,       /* a terminal that does not read is told no more */
};

#define SYNC_BEGIN STR("\033[?2026h")
#define SYNC_END STR("\033[?2026l")

bool term_is_remote(void)
{
    const char *ssh = getenv("SSH_CONNECTION");
    return ssh && *ssh;
}

void term_hung_up(Term *t)
{
    fd_want(t->poll, 0);
    if (t->gone)
        return;
    t->gone = true;
    t->events.hangup(t->events.ctx);
}

void term_send(Term *t)
{
    bool done = wire_push(&t->wire);
    t->stats.bytes = t->wire.bytes;
    t->stats.writes = t->wire.writes;
    if (t->up && !t->gone)
        fd_want(t->poll, FD_READABLE | (done ? 0 : FD_WRITABLE));
}

static void on_ready(void *ctx, int events, int status)
{
    Term *t = ctx;
    if (status < 0) {
        term_hung_up(t);
        return;
    }
    if (events & FD_WRITABLE)
        term_send(t);
    if (events & FD_READABLE && t->up)
        input_read(t);
}

static int refuse_kind(const char *kind, int r, Message *m)
{
    if (r == -ENOENT)
        return fail(m, "TERM is '%s', which is not known here; try TERM=xterm-256color, or install "
                    "its description (on Debian: ncurses-term)", kind);
    if (r == -ENOTSUP)
        return fail(m, "TERM is '%s', a terminal without a cursor that can be placed; use another "
                    "one, or `baton status` for text", kind);
    return fail(m, "Cannot draw on the terminal: %s", strerror(-r));
}

Term *term_new(Loop *l, bool mouse, const TermEvents *events)
{
    Term *t = mem_alloc(sizeof *t);
    *t = (Term){
        .loop = l, .events = *events, .fd = -1, .mouse = mouse,
        .saved_stderr = -1, .frame = BUF_INIT, .in = BUF_INIT,
    };
    (void)term_find(&t->fd, &t->kind, &t->missing);
    wire_init(&t->wire, t->fd);
    modes_size(t);
    return t;
}

Term *term_close(Term *t)
{
    if (!t)
        return NULL;
    if (t->up)
        modes_leave(t);
    signals_stop(t);
    fd_free(t->poll);
    timer_free(t->esc);
    painter_free(t->painter);
    wire_done(&t->wire);
    buf_done(&t->frame);
    buf_done(&t->in);
    if (t->fd >= 0)
        close(t->fd);
    free(t);
    return NULL;
}

void term_size(const Term *t, int *ret_rows, int *ret_cols)
{
    *ret_rows = t->rows;
    *ret_cols = t->cols;
}

void term_measure(Term *t)
{
    int rows = t->rows, cols = t->cols;
    modes_size(t);
    if (t->rows == rows && t->cols == cols)
        return;
    painter_resize(t->painter, t->rows, t->cols);
    t->events.resized(t->events.ctx, t->rows, t->cols);
}

void term_redraw(Term *t)
{
    painter_redraw(t->painter);
}

void term_cursor(Term *t, int y, int x)
{
    painter_cursor(t->painter, y, x);
}

bool term_busy(const Term *t)
{
    return wire_busy(&t->wire);
}

static void add_frame(Term *t, const Canvas *c)
{
    buf_clear(&t->frame);
    painter_frame(t->painter, c, &t->frame);
    if (t->frame.len == 0)
        return;
    bool sync = t->sync && t->frame.len >= SYNC_MIN;
    if (sync)
        wire_add(&t->wire, SYNC_BEGIN);
    wire_add(&t->wire, buf_str(&t->frame));
    if (sync)
        wire_add(&t->wire, SYNC_END);
    t->stats.frames++;
    t->stats.syncs += sync;
}

void term_frame(Term *t, const Canvas *c)
{
    BUG_ON(term_busy(t));
    if (!t->up || t->gone)
        return;
    add_frame(t, c);
    if (term_busy(t))
        term_send(t);
}

int term_ready(Term *t, Message *m)
{
    if (t->fd < 0)
        return fail(m, "%s", t->missing.text);
    int r = t->painter ? 0 : painter_new(t->kind, t->rows, t->cols, &t->painter);
    return r < 0 ? refuse_kind(t->kind, r, m) : 0;
}

int term_open(Term *t, const Theme *theme, const Canvas *first, Message *m)
{
    if (term_ready(t, m) < 0)
        return -1;
    if (tcgetattr(t->fd, &t->cooked) < 0)
        return fail(m, "Cannot read the terminal's modes: %s", strerror(errno));
    t->poll = fd_new(t->loop, t->fd, on_ready, t);
    if (!t->poll)
        return fail(m, "This terminal cannot be waited for (its descriptor refuses to be polled)");
    t->esc = timer_new(t->loop, input_wait_over, t);
    int rows = t->rows, cols = t->cols;
    signals_start(t);
    term_measure(t);                    /* it may have become another before its signal was watched */
    painter_theme(t->painter, theme);
    modes_begin(t);
    if (first && t->rows == rows && t->cols == cols)
        add_frame(t, first);
    term_send(t);
    return 0;
}

/* A frame is added whole, with both its marks, so that this never stands between them. */
void term_notify(Term *t, Str bytes)
{
    if (!t->up || t->gone || t->wire.out.len - t->wire.head > NOTIFY_QUEUE_MAX)
        return;
    wire_add(&t->wire, bytes);
    term_send(t);
}

void term_leave(Term *t)
{
    if (t->up)
        modes_leave(t);
}

void term_enter(Term *t)
{
    if (t->up || t->gone)
        return;
    modes_enter(t);
    term_measure(t);
}

void term_suspend(Term *t)
{
    if (!t->up)
        return;
    modes_leave(t);
    stop_process(true);
    modes_enter(t);
    term_measure(t);
    t->events.resumed(t->events.ctx);
}

TermStats term_stats(const Term *t)
{
    return t->stats;
}
