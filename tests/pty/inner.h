/*
 * inner.h - what the files of the harness share; tests do not include it.
 */
#ifndef BATON_TESTS_PTY_INNER_H
#define BATON_TESTS_PTY_INNER_H

#include <signal.h>
#include <vterm.h>

#include "pty.h"

enum { PTY_FG_SIGNAL = SIGUSR1 };

struct Pty {
    pid_t pid;
    int master, slave;          /* ours of the slave: modes can be asked for, and nothing is lost at exit */
    int rows, cols;
    bool sync, mute, stalled, exited;
    int status;
    VTerm *vt;
    VTermScreen *screen;
    bool alternate, cursor_shown, mouse;
    size_t bytes;
    int64_t last_byte_at;
    char *sent;                 /* the last ones; terminated */
    size_t sent_len;
    char *text;                 /* what pty_screen() gave last */
};

__attribute__((noreturn, format(printf, 1, 2))) void pty_die(const char *fmt, ...);

/* In the forked child: makes the slave its terminal and becomes the program, or the shell around it. */
__attribute__((noreturn)) void pty_child_run(const PtyOptions *o, int slave);

#endif
