/*
 * snapshot.c - taking and comparing pictures of a folder.
 *
 * The mark covers mode, size, inode and both times, so that replacing a file by one of the same
 * size and time is seen as well.
 */
#include "snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "baton/base/fd.h"

bool name_is_ours(const char *name)
{
    return str_starts(str_from(name), STR(".baton-"));
}

static uint64_t mix(uint64_t hash, const void *data, size_t len)
{
    const unsigned char *p = data;
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ p[i]) * 0x100000001b3u;      /* FNV-1a */
    return hash;
}

static uint64_t entry_mark(int dir, const char *name)
{
    struct stat st;
    uint64_t hash = mix(0xcbf29ce484222325u, name, strlen(name));
    if (fstatat(dir, name, &st, 0) < 0 && fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
        return hash;                                /* gone meanwhile: the next picture lacks it */
    const int64_t fields[] = {
        st.st_mode, st.st_size, (int64_t)st.st_ino,
        st.st_mtim.tv_sec, st.st_mtim.tv_nsec, st.st_ctim.tv_sec, st.st_ctim.tv_nsec,
    };
    return mix(hash, fields, sizeof fields);
}

static void drop_entries(Snapshot *s)
{
    for (size_t i = 0; i < s->entries.len; i++)
        free(s->entries.items[i].name);
    VEC_DONE(&s->entries);
}

void snapshot_done(Snapshot *s)
{
    drop_entries(s);
    *s = (Snapshot){ 0 };
}

static void add_entry(Snapshot *s, const char *name, uint64_t mark)
{
    s->sum += mark;                                 /* readdir() gives no order */
    if (s->many)
        return;
    if (s->entries.len == SNAPSHOT_MAX) {
        s->many = true;
        drop_entries(s);
        return;
    }
    SnapshotEntry e = { mem_strdup(name), mark };
    VEC_PUSH(&s->entries, e);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const SnapshotEntry *)a)->name, ((const SnapshotEntry *)b)->name);
}

static int read_entries(DIR *d, Snapshot *s)
{
    errno = 0;
    for (struct dirent *e; (e = readdir(d)); errno = 0)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 && !name_is_ours(e->d_name))
            add_entry(s, e->d_name, entry_mark(dirfd(d), e->d_name));
    if (errno)
        return -errno;
    if (s->entries.len)
        qsort(s->entries.items, s->entries.len, sizeof *s->entries.items, by_name);
    return 0;
}

int snapshot_take(const char *dir, Snapshot *ret)
{
    CLEANUP(close_dir) DIR *d = opendir(dir);
    struct stat st;
    if (!d || fstat(dirfd(d), &st) < 0)
        return -errno;
    Snapshot s = { .dev = st.st_dev, .ino = st.st_ino };
    int r = read_entries(d, &s);
    if (r < 0) {
        snapshot_done(&s);
        return r;
    }
    *ret = s;
    return 0;
}

void snapshot_compare(const Snapshot *old, const Snapshot *now,
                      bool (*fn)(void *ctx, const char *name), void *ctx)
{
    if (old->many || now->many) {
        if (old->many != now->many || old->sum != now->sum)
            fn(ctx, NULL);
        return;
    }
    for (size_t i = 0, j = 0; i < old->entries.len || j < now->entries.len;) {
        const SnapshotEntry *a = i < old->entries.len ? &old->entries.items[i] : NULL;
        const SnapshotEntry *b = j < now->entries.len ? &now->entries.items[j] : NULL;
        int order = !a ? 1 : !b ? -1 : strcmp(a->name, b->name);
        bool same = order == 0 && a->mark == b->mark;
        if (!same && !fn(ctx, order <= 0 ? a->name : b->name))
            return;
        i += order <= 0;
        j += order >= 0;
    }
}
