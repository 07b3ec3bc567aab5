/*
 * take_gone.c - a file that was there and is no longer: what it said is over.
 *
 * No kind of document is treated apart: whatever the ledger holds of this path ends.  What came
 * up in another file in the same pass was carried over before and is no longer of this path.
 */
#include <errno.h>

#include "taking.h"

static int document_gone(Ingest *in, const char *path)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    DocumentRows rows = { 0 };
    int r = store_documents(in->store, a, path, &rows);
    if (r < 0 || !rows.len || rows.items[0].gone)
        return MIN(r, 0);
    return ledger_event(in, EVENT_DOCUMENT_GONE, path, NULL, NULL);
}

static int record_gone(Ingest *in, const char *path)
{
    int r = take_tasks_gone(in, path);
    if (r == 0)
        r = handoff_gone(in, path);
    if (r == 0)
        r = run_gone(in, path, NULL, "its file was removed");
    if (r == 0)
        r = agent_gone(in, path);
    if (r == 0)
        r = escalations_gone(in, path);
    if (r == 0)
        r = document_gone(in, path);
    return r < 0 ? r : store_seen_drop(in->store, path);
}

/* It may be back by now; but a file that is there and no longer watched is gone for us. */
static bool is_back(Ingest *in, const char *path)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Documents now;
    FileId id;
    if (document_id(path_join(a, in->c->project->root, path), &id) == -ENOENT)
        return false;
    documents_find(in->c, a, &now);
    return documents_has(&now, path);
}

int take_gone(Ingest *in, const char *path)
{
    int r = store_begin(in->store);
    if (r < 0)
        return r;
    in->pending = 0;
    if (is_back(in, path)) {
        store_rollback(in->store);
        leave_for_later(in, 1);
        return 0;
    }
    if ((r = record_gone(in, path)) < 0 || (r = store_commit(in->store)) < 0) {
        store_rollback(in->store);
        return r;
    }
    in->report.events += in->pending;
    return 0;
}
