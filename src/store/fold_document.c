/*
 * fold_document.c - documents: what they were read as, and how their lines moved.
 */
#include "fold.h"

static int document_put(Fold *f, const char *problems, int64_t count)
{
    return sql_run(
        f->s,
        "INSERT INTO document VALUES(?,?,?,?,?,0,?,?) ON CONFLICT DO UPDATE SET "
        "dialect = excluded.dialect, encoding = excluded.encoding, digest = excluded.digest, "
        "read_at = excluded.read_at, gone = 0, problem_count = excluded.problem_count, "
        "problems = excluded.problems",
        "ttttiit", f->e->subject, fold_text(f, "dialect"), fold_text(f, "encoding"),
        fold_text(f, "digest"), f->e->at, count, problems);
}

int fold_document_read(Fold *f)
{
    const Json *problems = json_get(f->body, "problems");
    int64_t count = json_is_array(problems) ? (int64_t)json_len(problems) : 0;
    int r = document_put(f, fold_list(f, "problems"), count);

    return r < 0 ? r : tasks_shift(f, f->e->subject, json_get(f->body, "shift"));
}

int fold_document_gone(Fold *f)
{
    return sql_run(
        f->s, "UPDATE document SET gone = 1, problem_count = 0, problems = '[]' WHERE path = ?",
        "t", f->e->subject);
}
