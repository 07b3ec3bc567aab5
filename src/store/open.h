/*
 * open.h - the steps of opening a ledger, one file each.
 */
#ifndef BATON_STORE_OPEN_H
#define BATON_STORE_OPEN_H

#include "db.h"

enum { LEDGER_APPLICATION_ID = 0x42544f4e };    /* "BTON" in the header of the file */

/* netfs.c: what kind of network file system holds this path ("nfs"), or NULL for a local one. */
const char *network_fs(const char *path);

/* connect.c: a connection that waits, without looking into the file.  -errno. */
int connect_open(Store *s, const char *path, int flags, const char *vfs);
void connect_close(Store *s);

/* readonly.c: connects for reading, also where -wal and -shm cannot be made.  -errno. */
int readonly_open(Store *s, const char *path);

/* migrate.c */
int migrate_count(void);                        /* the version that this program writes */
int migrate(Store *s);                          /* to WAL and to that version; -EPROTO, -EEXIST */
int migrate_look(Store *s, int64_t *ret_version);       /* -EEXIST: of another program; -errno */

/* keep.c: moves a file that is no database out of the way; m says where it is.  -errno. */
int keep_aside(const char *db_path, int timeout_ms, bool (*still_bad)(const char *path),
               Message *m);

#endif
