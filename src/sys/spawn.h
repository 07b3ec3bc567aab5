/*
 * spawn.h - starting a program and waiting for it: what proc.c and exec.c are made of.
 *
 * No libuv here: it would claim SIGCHLD for the whole process.
 */
#ifndef BATON_SRC_SYS_SPAWN_H
#define BATON_SRC_SYS_SPAWN_H

#include <stdbool.h>
#include <sys/types.h>

typedef enum {
    GROUP_OURS,
    GROUP_OWN,                  /* a process group of its own */
    GROUP_SESSION,              /* a session of its own, which has no terminal */
    GROUP_FRONT,                /* a process group of its own, in front on the terminal `tty` */
} SpawnGroup;

typedef struct {
    const char *const *argv;
    const char *file;           /* what runs; NULL: argv[0] */
    const char *dir;            /* NULL: ours */
    int in, out, err;           /* of the program: a descriptor of ours above 2, or one of these */
    SpawnGroup group;
    int tty;                    /* for GROUP_FRONT */
    char *const *env;           /* NULL: ours */
} Spawn;

enum { SPAWN_NULL = -1, SPAWN_INHERIT = -2 };

/* Moves *fd above 2, so that making the program's 0, 1 and 2 does not overwrite it.  -errno. */
int fd_move_up(int *fd);

/* Signals are at their defaults in the program, and it has no other descriptors of ours. */
int spawn(const Spawn *s, pid_t *ret_pid);      /* -errno, also when argv[0] cannot be run */

/* Waits and reaps: exit status, 128 + signal, or -errno. */
int child_wait(pid_t pid);
int child_code(int wait_status);

/* A descriptor that is readable once the child has ended, or -1: then look every CHILD_SLICE_MS. */
int child_fd(pid_t pid);
enum { CHILD_SLICE_MS = 10 };

bool child_ended(pid_t pid);                    /* not reaped yet; also true for no child of ours */

#endif
