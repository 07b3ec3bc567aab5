/*
 * fs.c - file systems on which a notification tells half of the truth.
 *
 * inotify sees what this kernel does.  What another host, or the program behind FUSE, does to a
 * file goes unnoticed, and nothing fails: such folders must be known by name.
 */
#include <stddef.h>
#include <sys/vfs.h>

#include "baton/base/fs.h"
#include "baton/sys/watch.h"

const char *fs_untrusted(const char *path)
{
    struct statfs st;
    if (statfs(path, &st) < 0)
        return NULL;
    return fs_is_fuse(st.f_type) ? "fuse" : fs_shared_name(st.f_type);
}
