/*
 * netfs.c - is this file on a file system where SQLite's WAL cannot work?
 *
 * The log's index is shared memory, so that all processes must run on one host; locks on such
 * file systems are unreliable besides.  FUSE alone says nothing, mountinfo knows which one it is.
 */
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>

#include "baton/base/fd.h"
#include "baton/base/fs.h"
#include "open.h"

/* mountinfo: "36 35 98:0 /root /mnt rw - fuse.sshfs host:/ rw", see proc(5). */
static bool mounted_as(dev_t dev, const char *type)
{
    CLEANUP(close_file) FILE *f = fopen("/proc/self/mountinfo", "re");
    CLEANUP(free_mem) char *line = NULL;
    CLEANUP(buf_done) Buf device = BUF_INIT, kind = BUF_INIT;
    size_t cap = 0;

    buf_addf(&device, " %u:%u ", major(dev), minor(dev));
    buf_addf(&kind, " - %s ", type);
    while (f && getline(&line, &cap, f) > 0)
        if (strstr(line, device.data) && strstr(line, kind.data))
            return true;
    return false;
}

const char *network_fs(const char *path)
{
    struct statfs fs;
    struct stat st;

    if (statfs(path, &fs) < 0)
        return NULL;
    if (fs_is_fuse(fs.f_type) && stat(path, &st) == 0 && mounted_as(st.st_dev, "fuse.sshfs"))
        return "sshfs";
    return fs_shared_name(fs.f_type);
}
