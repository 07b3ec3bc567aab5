/*
 * index_write.c - a tally into the tables of the index.
 */
#include "index_db.h"

static int write_item(Index *x, const Item *i)
{
    return sql_run(&x->db, "INSERT OR REPLACE INTO item VALUES(?,?,?,?,?,?,?,?)", "itittt" "ii", (int64_t)i->kind,
                   i->id, i->state, i->slug, i->run, i->shown, i->waits, i->blocked);
}

/* What was recorded later wins where the time is the same: it comes second. */
#define NEWER(layer) \
    layer " = CASE WHEN excluded." layer " >= 0 AND excluded." layer " >> 8 >= " layer " >> 8 " \
    "THEN excluded." layer " ELSE " layer " END"

static int write_cell(Index *x, int level, const Cell *c)
{
    return sql_run(&x->db,
                   "INSERT INTO beat VALUES(?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET "
                   NEWER("said") "," NEWER("alarm") "," NEWER("waits") "," NEWER("blocked") ","
                   "marks = marks | excluded.marks, events = events + excluded.events, "
                   "first_seq = min(first_seq, excluded.first_seq), last_seq = max(last_seq, excluded.last_seq)",
                   "ititiiiiiiii", (int64_t)level, c->slug, c->at, c->run, c->layers[LAYER_SAID],
                   c->layers[LAYER_ALARM], c->layers[LAYER_WAITS], c->layers[LAYER_BLOCKED], (int64_t)c->marks,
                   c->events, c->first_seq, c->last_seq);
}

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
    int r = 0;

    cells_floor(&t->cells, level);
    cells_merge(&t->cells);
    shifts_floor(&t->shifts, level);
    shifts_merge(&t->shifts);
    for (size_t i = 0; r == 0 && i < t->cells.len; i++)
        r = write_cell(t->x, level, &t->cells.items[i]);
    for (size_t i = 0; r == 0 && i < t->shifts.len; i++)
        r = write_shift(t->x, level, &t->shifts.items[i]);
    return r;
}

/* Which layers were ever set: whoever looks for them backwards knows when to stop. */
static void note_layers(Tally *t)
{
    for (size_t i = 0; i < t->cells.len; i++)
        tally_note_layers(t, &t->cells.items[i]);
}

/* Each level is made from the finer one before it. */
int tally_write(Tally *t)
{
    int r = 0;

    note_layers(t);
    for (int level = 0; r == 0 && level < INDEX_LEVEL_COUNT; level++)
        r = write_level(t, level);
    for (size_t i = 0; r == 0 && i < t->items.len; i++)
        r = write_item(t->x, t->items.items[i]);
    return r;
}
