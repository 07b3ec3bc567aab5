/*
 * db.c - statements that are kept, values that are bound, results as errno.
 */
#include "held.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <string.h>

#include "baton/base/utf8.h"
#include "baton/format/json.h"
#include "baton/format/json_scan.h"

static const struct { int rc, err; } errnos[] = {
    { SQLITE_OK, 0 },            { SQLITE_ROW, 0 },           { SQLITE_DONE, 0 },
    { SQLITE_BUSY, -EBUSY },     { SQLITE_LOCKED, -EBUSY },   { SQLITE_PROTOCOL, -EBUSY },
    { SQLITE_READONLY, -EROFS }, { SQLITE_PERM, -EROFS },     { SQLITE_FULL, -ENOSPC },
    { SQLITE_TOOBIG, -E2BIG },   { SQLITE_CONSTRAINT, -EPERM }, { SQLITE_NOTADB, -EBADMSG },
    { SQLITE_CORRUPT, -EBADMSG }, { SQLITE_NOMEM, -ENOMEM }, { SQLITE_INTERRUPT, -EINTR },
};

int sql_errno(sqlite3 *db, int rc)
{
    int os = db ? sqlite3_system_errno(db) : 0;

    for (size_t i = 0; i < ARRAY_LEN(errnos); i++)
        if (errnos[i].rc == (rc & 0xff))
            return errnos[i].err;
    if (os == ENOSPC || os == EDQUOT || os == EFBIG)
        return -ENOSPC;
    if (os == EROFS || os == EACCES || os == EPERM)
        return -EROFS;
    return -EIO;
}

/* The same literal comes again and again: where the pointer is known, one comparison settles it. */
static sqlite3_stmt *cache_find(Store *s, const char *sql)
{
    for (size_t i = 0; i < s->cached.len; i++)
        if (s->cached.asked[i] == sql && strcmp(sqlite3_sql(s->cached.items[i]), sql) == 0)
            return s->cached.items[i];
    for (size_t i = 0; i < s->cached.len; i++)
        if (strcmp(sqlite3_sql(s->cached.items[i]), sql) == 0) {
            s->cached.asked[i] = sql;
            return s->cached.items[i];
        }
    return NULL;
}

/* A full cache gives up its oldest statement that is not in use. */
static void cache_add(Store *s, sqlite3_stmt *st, const char *sql)
{
    if (s->cached.len < CACHED_MAX) {
        s->cached.asked[s->cached.len] = sql;
        s->cached.items[s->cached.len++] = st;
        return;
    }
    do {
        s->cached.next = (s->cached.next + 1) % CACHED_MAX;
    } while (sqlite3_stmt_busy(s->cached.items[s->cached.next]));
    sqlite3_finalize(s->cached.items[s->cached.next]);
    s->cached.items[s->cached.next] = st;
    s->cached.asked[s->cached.next] = sql;
}

sqlite3_stmt *sql_prepare(Store *s, const char *sql)
{
    if (s->held && !s->folds && held_write(s) < 0)
        return NULL;
    sqlite3_stmt *st = cache_find(s, sql);
    BUG_ON(st && sqlite3_stmt_busy(st));
    if (st)
        return st;
    if (sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL) != SQLITE_OK)
        return NULL;
    cache_add(s, st, sql);
    return st;
}

/* borrowed: the values outlive the run, so that SQLite need not copy them. */
static void bind_all(sqlite3_stmt *st, bool borrowed, const char *types, va_list ap)
{
    sqlite3_destructor_type owner = borrowed ? SQLITE_STATIC : SQLITE_TRANSIENT;

    for (int i = 1; *types; i++, types++) {
        if (*types == 't') {
            const char *text = va_arg(ap, const char *);
            sqlite3_bind_text(st, i, text ? text : "", -1, owner);
        } else if (*types == 'b') {
            Str bytes = va_arg(ap, Str);
            sqlite3_bind_blob64(st, i, bytes.data, bytes.len, owner);
        } else {
            BUG_ON(*types != 'i');
            sqlite3_bind_int64(st, i, va_arg(ap, int64_t));
        }
    }
}

static sqlite3_stmt *query(Store *s, const char *sql, bool borrowed, const char *types, va_list ap)
{
    sqlite3_stmt *st = sql_prepare(s, sql);
    if (st)
        bind_all(st, borrowed, types, ap);
    return st;
}

sqlite3_stmt *sql_query(Store *s, const char *sql, const char *types, ...)
{
    va_list ap;
    va_start(ap, types);
    sqlite3_stmt *st = query(s, sql, false, types, ap);
    va_end(ap);
    return st;
}

void sql_done(sqlite3_stmt **st)
{
    if (*st) {
        sqlite3_reset(*st);
        sqlite3_clear_bindings(*st);
    }
    *st = NULL;
}

int sql_step(Store *s, sqlite3_stmt *st)
{
    int rc = st ? sqlite3_step(st) : sqlite3_extended_errcode(s->db);
    if (rc == SQLITE_ROW)
        return 1;
    if (rc == SQLITE_DONE)
        return 0;
    int r = sql_errno(s->db, rc);
    return r < 0 ? r : -EIO;
}

int sql_run(Store *s, const char *sql, const char *types, ...)
{
    va_list ap;
    int r;
    va_start(ap, types);
    CLEANUP(sql_done) sqlite3_stmt *st = query(s, sql, true, types, ap);
    va_end(ap);
    while ((r = sql_step(s, st)) == 1)
        ;
    return r;
}

int64_t sql_int(Store *s, const char *sql, const char *types, ...)
{
    va_list ap;
    va_start(ap, types);
    CLEANUP(sql_done) sqlite3_stmt *st = query(s, sql, true, types, ap);
    va_end(ap);
    return sql_step(s, st) == 1 ? sqlite3_column_int64(st, 0) : 0;
}

bool sql_look(Store *s)
{
    return sqlite3_get_autocommit(s->db) && sql_run(s, "BEGIN", "") == 0;
}

/* An error may have ended it. */
void sql_looked(Store *s, bool begun)
{
    if (begun && !sqlite3_get_autocommit(s->db))
        (void)sql_run(s, "COMMIT", "");
}

bool store_look(Store *s)
{
    return sql_look(s);
}

void store_looked(Store *s, bool begun)
{
    sql_looked(s, begun);
}

const char *sql_borrow(sqlite3_stmt *st, int col)
{
    const unsigned char *text = sqlite3_column_text(st, col);
    return text ? (const char *)text : "";
}

const char *sql_full_text(Arena *a, sqlite3_stmt *st, int col)
{
    return arena_strdup(a, sql_borrow(st, col));
}

const char *sql_text(Arena *a, sqlite3_stmt *st, int col)
{
    const char *text = sql_borrow(st, col);
    return *text ? arena_strdup(a, text) : NULL;
}

int sql_small(sqlite3_stmt *st, int col)
{
    int64_t n = sqlite3_column_int64(st, col);
    return (int)MAX(MIN(n, INT_MAX), INT_MIN);
}

/* Nearly all lists are our own: a tree is made for the others only. */
static bool scan_list(Arena *a, Str text, StrList *ret_list)
{
    StrList list = { 0 };
    bool own = utf8_valid(text) && json_scan_texts(a, &(JsonToken){ .raw = text, .line = 1 }, &list);
    if (own)
        *ret_list = list;
    return own;
}

void sql_list(Arena *a, sqlite3_stmt *st, int col, StrList *ret_list)
{
    const char *text = sql_borrow(st, col);
    CLEANUP(json_free_ptr) Json *list = NULL;

    if (strcmp(text, "[]") == 0 || scan_list(a, str_from(text), ret_list) || json_parse(str_from(text), &list) < 0)
        return;
    for (const Json *item = json_first(list); item; item = json_next(item))
        if (json_text(item))
            strlist_add(ret_list, a, arena_strdup(a, json_text(item)));
}
