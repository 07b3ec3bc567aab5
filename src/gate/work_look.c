/*
 * work_look.c - opening a name of the work tree without being led out of it, and reading it once for both digests.
 */
#include "work_look.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "baton/base/fd.h"
#include "sha1.h"

enum { PIECE = 64 * 1024, TRIES = 3 };

static const struct { unsigned mode; const char *text; } modes[] = {
    { MODE_FILE, "100644" }, { MODE_PROGRAM, "100755" }, { MODE_LINK, "120000" }, { MODE_GITLINK, "160000" },
    { MODE_FOLDER, "040000" },
};

const char *mode_text(unsigned mode)
{
    for (size_t i = 0; i < ARRAY_LEN(modes); i++)
        if (modes[i].mode == mode)
            return modes[i].text;
    return "000000";
}

static unsigned mode_of(const struct stat *st)
{
    switch (st->st_mode & S_IFMT) {
    case S_IFREG: return st->st_mode & S_IXUSR ? MODE_PROGRAM : MODE_FILE;
    case S_IFLNK: return MODE_LINK;
    case S_IFDIR: return MODE_FOLDER;
    default: return MODE_NONE;
    }
}

static int64_t in_ns(struct timespec t)
{
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static FileId id_of(const struct stat *st)
{
    return (FileId){ .dev = st->st_dev, .ino = st->st_ino, .size = st->st_size, .mtime_ns = in_ns(st->st_mtim),
                     .ctime_ns = in_ns(st->st_ctim), .mode = st->st_mode };
}

/* Where openat2(2) is not to be had: one name after the other, and no link is followed. */
static int open_slowly(int tree, const char *path, int flags)
{
    CLEANUP(close_fd) int dir = -1;
    char name[NAME_MAX + 1];
    for (Str rest = str_from(path);;) {
        Str part = str_cut(&rest, '/');
        int at = dir < 0 ? tree : dir;
        if (part.len > NAME_MAX || str_eq(part, STR("..")))
            return -1;
        memcpy(name, part.data, part.len);
        name[part.len] = '\0';
        if (!rest.len)
            return openat(at, name, flags);
        int next = openat(at, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        close_fd(&dir);
        dir = next;
        if (dir < 0)
            return -1;
    }
}

static int open_below(int tree, const char *path, bool follow, int flags)
{
    struct open_how how = {
        .flags = (uint64_t)(flags | O_NOFOLLOW | O_CLOEXEC),
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | (follow ? 0 : RESOLVE_NO_SYMLINKS),
    };
    int fd = -1;
    for (int i = 0; i < TRIES && fd < 0 && (!i || errno == EAGAIN); i++)    /* somebody renames on our way */
        fd = (int)syscall(SYS_openat2, tree, path, &how, sizeof how);
    return fd < 0 && (errno == ENOSYS || errno == EPERM) ? open_slowly(tree, path, (int)how.flags) : fd;
}

typedef struct {
    DigestFields *content, *blob256;
    Sha1 blob;
    uint8_t id_size;
} Summing;

static void summing_add(Summing *s, Str piece)
{
    if (s->content)
        digest_fields_add_raw(s->content, piece);
    if (s->blob256)
        digest_fields_add_raw(s->blob256, piece);
    else if (s->id_size)
        sha1_add(&s->blob, piece);
}

/* git hashes what a thing is and its length before its bytes. */
static void summing_begin(Summing *s, bool hash, uint8_t id_size, size_t size)
{
    char head[32];
    int n = snprintf(head, sizeof head, "blob %zu", size) + 1;
    *s = (Summing){ .id_size = id_size, .blob256 = id_size == DIGEST_SIZE ? digest_fields_new() : NULL };
    sha1_init(&s->blob);
    summing_add(s, (Str){ head, (size_t)n });
    s->content = hash ? digest_fields_new() : NULL;
}

static void summing_end(Summing *s, Sums *ret)
{
    *ret = (Sums){ .has_hash = s->content, .id_size = s->id_size };
    if (s->content)
        digest_fields_end(s->content, ret->hash);
    if (s->blob256)
        digest_fields_end(s->blob256, ret->id);
    else if (s->id_size)
        sha1_end(&s->blob, ret->id);
}

static void sum_of_text(Str text, bool hash, uint8_t id_size, Sums *ret)
{
    Summing s;
    summing_begin(&s, hash, id_size, text.len);
    summing_add(&s, text);
    summing_end(&s, ret);
}

/* One pass over the file; false: it cannot be read. */
static bool sum_of_file(int fd, size_t size, bool hash, uint8_t id_size, Sums *ret)
{
    CLEANUP(free_mem) char *piece = mem_alloc(PIECE);
    Summing s;
    ssize_t n;
    summing_begin(&s, hash, id_size, size);
    for (off_t at = 0; (n = pread(fd, piece, PIECE, at)) > 0; at += n)
        summing_add(&s, (Str){ piece, (size_t)n });
    summing_end(&s, ret);
    return n == 0;
}

static int64_t wall_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return in_ns(t);
}

/* A file that is written to meanwhile is read again, but not for ever: the next look will see it move. */
static void read_file(int fd, bool hash, uint8_t id_size, Sums *ret)
{
    struct stat st;
    for (int i = 0; i < TRIES && fstat(fd, &st) == 0; i++) {
        FileId before = id_of(&st);
        int64_t at = wall_ns();
        Sums sums;
        if (!sum_of_file(fd, (size_t)st.st_size, hash, id_size, &sums))
            return;
        *ret = sums;
        if (fstat(fd, &st) < 0)
            return;
        FileId after = id_of(&st);
        if (file_id_eq(&before, &after)) {
            sums_keep(&after, at, ret);
            return;
        }
    }
}

static void read_link(int fd, bool hash, uint8_t id_size, Sums *ret)
{
    char target[PATH_MAX];
    ssize_t n = readlinkat(fd, "", target, sizeof target);
    if (n >= 0)
        sum_of_text((Str){ target, (size_t)n }, hash, id_size, ret);
}

void look_at(const LookPlace *p, const char *path, bool follow, bool hash, bool id, Look *ret)
{
    struct stat st;
    uint8_t id_size = id ? p->id_size : 0;
    *ret = (Look){ 0 };
    CLEANUP(close_fd) int fd = open_below(p->tree, path, follow, O_PATH);
    if (fd < 0 || fstat(fd, &st) < 0)
        return;
    ret->mode = mode_of(&st);
    if ((!hash && !id_size) || ret->mode == MODE_FOLDER || ret->mode == MODE_NONE)
        return;
    FileId file = id_of(&st);
    if (ret->mode == MODE_LINK) {
        read_link(fd, hash, id_size, &ret->sums);
    } else if (!sums_known(&file, hash, id_size, &ret->sums)) {
        CLEANUP(close_fd) int bytes = open_below(p->tree, path, follow, O_RDONLY | O_NONBLOCK);
        if (bytes >= 0 && fstat(bytes, &st) == 0 && S_ISREG(st.st_mode))
            read_file(bytes, hash, id_size, &ret->sums);
    }
}
