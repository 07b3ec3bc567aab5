/*
 * seen.c - what files looked like when they were last read, so that an unchanged one costs a stat.
 */
#include <errno.h>
#include <stdio.h>

#include "db.h"

/* SQLite's integers are signed; the bits are what matters. */
static int64_t bits(uint64_t n)
{
    int64_t out;
    memcpy(&out, &n, sizeof out);
    return out;
}

int store_seen_get(Store *s, const char *path, FileId *ret_id, char ret_digest[65])
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s,
                  "SELECT dev, ino, size, mtime, ctime, mode, digest FROM seen "
                  "WHERE path = ?",
                  "t", path);
    int r = sql_step(s, st);

    if (r != 1)
        return r < 0 ? r : -ENOENT;
    *ret_id = (FileId){
        .dev = (uint64_t)sqlite3_column_int64(st, 0), .ino = (uint64_t)sqlite3_column_int64(st, 1),
        .size = sqlite3_column_int64(st, 2), .mtime_ns = sqlite3_column_int64(st, 3),
        .ctime_ns = sqlite3_column_int64(st, 4), .mode = (uint32_t)sqlite3_column_int64(st, 5),
    };
    snprintf(ret_digest, 65, "%s", sql_borrow(st, 6));
    return 0;
}

int store_seen_put(Store *s, const char *path, const FileId *id, const char *digest)
{
    if (s->mode != STORE_WRITE)
        return -EROFS;
    return sql_run(s, "INSERT OR REPLACE INTO seen VALUES(?,?,?,?,?,?,?,?)", "tiiiiiit", path,
                   bits(id->dev), bits(id->ino), id->size, id->mtime_ns, id->ctime_ns,
                   (int64_t)id->mode, digest);
}

int store_seen_list(Store *s, Arena *a, StrList *ret_paths)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, "SELECT path FROM seen ORDER BY path", "");
    StrList paths = { 0 };
    int r;

    while ((r = sql_step(s, st)) == 1)
        strlist_add(&paths, a, sql_full_text(a, st, 0));
    if (r == 0)
        *ret_paths = paths;
    return r;
}

int store_seen_drop(Store *s, const char *path)
{
    return s->mode == STORE_WRITE ? sql_run(s, "DELETE FROM seen WHERE path = ?", "t", path)
                                  : -EROFS;
}
