/*
 * take_run.c - the file that names the current run: a line that appears, changes and goes away.
 */
#include "taking.h"

static Json *run_body(const char *path, const char *why)
{
    Json *body = json_object();
    json_put_str(body, "file", path);
    if (why)
        json_put_str(body, "why", why);
    return body;
}

/* Where the work of the run begins. */
static Json *start_body(const Reading *r)
{
    Json *body = run_body(r->document->path, NULL);
    if (r->commit && *r->commit)
        json_put_str(body, "commit", r->commit);
    if (r->document->id.mtime_ns > 0)
        json_put_int(body, "saved", r->document->id.mtime_ns / 1000000);
    return body;
}

int run_gone(Ingest *in, const char *path, const char *but_not, const char *why)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    RunRows rows = { 0 };
    int r = store_runs(in->store, a, &(RunQuery){ .active = true }, &rows);

    for (size_t i = 0; r >= 0 && i < rows.len; i++) {
        const RunRow *row = &rows.items[i];
        if (row->file && strcmp(row->file, path) == 0 &&
            !(but_not && strcmp(row->id, but_not) == 0))
            r = ledger_event(in, EVENT_RUN_ENDED, row->id, NULL, run_body(path, why));
    }
    return MIN(r, 0);
}

static bool is_running(Ingest *in, Arena *a, const char *id, const char *path)
{
    RunRows rows = { 0 };
    if (store_runs(in->store, a, &(RunQuery){ .id = id, .active = true }, &rows) < 0)
        return false;
    for (size_t i = 0; i < rows.len; i++)
        if (strcmp(rows.items[i].id, id) == 0 && rows.items[i].file &&
            strcmp(rows.items[i].file, path) == 0)
            return true;
    return false;
}

int take_run(Ingest *in, const Reading *r)
{
    const char *path = r->document->path;
    const char *id = r->facts->run ? r->facts->run->id : NULL;
    int e = ledger_event(in, EVENT_DOCUMENT_READ, path, NULL, document_body(r, "run"));

    if (e == 0)
        e = run_gone(in, path, id, id ? "another run took its place" : "the file names no run");
    if (e == 0 && id && !is_running(in, r->arena, id, path)) {
        in->run = arena_strdup(in->arena, id);
        e = ledger_event(in, EVENT_RUN_STARTED, id, NULL, start_body(r));
    }
    return e;
}
