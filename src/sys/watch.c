/*
 * watch.c - folders under the eyes of the kernel (inotify, through libuv).
 *
 * A watch on a file dies at the first atomic save, so only folders are watched.  The kernel's
 * queue runs over silently: libuv drops that notice.  But a queue that ran over is read in one
 * turn, so a turn with very many events stands for it, and the receiver is told to sweep.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "baton/base/str.h"
#include "watcher.h"

enum { BURST_MAX = 4000 };      /* events told one by one in a turn; the queue holds 16384 */

static const char forced_by_test[] = "polling was asked for";
static const char limit_reached[] = "watch limit reached";

static void watcher_gone(Handle *h)
{
    Watcher *w = (Watcher *)h;
    VEC_DONE(&w->dirs);
    free(w->burst_dir);
}

Watcher *watcher_new(Loop *l, uint64_t poll_ms, WatchFn fn, void *ctx)
{
    Watcher *w = handle_new(l, sizeof *w);
    const char *test = getenv("BATON_TEST_POLL");
    w->h.gone = watcher_gone;
    w->fn = fn;
    w->ctx = ctx;
    w->poll_ms = MAX(poll_ms, (uint64_t)1);
    w->tick = timer_new(l, poll_tick, w);
    w->forced = test && strcmp(test, "1") == 0 ? forced_by_test : NULL;
    BUG_ON(uv_check_init(loop_uv(l), &w->h.uv.check) < 0);
    return w;
}

static void drop_at(Watcher *w, size_t i)
{
    poll_end(w->dirs.items[i]);
    handle_close(&w->dirs.items[i]->h);
    w->dirs.len--;
    memmove(&w->dirs.items[i], &w->dirs.items[i + 1], (w->dirs.len - i) * sizeof *w->dirs.items);
}

static void drop(WatchDir *d)
{
    for (size_t i = 0; i < d->w->dirs.len; i++)
        if (d->w->dirs.items[i] == d) {
            drop_at(d->w, i);
            return;
        }
}

Watcher *watcher_free(Watcher *w)
{
    if (!w)
        return NULL;
    while (w->dirs.len)
        drop_at(w, w->dirs.len - 1);
    w->tick = timer_free(w->tick);
    handle_close(&w->h);
    return NULL;
}

/* The path still leads to the watched folder: not deleted, moved, replaced or mounted over. */
static bool same_folder(const WatchDir *d)
{
    struct stat st;
    return stat(d->path, &st) == 0 && st.st_dev == d->dev && st.st_ino == d->ino;
}

void watch_dir_lost(WatchDir *d)
{
    drop(d);
    d->w->fn(d->w->ctx, d->path, NULL, true);
}

static void on_burst_over(uv_check_t *uv)
{
    Watcher *w = uv->data;
    CLEANUP(free_mem) char *dir = TAKE(w->burst_dir);
    uv_check_stop(uv);
    for (size_t i = w->dirs.len; i-- > 0;)
        if (!same_folder(w->dirs.items[i]))
            drop_at(w, i);
    w->fn(w->ctx, dir, NULL, true);
}

/*
 * What comes after BURST_MAX is summed up once the turn has read everything: told earlier, the
 * receiver could sweep before the last of the changes.
 */
static bool in_burst(Watcher *w, const WatchDir *d)
{
    uint64_t turn = loop_turns(w->h.loop);
    if (w->turn != turn) {
        w->turn = turn;
        w->events = 0;
    }
    if (++w->events <= BURST_MAX)
        return false;
    if (!w->burst_dir) {
        w->burst_dir = mem_strdup(d->path);
        uv_check_start(&w->h.uv.check, on_burst_over);
    }
    return true;
}

static void on_event(uv_fs_event_t *uv, const char *name, int events, int status)
{
    WatchDir *d = uv->data;
    Watcher *w = d->w;
    if (in_burst(w, d) || (name && name_is_ours(name)))
        return;
    /* What happens to the folder itself comes as a RENAME as well, under its own name. */
    if (status < 0 || ((events & UV_RENAME) && !same_folder(d)))
        watch_dir_lost(d);
    else
        w->fn(w->ctx, d->path, name, false);
}

static int dir_begin(WatchDir *d)
{
    int r;
    d->why_polled = d->w->forced ? d->w->forced : fs_untrusted(d->path);
    if (!d->why_polled) {
        r = uv_fs_event_start(&d->h.uv.fs_event, on_event, d->path, 0);
        if (r != UV_ENOSPC && r != UV_EMFILE && r != UV_ENFILE)
            return r;
        d->why_polled = limit_reached;
    }
    return poll_begin(d);
}

static void dir_gone(Handle *h)
{
    WatchDir *d = (WatchDir *)h;
    poll_end(d);
    snapshot_done(&d->seen);
    free(d->path);
}

static WatchDir *dir_new(Watcher *w, const char *path, const struct stat *st)
{
    WatchDir *d = handle_new(w->h.loop, sizeof *d);
    d->h.gone = dir_gone;
    d->w = w;
    d->path = mem_strdup(path);
    d->dev = st->st_dev;
    d->ino = st->st_ino;
    BUG_ON(uv_fs_event_init(loop_uv(w->h.loop), &d->h.uv.fs_event) < 0);
    return d;
}

static WatchDir *find(const Watcher *w, const char *path)
{
    for (size_t i = 0; i < w->dirs.len; i++)
        if (strcmp(w->dirs.items[i]->path, path) == 0)
            return w->dirs.items[i];
    return NULL;
}

int watcher_add(Watcher *w, const char *dir)
{
    struct stat st;
    WatchDir *d = find(w, dir);
    if (d && same_folder(d))
        return 0;
    if (d)
        drop(d);                            /* made anew under the same name */
    if (stat(dir, &st) < 0)
        return -errno;
    if (!S_ISDIR(st.st_mode))
        return -ENOTDIR;
    d = dir_new(w, dir, &st);
    int r = dir_begin(d);
    if (r < 0) {
        handle_close(&d->h);
        return r;
    }
    VEC_PUSH(&w->dirs, d);
    return 0;
}

static bool is_in(const char *path, const char *const dirs[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(dirs[i], path) == 0)
            return true;
    return false;
}

void watcher_keep_only(Watcher *w, const char *const dirs[], size_t n)
{
    for (size_t i = w->dirs.len; i-- > 0;)
        if (!is_in(w->dirs.items[i]->path, dirs, n))
            drop_at(w, i);
}

unsigned watcher_count(const Watcher *w)
{
    return (unsigned)w->dirs.len;
}

unsigned watcher_polled(const Watcher *w)
{
    unsigned n = 0;
    for (size_t i = 0; i < w->dirs.len; i++)
        n += w->dirs.items[i]->why_polled != NULL;
    return n;
}

const char *watcher_why_polled(const Watcher *w)
{
    for (size_t i = 0; i < w->dirs.len; i++)
        if (w->dirs.items[i]->why_polled)
            return w->dirs.items[i]->why_polled;
    return NULL;
}
