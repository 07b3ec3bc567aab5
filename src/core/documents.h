/*
 * documents.h - which files are watched, by the globs of the settings.
 *
 * A file that several globs match is one document of the first kind in DOCUMENT_KINDS that claims
 * it.  Documents come in the order in which they are taken in: the run first, because events
 * carry it, and handoffs last, because their author may be the agent heard of last.
 */
#ifndef CORE_DOCUMENTS_H
#define CORE_DOCUMENTS_H

#include "baton/base/file.h"
#include "baton/core/context.h"

/*  id         setting           taken in */
#define DOCUMENT_KINDS(X) \
    X(SESSION,   FILES_SESSION,    3) \
    X(BOARD,     FILES_BOARDS,     4) \
    X(RECORD,    FILES_RECORDS,    5) \
    X(HANDOFF,   FILES_HANDOFF,    6) \
    X(RUN,       FILES_RUN,        0) \
    X(TELEMETRY, FILES_TELEMETRY,  2) \
    X(AGENT,     FILES_AGENTS,     1) \
    X(OUTPUT,    FILES_OUTPUT,     5)

typedef enum {
#define X(id, setting, order) DOCUMENT_##id,
    DOCUMENT_KINDS(X)
#undef X
    DOCUMENT_KIND_COUNT
} DocumentKind;

typedef struct {
    const char *path;           /* from the root: "../feature/.agents/handoff.md" in a linked work tree */
    const char *full;           /* to open it */
    const char *tree;           /* the work tree it belongs to: the root, or a linked one */
    DocumentKind kind;
    FileId id;
    int error;                  /* -errno: something is there that cannot even be looked at */
} Document;
typedef struct { Document *items; size_t len, cap; } Documents;

enum { DOCUMENTS_MAX = 20000 };

/* What is there now.  Folders, links to nothing and the like are in it where a glob names them. */
void documents_find(const Context *c, Arena *a, Documents *ret);
/* The file that a setting names before any pattern: the one that is written.  NULL: there are only patterns. */
const char *documents_named(const Context *c, SettingId globs);
bool documents_has(const Documents *d, const char *path);

/* The linked work trees of the project beside its root: full paths. */
void documents_trees(const Context *c, Arena *a, StrList *ret);
/* How a file of a work tree is named in the ledger: from the root. */
const char *documents_path(const Context *c, Arena *a, const char *full);

/* Like file_id(); of a link to nothing that it is one (-ENOLINK). */
int document_id(const char *full, FileId *ret_id);

#endif
