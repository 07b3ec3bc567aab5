/*
 * connect.c - a connection that waits its turn.
 *
 * SQLite's own busy handler sleeps up to 100 ms at a time, so that with many writers some wait for
 * seconds while others commit over and over.  Ours looks again every 0.1 to 2 ms, each time a
 * little differently, until the time given to store_open() is over.
 */
#include <errno.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "held.h"
#include "open.h"

enum { SLEEP_MIN_US = 100, SLEEP_MAX_US = 2000 };

static int wait_busy(void *ctx, int times)
{
    Store *s = ctx;
    unsigned most = MIN(SLEEP_MIN_US << MIN(times, 8), SLEEP_MAX_US);

    if (times == 0)
        s->busy_since = clock_mono();
    else if (clock_mono() - s->busy_since >= s->timeout_ms)
        return 0;
    s->jitter = s->jitter * 1664525 + 1013904223;
    unsigned us = SLEEP_MIN_US / 2 + (s->jitter >> 8) % most;
    nanosleep(&(struct timespec){ .tv_nsec = (long)us * 1000 }, NULL);
    return 1;
}

/*
 * Nobody asks how much memory SQLite has; counting it locks and unlocks around each allocation.  Pages are
 * allocated as they are read: else each cache begins with room for twenty, also that of a sort of three rows.  A file
 * that is mapped ends the process when it is cut short.
 */
static void set_up_memory(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
    (void)sqlite3_config(SQLITE_CONFIG_MMAP_SIZE, (sqlite3_int64)0, (sqlite3_int64)0);
}

int connect_open(Store *s, const char *path, int flags, const char *vfs)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, set_up_memory);
    int rc =
        sqlite3_open_v2(path, &s->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, vfs);
    if (rc != SQLITE_OK) {
        int r = sql_errno(s->db, rc);
        connect_close(s);
        return r;
    }
    s->jitter = (unsigned)getpid() * 2654435761u;
    sqlite3_busy_handler(s->db, wait_busy, s);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return 0;
}

/* The last one to close writes the log into the file and deletes it: not when the file is no good. */
static void leave_log(Store *s)
{
    int rc = sqlite3_errcode(s->db) & 0xff;
    if (rc == SQLITE_NOTADB || rc == SQLITE_CORRUPT)
        sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

void connect_close(Store *s)
{
    held_drop(s);
    if (s->db)
        leave_log(s);
    for (size_t i = 0; i < s->cached.len; i++)
        sqlite3_finalize(s->cached.items[i]);
    s->cached.len = s->cached.next = 0;
    sqlite3_close(s->db);
    s->db = NULL;
}
