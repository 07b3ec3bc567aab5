/*
 * open.c - opening and closing a ledger, and the sentences for what can go wrong.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "open.h"

enum { AUTOCHECKPOINT_PAGES = 4000 };

static int word_failure(const Store *s, int r, Message *m)
{
    switch (r) {
    case -ENOENT:
        return fail_with(m, r, "There is no ledger at '%s': `baton init` makes one", s->path);
    case -EBUSY:
        return fail_with(m, r, "The ledger '%s' is busy: another process holds it; try again",
                         s->path);
    case -EROFS:
        return fail_with(
            m, r, "The ledger '%s' cannot be written: its file or its folder is read-only for you",
            s->path);
    case -ENOSPC:
        return fail_with(m, r, "The ledger '%s' cannot be written: the disk is full", s->path);
    case -EISDIR:
        return fail_with(m, r, "'%s' is a folder where the ledger's file should be: move it away",
                         s->path);
    case -EPROTO:
        return fail_with(
            m, r,
            "The ledger '%s' was written by a newer baton: install that version, or set "
            "BATON_DIR to another folder",
            s->path);
    case -EEXIST:
        return fail_with(m, r,
                         "'%s' is a database of another program: move it away, then `baton init`",
                         s->path);
    case -EBADMSG:
        return fail_with(
            m, r,
            "'%s' cannot be read as a ledger (%s): nothing was changed; put a backup in its place, "
            "or move it away and a new one is begun",
            s->path, s->db ? sqlite3_errmsg(s->db) : "no database");
    default:
        return fail_with(m, r, "The ledger '%s' cannot be opened: %s", s->path, strerror(-r));
    }
}

static bool is_no_database(const char *path)
{
    Store s = { 0 };
    int64_t version;
    int r = connect_open(&s, path, SQLITE_OPEN_READONLY, NULL);
    bool bad = false;

    if (r == 0 || r == -EBADMSG) {
        r = r < 0 ? r : migrate_look(&s, &version);
        bad = s.db && (sqlite3_errcode(s.db) & 0xff) == SQLITE_NOTADB;
    }
    connect_close(&s);
    return bad;
}

/*
 * Acknowledged means on disk.  Ids of events are random, so taking in a log touches their whole
 * index over and over: it should fit into memory, and several commits share one way into the file.
 */
static int set_up_writing(Store *s)
{
    sqlite3_wal_autocheckpoint(s->db, AUTOCHECKPOINT_PAGES);
    return sql_errno(s->db, sqlite3_exec(s->db, "PRAGMA synchronous=FULL; PRAGMA cache_size=-65536", NULL, NULL, NULL));
}

static int open_writable(Store *s)
{
    int r = connect_open(s, s->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (r < 0)
        return r;
    if (sqlite3_db_readonly(s->db, "main") == 1)
        return -EROFS;
    r = migrate(s);
    return r < 0 ? r : set_up_writing(s);
}

static int open_for_writing(Store *s, Message *m)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *dir = path_dir(a, s->path);

    if (access(dir, F_OK) < 0)
        return errno == EACCES ? -EROFS : -errno;
    int r = open_writable(s);
    if (r == -EBADMSG) { /* or damaged: then nothing is moved, and it is said again */
        connect_close(s);
        r = keep_aside(s->path, s->timeout_ms, is_no_database, m);
        if (r == 0)
            r = open_writable(s);
    }
    return r == -EIO && access(dir, W_OK) < 0 ? -EROFS : r;
}

static int open_for_reading(Store *s)
{
    int64_t version = 0;
    int r = access(s->path, F_OK) < 0 ? -errno : readonly_open(s, s->path);

    if (r == 0)
        r = migrate_look(s, &version);
    if (r == 0 && version > migrate_count())
        return -EPROTO;
    return r == 0 && version < migrate_count() ? -ENOENT : r;
}

static int check_place(const Store *s, Message *m)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *kind = network_fs(path_dir(a, s->path));
    FileId id;

    if (strcmp(s->path, STORE_MEMORY) == 0)
        return 0;
    if (kind)
        return fail_with(
            m, -ENOTSUP,
            "The ledger '%s' would lie on a network file system (%s), where it cannot be "
            "shared safely: set BATON_DIR to a folder on a local disk",
            s->path, kind);
    if (file_id(s->path, &id) == 0 && S_ISDIR(id.mode))
        return word_failure(s, -EISDIR, m);
    return 0;
}

int store_open(const char *db_path, StoreMode mode, int timeout_ms, Store **ret_store, Message *m)
{
    CLEANUP(store_free_ptr) Store *s = mem_alloc(sizeof *s);

    s->path = mem_strdup(db_path);
    s->mode = mode;
    s->timeout_ms = timeout_ms;
    m->text[0] = '\0';
    int r = check_place(s, m);
    if (r < 0)
        return r;
    r = mode == STORE_WRITE ? open_for_writing(s, m) : open_for_reading(s);
    if (r < 0)
        return word_failure(s, r, m);
    *ret_store = TAKE(s);
    return 0;
}

Store *store_free(Store *s)
{
    if (s) {
        connect_close(s);
        free(s->path);
        free(s);
    }
    return NULL;
}

const char *store_path(const Store *s)
{
    return s->path;
}
