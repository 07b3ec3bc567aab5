/*
 * query_handoffs.c - handoffs, oldest first.
 */
#include <errno.h>

#include "queries.h"

static const char head[] =
    "SELECT id, number, file, from_name, from_why, to_name, to_raw, summary, digest, run, state, "
    "body, revisions, submitted_at, updated_at, gone, artifact, base, tree, decided_at FROM handoff";

static const char *state_word(size_t i)
{
    return handoff_state_text((HandoffState)i);
}

static HandoffRow row_read(Arena *a, sqlite3_stmt *st)
{
    HandoffRow h = {
        .id = sql_full_text(a, st, 0),
        .number = sql_small(st, 1),
        .file = sql_full_text(a, st, 2),
        .from = sql_text(a, st, 3),
        .from_why = sql_text(a, st, 4),
        .to = sql_text(a, st, 5),
        .to_raw = sql_text(a, st, 6),
        .summary = sql_text(a, st, 7),
        .digest = sql_text(a, st, 8),
        .run = sql_text(a, st, 9),
        .body = sql_full_text(a, st, 11),
        .revisions = sql_small(st, 12),
        .submitted_at = sqlite3_column_int64(st, 13),
        .updated_at = sqlite3_column_int64(st, 14),
        .gone = sqlite3_column_int64(st, 15) != 0,
        .artifact = sql_text(a, st, 16),
        .base = sql_text(a, st, 17),
        .tree = sql_text(a, st, 18),
        .decided_at = sqlite3_column_int64(st, 19),
    };
    (void)handoff_state_parse(sql_borrow(st, 10), &h.state);
    return h;
}

static Select rows_select(const HandoffQuery *h, IdMeaning id, const char *from)
{
    static const char *const columns[] = { "summary", "from_name", "to_name", "file" };
    Select q = select_from(from);

    select_numbered(&q, id, h->id);
    select_text(&q, "file = ?", h->file);
    select_states(&q, "state", h->states, HANDOFF_STATE_COUNT, state_word);
    select_like(&q, columns, ARRAY_LEN(columns), h->text);
    select_text(&q, "number IN (SELECT value FROM json_each(?))", h->among);
    return q;
}

static int read_rows(Store *s, Arena *a, const HandoffQuery *h, IdMeaning id, HandoffRows *rows)
{
    CLEANUP(select_done) Select q = rows_select(h, id, head);
    int r;

    bool behind = !q.filtered && h->offset > 0;         /* numbers have no gaps: none before the page are read */
    if (behind)
        select_int(&q, "number > ?", h->offset);
    select_order(&q, "number");
    select_window(&q, h->limit, behind ? 0 : h->offset);
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, &q);
    while ((r = sql_step(s, st)) == 1)
        AVEC_PUSH(rows, a, row_read(a, st));
    return r;
}

int store_handoffs(Store *s, Arena *a, const HandoffQuery *q, HandoffRows *ret_rows)
{
    static const IdMeaning meanings[] = { ID_NUMBER, ID_WHOLE, ID_PREFIX };
    HandoffRows rows = { 0 };
    int r = 0;

    if (!q->id)
        r = read_rows(s, a, q, ID_ANY, &rows);
    for (size_t i = 0; q->id && r == 0 && !rows.len && i < ARRAY_LEN(meanings); i++)
        r = read_rows(s, a, q, meanings[i], &rows);
    if (r == 0)
        *ret_rows = rows;
    return r;
}

int store_handoff_numbers(Store *s, Arena *a, const HandoffQuery *h, Seqs *ret_numbers)
{
    CLEANUP(select_done) Select q = rows_select(h, ID_ANY, "SELECT number FROM handoff");
    select_order(&q, "number");
    return select_numbers(s, a, &q, ret_numbers);
}

int64_t store_handoff_count(Store *s, const HandoffQuery *h)
{
    BUG_ON(h->id);
    CLEANUP(select_done) Select q = rows_select(h, ID_ANY, "SELECT count(*) FROM handoff");
    if (!q.filtered)
        return sql_int(s, "SELECT number FROM handoff ORDER BY number DESC LIMIT 1", "");
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, &q);
    return sql_step(s, st) == 1 ? sqlite3_column_int64(st, 0) : 0;
}

int store_handoff_latest(Store *s, Arena *a, const char *file, HandoffRow *ret)
{
    CLEANUP(select_done) Select q = select_from(head);
    select_text(&q, "file = ?", file);
    select_order(&q, "number DESC");
    select_window(&q, 1, 0);
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, &q);
    int r = sql_step(s, st);

    if (r == 1)
        *ret = row_read(a, st);
    return r == 0 ? -ENOENT : MIN(r, 0);
}

const char *store_handoff_line(Store *s, Arena *a, const char *id)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, "SELECT number, CASE WHEN summary <> '' THEN summary ELSE file END FROM handoff WHERE id = ?", "t",
                  id);
    return sql_step(s, st) == 1 ? arena_printf(a, "%d: %s", sql_small(st, 0), sql_borrow(st, 1)) : NULL;
}

/* One kind after the other, so that the index of kinds has them in order. */
static int add_told(Store *s, Arena *a, const char *kind, int64_t seq, int64_t from, int64_t to, StrList *ids)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s,
                  "SELECT subject FROM (SELECT subject, at FROM event WHERE kind = ?1 AND kind <> 'telemetry' "
                  "AND seq <= ?2 ORDER BY seq DESC LIMIT ?3) WHERE at >= ?4 AND at < ?5 AND subject <> ''",
                  "tiiii", kind, seq, (int64_t)HANDOFFS_TOLD_MAX / 2, from, to);
    int r;

    while ((r = sql_step(s, st)) == 1)
        if (!strlist_has(ids, sql_borrow(st, 0)))
            strlist_add(ids, a, sql_full_text(a, st, 0));
    return r;
}

int store_handoffs_told(Store *s, Arena *a, int64_t seq, int64_t from, int64_t to, StrList *ret_ids)
{
    StrList ids = { 0 };
    int r = add_told(s, a, "handoff.revised", seq, from, to, &ids);
    if (r == 0)
        r = add_told(s, a, "handoff.decided", seq, from, to, &ids);
    if (r == 0)
        *ret_ids = ids;
    return r;
}
