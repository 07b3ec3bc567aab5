/*
 * edit.c - a task becomes something else, in its file.
 */
#include "baton/core/edit.h"

#include <errno.h>

#include "baton/core/task_find.h"
#include "editing.h"

typedef struct {
    const EditOrder *order;
    TaskRow row;                /* as it was when it was named; id NULL: none, an addition */
    EditWish wish;
    EditReport *report;
    const EditRider *rider;     /* or NULL */
} Change;

static const char *const what_words[] = {
#define X(id, word, what) [EDIT_##id] = word,
    EDIT_KINDS(X)
#undef X
};

/* ---- which file ---- */

static const char *file_named(Context *c, Arena *a, const char *name)
{
    Documents all = { 0 };
    const char *found = NULL;
    documents_find(c, a, &all);
    for (size_t i = 0; i < all.len; i++) {
        const char *path = all.items[i].path;
        Str p = str_from(path), n = str_from(name);
        if (str_eq(p, n))
            return path;
        if (p.len > n.len && str_ends(p, n) && p.data[p.len - n.len - 1] == '/')
            found = path;
    }
    return found ? found : name;
}

static int find_target(Context *c, Change *ch, Editing *e)
{
    const EditOrder *o = ch->order;
    if (o->task) {
        int r = task_find(c, e->arena, o->task, &ch->row, e->m);
        e->file = ch->row.file;
        return r;
    }
    if (o->wish.kind != EDIT_ADD)
        return fail_with(e->m, -EINVAL, "No task was named");
    e->file = o->file ? file_named(c, e->arena, o->file) : ingest_session_file(c, e->arena);
    return e->file ? 0
                   : fail_with(e->m, -ENOENT, "There is no session file to add a task to; name one with --file");
}

/* ---- plan ---- */

/* The id may by now be on a line that says something else. */
static int still_there(const Change *ch, Editing *e, TaskRow *ret_row)
{
    TaskRows rows = { 0 };
    int r = store_tasks(e->c->store, e->arena, &(TaskQuery){ .id = ch->row.id }, &rows);
    if (r < 0 && r != -ENOENT)
        return fail_with(e->m, r, "The tasks cannot be read: %s", strerror(-r));
    if (rows.len != 1 || strcmp(rows.items[0].file, e->file) != 0)
        return fail_with(e->m, -ESTALE, "'%s' is no longer in %s: somebody has just saved that file",
                         ch->row.title, e->file);
    if (strcmp(rows.items[0].title, ch->row.title) != 0)
        return fail_with(e->m, -ESTALE, "%s:%d: somebody has just changed '%s' to '%s'; look again", e->file,
                         rows.items[0].line, ch->row.title, rows.items[0].title);
    *ret_row = rows.items[0];
    return 0;
}

static int plan(void *ctx, Editing *e)
{
    Change *ch = ctx;
    int index = -1, r = ch->rider ? ch->rider->before(ch->rider->ctx, e) : 0;
    if (r < 0)
        return r;
    if (ch->row.id) {
        TaskRow row;
        if ((r = still_there(ch, e, &row)) < 0)
            return r;
        index = edit_fact_of(e->facts, &row);
        if (index < 0)
            return fail_with(e->m, -ESTALE, "%s:%d: it is not certain that this is '%s'", e->file, row.line,
                             row.title);
        ch->row = row;
    }
    return doc_edit(e->file, buf_str(&e->bytes), index, &ch->wish, e->arena, &e->patch, e->m);
}

/* ---- record ---- */

/* The task as the ledger knows it after the edit. */
static int row_after(const Change *ch, const Editing *e, TaskRow *ret_row)
{
    TaskRows rows = { 0 };
    bool added = ch->wish.kind == EDIT_ADD;
    TaskQuery q = { .id = added ? NULL : ch->row.id, .file = added ? e->file : NULL };
    int r = store_tasks(e->c->store, e->arena, &q, &rows);
    for (size_t i = 0; r >= 0 && i < rows.len; i++) {
        const TaskRow *t = &rows.items[i];
        if (!added || (t->line >= e->patch.line && t->line < e->patch.line + MAX(e->patch.lines, 1))) {
            *ret_row = *t;
            return 0;
        }
    }
    return r < 0 ? r : -ENOENT;
}

static const char *value_of(const Change *ch, const TaskRow *row)
{
    switch (ch->wish.kind) {
    case EDIT_STATE:  return task_state_text(row->state);
    case EDIT_ASSIGN: return row->assignee_slug;
    default:          return "";
    }
}

static Json *made_body(const Change *ch, const Editing *e, const TaskRow *now)
{
    Json *body = json_object();
    bool puts_in = ch->wish.kind == EDIT_NOTE || ch->wish.kind == EDIT_ADD;
    json_put_str(body, "what", what_words[ch->wish.kind]);
    json_put_str(body, "title", now->title);
    json_put_str(body, "ref", now->ref);
    json_put_str(body, "file", e->file);
    json_put_int(body, "line", e->patch.line);
    json_put_str(body, "before", e->patch.before);
    json_put_str(body, "after", e->patch.after);
    json_put_str(body, "was", puts_in ? "" : value_of(ch, &ch->row));
    json_put_str(body, "became", puts_in ? ch->wish.text : value_of(ch, now));
    if (e->agent)
        json_put_str(body, "agent", e->agent);
    if (ch->order->reason)
        json_put_str(body, "reason", ch->order->reason);
    json_put(body, "patch", edit_patch_json(buf_str(&e->bytes), &e->patch));
    return body;
}

static int record(void *ctx, Editing *e)
{
    Change *ch = ctx;
    TaskRow now = { 0 };
    EditRows made = { 0 };
    int r = row_after(ch, e, &now);
    if (r == 0)
        r = edit_event(e, EVENT_EDIT_MADE, now.id, made_body(ch, e, &now));
    if (r == 0)
        r = store_edits(e->c->store, e->arena, &(EditQuery){ .newest_first = true, .limit = 1 }, &made);
    if (r < 0 || !made.len)
        return r < 0 ? r : -EIO;
    *ch->report = (EditReport){
        .edit = arena_printf(e->arena, "%lld", (long long)made.items[0].number),
        .task = now.id, .title = edit_title(e->arena, now.ref, now.title),
        .file = e->file, .line = ch->wish.kind == EDIT_ADD ? now.line : e->patch.line,  /* a blank line may lead it */
        .before = e->patch.before, .after = e->patch.after, .in_place = e->in_place,
    };
    return ch->rider ? ch->rider->after(ch->rider->ctx, e, ch->report) : 0;
}

int edit_task_with(Context *c, const EditOrder *o, const EditRider *rider, Arena *a, EditReport *ret, Message *m)
{
    EditReport report = { 0 };
    IngestReport read;
    Change ch = { .order = o, .wish = o->wish, .report = &report, .rider = rider };
    Editing e = { .c = c, .arena = a, .m = m, .source = o->source, .agent = o->agent, .bytes = BUF_INIT };
    int r = ingest(c, true, &read, m);
    if (r < 0 || (r = find_target(c, &ch, &e)) < 0)
        return r;
    if (!ch.wish.words)
        ch.wish.words = edit_words(c, a, e.file);
    r = edit_run(&e, &(EditSteps){ &ch, plan, record });
    if (r == 0)
        *ret = report;
    return r;
}

int edit_task(Context *c, const EditOrder *o, Arena *a, EditReport *ret, Message *m)
{
    return edit_task_with(c, o, NULL, a, ret, m);
}
