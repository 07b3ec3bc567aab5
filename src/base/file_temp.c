/*
 * file_temp.c - the temporary files of edits: named by their process, so that those of a killed one
 * are known for what they are.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "baton/base/fd.h"
#include "file_parts.h"

enum { NAMES_MAX = 64 * 1024, VALUE_MAX = 64 * 1024, NAME_TRIES = 16 };

#define PREFIX ".baton-edit-"
#define KEPT_PREFIX ".baton-kept-"

int file_temp_open(int dir, TempName *ret_name)
{
    for (int i = 0; i < NAME_TRIES; i++) {
        uint64_t random = 0;
        if (getrandom(&random, sizeof random, 0) < 0)
            return -errno;
        snprintf(ret_name->text, sizeof ret_name->text, PREFIX "%d-%016llx", (int)getpid(),
                 (unsigned long long)random);
        int fd = openat(dir, ret_name->text, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0 || errno != EEXIST)
            return fd >= 0 ? fd : -errno;
    }
    return -EEXIST;
}

void file_temp_keep(int dir, const TempName *name)
{
    TempName kept;
    snprintf(kept.text, sizeof kept.text, KEPT_PREFIX "%s", name->text + strlen(PREFIX));
    (void)renameat(dir, name->text, dir, kept.text);
}

static bool is_left(const char *name)
{
    int64_t pid;
    Str rest = str_from(name);
    if (!str_starts(rest, STR(PREFIX)))
        return false;
    rest = str_slice(rest, strlen(PREFIX), rest.len);
    if (str_to_i64(str_cut(&rest, '-'), &pid) < 0 || pid <= 1 || pid > INT32_MAX)
        return false;
    return kill((pid_t)pid, 0) < 0 && errno == ESRCH;
}

void file_temp_clean(int dir)
{
    int own = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    CLEANUP(close_dir) DIR *d = own < 0 ? NULL : fdopendir(own);
    if (!d) {
        close_fd(&own);
        return;
    }
    for (struct dirent *e; (e = readdir(d));)
        if (is_left(e->d_name))
            unlinkat(dir, e->d_name, 0);
}

static void copy_attribute(int from, int to, const char *name)
{
    CLEANUP(free_mem) char *value = mem_alloc(VALUE_MAX);
    ssize_t n = fgetxattr(from, name, value, VALUE_MAX);
    if (n >= 0)
        (void)fsetxattr(to, name, value, (size_t)n, 0);
}

void file_copy_attributes(int from, int to)
{
    CLEANUP(free_mem) char *names = mem_alloc(NAMES_MAX);
    ssize_t n = flistxattr(from, names, NAMES_MAX);
    for (ssize_t i = 0; i < n; i += (ssize_t)strlen(names + i) + 1)
        copy_attribute(from, to, names + i);
}
