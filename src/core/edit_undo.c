/*
 * edit_undo.c - taking an edit back, while its line is as baton left it.
 */
#include <errno.h>

#include "editing.h"

typedef struct {
    EditRow row;
    EditReport *report;
} Undo;

static EditReport report_of(Arena *a, const EditRow *row)
{
    return (EditReport){
        .edit = arena_printf(a, "%lld", (long long)row->number),
        .task = row->task, .title = edit_title(a, row->ref, row->title),
        .file = row->file, .line = row->line, .before = row->after, .after = row->before,
    };
}

static int query(Context *c, Arena *a, const EditQuery *q, EditRows *rows, Message *m)
{
    int r = store_edits(c->store, a, q, rows);
    return r < 0 ? fail_with(m, r, "The edits cannot be read from '%s': %s", store_path(c->store), strerror(-r))
                 : 0;
}

static int nothing_of(const char *who, Context *c, Arena *a, Message *m)
{
    EditRows rows = { 0 };
    EditQuery q = { .states = 1u << EDIT_STANDING, .newest_first = true, .limit = 1 };
    int r = query(c, a, &q, &rows, m);
    if (r < 0)
        return r;
    if (rows.len)
        return fail_with(m, -ENOENT, "There is no edit of %s's to take back; the last one is %s's: baton undo %lld",
                         who, rows.items[0].actor ? rows.items[0].actor : "somebody",
                         (long long)rows.items[0].number);
    return fail_with(m, -ENOENT, "There is no edit to take back; 'baton edits' lists them all");
}

static int find_last(const char *who, Context *c, Arena *a, EditRow *ret_row, Message *m)
{
    EditRows rows = { 0 };
    EditQuery q = { .actor = who, .states = 1u << EDIT_STANDING, .newest_first = true, .limit = 1 };
    int r = query(c, a, &q, &rows, m);
    if (r == 0 && !rows.len)
        r = nothing_of(who, c, a, m);
    if (r == 0)
        *ret_row = rows.items[0];
    return r;
}

static int find_named(Context *c, Arena *a, const char *name, EditRow *ret_row, Message *m)
{
    EditRows rows = { 0 };
    int64_t number = 0;
    int r = 0;
    if (str_to_i64(str_from(name), &number) == 0 && number > 0)
        r = query(c, a, &(EditQuery){ .number = number }, &rows, m);
    if (r == 0 && !rows.len)
        r = fail_with(m, -ENOENT, "There is no edit '%s'; 'baton edits' lists them all", name);
    if (r == 0)
        *ret_row = rows.items[0];
    return r;
}

static int not_standing(const EditRow *row, Message *m)
{
    if (row->state == EDIT_UNDONE)
        return fail_with(m, -EALREADY, "Edit %lld was taken back already", (long long)row->number);
    if (row->passed_by)
        return fail_with(m, -ESTALE, "Edit %lld was followed by edit %lld; take that back first",
                         (long long)row->number, (long long)row->passed_by);
    return fail_with(m, -ESTALE, "Edit %lld cannot be taken back: '%s' was set anew since", (long long)row->number,
                     row->title);
}

static int undone(const Editing *e, const EditRow *row, bool dismissed)
{
    Json *body = json_object();
    json_put_int(body, "edit", row->number);
    json_put_bool(body, "dismissed", dismissed);
    return edit_event(e, EVENT_EDIT_UNDONE, row->task, body);
}

static int dismiss(Editing *e, Undo *u)
{
    int r = undone(e, &u->row, true);
    if (r < 0)
        return fail_with(e->m, r, "The ledger '%s' cannot be written: %s", store_path(e->c->store), strerror(-r));
    *u->report = report_of(e->arena, &u->row);
    u->report->after = u->report->before;       /* nothing was written */
    return 0;
}

/* The line changed: by hand, or by a later edit of ours, which goes first. */
static int not_ours(Editing *e, const EditRow *row)
{
    EditRows rows = { 0 };
    EditQuery q = { .task = row->task, .states = 1u << EDIT_STANDING, .newest_first = true, .limit = 1 };
    int r = query(e->c, e->arena, &q, &rows, e->m);
    if (r < 0)
        return r;
    if (rows.len && rows.items[0].number > row->number)
        return fail_with(e->m, -ESTALE, "%s:%d: edit %lld changed the same line since; take that back first",
                         row->file, row->line, (long long)rows.items[0].number);
    return fail_with(e->m, -ESTALE, "%s:%d: the line is not as baton left it, so edit %lld stays",
                     row->file, row->line, (long long)row->number);
}

static int plan(void *ctx, Editing *e)
{
    Undo *u = ctx;
    EditRow now;
    CLEANUP(json_free_ptr) Json *patch = NULL;
    int r = find_named(e->c, e->arena, report_of(e->arena, &u->row).edit, &now, e->m);
    if (r < 0)
        return r;
    if (now.state != EDIT_STANDING)
        return not_standing(&now, e->m);
    r = json_parse(str_from(now.patch), &patch);
    if (r == 0)
        r = edit_patch_reverse(patch, buf_str(&e->bytes), e->arena, &e->patch);
    return r < 0 ? not_ours(e, &now) : 0;
}

static int record(void *ctx, Editing *e)
{
    Undo *u = ctx;
    int r = undone(e, &u->row, false);
    if (r == 0) {
        *u->report = report_of(e->arena, &u->row);
        u->report->line = e->patch.line;
        u->report->in_place = e->in_place;
    }
    return r;
}

int edit_undo(Context *c, const char *edit_or_null, const char *agent, Source source, Arena *a, EditReport *ret,
              Message *m)
{
    EditReport report = { 0 };
    IngestReport read;
    Undo u = { .report = &report };
    const char *who = agent && *agent ? agent : context_user();
    int r = ingest(c, true, &read, m);
    if (r == 0)
        r = edit_or_null ? find_named(c, a, edit_or_null, &u.row, m) : find_last(who, c, a, &u.row, m);
    if (r < 0)
        return r;
    Editing e = { .c = c, .arena = a, .m = m, .source = source, .agent = agent, .file = u.row.file,
                  .bytes = BUF_INIT };
    if (u.row.state == EDIT_LOST)
        r = dismiss(&e, &u);
    else if (u.row.state != EDIT_STANDING)
        r = not_standing(&u.row, m);
    else
        r = edit_run(&e, &(EditSteps){ &u, plan, record });
    if (r == 0)
        *ret = report;
    return r;
}
