/*
 * pty.h - runs a program in a terminal that a test can look at.
 *
 * The terminal is libvterm behind a pty of any size.  Nothing sleeps: a test waits until something
 * holds, up to a deadline, and the terminal is served meanwhile.  A mistake of the harness itself
 * ends the test with a sentence.
 */
#ifndef BATON_TESTS_PTY_H
#define BATON_TESTS_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

typedef struct Pty Pty;

typedef struct {
    int rows, cols;
    const char *const *argv;    /* NULL-terminated; argv[0] is looked up in PATH */
    const char *const *env;     /* "NAME=value" to set, "NAME" to remove; NULL: none.  TERM, LC_ALL are set */
    const char *cwd;            /* NULL: here */
    bool job_control;           /* a small shell stands between, so that the program can be stopped */
    bool sync;                  /* the terminal says that it knows mode 2026 */
    bool mute;                  /* the terminal answers no question */
} PtyOptions;

enum { PTY_DEADLINE_MS = 20000 };       /* for what should take a moment, on a slow machine with sanitizers */

Pty *pty_start(const PtyOptions *options);
Pty *pty_free(Pty *p);          /* hangs up, then kills; NULL is fine */

/* Waits until holds(p, ctx) or the deadline; says which. */
bool pty_wait(Pty *p, bool (*holds)(Pty *p, const void *ctx), const void *ctx, int deadline_ms);
bool pty_wait_text(Pty *p, const char *text);           /* somewhere on the screen */
bool pty_wait_no_text(Pty *p, const char *text);
bool pty_wait_stable(Pty *p, int quiet_ms);             /* something was drawn, and nothing for so long */
bool pty_wait_exit(Pty *p, int *ret_status);            /* as from waitpid() */
void pty_serve(Pty *p, int ms);                         /* for things that must not happen meanwhile */

void pty_keys(Pty *p, const char *bytes);
void pty_resize(Pty *p, int rows, int cols);
void pty_stall(Pty *p, bool stalled);           /* the terminal stops reading, like a dead link */
void pty_signal(Pty *p, int signum);            /* to the program's process group */
bool pty_stopped(Pty *p);                       /* with job_control: stopped, and the shell has the terminal */
void pty_continue(Pty *p);                      /* fg */
void pty_hang_up(Pty *p);                       /* the terminal goes away */

/* What is on the screen.  Texts live until the next call. */
const char *pty_screen(Pty *p);                 /* rows without blanks at their ends */
const char *pty_row(Pty *p, int y);
typedef struct {
    char text[32];              /* UTF-8; empty in the right half of a wide character */
    int width;
    int fg, bg;                 /* -1: default, 0-255 of the palette, or 0x1000000 | rgb */
    bool bold, underline, italic, reverse;
} PtyCell;
PtyCell pty_cell(Pty *p, int y, int x);
uint32_t pty_rgb(Pty *p, int colour);           /* of a colour that is not the default */
int pty_rows(const Pty *p), pty_cols(const Pty *p);
bool pty_alternate(const Pty *p);               /* the alternate screen is shown */
bool pty_cursor_shown(const Pty *p);
bool pty_mouse_wanted(const Pty *p);

struct termios pty_modes(Pty *p);
size_t pty_bytes(const Pty *p);                 /* that the program has sent so far */
bool pty_sent(const Pty *p, const char *bytes); /* among the last 256 KiB of them */
size_t pty_count_sent(const Pty *p, const char *bytes);         /* how often, among them */
const char *pty_last_sent(const Pty *p, const char *bytes);     /* from its last one on; NULL: none */
void pty_forget_sent(Pty *p);

#endif
