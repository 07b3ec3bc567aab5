/*
 * db.h - the connection inside a Store, and how the rooms of store speak SQL.
 *
 * Statements are kept by their text and always reset when the variable that holds them goes out of
 * scope (CLEANUP(sql_done)), so that no cursor and no snapshot stays open.  In a list of values,
 * types says what follows: t a C string (NULL is stored as ''), i an int64_t, b a Str as a BLOB.
 */
#ifndef BATON_STORE_DB_H
#define BATON_STORE_DB_H

#include <sqlite3.h>

#include "baton/store/store.h"

enum { CACHED_MAX = 128, CHAIN_SIZE = 32 };

typedef struct Held Held;

struct Store {
    sqlite3 *db;
    char *path;
    StoreMode mode;
    int timeout_ms;
    int64_t busy_since;
    unsigned jitter;
    struct {
        sqlite3_stmt *items[CACHED_MAX];
        const char *asked[CACHED_MAX];          /* the pointer by which each was asked for last; may dangle */
        size_t len, next;
    } cached;
    int failed;                 /* why a write of this transaction failed: it cannot be committed */
    bool folds;                 /* the statements are those of appending and folding, which know what is held */
    Held *held;                 /* changes that are still to be written, by whoever looks (held.h) */
    bool tail_known;            /* inside a transaction: the two below are the last event's */
    int64_t tail_seq;
    uint8_t tail_chain[CHAIN_SIZE];
};

int sql_errno(sqlite3 *db, int rc);             /* an SQLite result as 0 or -errno */

/* Ready to step, values bound; NULL when it cannot be prepared (a damaged database). */
sqlite3_stmt *sql_query(Store *s, const char *sql, const char *types, ...);
sqlite3_stmt *sql_prepare(Store *s, const char *sql);
void sql_done(sqlite3_stmt **st);
int sql_step(Store *s, sqlite3_stmt *st);       /* 1: a row, 0: the end, -errno */
int sql_run(Store *s, const char *sql, const char *types, ...);        /* to the end, over any rows */
int64_t sql_int(Store *s, const char *sql, const char *types, ...);    /* first value; 0: none */

/* Everything read between the two is of one moment, and SQLite locks once.  False: a transaction is open already. */
bool sql_look(Store *s);
void sql_looked(Store *s, bool begun);

/* Columns.  sql_text() gives NULL for '', as rows have it; the others are never NULL. */
const char *sql_text(Arena *a, sqlite3_stmt *st, int col);
const char *sql_full_text(Arena *a, sqlite3_stmt *st, int col);
const char *sql_borrow(sqlite3_stmt *st, int col);              /* until the next step */
int sql_small(sqlite3_stmt *st, int col);                       /* an int, clamped */
void sql_list(Arena *a, sqlite3_stmt *st, int col, StrList *ret_list);  /* a JSON array of texts */

#endif
