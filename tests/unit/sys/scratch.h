/*
 * scratch.h - a folder of a test's own, and the ways in which programs save files.
 */
#ifndef BATON_TESTS_UNIT_SYS_SCRATCH_H
#define BATON_TESTS_UNIT_SYS_SCRATCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/macros.h"

typedef struct {
    char dir[64], path[256];
} Scratch;

static inline void scratch_make(Scratch *s)
{
    snprintf(s->dir, sizeof s->dir, "/tmp/baton-test-XXXXXX");
    assert_non_null(mkdtemp(s->dir));
}

/* The path of a name in the folder, until the next call. */
static inline const char *scratch_path(Scratch *s, const char *name)
{
    snprintf(s->path, sizeof s->path, "%s/%s", s->dir, name);
    return s->path;
}

static inline int scratch_remove_one(const char *path, const struct stat *st, int flag,
                                     struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(path);
}

static inline void scratch_remove(const char *path)
{
    nftw(path, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static inline void write_at(const char *path, int flags, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC | flags, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
}

#endif
