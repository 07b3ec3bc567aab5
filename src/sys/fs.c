/*
 * fs.c - file systems on which a notification tells half of the truth.
 *
 * inotify sees what this kernel does.  What another host, or the program behind FUSE, does to a
 * file goes unnoticed, and nothing fails: such folders must be known by name.
 */
#include <linux/magic.h>
#include <stdint.h>
#include <sys/vfs.h>

#include "baton/base/macros.h"
#include "baton/sys/watch.h"

static const struct { uint32_t magic; const char *name; } untrusted[] = {
    { NFS_SUPER_MAGIC,      "nfs" },
    { SMB_SUPER_MAGIC,      "smb" },
    { CIFS_SUPER_MAGIC,     "cifs" },
    { SMB2_SUPER_MAGIC,     "cifs" },
    { FUSE_SUPER_MAGIC,     "fuse" },
    { V9FS_MAGIC,           "9p" },
    { AFS_SUPER_MAGIC,      "afs" },
    { CODA_SUPER_MAGIC,     "coda" },
    { CEPH_SUPER_MAGIC,     "ceph" },
    { OCFS2_SUPER_MAGIC,    "ocfs2" },
    { 0x0bd00bd0,           "lustre" },
    { 0x47504653,           "gpfs" },
    { 0x786f4256,           "vboxsf" },
};

const char *fs_untrusted(const char *path)
{
    struct statfs st;
    if (statfs(path, &st) < 0)
        return NULL;
    for (size_t i = 0; i < ARRAY_LEN(untrusted); i++)
        if (untrusted[i].magic == (uint32_t)st.f_type)
            return untrusted[i].name;
    return NULL;
}
