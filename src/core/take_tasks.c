/*
 * take_tasks.c - differences between a document and the ledger as events.
 */
#include <errno.h>
#include <sys/random.h>

#include "baton/base/clock.h"
#include "reconcile.h"
#include "taking.h"

enum { ID_LETTERS = 8, ID_SIZE = ID_LETTERS + 2, SAME_LINE_MAX = 1000 };

/* A title that went so long ago is free for another task; a task is carried between files so fast. */
static const int64_t BACK_MS = 7 * 24 * 3600 * 1000LL, CARRIED_MS = 10 * 60 * 1000LL;

/* "t" and 40 random bits: short enough to type a prefix of, and free of letters that look alike. */
static int task_id_new(char out[ID_SIZE])
{
    static const char letters[] = "abcdefghjkmnpqrstuvwxyz023456789";
    uint8_t random[ID_LETTERS];

    _Static_assert(sizeof letters - 1 == 32, "five bits a letter");
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
        return -EIO;
    out[0] = 't';
    for (size_t i = 0; i < ID_LETTERS; i++)
        out[i + 1] = letters[random[i] & 31];
    out[ID_SIZE - 1] = '\0';
    return 0;
}

static void put_field(Json *body, unsigned field, const TaskFact *f)
{
    switch (field) {
    case FIELD(REF):        json_put_str(body, "ref", f->ref); break;
    case FIELD(TITLE):      json_put_str(body, "title", f->title); break;
    case FIELD(ASSIGNEE):   json_put_str(body, "assignee", f->assignee); break;
    case FIELD(SECTION):    json_put_list(body, "section", &f->section); break;
    case FIELD(DEPENDS_ON): json_put_list(body, "depends_on", &f->depends_on); break;
    case FIELD(DEPTH):      json_put_int(body, "depth", f->depth); break;
    case FIELD(STATE_RAW):  json_put_str(body, "state_raw", f->state_raw); break;
    }
}

static void put_fields(Json *body, unsigned fields, const TaskFact *f)
{
    for (unsigned i = 0; i < FIELD_BIT_COUNT; i++)
        if (fields & 1u << i)
            put_field(body, 1u << i, f);
}

/*
 * Order in a file is order by line, so that nothing is renumbered when a task is put in between;
 * this tells twins apart.
 */
static int place_on_line(const Facts *facts, const TaskFact *f)
{
    int n = 0;
    while (n < SAME_LINE_MAX && f > facts->tasks.items && f[-1].line == f->line)
        f--, n++;
    return n;
}

static void put_place(Json *body, const Facts *facts, const TaskFact *f)
{
    json_put_str(body, "file", facts->file);
    json_put_int(body, "line", f->line);
    json_put_int(body, "position", place_on_line(facts, f));
}

static int task_added(Ingest *in, const Facts *facts, const TaskFact *f, const char *id)
{
    Json *body = json_object();
    put_place(body, facts, f);
    put_fields(body, (1u << FIELD_BIT_COUNT) - 1, f);
    json_put_str(body, "state", task_state_text(f->state));
    return ledger_event(in, EVENT_TASK_ADDED, id, f->assignee, body);
}

static int task_new(Ingest *in, const Facts *facts, const TaskFact *f)
{
    char id[ID_SIZE];
    int r = task_id_new(id);
    return r < 0 ? r : task_added(in, facts, f, id);
}

static int task_moved(Ingest *in, const Facts *facts, const TaskDifference *d)
{
    Json *body = json_object();
    put_place(body, facts, d->fact);
    return ledger_event(in, EVENT_TASK_MOVED, d->row->id, d->fact->assignee, body);
}

static int task_edited(Ingest *in, const TaskDifference *d)
{
    Json *body = json_object();
    put_fields(body, d->edited, d->fact);
    return ledger_event(in, EVENT_TASK_EDITED, d->row->id, d->fact->assignee, body);
}

static int task_state_changed(Ingest *in, const TaskDifference *d)
{
    Json *body = json_object();
    json_put_str(body, "from", task_state_text(d->row->state));
    json_put_str(body, "to", task_state_text(d->fact->state));
    json_put_str(body, "state_raw", d->fact->state_raw);
    return ledger_event(in, EVENT_TASK_STATE, d->row->id, d->fact->assignee, body);
}

/* same_as: the task that it turned out to be, or NULL. */
static int task_gone(Ingest *in, const TaskRow *row, const char *same_as)
{
    Json *body = json_object();
    json_put_str(body, "file", row->file);
    json_put_int(body, "line", row->line);
    json_put_str(body, "title", row->title);
    if (same_as)
        json_put_str(body, "same_as", same_as);
    return ledger_event(in, EVENT_TASK_GONE, row->id, row->assignee, body);
}

static int task_changed(Ingest *in, const TaskDifference *d)
{
    int r = d->edited ? task_edited(in, d) : 0;
    return r == 0 && d->state ? task_state_changed(in, d) : r;
}

static int task_differs(Ingest *in, const Facts *facts, const TaskDifference *d)
{
    int r = 0;
    if (!d->fact)
        return task_gone(in, d->row, NULL);
    if (!d->row)
        return task_new(in, facts, d->fact);
    if (!d->row->line)                  /* it had gone, and is back */
        return task_added(in, facts, d->fact, d->row->id);
    if (d->moved)
        r = task_moved(in, facts, d);
    return r == 0 ? task_changed(in, d) : r;
}

/* ---- carried to a file that was read before this one ---- */

/* What was put there was taken for a new task: it is this one, and that one ends. */
static int task_carried(Ingest *in, const TaskRow *row, const TaskRow *to)
{
    TaskFact f = row_fact(to);
    TaskDifference d = row_difference(row, &f);
    Json *body = json_object();
    int r = task_gone(in, to, row->id);

    json_put_str(body, "file", to->file);
    json_put_int(body, "line", to->line);
    json_put_int(body, "position", to->position);
    if (r < 0) {
        json_free(body);
        return r;
    }
    r = ledger_event(in, EVENT_TASK_MOVED, row->id, to->assignee, body);
    return r == 0 ? task_changed(in, &d) : r;
}

/* Takes those that were carried out of the difference. */
static int take_carried(Ingest *in, const Reading *r, Difference *d)
{
    TaskRows vanished = { 0 }, fresh = { 0 };
    size_t n = 0, gone = 0;
    int e = 0;

    while (gone < d->tasks.len && !d->tasks.items[gone].fact)
        AVEC_PUSH(&vanished, r->arena, *d->tasks.items[gone++].row);
    if (!gone || (e = store_tasks_fresh(in->store, r->arena, r->document->path, clock_now() - CARRIED_MS,
                                        &fresh)) < 0 || !fresh.len)
        return e;
    const int *to = reconcile_carried(r->arena, &vanished, &fresh);
    for (size_t i = 0; e == 0 && i < d->tasks.len; i++) {
        if (i < gone && to[i] >= 0)
            e = task_carried(in, &vanished.items[i], &fresh.items[to[i]]);
        else
            d->tasks.items[n++] = d->tasks.items[i];
    }
    d->tasks.len = n;
    return e;
}

static Json *shifts_json(const Difference *d)
{
    Json *list = json_array();
    for (size_t i = 0; i < d->shifts.len; i++) {
        Json *one = json_array();
        json_put(one, NULL, json_int(d->shifts.items[i].first));
        json_put(one, NULL, json_int(d->shifts.items[i].last));
        json_put(one, NULL, json_int(d->shifts.items[i].delta));
        json_put(list, NULL, one);
    }
    return list;
}

static int document_read(Ingest *in, const Reading *r, const Difference *d)
{
    Json *body = document_body(r, r->facts->dialect);
    if (d->shifts.len)
        json_put(body, "shift", shifts_json(d));
    json_put_int(body, "notes", (int64_t)r->facts->notes.len);
    return ledger_event(in, EVENT_DOCUMENT_READ, r->document->path, NULL, body);
}

static int rows_of(Ingest *in, Arena *a, const char *path, TaskRows *rows)
{
    TaskRows more = { 0 };
    int r = store_tasks(in->store, a, &(TaskQuery){ .file = path }, &more);
    for (size_t i = 0; r >= 0 && i < more.len; i++)
        AVEC_PUSH(rows, a, more.items[i]);
    return MIN(r, 0);
}

/*
 * Tasks of files that are gone may have come here: that is a move.  Tasks that this file once held
 * may be back: a save in two steps empties it for a moment, and an older version may be checked out.
 */
static int orphans_of(Ingest *in, Arena *a, const char *path, TaskRows *rows)
{
    TaskRows back = { 0 };
    int64_t since = clock_now() - BACK_MS;
    int r = 0;
    for (size_t i = 0; r == 0 && i < in->gone.len; i++)
        r = rows_of(in, a, in->gone.items[i], rows);
    if (r == 0)
        r = store_tasks_gone(in->store, a, path, &back);
    for (size_t i = 0; r == 0 && i < back.len; i++)
        if (back.items[i].updated_at >= since)
            AVEC_PUSH(rows, a, back.items[i]);
    return r;
}

static int compare(Ingest *in, const Reading *r, Difference *d)
{
    TaskRows rows = { 0 }, orphans = { 0 }, strays = { 0 };
    const char *path = r->document->path;
    int e = rows_of(in, r->arena, path, &rows);

    if (e < 0)
        return e;
    reconcile(r->arena, &rows, NULL, r->facts, d);
    if (!difference_has_new(d))
        return 0;
    e = orphans_of(in, r->arena, path, &orphans);
    if (e == 0)
        e = store_tasks_strayed(in->store, r->arena, path, clock_now() - CARRIED_MS, &strays);
    if (e == 0 && (orphans.len || strays.len))
        reconcile_with(r->arena, &rows, &orphans, &strays, r->facts, d);
    return e;
}

int take_tasks(Ingest *in, const Reading *r)
{
    Difference d;
    int e;

    if ((e = compare(in, r, &d)) < 0 || (e = document_read(in, r, &d)) < 0 ||
        (e = take_carried(in, r, &d)) < 0)
        return e;
    for (size_t i = 0; i < d.tasks.len; i++)
        if ((e = task_differs(in, r->facts, &d.tasks.items[i])) < 0)
            return e;
    return 0;
}

int take_tasks_gone(Ingest *in, const char *path)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    TaskRows rows = { 0 };
    int r = rows_of(in, a, path, &rows);
    for (size_t i = 0; r == 0 && i < rows.len; i++)
        r = task_gone(in, &rows.items[i], NULL);
    return r;
}
