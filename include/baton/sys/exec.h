/*
 * exec.h - the Exec of this machine (model/exec.h).
 */
#ifndef BATON_SYS_EXEC_H
#define BATON_SYS_EXEC_H

#include "baton/model/exec.h"

Exec exec_run;

/*
 * When a process began, in clock ticks since boot: with its pid it names one process of this boot for
 * good.  0: there is none, or it has ended and waits to be reaped.
 */
uint64_t proc_started(int pid);

#endif
