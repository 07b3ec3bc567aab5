/*
 * version.c - which SQLite is in use, and what is known against it.
 *
 * Before 3.51.3 a checkpoint that meets a commit which restarts the log can, very rarely, damage
 * the database: https://sqlite.org/wal.html.
 */
#include "db.h"

enum { WAL_RESET_FIXED = 3051003 };

const char *store_sqlite_version(void)
{
    return sqlite3_libversion();
}

const char *store_sqlite_warning(void)
{
    if (sqlite3_libversion_number() >= WAL_RESET_FIXED)
        return NULL;
    return "this SQLite is older than 3.51.3 and has the WAL-reset bug: very rarely, many writers "
           "at once can damage the ledger; keep a backup, or install a newer SQLite";
}
