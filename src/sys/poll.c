/*
 * poll.c - folders that are looked at again and again.
 *
 * The looking happens on another thread: stat() on a network that has gone away can hang for
 * minutes, and the dashboard must not.  One look per folder is under way at a time.
 */
#include <stdlib.h>

#include "watcher.h"

struct PollJob {
    WatchDir *dir;              /* NULL: nobody waits for it any more */
    char *path;
    Snapshot now;
    int r;
};

static void job_free(void *ctx)
{
    PollJob *j = ctx;
    snapshot_done(&j->now);
    free(j->path);
    free(j);
}

/* The loop ends before the look was over; the folder is still there or has let go of the job. */
static void job_drop(void *ctx)
{
    PollJob *j = ctx;
    if (j->dir)
        j->dir->job = NULL;
    job_free(j);
}

static void job_look(void *ctx)
{
    PollJob *j = ctx;
    j->r = snapshot_take(j->path, &j->now);
}

static bool tell(void *ctx, const char *name)
{
    WatchDir *d = ctx;
    d->w->fn(d->w->ctx, d->path, name, false);
    return !uv_is_closing(&d->h.uv.handle);
}

static void compare(WatchDir *d, Snapshot *now)
{
    CLEANUP(snapshot_done) Snapshot old = d->seen;
    d->seen = *now;
    *now = (Snapshot){ 0 };
    snapshot_compare(&old, &d->seen, tell, d);
}

static void job_done(void *ctx)
{
    PollJob *j = ctx;
    WatchDir *d = j->dir;
    if (d) {
        d->job = NULL;
        if (j->r < 0 || j->now.dev != d->dev || j->now.ino != d->ino)
            watch_dir_lost(d);
        else
            compare(d, &j->now);
    }
    job_free(j);
}

static void look_again(WatchDir *d)
{
    PollJob *j = mem_alloc(sizeof *j);
    j->path = mem_strdup(d->path);
    j->dir = d;
    if (work_start_owned(d->h.loop, job_look, job_done, job_drop, j) < 0) {
        job_free(j);                        /* at the next tick, then */
        return;
    }
    d->job = j;
}

void poll_tick(void *watcher)
{
    Watcher *w = watcher;
    for (size_t i = 0; i < w->dirs.len; i++)
        if (w->dirs.items[i]->why_polled && !w->dirs.items[i]->job)
            look_again(w->dirs.items[i]);
    if (watcher_polled(w) == 0)
        timer_stop(w->tick);
}

/* The first look is taken here and now, so that no change after watcher_add() goes unseen. */
int poll_begin(WatchDir *d)
{
    Watcher *w = d->w;
    int r = snapshot_take(d->path, &d->seen);
    if (r < 0)
        return r;
    if (!timer_active(w->tick))
        timer_start(w->tick, w->poll_ms, w->poll_ms);
    return 0;
}

void poll_end(WatchDir *d)
{
    if (d->job)
        d->job->dir = NULL;
    d->job = NULL;
}
