/*
 * fd.c - what reading and writing of descriptors has in common everywhere.
 */
#include "baton/base/fd.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

int fd_write_all(int fd, Str data)
{
    while (data.len) {
        ssize_t n = write(fd, data.data, data.len);
        if (n >= 0)
            data = str_slice(data, (size_t)n, data.len);
        else if (errno == EAGAIN)
            poll(&(struct pollfd){ .fd = fd, .events = POLLOUT }, 1, -1);
        else if (errno != EINTR)
            return -errno;
    }
    return 0;
}
