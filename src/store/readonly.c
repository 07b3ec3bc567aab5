/*
 * readonly.c - reading a ledger that we may not write beside.
 *
 * In WAL mode even a reader wants a -shm file.  Where it is missing and cannot be made, nobody of
 * this host writes, so the log is read without locks and with an index in our own memory; where
 * there is no log either, the file alone is the whole database and is read as immutable.
 */
#include <errno.h>
#include <fcntl.h>

#include "open.h"

static int readable(Store *s)
{
    return sql_errno(s->db, sqlite3_exec(s->db, "PRAGMA user_version", NULL, NULL, NULL));
}

static int try_plain(Store *s, const char *path)
{
    int r = connect_open(s, path, SQLITE_OPEN_READONLY, NULL);
    return r < 0 ? r : readable(s);
}

static int try_own_index(Store *s, const char *path)
{
    int r = connect_open(s, path, SQLITE_OPEN_READONLY, "unix-none");
    if (r < 0)
        return r;
    r = sql_errno(s->db, sqlite3_exec(s->db, "PRAGMA locking_mode=EXCLUSIVE", NULL, NULL, NULL));
    return r < 0 ? r : readable(s);
}

static int try_immutable(Store *s, const char *path)
{
    static const char hex[] = "0123456789abcdef";
    CLEANUP(buf_done) Buf uri = BUF_INIT, log = BUF_INIT;
    FileId id;

    buf_addf(&log, "%s-wal", path);
    if (file_id(log.data, &id) == 0 && id.size > 0)
        return -EIO;                    /* without its log it would be an older state */
    buf_adds(&uri, "file:");
    for (const unsigned char *p = (const unsigned char *)path; *p; p++)
        if (*p == '%' || *p == '?' || *p == '#')
            buf_add(&uri, (char[]){ '%', hex[*p >> 4], hex[*p & 15] }, 3);
        else
            buf_addc(&uri, (char)*p);
    buf_adds(&uri, "?immutable=1");
    int r = connect_open(s, uri.data, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    return r < 0 ? r : readable(s);
}

int readonly_open(Store *s, const char *path)
{
    static int (*const ways[])(Store *, const char *) = { try_plain, try_own_index, try_immutable };
    int r = -EIO;

    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        r = ways[i](s, path);
        if (r == 0 || r == -EBADMSG || r == -EBUSY || r == -ENOENT)
            return r;
        connect_close(s);
    }
    return r;
}
