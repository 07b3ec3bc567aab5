/*
 * index_write.c - a tally into the tables of the index.
 */
#include "index_db.h"

/* The greatest number stands for none. */
static int write_item(Index *x, const Item *i)
{
    const Since *since = &i->since;
    return sql_run(&x->db,
                   "INSERT OR REPLACE INTO item SELECT ?2,?3,?4,?5,?6,?7,?8,?9, nullif(?10, -1), nullif(?11, ?1), "
                   "nullif(?12, ?1), nullif(?13, ?1), nullif(?14, ?1), nullif(?15, ?1)", "iititttiiiiiiii",
                   INT64_MAX, (int64_t)i->kind, i->id, i->state, i->slug, i->run, i->shown, i->waits, i->blocked,
                   i->number, since->first, since->layers[LAYER_SAID], since->layers[LAYER_ALARM],
                   since->layers[LAYER_WAITS], since->layers[LAYER_BLOCKED]);
}

/* ---- buckets ---- */

/* What is known of the bucket that this cell is of. */
static int read_bucket(Tally *t, int level, const Cell *c, Cells *into)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(&t->x->db, "SELECT cells FROM beat WHERE level = ? AND at = ? AND run = ?", "iit", (int64_t)level,
                  c->at, c->run);
    int r = sql_step(&t->x->db, st);
    if (r != 1)
        return r;
    Str packed = { sqlite3_column_blob(st, 0), (size_t)sqlite3_column_bytes(st, 0) };
    r = cells_unpack(packed, c->at, t->a, into);
    for (size_t i = 0; i < into->len; i++)
        into->items[i].run = c->run;
    return r;
}

static int write_bucket(Tally *t, int level, const Cells *c)
{
    CLEANUP(buf_done) Buf packed = BUF_INIT;
    Cell all = c->items[0];

    for (size_t i = 1; i < c->len; i++)
        cell_join(&all, &c->items[i]);
    cells_pack(c->items, c->len, &packed);
    return sql_run(&t->x->db, "INSERT OR REPLACE INTO beat VALUES(?,?,?,?,?,?,?)", "iitiiib", (int64_t)level, all.at,
                   all.run, all.events, all.first_seq, all.last_seq, buf_str(&packed));
}

/* Both are by number: of the same one, what is in the tally was recorded later. */
static int add_to_bucket(Tally *t, int level, const Cell *cells, size_t n)
{
    Cells known = { 0 }, both = { 0 };
    int r = read_bucket(t, level, cells, &known);

    AVEC_ROOM(&both, t->a, known.len + n);
    for (size_t i = 0, k = 0; i < known.len || k < n;) {
        const Cell *old = i < known.len ? &known.items[i] : NULL, *more = k < n ? &cells[k] : NULL;
        bool has_old = old && (!more || old->number <= more->number);
        bool has_more = more && (!old || more->number <= old->number);
        Cell c = has_old ? *old : *more;
        if (has_old && has_more)
            cell_join(&c, more);
        AVEC_PUSH(&both, t->a, c);
        i += has_old;
        k += has_more;
    }
    return r < 0 ? r : write_bucket(t, level, &both);
}

static int write_cells(Tally *t, int level)
{
    const Cells *c = &t->cells;
    int r = 0;

    for (size_t i = 0, end; r == 0 && i < c->len; i = end) {
        for (end = i + 1; end < c->len && c->items[end].at == c->items[i].at &&
                          strcmp(c->items[end].run, c->items[i].run) == 0;)
            end++;
        r = add_to_bucket(t, level, &c->items[i], end - i);
    }
    return r;
}

/* ---- tasks ---- */

_Static_assert(TASK_STATE_COUNT == 7, "one column of burn per state");

static int write_shift(Index *x, int level, const Shift *s)
{
    return sql_run(&x->db,
                   "INSERT INTO burn VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET n0 = n0 + excluded.n0, "
                   "n1 = n1 + excluded.n1, n2 = n2 + excluded.n2, n3 = n3 + excluded.n3, n4 = n4 + excluded.n4, "
                   "n5 = n5 + excluded.n5, n6 = n6 + excluded.n6",
                   "iiiiiiiii", (int64_t)level, s->at, s->n[0], s->n[1], s->n[2], s->n[3], s->n[4], s->n[5], s->n[6]);
}

static int write_level(Tally *t, int level)
{
    cells_floor(&t->cells, level);
    cells_merge(&t->cells);
    shifts_floor(&t->shifts, level);
    shifts_merge(&t->shifts);
    int r = write_cells(t, level);
    for (size_t i = 0; r == 0 && i < t->shifts.len; i++)
        r = write_shift(t->x, level, &t->shifts.items[i]);
    return r;
}

/* Each level is made from the finer one before it. */
int tally_write(Tally *t)
{
    int r = 0;

    tally_number_cells(t);
    for (int level = 0; r == 0 && level < INDEX_LEVEL_COUNT; level++)
        r = write_level(t, level);
    for (size_t i = 0; r == 0 && i < t->items.len; i++)
        r = write_item(t->x, t->items.items[i]);
    return r < 0 ? r : t->failed;
}
