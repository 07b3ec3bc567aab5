/*
 * watch.h - hints that something below a folder changed.
 *
 * Folders are watched, never files; one watch a folder, no recursion.  An event is a hint: the
 * receiver stats and reads.  On network and FUSE file systems, and when the kernel's limit of
 * watches is reached, a folder is polled instead and counted as such.  Files whose name starts
 * with ".baton-" are ours and never reported.  With BATON_TEST_POLL=1 in the environment everything
 * is polled.
 */
#ifndef BATON_SYS_WATCH_H
#define BATON_SYS_WATCH_H

#include <stddef.h>

#include "baton/sys/loop.h"

typedef struct Watcher Watcher;

/*
 * name: the entry that changed in dir, or NULL when it is not known.  lost: something was missed
 * (the queue ran over, the folder itself went away); sweep everything.  A folder that went away is
 * no longer watched: add it again when it is back (a watch on its parent tells).  The receiver may
 * add and drop folders, and free the Watcher.
 */
typedef void (*WatchFn)(void *ctx, const char *dir, const char *name, bool lost);

Watcher *watcher_new(Loop *l, uint64_t poll_ms, WatchFn fn, void *ctx);
Watcher *watcher_free(Watcher *w);
int watcher_add(Watcher *w, const char *dir);       /* again for the same folder is fine; -ENOENT … */
void watcher_keep_only(Watcher *w, const char *const dirs[], size_t n);    /* drops all others */
unsigned watcher_count(const Watcher *w);
unsigned watcher_polled(const Watcher *w);          /* how many of them are polled */
const char *watcher_why_polled(const Watcher *w);   /* "nfs", "watch limit reached": for the status line; NULL */

/* The file system of path when it is one where notifications cannot be trusted ("nfs", "fuse" …), else NULL. */
const char *fs_untrusted(const char *path);

#endif
