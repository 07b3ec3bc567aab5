/*
 * exec.h - running a program, as a promise: who needs programs takes an Exec, who owns processes
 * (sys) gives one, tests give their own.
 */
#ifndef BATON_MODEL_EXEC_H
#define BATON_MODEL_EXEC_H

#include <stdbool.h>
#include <stdint.h>

#include "baton/base/str.h"

typedef struct {
    const char *const *argv;    /* argv[0] is looked up in PATH; never a shell */
    const char *dir;            /* where it runs; NULL: where we are */
    const char *const *env;     /* further "NAME=value"; "NAME" takes one away; ends with NULL; NULL: none */
    Str input;                  /* its stdin; empty: nothing to read */
    int timeout_ms;             /* then its process group is killed; 0: no limit */
    size_t max;                 /* bytes of output that are kept: the first and the last half of them */
    bool absolute;              /* argv[0] is looked up in the absolute folders of PATH alone: none of the project's */
    bool only_stdout;           /* else stdout and stderr together */
    bool terminal;              /* it may ask on our terminal (a passphrase, a touch); else it has none */
    void (*live)(void *ctx, Str chunk);     /* each piece of output as it comes; NULL: nobody looks */
    void *ctx;
} ExecOrder;

typedef struct {
    int status;                 /* exit status, or 128 + signal */
    bool timed_out;
    uint64_t dropped;           /* bytes of output that were not kept, out of the middle */
    int64_t ms;
} ExecResult;

/*
 * Runs it to its end and appends its output to out.  0: it ran, ret says how; -ENOENT and the like:
 * it could not be started.  It leads a process group of its own, which is killed as a whole, also
 * what it leaves behind when it ends.  Safe on any thread.
 */
typedef int Exec(const ExecOrder *o, Buf *out, ExecResult *ret);

#endif
