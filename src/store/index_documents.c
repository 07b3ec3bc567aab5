/*
 * index_documents.c - the words of watched documents, a paragraph a row.
 *
 * A paragraph ends at an empty line, a heading or the next entry of a list, so that words that stand together
 * are found together, and the hit is near its line.
 */
#include <errno.h>

#include "index_db.h"

enum { PARAGRAPH_MAX = 24, LINES_MAX = 200000 };        /* lines of one; of a document that are kept */

int index_has_document(Index *x, const char *path, const char *digest)
{
    return sql_int(&x->db, "SELECT 1 FROM document WHERE path = ? AND digest = ?", "tt", path, digest) == 1;
}

static int drop(Index *x, const char *path)
{
    int r = sql_run(&x->db,
                    "DELETE FROM lines WHERE rowid BETWEEN (SELECT first FROM document WHERE path = ?1) "
                    "AND (SELECT last FROM document WHERE path = ?1)", "t", path);
    return r < 0 ? r : sql_run(&x->db, "DELETE FROM document WHERE path = ?", "t", path);
}

static bool begins_paragraph(Str line)
{
    Str s = str_trim(line);
    return s.len && (strchr("#-*+|>", s.data[0]) || (s.data[0] >= '0' && s.data[0] <= '9'));
}

typedef struct {
    Index *x;
    const char *path;
    int64_t row;
    Buf text;
    int first, lines;
} Paragraph;

static int put_paragraph(Paragraph *p)
{
    int r = 0;
    if (p->text.len)
        r = sql_run(&p->x->db, "INSERT INTO lines(rowid, text, path, line) VALUES(?,?,?,?)", "itti", p->row++,
                    p->text.data, p->path, (int64_t)p->first);
    buf_clear(&p->text);
    p->lines = 0;
    return r;
}

static int put_line(Paragraph *p, Str line, int number)
{
    bool empty = !str_trim(line).len;
    int r = empty || begins_paragraph(line) || p->lines == PARAGRAPH_MAX ? put_paragraph(p) : 0;

    if (empty)
        return r;
    if (!p->lines++)
        p->first = number;
    buf_add_str(&p->text, line);
    buf_addc(&p->text, '\n');
    return r;
}

static int put_document(Index *x, const char *path, const char *digest, Str text)
{
    int64_t first = 1 + sql_int(&x->db, "SELECT max(last) FROM document", "");
    Paragraph p = { .x = x, .path = path, .row = first, .text = BUF_INIT };
    Str line;
    int r = 0;

    for (int n = 1; r == 0 && n <= LINES_MAX && str_next_line(&text, &line); n++)
        r = put_line(&p, line, n);
    if (r == 0)
        r = put_paragraph(&p);
    buf_done(&p.text);
    return r < 0 ? r : sql_run(&x->db, "INSERT INTO document VALUES(?,?,?,?)", "ttii", path, digest, first, p.row - 1);
}

static int finish(Index *x, int r)
{
    if (r == 0)
        return store_commit(&x->db);
    store_rollback(&x->db);
    return r;
}

int index_document(Index *x, const char *path, const char *digest, Str text)
{
    int r = store_begin(&x->db);
    if (r < 0)
        return r;
    r = drop(x, path);
    r = finish(x, r < 0 ? r : put_document(x, path, digest, text));
    (void)index_is_damaged(x, r);       /* it is renewed before more is taken in */
    return r;
}

static int keep_documents(Index *x, const StrList *paths)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(&x->db, "SELECT path FROM document", "");
    StrList gone = { 0 };
    int r;

    while ((r = sql_step(&x->db, st)) == 1)
        if (!strlist_has(paths, sql_borrow(st, 0)))
            strlist_add(&gone, a, sql_full_text(a, st, 0));
    sql_done(&st);
    if (r < 0 || !gone.len)
        return r;
    r = store_begin(&x->db);
    if (r < 0)
        return r;
    for (size_t i = 0; r == 0 && i < gone.len; i++)
        r = drop(x, gone.items[i]);
    return finish(x, r);
}

int index_keep_documents(Index *x, const StrList *paths)
{
    int r = keep_documents(x, paths);
    (void)index_is_damaged(x, r);
    return r;
}
