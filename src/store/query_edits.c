/*
 * query_edits.c - what baton changed in files, oldest first.
 */
#include "queries.h"

static const char head[] =
    "SELECT number, task, title, ref, what, state, passed_by, file, line, shown_before, shown_after, "
    "was, became, actor, agent, patch, at, changed_at FROM edit";

static const char *state_word(size_t i)
{
    return edit_state_text((EditState)i);
}

static EditRow row_read(Arena *a, sqlite3_stmt *st)
{
    EditRow e = {
        .number = sqlite3_column_int64(st, 0),
        .task = sql_full_text(a, st, 1),
        .title = sql_full_text(a, st, 2),
        .ref = sql_text(a, st, 3),
        .what = sql_full_text(a, st, 4),
        .passed_by = sqlite3_column_int64(st, 6),
        .file = sql_full_text(a, st, 7),
        .line = sql_small(st, 8),
        .before = sql_full_text(a, st, 9),
        .after = sql_full_text(a, st, 10),
        .was = sql_full_text(a, st, 11),
        .became = sql_full_text(a, st, 12),
        .actor = sql_text(a, st, 13),
        .agent = sql_text(a, st, 14),
        .patch = sql_full_text(a, st, 15),
        .at = sqlite3_column_int64(st, 16),
        .changed_at = sqlite3_column_int64(st, 17),
    };
    (void)edit_state_parse(sql_borrow(st, 5), &e.state);
    return e;
}

int store_edits(Store *s, Arena *a, const EditQuery *e, EditRows *ret_rows)
{
    CLEANUP(select_done) Select q = select_from(head);
    EditRows rows = { 0 };
    int r;

    if (e->number)
        select_int(&q, "number = ?", e->number);
    if (e->since)
        select_int(&q, "at >= ?", e->since);
    select_text(&q, "file = ?", e->file);
    select_text(&q, "task = ?", e->task);
    select_text(&q, "what = ?", e->what);
    select_text(&q, "actor = ?", e->actor);
    if (e->watched)
        select_where(&q, "(state = 'standing' OR state = 'lost')");
    select_states(&q, "state", e->states, EDIT_STATE_COUNT, state_word);
    select_order(&q, e->newest_first ? "number DESC" : "number");
    select_window(&q, e->limit, 0);
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, &q);
    while ((r = sql_step(s, st)) == 1)
        AVEC_PUSH(&rows, a, row_read(a, st));
    if (r == 0)
        *ret_rows = rows;
    return r;
}
