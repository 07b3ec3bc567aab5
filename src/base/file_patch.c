/*
 * file_patch.c - a few bytes of a file that others may be saving right now.
 *
 * Of equal length, they are written over the old ones: whoever holds the file open sees them.
 * Otherwise a new file changes places with the old one, and what comes out is looked at: when it is
 * not what the change was made for, somebody saved in between, and the two change back.  A lease
 * keeps writers waiting in open(2) meanwhile, where the system grants one.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "baton/base/fd.h"
#include "baton/base/file.h"
#include "file_parts.h"

enum { LEASE_TRIES = 20, LEASE_WAIT_MS = 2, SAVES_MAX = 1000, COMPARE_STEP = 64 * 1024 };

typedef struct {
    int dir;                    /* the folder of the file itself, links followed */
    const char *name;
    int fd;                     /* the old file */
    struct stat st;
    const FilePatch *patch;
    bool leased;
} Patching;

/* ---- looking ---- */

/* 1: the file holds exactly these bytes. */
static int holds(int fd, Str bytes)
{
    CLEANUP(free_mem) char *buf = mem_alloc(COMPARE_STEP);
    for (size_t at = 0;;) {
        ssize_t n = pread(fd, buf, COMPARE_STEP, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? -errno : at == bytes.len;
        if ((size_t)n > bytes.len - at || memcmp(buf, bytes.data + at, (size_t)n) != 0)
            return 0;
        at += (size_t)n;
    }
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static bool is_named(const Patching *p, const char *name, const struct stat *file)
{
    struct stat now;
    return fstatat(p->dir, name, &now, AT_SYMLINK_NOFOLLOW) == 0 && is_same_file(&now, file);
}

/*
 * Others who want to open it wait until fd is closed.  SIGURG, which nobody hears unless he asks
 * for it, would tell us that somebody waits.  Refused while it is open elsewhere: a save takes a
 * moment, a reader may stay.
 */
static bool lease(int fd, int type)
{
    if (fcntl(fd, F_SETSIG, SIGURG) < 0)
        return false;
    for (int i = 0; i < LEASE_TRIES; i++) {
        if (fcntl(fd, F_SETLEASE, type) == 0)
            return true;
        if (errno != EAGAIN)
            return false;
        clock_sleep(LEASE_WAIT_MS);
    }
    return false;
}

static Buf patched(const FilePatch *p)
{
    Buf out = BUF_INIT;
    buf_reserve(&out, p->was.len - p->len + p->with.len);
    buf_add(&out, p->was.data, p->at);
    buf_add_str(&out, p->with);
    buf_add_str(&out, str_slice(p->was, p->at + p->len, p->was.len));
    return out;
}

/* ---- in place ---- */

static int overwrite(int fd, size_t at, Str with)
{
    while (with.len) {
        ssize_t n = pwrite(fd, with.data, with.len, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -errno;
        at += (size_t)n;
        with = str_slice(with, (size_t)n, with.len);
    }
    return 0;
}

/* A failure half-way leaves the old bytes, where the disk still lets us. */
static int write_over(Patching *p)
{
    const FilePatch *c = p->patch;
    int r = overwrite(p->fd, c->at, c->with);
    if (r < 0)
        (void)overwrite(p->fd, c->at, str_slice(c->was, c->at, c->at + c->len));
    else if (fdatasync(p->fd) < 0)
        r = -errno;
    return r;
}

static int patch_in_place(Patching *p)
{
    CLEANUP(buf_done) Buf after = patched(p->patch);
    p->leased = lease(p->fd, F_WRLCK);
    int r = holds(p->fd, p->patch->was);
    if (r <= 0)
        return r < 0 ? r : -EAGAIN;
    if ((r = write_over(p)) < 0)
        return r;
    r = holds(p->fd, buf_str(&after));
    if (r < 0)
        return r;
    return r && is_named(p, p->name, &p->st) ? 0 : -EAGAIN;
}

/* ---- a new file ---- */

static int exchange(const Patching *p, const char *temp)
{
    return renameat2(p->dir, temp, p->dir, p->name, RENAME_EXCHANGE) < 0 ? -errno : 0;
}

/* What lies under the temporary name is what the change was made for, and nobody waits to write it. */
static bool is_old(const Patching *p, const char *temp)
{
    return is_named(p, temp, &p->st) && holds(p->fd, p->patch->was) == 1 &&
           (!p->leased || fcntl(p->fd, F_GETLEASE) == F_RDLCK);
}

/*
 * Somebody saved: his file goes back to its place.  What comes out is what was last put there, ours at
 * first; when it is another, somebody saved once more, and that goes back in turn, unless a still newer save
 * is there already: who saves all the time meets every one of our exchanges, the lock of a folder sees to
 * that.  What was put there is held open until it is out: the number of a file that is gone is soon another's.
 */
static int change_back(const Patching *p, const char *temp, const struct stat *ours)
{
    struct stat there = *ours;
    CLEANUP(close_fd) int held = -1;
    for (int i = 0; i < SAVES_MAX; i++) {
        struct stat his;
        CLEANUP(close_fd) int fd = openat(p->dir, temp, O_PATH | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0 || fstat(fd, &his) < 0)
            return -errno;
        if (i && !is_named(p, p->name, &there))
            return -EAGAIN;             /* saved over what was put back: newer than what lies here */
        int r = exchange(p, temp);
        if (r < 0 || is_named(p, temp, &there))
            return r < 0 ? r : -EAGAIN;
        there = his;
        close_fd(&held);
        held = fd;
        fd = -1;
    }
    return -EBUSY;
}

/* Where files cannot change places: a last look, and a gap of microseconds. */
static int rename_over(const Patching *p, const char *temp)
{
    if (!is_named(p, p->name, &p->st) || holds(p->fd, p->patch->was) != 1)
        return -EAGAIN;
    return renameat(p->dir, temp, p->dir, p->name) < 0 ? -errno : 0;
}

static int put_in_place(const Patching *p, const char *temp, const struct stat *ours)
{
    int r = exchange(p, temp);
    if (r == -EINVAL || r == -ENOSYS)
        return rename_over(p, temp);
    if (r < 0)
        return r == -ENOENT ? -EAGAIN : r;
    return is_old(p, temp) ? 0 : change_back(p, temp, ours);
}

static int fill(const Patching *p, int fd, struct stat *ret_ours)
{
    CLEANUP(buf_done) Buf after = patched(p->patch);
    if (fchown(fd, p->st.st_uid, p->st.st_gid) < 0 || fchmod(fd, p->st.st_mode & 07777) < 0)
        return -errno;
    file_copy_attributes(p->fd, fd);
    int r = fd_write_all(fd, buf_str(&after));
    if (r < 0)
        return r;
    return fsync(fd) < 0 || fstat(fd, ret_ours) < 0 ? -errno : 0;
}

static int patch_by_exchange(Patching *p)
{
    struct stat ours;
    TempName temp;
    file_temp_clean(p->dir);
    CLEANUP(close_fd) int fd = file_temp_open(p->dir, &temp);
    if (fd < 0)
        return fd;
    int r = fill(p, fd, &ours);
    bool filled = r == 0;
    if (filled) {
        p->leased = lease(p->fd, F_RDLCK);
        r = holds(p->fd, p->patch->was);
        r = r < 0 ? r : r ? put_in_place(p, temp.text, &ours) : -EAGAIN;
    }
    if (!filled || r == 0 || r == -EAGAIN || is_named(p, temp.text, &ours))
        unlinkat(p->dir, temp.text, 0);
    else
        file_temp_keep(p->dir, &temp);      /* it is what somebody saved, and could not go back */
    if (r == 0 && fsync(p->dir) < 0)
        r = -errno;
    return r;
}

/* ---- the file ---- */

static int check(const Patching *p, bool in_place)
{
    if (!S_ISREG(p->st.st_mode))
        return S_ISDIR(p->st.st_mode) ? -EISDIR : -ENOTSUP;
    if (!(p->st.st_mode & 0222))        /* also for root: whoever took the right away meant it */
        return -EACCES;
    if (!in_place && p->st.st_nlink > 1)
        return -EMLINK;
    return faccessat(p->dir, p->name, W_OK, AT_EACCESS) < 0 ? -errno : 0;
}

static int patch_target(Patching *p, bool in_place)
{
    int flags = (in_place ? O_RDWR : O_RDONLY) | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC;
    if (fstatat(p->dir, p->name, &p->st, AT_SYMLINK_NOFOLLOW) < 0)
        return -errno;
    int r = check(p, in_place);
    if (r < 0)
        return r;
    CLEANUP(close_fd) int fd = openat(p->dir, p->name, flags);
    if (fd < 0)
        return errno == EWOULDBLOCK ? -EAGAIN : -errno;
    p->fd = fd;
    if (fstat(fd, &p->st) < 0)
        return -errno;
    if ((r = check(p, in_place)) < 0)
        return r;
    return in_place ? patch_in_place(p) : patch_by_exchange(p);
}

int file_patch(const char *path, const FilePatch *patch, bool *ret_in_place)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    char *target = NULL;
    bool in_place = patch->len == patch->with.len;
    int r = file_follow_links(a, path, &target);
    if (r < 0)
        return r;
    CLEANUP(close_fd) int dir = open(path_dir(a, target), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0)
        return -errno;
    r = patch_target(&(Patching){ .dir = dir, .name = path_base(target), .patch = patch }, in_place);
    if (r == 0)
        *ret_in_place = in_place;
    return r;
}
