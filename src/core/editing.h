/*
 * editing.h - what the parts of an edit share.
 */
#ifndef BATON_SRC_CORE_EDITING_H
#define BATON_SRC_CORE_EDITING_H

#include "baton/core/edit.h"
#include "taking.h"

/* One try of an edit: inside a transaction, on a file whose contents the ledger knows. */
typedef struct {
    Context *c;
    Arena *arena;               /* of the caller */
    Message *m;
    const char *file;           /* below the root */
    Source source;
    const char *agent;          /* or NULL */
    const Document *document;
    Buf bytes;                  /* of the file */
    Facts *facts;
    Patch patch;
    bool in_place;
} Editing;

/*
 * Runs `plan` (fills in patch), writes the file, takes it in, and runs `record`, in one
 * transaction; again when the file moved under it.
 */
typedef struct {
    void *ctx;
    int (*plan)(void *ctx, Editing *e);
    int (*record)(void *ctx, Editing *e);
} EditSteps;
int edit_run(Editing *e, const EditSteps *steps);

/*
 * edit_task() with more in its transaction: `before` once the ledger is locked and the file's facts are known, and
 * `after` behind the event of the edit.  What fails leaves file and ledger as they were.
 */
typedef struct {
    void *ctx;
    int (*before)(void *ctx, const Editing *e);
    int (*after)(void *ctx, const Editing *e, const EditReport *made);
} EditRider;
int edit_task_with(Context *c, const EditOrder *o, const EditRider *rider, Arena *a, EditReport *ret, Message *m);

/* One event under the name of who asked. */
int edit_event(const Editing *e, EventKind kind, const char *task, Json *body);

/* Which fact of the file this row is; -1: not certain. */
int edit_fact_of(const Facts *f, const TaskRow *row);

/* The change as the ledger keeps it, and the way back. */
Json *edit_patch_json(Str before, const Patch *p);
int edit_patch_new(const Json *patch, Arena *a, Str *ret_new);      /* the bytes that came in */
int edit_patch_reverse(const Json *patch, Str now, Arena *a, Patch *ret_patch);

/* The states that backlog/config.yml allows, where the file is below its folder; NULL: any. */
const StrList *edit_words(const Context *c, Arena *a, const char *file);

/* "T-3 Effective dates", the ref once. */
const char *edit_title(Arena *a, const char *ref, const char *title);

/* A file that could not be written, in a sentence. */
int edit_refused(const Editing *e, int error);

#endif
