/*
 * netfs.c - is this file on a file system where SQLite's WAL cannot work?
 *
 * The log's index is shared memory, so that all processes must run on one host; locks on such
 * file systems are unreliable besides.  FUSE alone says nothing, mountinfo knows which one it is.
 *
 * Magic numbers: statfs(2).
 */
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>

#include "baton/base/fd.h"
#include "open.h"

enum { MAGIC_FUSE = 0x65735546 };

static const struct { int64_t magic; const char *name; } kinds[] = {
    { 0x6969, "nfs" },       { 0xff534d42, "cifs" }, { 0xfe534d42, "smb2" },   { 0x517b, "smb" },
    { 0x01021997, "9p" },    { 0x5346414f, "afs" },  { 0x73757245, "coda" },   { 0x00c36400, "ceph" },
    { 0x7461636f, "ocfs2" }, { 0x01161970, "gfs2" }, { 0x0bd00bd0, "lustre" },
};

const char *network_fs_name(int64_t magic)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (kinds[i].magic == (magic & 0xffffffff))
            return kinds[i].name;
    return NULL;
}

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
    if (fs.f_type == MAGIC_FUSE && stat(path, &st) == 0 && mounted_as(st.st_dev, "fuse.sshfs"))
        return "sshfs";
    return network_fs_name(fs.f_type);
}
