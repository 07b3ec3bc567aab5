/*
 * work_look.h - what stands under a name in the work tree, and the digests of it.
 */
#ifndef BATON_SRC_GATE_WORK_LOOK_H
#define BATON_SRC_GATE_WORK_LOOK_H

#include "baton/base/digest.h"
#include "baton/base/file.h"

/* The digest that the gate uses, and the one by which git names the same bytes. */
typedef struct {
    bool has_hash;
    uint8_t hash[DIGEST_SIZE];
    uint8_t id_size;            /* 20: SHA-1, 32: SHA-256, 0: not known */
    uint8_t id[DIGEST_SIZE];
} Sums;

enum { MODE_NONE = 0, MODE_FILE = 0100644, MODE_PROGRAM = 0100755, MODE_LINK = 0120000, MODE_GITLINK = 0160000,
       MODE_FOLDER = 0040000 };
const char *mode_text(unsigned mode);           /* "100644" */

typedef struct {
    int tree;                   /* the folder, opened */
    uint8_t id_size;            /* how git names contents there; 0: it does not */
} LookPlace;
typedef struct {
    unsigned mode;              /* MODE_NONE: nothing there, or nothing that can be read without harm */
    Sums sums;                  /* what was asked for and could be read */
} Look;

/*
 * follow: links on the way may lead elsewhere in the tree, never out of it; else they end the way.  The last
 * name is never followed.
 */
void look_at(const LookPlace *p, const char *path, bool follow, bool hash, bool id, Look *ret);

/* Sums of files, for the process.  Only what had been quiet for a while when it was read is kept. */
bool sums_known(const FileId *file, bool hash, uint8_t id_size, Sums *ret);
void sums_keep(const FileId *file, int64_t read_at_ns, const Sums *s);

#endif
