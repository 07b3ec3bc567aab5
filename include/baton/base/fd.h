/*
 * fd.h - descriptors, streams and folders that are released by CLEANUP, and writing all of a text.
 */
#ifndef BATON_BASE_FD_H
#define BATON_BASE_FD_H

#include <dirent.h>
#include <stdio.h>

#include "baton/base/str.h"

void close_fd(int *fd);                 /* leaves -1; one below 0 is none */

static inline void close_file(FILE **f)
{
    if (*f)
        fclose(*f);
}

static inline void close_dir(DIR **d)
{
    if (*d)
        closedir(*d);
}

/* Writes all of it or returns -errno; waits where fd does not block and takes no more just now. */
int fd_write_all(int fd, Str data);

#endif
