/*
 * watcher.h - the inside of a Watcher, shared by watch.c (kernel notifications) and poll.c.
 *
 * A WatchDir that is dropped stays in memory until the end of the turn, so a callback may drop the
 * folder it was called for, or free the whole Watcher.
 */
#ifndef BATON_SRC_SYS_WATCHER_H
#define BATON_SRC_SYS_WATCHER_H

#include "baton/sys/watch.h"
#include "handle.h"
#include "snapshot.h"

typedef struct PollJob PollJob;

typedef struct {
    Handle h;                   /* uv_fs_event_t; idle when the folder is polled */
    Watcher *w;
    char *path;
    uint64_t dev, ino;          /* which folder this was */
    const char *why_polled;     /* NULL: the kernel tells */
    Snapshot seen;              /* polled: the last look */
    PollJob *job;               /* polled: the look that is under way */
} WatchDir;

struct Watcher {
    Handle h;                   /* uv_check_t; runs only at the end of a burst */
    WatchFn fn;
    void *ctx;
    Timer *tick;                /* runs only while a folder is polled */
    uint64_t poll_ms;
    const char *forced;         /* why everything is polled, or NULL */
    VEC(WatchDir *) dirs;
    uint64_t turn;              /* the turn that `events` counts */
    unsigned events;
    char *burst_dir;            /* set: more came this turn than is told one by one */
};

/* Drops d, then tells that it went away. */
void watch_dir_lost(WatchDir *d);

int poll_begin(WatchDir *d);    /* -errno; d->why_polled is set */
void poll_end(WatchDir *d);     /* a look that is under way is for nobody */
void poll_tick(void *watcher);

#endif
