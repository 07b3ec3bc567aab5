/*
 * proc.h - running programs by argv, never through a shell.
 *
 * argv[0] is looked up in PATH.  dir is where the program runs, NULL for where we are.  Programs
 * get the default signals and none of our descriptors.
 */
#ifndef BATON_SYS_PROC_H
#define BATON_SYS_PROC_H

#include "baton/base/str.h"
#include "baton/sys/loop.h"

/*
 * Runs argv in the foreground and waits, with our terminal as its stdin, stdout and stderr (an
 * editor).  ^C there is not for us, and when it is stopped, so are we.  Returns its exit status,
 * 128 + signal, or -errno when it could not be started.
 */
int proc_foreground(const char *const argv[], const char *dir);

/*
 * exec_run() (exec.h) for those who only want its output: stdout and stderr together, of more than max
 * bytes the first and the last half.  Returns like proc_foreground(); -ETIMEDOUT.
 */
int proc_capture(const char *const argv[], const char *dir, int timeout_ms, size_t max, Buf *out);

/* Starts argv in the background in a process group of its own, stdin/stdout/stderr on /dev/null.  Returns the pid. */
int proc_background(const char *const argv[], const char *dir);
bool proc_ended(int pid);                           /* of one in the background, which is reaped then */
void proc_stop(int pid);                            /* TERM to the group, KILL after a second, reaped */

/* The path of this program, for starting itself again.  NULL when it cannot be found. */
const char *proc_self(Arena *a);

#endif
