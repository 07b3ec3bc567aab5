/*
 * index_mend.c - an index that is not as baton makes it: damaged, or put there by somebody else.
 *
 * Its folder may have come with a repository.  A link would lead to somebody's file, a pipe keeps who opens it
 * waiting, and a trigger runs what its author liked.  It is a cache: what is not plainly ours goes away.
 */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index_db.h"
#include "open.h"

static const char *const ends[] = { "", "-wal", "-shm", "-journal" };

static void path_of(const Index *x, size_t end, Buf *out)
{
    buf_addf(out, "%s%s", x->db.path, ends[end]);
}

bool index_has_strange_files(const Index *x)
{
    bool strange = false;
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        CLEANUP(buf_done) Buf path = BUF_INIT;
        struct stat st;
        path_of(x, i, &path);
        strange |= lstat(path.data, &st) == 0 && !S_ISREG(st.st_mode);
    }
    return strange;
}

void index_remove_files(const Index *x)
{
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        CLEANUP(buf_done) Buf path = BUF_INIT;
        path_of(x, i, &path);
        (void)unlink(path.data);
    }
}

/* ---- what is in it ---- */

/* Where SQLite keeps the words, in tables that it names itself. */
static bool is_shadow(Str name)
{
    return str_starts(name, STR("lines_")) || str_starts(name, STR("words_"));
}

static bool is_made_here(const char *sql)
{
    return *sql && (str_find(str_from(index_schema), str_from(sql)) >= 0 ||
                    str_find(str_from(index_words_schema), str_from(sql)) >= 0);
}

static size_t count_made(const char *sql)
{
    size_t n = 0;
    for (Str rest = str_from(sql); str_find(rest, STR("CREATE ")) >= 0; n++)
        rest = str_slice(rest, (size_t)str_find(rest, STR("CREATE ")) + 1, rest.len);
    return n;
}

bool index_is_ours(Index *x)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(&x->db, "SELECT type = 'table', name, sql FROM sqlite_schema WHERE sql IS NOT NULL", "");
    size_t made = 0;
    int r;

    while ((r = sql_step(&x->db, st)) == 1) {
        bool ours = is_made_here(sql_borrow(st, 2));
        if (!sqlite3_column_int(st, 0) || (!ours && !is_shadow(str_from(sql_borrow(st, 1)))))
            return false;
        made += ours;
    }
    return r == 0 && made == count_made(index_schema) + count_made(index_words_schema);
}

bool index_is_foreign(Index *x)
{
    return sql_int(&x->db, "SELECT count(*) FROM sqlite_schema WHERE type IN ('view', 'trigger')", "") > 0 ||
           (sql_int(&x->db, "PRAGMA application_id", "") != INDEX_APPLICATION_ID &&
            sql_int(&x->db, "SELECT count(*) FROM sqlite_schema", "") > 0);
}

/* ---- damage that shows later ---- */

static bool has_moved(Index *x)
{
    int moved = 0;
    return sqlite3_file_control(x->db.db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved;
}

bool index_is_damaged(Index *x, int r)
{
    if (!x || (r != -EBADMSG && r != -EPERM && r != -EIO))
        return false;
    x->damaged = true;
    return true;
}

Index *index_usable(Index *x)
{
    if (x && !x->damaged && x->db.mode == STORE_READ && has_moved(x)) {
        connect_close(&x->db);
        x->damaged = index_connect(x) < 0;
    }
    return x && !x->damaged ? x : NULL;
}

/* Somebody may have begun a new one already; then that one is taken. */
int index_renew(Index *x)
{
    bool removed = !x->db.db || !has_moved(x);
    connect_close(&x->db);
    if (removed)
        index_remove_files(x);
    int r = index_connect(x);
    x->damaged = r < 0;
    return r;
}

bool index_gave_up(Index *x, int r)
{
    bool damaged = index_is_damaged(x, r);
    if (damaged && x->db.mode == STORE_WRITE)
        (void)index_renew(x);
    return damaged;
}

int index_read(Index *x, Store *s, IndexReader read, void *ctx)
{
    Index *usable = index_usable(x);
    bool index_begun = usable && sql_look(&usable->db), begun = sql_look(s);
    int r = read(ctx, usable, s);

    sql_looked(s, begun);
    if (usable)
        sql_looked(&usable->db, index_begun);
    return index_gave_up(x, r) ? read(ctx, NULL, s) : r;
}
