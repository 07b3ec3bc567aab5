/*
 * fs.c - names for the magic numbers of shared file systems.
 *
 * f_type is signed and of different width on different machines, so only its low 32 bits count.
 * Numbers without a name in linux/magic.h: statfs(2) and the sources of those file systems.
 */
#include "baton/base/fs.h"

#include <linux/magic.h>
#include <stddef.h>

#include "baton/base/macros.h"

static const struct { uint32_t type; const char *name; } shared[] = {
    { NFS_SUPER_MAGIC,      "nfs" },
    { SMB_SUPER_MAGIC,      "smb" },
    { CIFS_SUPER_MAGIC,     "cifs" },
    { SMB2_SUPER_MAGIC,     "smb2" },
    { V9FS_MAGIC,           "9p" },
    { AFS_SUPER_MAGIC,      "afs" },
    { CODA_SUPER_MAGIC,     "coda" },
    { CEPH_SUPER_MAGIC,     "ceph" },
    { OCFS2_SUPER_MAGIC,    "ocfs2" },
    { 0x01161970,           "gfs2" },
    { 0x0bd00bd0,           "lustre" },
    { 0x47504653,           "gpfs" },
    { 0x786f4256,           "vboxsf" },
};

const char *fs_shared_name(int64_t type)
{
    for (size_t i = 0; i < ARRAY_LEN(shared); i++)
        if (shared[i].type == (uint32_t)type)
            return shared[i].name;
    return NULL;
}

bool fs_is_fuse(int64_t type)
{
    return (uint32_t)type == FUSE_SUPER_MAGIC;
}
