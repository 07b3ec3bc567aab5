/*
 * take_edits.c - does a file that somebody saved still say what baton wrote into it?
 *
 * An agent that read the file before an edit and saves it after has an older copy: the value is
 * what it was before, or the line that was put in is missing.  That edit is lost, and shown until it
 * is made again or dismissed.  Any other value is somebody's own decision.
 */
#include <errno.h>

#include "baton/base/clock.h"
#include "editing.h"

enum { WATCHED_MAX = 200 };

static const int64_t watched_ms = 24 * 60 * 60 * 1000;

typedef enum { SAYS_OURS, SAYS_OLD, SAYS_OTHER } Says;

typedef struct {
    Ingest *in;
    const Reading *r;
    Arena *arena;
} Watch;

static int find_row(Watch *w, const char *id, TaskRow *ret_row)
{
    TaskRows rows = { 0 };
    int r = store_tasks(w->in->store, w->arena, &(TaskQuery){ .id = id }, &rows);
    if (r < 0 && r != -ENOENT)
        return r;
    bool found = r >= 0 && rows.len == 1 && strcmp(rows.items[0].id, id) == 0;
    if (found)
        *ret_row = rows.items[0];
    return found;
}

/* A value that the task had before one of our edits since: what an older copy says. */
static int is_older(Watch *w, const EditRow *e, const char *value, bool *ret_old)
{
    EditRows all = { 0 };
    EditQuery q = { .task = e->task, .what = e->what, .since = clock_now() - watched_ms,
                    .newest_first = true, .limit = WATCHED_MAX };
    int r = store_edits(w->in->store, w->arena, &q, &all);
    *ret_old = false;
    for (size_t i = 0; r >= 0 && i < all.len; i++)
        if (all.items[i].number <= e->number && all.items[i].state != EDIT_UNDONE &&
            strcmp(all.items[i].was, value) == 0)
            *ret_old = true;
    return MIN(r, 0);
}

static int says_value(Watch *w, const EditRow *e, Says *ret)
{
    TaskRow row;
    bool old = false;
    int r = find_row(w, e->task, &row);
    if (r <= 0) {
        *ret = SAYS_OTHER;
        return r;
    }
    const char *value = strcmp(e->what, "state") == 0 ? task_state_text(row.state) : row.assignee_slug;
    if (strcmp(value, e->became) != 0 && (r = is_older(w, e, value, &old)) < 0)
        return r;
    *ret = strcmp(value, e->became) == 0 ? SAYS_OURS : old ? SAYS_OLD : SAYS_OTHER;
    return 0;
}

/* A task that was added may have been moved or changed since: as long as it is somewhere. */
static int says_task(Watch *w, const EditRow *e, Says *ret)
{
    TaskRow row;
    int r = find_row(w, e->task, &row);
    *ret = r == 1 ? SAYS_OURS : SAYS_OLD;
    return MIN(r, 0);
}

static int says_line(Watch *w, const EditRow *e, Says *ret)
{
    CLEANUP(json_free_ptr) Json *patch = NULL;
    Str new = { 0 };
    TaskRow row;
    bool there = json_parse(str_from(e->patch), &patch) == 0 &&
                 edit_patch_new(patch, w->arena, &new) == 0 &&
                 str_find(buf_str(&w->r->bytes), str_trim(new)) >= 0;
    int r = there ? 1 : find_row(w, e->task, &row);
    *ret = there ? SAYS_OURS : r == 1 ? SAYS_OLD : SAYS_OTHER;
    return MIN(r, 0);
}

static int says(Watch *w, const EditRow *e, Says *ret)
{
    if (strcmp(e->what, "note") == 0)
        return says_line(w, e, ret);
    return strcmp(e->what, "add") == 0 ? says_task(w, e, ret) : says_value(w, e, ret);
}

static int lost(Watch *w, const EditRow *e)
{
    Json *body = json_object();
    json_put_int(body, "edit", e->number);
    json_put_str(body, "file", e->file);
    json_put_int(body, "line", e->line);
    json_put_str(body, "title", e->title);
    return ledger_event(w->in, EVENT_EDIT_LOST, e->task, e->agent, body);
}

static int passed(Watch *w, const EditRow *e, const char *why)
{
    Json *body = json_object();
    json_put_int(body, "edit", e->number);
    json_put_str(body, "why", why);
    return ledger_event(w->in, EVENT_EDIT_PASSED, e->task, e->agent, body);
}

static int look_at(Watch *w, const EditRow *e)
{
    Says is;
    int r = says(w, e, &is);
    if (r < 0)
        return r;
    if (e->state == EDIT_LOST)
        return is == SAYS_OLD ? 0 : passed(w, e, is == SAYS_OURS ? "it is there again" : "it was set anew");
    if (is == SAYS_OLD)
        return lost(w, e);
    return is == SAYS_OTHER ? passed(w, e, "it was set anew") : 0;
}

int take_edits(Ingest *in, const Reading *r)
{
    if (in->source != SOURCE_FILE)      /* our own writing overwrites nothing */
        return 0;
    EditRows rows = { 0 };
    EditQuery q = { .file = r->document->path, .watched = true, .newest_first = true,
                    .since = clock_now() - watched_ms, .limit = WATCHED_MAX };
    Watch w = { in, r, r->arena };
    int e = store_edits(in->store, r->arena, &q, &rows);
    for (size_t i = rows.len; e >= 0 && i-- > 0;)
        e = look_at(&w, &rows.items[i]);
    return MIN(e, 0);
}
