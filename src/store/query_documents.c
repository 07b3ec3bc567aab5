/*
 * query_documents.c - what was read, as what, and what was wrong with it.
 */
#include <limits.h>

#include "baton/format/json.h"
#include "select.h"

static DocumentRow row_read(Arena *a, sqlite3_stmt *st)
{
    return (DocumentRow){
        .path = sql_full_text(a, st, 0),
        .dialect = sql_text(a, st, 1),
        .encoding = sql_text(a, st, 2),
        .digest = sql_text(a, st, 3),
        .read_at = sqlite3_column_int64(st, 4),
        .gone = sqlite3_column_int64(st, 5) != 0,
        .problems = sqlite3_column_int64(st, 6),
        .tasks = sqlite3_column_int64(st, 7),
    };
}

int store_documents(Store *s, Arena *a, const char *path_or_null, DocumentRows *ret_rows)
{
    CLEANUP(select_done) Select q =
        select_from("SELECT path, dialect, encoding, digest, read_at, gone, problem_count, "
                    "(SELECT count(*) FROM task WHERE file = path) FROM document");
    DocumentRows rows = { 0 };
    int r;

    select_text(&q, "path = ?", path_or_null);
    select_order(&q, "path");
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, &q);
    while ((r = sql_step(s, st)) == 1)
        AVEC_PUSH(&rows, a, row_read(a, st));
    if (r == 0)
        *ret_rows = rows;
    return r;
}

static void add_problems(Arena *a, const char *file, const char *text, ProblemRows *rows)
{
    CLEANUP(json_free_ptr) Json *list = NULL;

    if (json_parse(str_from(text), &list) < 0)
        return;
    for (const Json *p = json_first(list); p; p = json_next(p)) {
        const char *message = json_get_str(p, "message");
        int64_t line = json_get_int(p, "line", 0);
        AVEC_PUSH(rows, a,
                  ((ProblemRow){ file, (int)MAX(MIN(line, INT_MAX), 0),
                                 arena_strdup(a, message ? message : "") }));
    }
}

int store_problems(Store *s, Arena *a, const char *file_or_null, ProblemRows *ret_rows)
{
    CLEANUP(select_done) Select q = select_from("SELECT path, problems FROM document");
    ProblemRows rows = { 0 };
    int r;

    select_where(&q, "problem_count > 0");
    select_text(&q, "path = ?", file_or_null);
    select_order(&q, "path");
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, &q);
    while ((r = sql_step(s, st)) == 1)
        add_problems(a, sql_full_text(a, st, 0), sql_borrow(st, 1), &rows);
    if (r == 0)
        *ret_rows = rows;
    return r;
}
