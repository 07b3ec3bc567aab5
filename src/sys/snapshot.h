/*
 * snapshot.h - what a folder looked like, to find by comparing what changed.
 *
 * For folders where the kernel's notifications cannot be trusted.  An entry is its name and a
 * mark made of what stat() says; over SNAPSHOT_MAX entries only one sum is kept, and a change is
 * reported without a name.
 */
#ifndef BATON_SRC_SYS_SNAPSHOT_H
#define BATON_SRC_SYS_SNAPSHOT_H

#include "baton/base/str.h"

enum { SNAPSHOT_MAX = 4096 };

typedef struct {
    char *name;
    uint64_t mark;
} SnapshotEntry;

typedef struct {
    uint64_t dev, ino;          /* of the folder */
    bool many;                  /* over the limit: no entries */
    uint64_t sum;
    VEC(SnapshotEntry) entries; /* by name */
} Snapshot;

int snapshot_take(const char *dir, Snapshot *ret);      /* -errno */
void snapshot_done(Snapshot *s);

/* Calls fn for what came, went or changed (NULL: not known which) until fn returns false. */
void snapshot_compare(const Snapshot *old, const Snapshot *now,
                      bool (*fn)(void *ctx, const char *name), void *ctx);

/* Temporary files of our own writers, which nobody needs to hear about. */
bool name_is_ours(const char *name);

#endif
