/*
 * index_cells.c - buckets of time: what falls into one, and how two of them become one.
 */
#include <errno.h>

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

int64_t level_ceil(int level, int64_t at)
{
    int64_t down = level_floor(level, at);
    return down == at ? at : down + index_level_ms(level);
}

/* ---- agents ---- */

static const int64_t year0 = -62167219200000;

int64_t layer_time(int64_t at)
{
    return MIN(MAX(at, year0), INT64_MAX >> 9) - year0;
}

static int cell_order(const Cell *a, const Cell *b)
{
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    int by_run = a->run == b->run ? 0 : strcmp(a->run, b->run);
    if (by_run)
        return by_run;
    return a->number != b->number ? (a->number < b->number ? -1 : 1) : strcmp(a->slug, b->slug);
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

/* ---- as bytes ---- */

/* Seven bits to a byte, the lowest first. */
static void pack_int(uint64_t n, Buf *out)
{
    for (; n >= 128; n >>= 7)
        buf_addc(out, (char)(n | 128));
    buf_addc(out, (char)n);
}

/* No number that is kept needs more than 63 bits. */
static bool unpack_int(Str *rest, int64_t *ret)
{
    uint64_t n = 0;
    for (size_t i = 0; i < rest->len && i < 9; i++) {
        n |= (uint64_t)(rest->data[i] & 127) << (7 * i);
        if (!(rest->data[i] & 128)) {
            *ret = (int64_t)n;
            *rest = str_slice(*rest, i + 1, rest->len);
            return true;
        }
    }
    return false;
}

/* A change of a layer is kept as its distance from the beginning of the bucket. */
static uint64_t layer_base(int64_t at)
{
    return (uint64_t)layer_time(at) << 8;
}

static unsigned layers_of(const Cell *c)
{
    unsigned bits = 0;
    for (int i = 0; i < LAYER_COUNT; i++)
        bits |= (unsigned)(c->layers[i] >= 0) << i;
    return bits;
}

void cells_pack(const Cell *cells, size_t n, Buf *out)
{
    for (const Cell *c = cells; c < cells + n; c++) {
        pack_int((uint64_t)c->number, out);
        pack_int((uint64_t)c->marks << LAYER_COUNT | layers_of(c), out);
        for (int i = 0; i < LAYER_COUNT; i++)
            if (c->layers[i] >= 0)
                pack_int((uint64_t)c->layers[i] - layer_base(c->at), out);
        pack_int((uint64_t)c->events, out);
        pack_int((uint64_t)c->first_seq, out);
        pack_int((uint64_t)(c->last_seq - c->first_seq), out);
    }
}

static bool unpack_layers(Str *rest, unsigned layers, Cell *c)
{
    int64_t since;
    for (int i = 0; i < LAYER_COUNT; i++) {
        c->layers[i] = -1;
        if (!(layers & 1u << i))
            continue;
        if (!unpack_int(rest, &since))
            return false;
        c->layers[i] = (int64_t)((layer_base(c->at) + (uint64_t)since) & INT64_MAX);
    }
    return true;
}

static bool unpack_cell(Str *rest, Cell *c)
{
    int64_t marks, more;
    if (!unpack_int(rest, &c->number) || !unpack_int(rest, &marks) ||
        !unpack_layers(rest, (unsigned)marks & ((1u << LAYER_COUNT) - 1), c) || !unpack_int(rest, &c->events) ||
        !unpack_int(rest, &c->first_seq) || !unpack_int(rest, &more))
        return false;
    c->marks = (unsigned)(marks >> LAYER_COUNT);
    c->last_seq = (int64_t)((uint64_t)c->first_seq + (uint64_t)more);
    return c->last_seq >= 0 && c->events <= c->last_seq && c->events <= INT32_MAX;
}

int cells_unpack(Str packed, int64_t at, Arena *a, Cells *into)
{
    for (int64_t last = -1; packed.len;) {
        Cell c = { .slug = "", .run = "", .at = at };
        if (!unpack_cell(&packed, &c) || c.number <= last)
            return -EBADMSG;
        last = c.number;
        AVEC_PUSH(into, a, c);
    }
    return 0;
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
