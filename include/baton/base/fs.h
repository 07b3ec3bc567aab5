/*
 * fs.h - file systems that other hosts write to as well.
 *
 * On these a kernel tells only what happened through itself, and locks and shared memory work
 * between hosts badly or not at all.  FUSE may be anything and is not among them.
 */
#ifndef BATON_BASE_FS_H
#define BATON_BASE_FS_H

#include <stdbool.h>
#include <stdint.h>

/* The kind of file system by f_type of statfs(2) ("nfs"), or NULL for one of this host alone. */
const char *fs_shared_name(int64_t type);

bool fs_is_fuse(int64_t type);

#endif
