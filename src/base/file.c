/*
 * file.c - whole files, in and out.
 *
 * What is read may be anything that an agent left there, so nothing is opened in a way that could
 * wait (a fifo, a terminal).  What is written is written beside the file and renamed over it, so
 * that nobody ever reads half of it.
 */
#include "baton/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/fd.h"
#include "file_parts.h"

enum { LINKS_MAX = 40, READ_STEP = 64 * 1024 };

static int64_t time_ns(struct timespec t)
{
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static FileId id_from(const struct stat *st)
{
    return (FileId){
        .dev = st->st_dev, .ino = st->st_ino, .size = st->st_size, .mode = st->st_mode,
        .mtime_ns = time_ns(st->st_mtim), .ctime_ns = time_ns(st->st_ctim),
    };
}

int file_id(const char *path, FileId *ret_id)
{
    struct stat st;
    if (stat(path, &st) < 0)
        return -errno;
    *ret_id = id_from(&st);
    return 0;
}

bool file_id_eq(const FileId *a, const FileId *b)
{
    return a->dev == b->dev && a->ino == b->ino && a->size == b->size && a->mode == b->mode &&
           a->mtime_ns == b->mtime_ns && a->ctime_ns == b->ctime_ns;
}

static int open_regular(const char *path, struct stat *ret_st)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENXIO ? -ENOTSUP : -errno;      /* ENXIO: a socket */
    int r = fstat(fd, ret_st) < 0 ? -errno : 0;
    if (r == 0 && S_ISDIR(ret_st->st_mode))
        r = -EISDIR;
    else if (r == 0 && !S_ISREG(ret_st->st_mode))
        r = -ENOTSUP;
    if (r < 0) {
        close(fd);
        return r;
    }
    return fd;
}

/* Up to the end of the file, or one byte more than max. */
static int read_all(int fd, size_t expected, size_t max, Buf *out)
{
    size_t start = out->len, limit = max < SIZE_MAX ? max + 1 : max;
    buf_reserve(out, MIN(expected, limit) + 1);
    while (out->len - start < limit) {
        if (out->cap - out->len < 2)
            buf_reserve(out, READ_STEP);
        size_t room = MIN(out->cap - out->len - 1, limit - (out->len - start));
        ssize_t n = read(fd, out->data + out->len, room);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -errno;
        if (n == 0)
            break;
        out->len += (size_t)n;
    }
    return out->len - start > max ? -EFBIG : 0;
}

static int read_stable(int fd, const FileId *before, size_t max, Buf *out)
{
    struct stat st;
    if (before->size > 0 && (uint64_t)before->size > max)
        return -EFBIG;
    int r = read_all(fd, (size_t)before->size, max, out);
    if (r < 0)
        return r;
    if (fstat(fd, &st) < 0)
        return -errno;
    FileId after = id_from(&st);
    return file_id_eq(before, &after) ? 0 : -EAGAIN;
}

int file_read(const char *path, size_t max, Buf *out, FileId *ret_id)
{
    struct stat st;
    CLEANUP(close_fd) int fd = open_regular(path, &st);
    if (fd < 0)
        return fd;
    FileId id = id_from(&st);
    size_t start = out->len;
    int r = read_stable(fd, &id, max, out);
    buf_cut(out, r < 0 ? start : out->len);     /* read(2) does not terminate */
    if (r == 0 && ret_id)
        *ret_id = id;
    return r;
}

static int read_link(Arena *a, const char *path, char **ret_text)
{
    for (size_t size = 256; size <= 64 * 1024; size *= 2) {
        char *text = arena_alloc(a, size);
        ssize_t n = readlink(path, text, size);
        if (n < 0)
            return -errno;
        if ((size_t)n < size) {
            *ret_text = text;
            return 0;
        }
    }
    return -ENAMETOOLONG;
}

int file_follow_links(Arena *a, const char *path, char **ret_target)
{
    char *target = arena_strdup(a, path), *link = NULL;
    for (int i = 0; i < LINKS_MAX; i++) {
        int r = read_link(a, target, &link);
        if (r == -EINVAL || r == -ENOENT) {             /* no link, nothing there */
            *ret_target = target;
            return 0;
        }
        if (r < 0)
            return r;
        target = path_join(a, path_dir(a, target), link);
    }
    return -ELOOP;
}

/* A file that is there must be a regular one that we may write; its mode and group are kept. */
static int look_at_old(int dir, const char *name, bool *ret_old, struct stat *ret_st)
{
    *ret_old = fstatat(dir, name, ret_st, 0) == 0;
    if (!*ret_old)
        return errno == ENOENT ? 0 : -errno;
    if (S_ISDIR(ret_st->st_mode))
        return -EISDIR;
    if (!S_ISREG(ret_st->st_mode))
        return -ENOTSUP;
    return faccessat(dir, name, W_OK, AT_EACCESS) < 0 ? -errno : 0;
}

static int temp_open(int dir, mode_t mode, TempName *ret_name)
{
    for (int i = 0; i < 16; i++) {
        uint64_t random = 0;
        if (getrandom(&random, sizeof random, 0) < 0)
            return -errno;
        snprintf(ret_name->text, sizeof ret_name->text, ".baton-%016llx",
                 (unsigned long long)random);
        int fd = openat(dir, ret_name->text, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (fd >= 0 || errno != EEXIST)
            return fd >= 0 ? fd : -errno;
    }
    return -EEXIST;
}

static int temp_fill(int fd, Str data, const struct stat *old)
{
    if (old && fchown(fd, (uid_t)-1, old->st_gid) < 0 && errno != EPERM)
        return -errno;
    if (old && fchmod(fd, old->st_mode & 07777) < 0)
        return -errno;
    int r = fd_write_all(fd, data);
    if (r < 0)
        return r;
    return fsync(fd) < 0 ? -errno : 0;
}

static int replace(int dir, const char *name, Str data, mode_t mode)
{
    struct stat st;
    bool old;
    TempName temp;
    int r = look_at_old(dir, name, &old, &st);
    if (r < 0)
        return r;
    CLEANUP(close_fd) int fd = temp_open(dir, old ? 0600 : mode, &temp);
    if (fd < 0)
        return fd;
    r = temp_fill(fd, data, old ? &st : NULL);
    if (r == 0 && renameat(dir, temp.text, dir, name) < 0)
        r = -errno;
    if (r < 0) {
        unlinkat(dir, temp.text, 0);
        return r;
    }
    return fsync(dir) < 0 ? -errno : 0;
}

static int write_target(Arena *a, const char *path, Str data, mode_t mode)
{
    char *target = NULL;
    int r = file_follow_links(a, path, &target);
    if (r < 0)
        return r;
    CLEANUP(close_fd) int dir = open(path_dir(a, target), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0)
        return -errno;
    return replace(dir, path_base(target), data, mode);
}

int file_write_atomic(const char *path, Str data, mode_t mode)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    return write_target(a, path, data, mode);
}

bool dir_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int dir_make(const char *path, mode_t mode)
{
    struct stat st;
    if (mkdir(path, mode) == 0)
        return 0;
    int r = -errno;
    if (r == -ENOENT)
        return r;
    if (stat(path, &st) < 0)
        return r;
    return S_ISDIR(st.st_mode) ? 0 : -ENOTDIR;
}

int dir_make_all(const char *path, mode_t mode)
{
    int r = dir_make(path, mode);
    if (r != -ENOENT || !path[0])
        return r;
    CLEANUP(free_mem) char *copy = mem_strdup(path);
    for (char *slash = strchr(copy + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        r = dir_make(copy, mode | 0300);
        *slash = '/';
        if (r < 0)
            return r;
    }
    return dir_make(path, mode);
}
