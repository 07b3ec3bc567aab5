/*
 * index_cells.c - buckets of time: what falls into one, and how two of them become one.
 */
#include "index_db.h"

#define X(minutes) minutes * 60000LL,
static const int64_t level_widths[] = { INDEX_LEVELS(X) };
#undef X

int64_t index_level_ms(int level)
{
    BUG_ON(level < 0 || level >= INDEX_LEVEL_COUNT);
    return level_widths[level];
}

int64_t level_floor(int level, int64_t at)
{
    int64_t width = index_level_ms(level), rest = at % width;
    return at - (rest < 0 ? rest + width : rest);
}

/* ---- agents ---- */

static int cell_order(const Cell *a, const Cell *b)
{
    int by_slug = a->slug == b->slug ? 0 : strcmp(a->slug, b->slug);
    if (by_slug)
        return by_slug;
    return a->at != b->at ? (a->at < b->at ? -1 : 1) : strcmp(a->run, b->run);
}

static int cell_cmp(const void *a, const void *b)
{
    const Cell *x = a, *y = b;
    int order = cell_order(x, y);
    return order ? order : (x->last_seq > y->last_seq) - (x->last_seq < y->last_seq);
}

void cell_join(Cell *into, const Cell *more)
{
    for (int i = 0; i < LAYER_COUNT; i++)
        if (more->layers[i] >= 0 && more->layers[i] >> 8 >= into->layers[i] >> 8)
            into->layers[i] = more->layers[i];
    into->marks |= more->marks;
    into->events += more->events;
    into->first_seq = MIN(into->first_seq, more->first_seq);
    into->last_seq = MAX(into->last_seq, more->last_seq);
}

void cells_floor(Cells *c, int level)
{
    for (size_t i = 0; i < c->len; i++)
        c->items[i].at = level_floor(level, c->items[i].at);
}

/* As they are read they mostly are. */
static bool cells_in_order(const Cells *c)
{
    for (size_t i = 1; i < c->len; i++)
        if (cell_cmp(&c->items[i - 1], &c->items[i]) > 0)
            return false;
    return true;
}

void cells_merge(Cells *c)
{
    size_t n = 0;
    if (!cells_in_order(c))
        qsort(c->items, c->len, sizeof *c->items, cell_cmp);
    for (size_t i = 0; i < c->len; i++)
        if (n && cell_order(&c->items[n - 1], &c->items[i]) == 0)
            cell_join(&c->items[n - 1], &c->items[i]);
        else
            c->items[n++] = c->items[i];
    c->len = n;
}

/* ---- tasks ---- */

void shifts_floor(Shifts *s, int level)
{
    for (size_t i = 0; i < s->len; i++)
        s->items[i].at = level_floor(level, s->items[i].at);
}

static int shift_cmp(const void *a, const void *b)
{
    const Shift *x = a, *y = b;
    return (x->at > y->at) - (x->at < y->at);
}

void shifts_merge(Shifts *s)
{
    size_t n = 0;
    if (s->len)
        qsort(s->items, s->len, sizeof *s->items, shift_cmp);
    for (size_t i = 0; i < s->len; i++)
        if (n && s->items[n - 1].at == s->items[i].at)
            for (int k = 0; k < TASK_STATE_COUNT; k++)
                s->items[n - 1].n[k] += s->items[i].n[k];
        else
            s->items[n++] = s->items[i];
    s->len = n;
}
