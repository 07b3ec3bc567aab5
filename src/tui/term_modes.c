/*
 * term_modes.c - taking the terminal over and giving it back.
 *
 * Giving back must work on a terminal that has stopped reading: it gets a moment to take the rest
 * of the last frame, then what it has not read is thrown away for it.
 */
#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>

#include "baton/base/clock.h"
#include "guard.h"
#include "term_state.h"

enum { LEAVE_WAIT_MS = 500, REPLY_WAIT_MS = 100, ROWS_MAX = 1000, COLS_MAX = 2000 };

#define MODES_ON STR("\033[?2004h\033[?1004h")
#define MODES_OFF STR("\033[?1004l\033[?2004l")
#define MOUSE_ON STR("\033[?1000h\033[?1002h\033[?1006h")
#define MOUSE_OFF STR("\033[?1006l\033[?1002l\033[?1000l")
#define CURSOR_ON STR("\033[?25h")      /* some terminals keep it with the screen that is left */
#define ASK_SYNC STR("\033[?2026$p")
#define ASK_WHO STR("\033[c")           /* every terminal answers this: the fence behind a question */

void modes_size(Term *t)
{
    struct winsize ws = { 0 };
    if (ioctl(t->fd, TIOCGWINSZ, &ws) < 0 || ws.ws_row == 0 || ws.ws_col == 0)
        ws = (struct winsize){ .ws_row = 24, .ws_col = 80 };
    t->rows = MIN(ws.ws_row, ROWS_MAX);
    t->cols = MIN(ws.ws_col, COLS_MAX);
}

/* Keys as they are typed, bytes as we write them; no signals from keys, since Ctrl-C is a key here. */
static void set_raw(Term *t)
{
    struct termios raw = t->cooked;
    raw.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR | ISTRIP | IXON | BRKINT | PARMRK);
    raw.c_oflag &= ~(tcflag_t)OPOST;
    raw.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    raw.c_cflag = (raw.c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    tcsetattr(t->fd, TCSADRAIN, &raw);
}

void modes_again(Term *t)
{
    set_raw(t);
    wire_add(&t->wire, MODES_ON);
    if (t->mouse)
        wire_add(&t->wire, MOUSE_ON);
    painter_redraw(t->painter);
}

/* What is to be sent now goes behind it, in one write: the screen that it comes to is never seen empty. */
void modes_begin(Term *t)
{
    t->saved_stderr = log_begin();
    guard_arm(t->fd, &t->cooked, t->saved_stderr);
    modes_again(t);
    if (!t->asked_at) {
        t->asked_at = clock_mono();
        wire_add(&t->wire, ASK_SYNC);
        wire_add(&t->wire, ASK_WHO);
    }
    t->up = true;
    fd_want(t->poll, FD_READABLE);
}

void modes_enter(Term *t)
{
    modes_begin(t);
    term_send(t);
}

/* Whether an answer may come: always from one that answers, and soon after the first question. */
static bool answers_expected(const Term *t)
{
    return t->answers || clock_mono() - t->asked_at < REPLY_WAIT_MS;
}

void modes_leave(Term *t)
{
    bool fence = answers_expected(t);

    t->up = false;
    fd_want(t->poll, 0);
    timer_stop(t->esc);
    buf_clear(&t->frame);
    painter_leave(t->painter, &t->frame);
    if (t->mouse)
        wire_add(&t->wire, MOUSE_OFF);
    wire_add(&t->wire, MODES_OFF);
    wire_add(&t->wire, buf_str(&t->frame));
    wire_add(&t->wire, CURSOR_ON);
    buf_clear(&t->frame);
    if (fence)
        wire_add(&t->wire, ASK_WHO);
    if (wire_flush(&t->wire, t->gone ? 0 : LEAVE_WAIT_MS)) {
        if (fence)
            input_drain(t, REPLY_WAIT_MS);
        tcsetattr(t->fd, TCSADRAIN, &t->cooked);
    } else {
        tcflush(t->fd, TCOFLUSH);
        guard_restore();                        /* the same, for a terminal in an unknown state */
    }
    guard_disarm();
    log_end(t->saved_stderr);
    t->saved_stderr = -1;
    wire_done(&t->wire);
    input_forget(t);
}
