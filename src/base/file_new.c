/*
 * file_new.c - giving a file a name that nothing has yet, so that nothing is ever written over.
 */
#include "baton/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "baton/base/digest.h"
#include "baton/base/fd.h"

static int sync_dir(const char *path)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(close_fd) int fd = open(path_dir(a, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    return fsync(fd) < 0 && errno != EINVAL ? -errno : 0;
}

/* Where the file system cannot move without replacing, a second name does the same in two steps. */
static int by_link(const char *from, const char *to)
{
    if (link(from, to) < 0)
        return -errno;
    if (unlink(from) == 0)
        return 0;
    int r = -errno;
    (void)unlink(to);
    return r;
}

int file_move_new(const char *from, const char *to)
{
    int r = renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) < 0 ? -errno : 0;
    if (r == -EINVAL || r == -ENOSYS)
        r = by_link(from, to);
    return r < 0 ? r : sync_dir(to);
}

static int write_temp(const char *temp, Str data, mode_t mode)
{
    CLEANUP(close_fd) int fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0)
        return -errno;
    int r = fd_write_all(fd, data);
    if (r == 0 && fsync(fd) < 0)
        r = -errno;
    if (r < 0)
        (void)unlink(temp);
    return r;
}

int file_write_new(const char *path, Str data, mode_t mode)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    char id[UUID_TEXT_SIZE];
    const char *temp = path_join(a, path_dir(a, path), arena_printf(a, ".baton-new-%s", uuid7(1, id)));
    int r = write_temp(temp, data, mode);
    if (r < 0)
        return r;
    if ((r = file_move_new(temp, path)) < 0)
        (void)unlink(temp);
    return r;
}
