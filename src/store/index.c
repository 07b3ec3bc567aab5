/*
 * index.c - the cache beside the ledger: opening it, and making it anew whenever something about it is not as
 * expected.
 */
#include "index_db.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "open.h"

const char index_schema[] =
    "CREATE TABLE mark(seq INTEGER NOT NULL, redacted INTEGER NOT NULL, chain BLOB NOT NULL) STRICT;"
    "CREATE TABLE item(kind INTEGER NOT NULL, id TEXT NOT NULL, state INTEGER NOT NULL, slug TEXT NOT NULL,"
    " run TEXT NOT NULL, shown TEXT NOT NULL, waits INTEGER NOT NULL, blocked INTEGER NOT NULL, number INTEGER,"
    " first INTEGER, first_said INTEGER, first_alarm INTEGER, first_waits INTEGER, first_blocked INTEGER,"
    " PRIMARY KEY(kind, id)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE beat(level INTEGER NOT NULL, at INTEGER NOT NULL, run TEXT NOT NULL, events INTEGER NOT NULL,"
    " first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, cells BLOB NOT NULL,"
    " PRIMARY KEY(level, at, run)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE burn(level INTEGER NOT NULL, at INTEGER NOT NULL, n0 INTEGER NOT NULL, n1 INTEGER NOT NULL,"
    " n2 INTEGER NOT NULL, n3 INTEGER NOT NULL, n4 INTEGER NOT NULL, n5 INTEGER NOT NULL, n6 INTEGER NOT NULL,"
    " PRIMARY KEY(level, at)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE term(text TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;"
    "CREATE VIRTUAL TABLE lines USING fts5(text, path UNINDEXED, line UNINDEXED, columnsize=0,"
    " tokenize='unicode61 remove_diacritics 2');"
    "CREATE TABLE document(path TEXT NOT NULL PRIMARY KEY, digest TEXT NOT NULL, first INTEGER NOT NULL,"
    " last INTEGER NOT NULL) STRICT, WITHOUT ROWID;";

static int run_sql(Index *x, const char *sql)
{
    return sql_errno(x->db.db, sqlite3_exec(x->db.db, sql, NULL, NULL, NULL));
}

/* ---- making it anew ---- */

/* Virtual tables first: they take their own tables with them. */
static const char *next_table(Index *x, Arena *a)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(&x->db,
                  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' "
                  "ORDER BY sql NOT LIKE 'CREATE VIRTUAL%' LIMIT 1", "");
    return sql_step(&x->db, st) == 1 ? sql_full_text(a, st, 0) : NULL;
}

static void forget_statements(Index *x)
{
    for (size_t i = 0; i < x->db.cached.len; i++)
        sqlite3_finalize(x->db.cached.items[i]);
    x->db.cached.len = x->db.cached.next = 0;
}

static int drop_all(Index *x)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *name;
    int r = 0;

    while (r == 0 && (name = next_table(x, a))) {
        forget_statements(x);
        CLEANUP(buf_done) Buf sql = BUF_INIT;
        char *quoted = sqlite3_mprintf("DROP TABLE \"%w\"", name);
        buf_adds(&sql, quoted ? quoted : "");
        sqlite3_free(quoted);
        r = run_sql(x, sql.data);
    }
    forget_statements(x);
    return r;
}

/* A word is looked up in each segment of its table: merging by three keeps them few, and costs filling nothing. */
static int make(Index *x)
{
    CLEANUP(buf_done) Buf sql = BUF_INIT;
    buf_addf(&sql, "%s %s INSERT INTO words(words, rank) VALUES('automerge', 3); "
             "PRAGMA application_id=%d; PRAGMA user_version=%d", index_schema, index_words_schema,
             INDEX_APPLICATION_ID, INDEX_VERSION);
    return run_sql(x, sql.data);
}

static bool is_current(Index *x)
{
    return sql_int(&x->db, "PRAGMA application_id", "") == INDEX_APPLICATION_ID &&
           sql_int(&x->db, "PRAGMA user_version", "") == INDEX_VERSION;
}

/* Somebody may have been faster. */
static int make_current(Index *x, bool anyway)
{
    int r = store_begin(&x->db);
    if (r == 0 && (anyway || !is_current(x))) {
        r = index_is_foreign(x) ? -EBADMSG : drop_all(x);
        if (r == 0)
            r = make(x);
    }
    if (r == 0)
        return store_commit(&x->db);
    store_rollback(&x->db);
    return r;
}

/* What was in it may be what was redacted: its bytes go as well. */
int index_remake(Index *x)
{
    int r = make_current(x, true);
    if (index_is_damaged(x, r))
        return index_renew(x);
    if (r == 0) {
        (void)run_sql(x, "VACUUM");
        (void)run_sql(x, "PRAGMA wal_checkpoint(TRUNCATE)");
    }
    return r;
}

/* ---- opening ---- */

/* Who may read the ledger may read this, and nobody else. */
static void make_file(Index *x, const char *ledger)
{
    FileId id;
    mode_t mode = file_id(ledger, &id) == 0 ? id.mode & 0666 : 0600;
    int fd = open(x->db.path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, mode);
    if (fd >= 0) {
        (void)fchmod(fd, mode);
        close(fd);
    }
}

static int connect_write(Index *x)
{
    int r = connect_open(&x->db, x->db.path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (r == 0)
        r = run_sql(x, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16384; "
                       "PRAGMA wal_autocheckpoint=2000");
    if (r == 0 && !is_current(x) && (r = make_current(x, false)) == -EIO)
        r = -EBADMSG;                   /* its tables cannot be dropped */
    return r == 0 && !index_is_ours(x) ? -EBADMSG : r;
}

static int open_write(Index *x)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *ledger = path_join(a, path_dir(a, x->db.path), "state.db");
    if (index_has_strange_files(x))
        index_remove_files(x);
    make_file(x, ledger);
    int r = index_has_strange_files(x) ? -EISDIR : connect_write(x);
    if (r != -EBADMSG && r != -EPERM)
        return r;
    connect_close(&x->db);
    index_remove_files(x);
    make_file(x, ledger);
    return connect_write(x);
}

static int open_read(Index *x)
{
    if (access(x->db.path, F_OK) < 0 || index_has_strange_files(x))
        return -ENOENT;
    int r = readonly_open(&x->db, x->db.path);
    return r == -EBADMSG || (r == 0 && (!is_current(x) || !index_is_ours(x))) ? -ENOENT : r;
}

int index_connect(Index *x)
{
    return x->db.mode == STORE_WRITE ? open_write(x) : open_read(x);
}

int index_open(const char *baton_dir, StoreMode mode, int timeout_ms, Index **ret_index, Message *m)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(index_free_ptr) Index *x = mem_alloc(sizeof *x);

    x->db.path = mem_strdup(path_join(a, baton_dir, "index.db"));
    x->db.mode = mode;
    x->db.timeout_ms = timeout_ms;
    int r = index_connect(x);
    if (r == -ENOENT)
        return fail_with(m, r, "There is no index '%s' yet", x->db.path);
    if (r < 0)
        return fail_with(m, r, "The index '%s' cannot be opened: %s", x->db.path, strerror(-r));
    *ret_index = TAKE(x);
    return 0;
}

static int empty_log(Index *x)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(&x->db, "PRAGMA wal_checkpoint(TRUNCATE)", "");
    int r = sql_step(&x->db, st);
    return r == 1 && sqlite3_column_int64(st, 0) != 0 ? -EBUSY : MIN(r, 0);
}

int index_forget(const char *baton_dir, int timeout_ms)
{
    CLEANUP(index_free_ptr) Index *x = NULL;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Message m = { 0 };

    if (access(path_join(a, baton_dir, "index.db"), F_OK) < 0)
        return 0;
    int r = index_open(baton_dir, STORE_WRITE, timeout_ms, &x, &m);
    if (r == 0)
        r = run_sql(x, "PRAGMA secure_delete=ON");
    if (r == 0)
        r = index_remake(x);
    if (r == 0)
        r = empty_log(x);
    if (r < 0 && x)
        index_remove_files(x);
    return r;
}

Index *index_free(Index *x)
{
    if (x) {
        tail_drop(&x->tail);
        connect_close(&x->db);
        free(x->db.path);
        free(x);
    }
    return NULL;
}

/* ---- the mark ---- */

int index_mark_get(Index *x, IndexMark *ret)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(&x->db, "SELECT seq, redacted, chain FROM mark", "");
    int r = sql_step(&x->db, st);

    *ret = (IndexMark){ 0 };
    if (r == 1) {
        ret->seq = sqlite3_column_int64(st, 0);
        ret->redacted = sqlite3_column_int64(st, 1);
        ret->chain.len = MIN((size_t)sqlite3_column_bytes(st, 2), (size_t)CHAIN_SIZE);
        if (ret->chain.len)
            memcpy(ret->chain.data, sqlite3_column_blob(st, 2), ret->chain.len);
    }
    return MIN(r, 0);
}

int index_mark_put(Index *x, const IndexMark *m)
{
    int r = sql_run(&x->db, "DELETE FROM mark", "");
    return r < 0 ? r : sql_run(&x->db, "INSERT INTO mark VALUES(?,?,?)", "iib", m->seq, m->redacted,
                               (Str){ m->chain.data, m->chain.len });
}

int64_t index_seq(Index *x)
{
    IndexMark m;
    return x && index_mark_get(x, &m) == 0 ? m.seq : 0;
}

/* The condition stands here as in the ledger's index, so that it is used. */
int64_t index_last_redaction(Store *s)
{
    return sql_int(s, "SELECT seq FROM event WHERE kind <> 'telemetry' "
                      "AND kind = 'event.redacted' ORDER BY seq DESC LIMIT 1", "");
}

/* Another ledger, or an older copy of this one, has another event there. */
bool index_fits(Store *s, const IndexMark *m)
{
    Chain now;
    if (m->seq == 0)
        return true;
    return m->redacted == index_last_redaction(s) && chain_of(s, m->seq, &now) == 0 &&
           now.len == CHAIN_SIZE && now.len == m->chain.len && memcmp(now.data, m->chain.data, now.len) == 0;
}

int64_t index_known(Index *x, Store *s)
{
    IndexMark m;
    return x && index_mark_get(x, &m) == 0 && index_fits(s, &m) ? m.seq : 0;
}
