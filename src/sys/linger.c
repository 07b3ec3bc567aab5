/*
 * linger.c - a child that does nothing but hold files until its parent has ended.
 */
#include "baton/sys/linger.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* In a child of a process with threads: system calls only. */
static _Noreturn void hold(int parent)
{
    char none;
    for (int fd = 0; fd <= STDERR_FILENO; fd++)
        close(fd);                      /* nobody waits for our end of a pipe */
    while (read(parent, &none, 1) < 0 && errno == EINTR)
        ;
    _exit(0);
}

int linger(void)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return -errno;
    pid_t pid = fork();
    int r = pid < 0 ? -errno : 0;
    if (pid == 0) {
        close(ends[1]);
        hold(ends[0]);
    }
    close(ends[0]);
    if (r < 0)
        close(ends[1]);
    return r;                           /* the other end is closed when we end, and that is what the child waits for */
}
