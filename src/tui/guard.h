/*
 * guard.h - the terminal comes back, whatever happens to us.
 *
 * One terminal per process.  guard_restore() uses write, poll, tcsetattr, dup2 and sigprocmask only,
 * so it may be called in a signal handler; it does nothing when the guard is not armed, nor in a
 * child that was forked while it was.
 */
#ifndef BATON_TUI_GUARD_H
#define BATON_TUI_GUARD_H

#include <termios.h>

/*
 * From here on a fatal signal, bug() or exit() writes the reset string to tty, sets these modes and
 * puts stderr back from saved_stderr (-1: it was never moved).
 */
void guard_arm(int tty, const struct termios *cooked, int saved_stderr);
void guard_disarm(void);
void guard_restore(void);

#endif
