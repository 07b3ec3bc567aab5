/*
 * keep.c - a file in the ledger's place that is no database is kept under another name.
 *
 * Several processes may find it at once.  They queue on a lock of the folder, and whoever comes
 * later looks again: by then a new and good ledger may stand there.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "baton/base/fd.h"
#include "open.h"

static int lock_folder(int fd, int timeout_ms)
{
    int64_t end = clock_mono() + timeout_ms;

    while (flock(fd, LOCK_EX | LOCK_NB) < 0) {
        if (errno != EWOULDBLOCK)
            return -errno;
        if (clock_mono() >= end)
            return -EBUSY;
        clock_sleep(1);
    }
    return 0;
}

/* "state.db.kept-20260102T030405Z", with a number behind it when that is taken. */
static const char *free_name(Arena *a, const char *db_path)
{
    char now[TIME_TEXT_SIZE], stamp[sizeof "20260102T030405Z"];
    size_t n = 0;

    for (const char *p = time_format(clock_now(), now); *p && *p != '.'; p++)
        if (*p != '-' && *p != ':')
            stamp[n++] = *p;
    stamp[n++] = 'Z';
    stamp[n] = '\0';
    const char *name = arena_printf(a, "%s.kept-%s", db_path, stamp);
    for (int i = 2; access(name, F_OK) == 0; i++)
        name = arena_printf(a, "%s.kept-%s-%d", db_path, stamp, i);
    return name;
}

/* The file itself goes last: once it is gone, somebody makes a new ledger with a log of its own. */
static int move_all(Arena *a, const char *from, const char *to)
{
    static const char *const suffixes[] = { "-wal", "-shm", "-journal", "" };

    for (size_t i = 0; i < ARRAY_LEN(suffixes); i++) {
        const char *old = arena_printf(a, "%s%s", from, suffixes[i]);
        if (renameat2(AT_FDCWD, old, AT_FDCWD, arena_printf(a, "%s%s", to, suffixes[i]),
                      RENAME_NOREPLACE) < 0 &&
            (errno != ENOENT || !*suffixes[i]))
            return -errno;
    }
    return 0;
}

int keep_aside(const char *db_path, int timeout_ms, bool (*still_bad)(const char *path), Message *m)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(close_fd) int fd = open(path_dir(a, db_path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int r = fd < 0 ? -errno : lock_folder(fd, timeout_ms);

    if (r < 0 || !still_bad(db_path))
        return r;
    const char *name = free_name(a, db_path);
    r = move_all(a, db_path, name);
    if (r == 0)
        fail(m, "'%s' was no database: it was kept as '%s' and a new ledger was begun", db_path,
             name);
    return r;
}
