/*
 * fold_shift.c - lines that went up or down with what was put in or taken out above them.
 *
 * All move at once: the ranges name lines of the file as it was before.
 */
#include <limits.h>

#include "fold.h"

typedef struct { int64_t first, last, delta; } Range;
typedef VEC(Range) Ranges;
typedef struct { int64_t seq, line; } Place;
typedef VEC(Place) Places;

static void done_ranges(Ranges *r) { VEC_DONE(r); }
static void done_places(Places *p) { VEC_DONE(p); }

static int range_cmp(const void *a, const void *b)
{
    const Range *x = a, *y = b;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* [first, last, delta]; without an end it goes to the end of the file. */
static Range range_at(const Json *entry)
{
    const Json *first = json_first(entry);
    const Json *last = first ? json_next(first) : NULL;
    const Json *delta = last ? json_next(last) : NULL;
    Range range = { json_number(first, 0), json_number(last, 0), json_number(delta, 0) };

    if (range.last <= 0)
        range.last = INT_MAX;
    return range;
}

static void read_ranges(const Json *shift, Ranges *out)
{
    for (const Json *entry = json_first(shift); entry; entry = json_next(entry))
        VEC_PUSH(out, range_at(entry));
    if (out->len)
        qsort(out->items, out->len, sizeof *out->items, range_cmp);
}

static int64_t shifted(const Ranges *ranges, int64_t line)
{
    size_t lo = 0, hi = ranges->len;

    while (lo < hi) {                   /* the last range that begins at or above the line */
        size_t mid = lo + (hi - lo) / 2;
        if (ranges->items[mid].first <= line)
            lo = mid + 1;
        else
            hi = mid;
    }
    const Range *range = lo ? &ranges->items[lo - 1] : NULL;
    if (!range || line > range->last)
        return line;
    int64_t delta = MAX(MIN(range->delta, INT_MAX), -INT_MAX);
    return MAX(MIN(line + delta, INT_MAX), 0);
}

static int find_moved(Fold *f, const char *file, const Ranges *ranges, Places *out)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(f->s, "SELECT seq, line FROM task WHERE file = ? AND line >= ?", "ti", file,
                  ranges->items[0].first);
    int r;

    while ((r = sql_step(f->s, st)) == 1) {
        Place p = { sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1) };
        int64_t line = shifted(ranges, p.line);
        if (line != p.line)
            VEC_PUSH(out, ((Place){ p.seq, line }));
    }
    return r;
}

int tasks_shift(Fold *f, const char *file, const Json *shift)
{
    CLEANUP(done_ranges) Ranges ranges = { 0 };
    CLEANUP(done_places) Places moved = { 0 };

    if (json_is_array(shift))
        read_ranges(shift, &ranges);
    int r = ranges.len ? find_moved(f, file, &ranges, &moved) : 0;
    for (size_t i = 0; r == 0 && i < moved.len; i++)
        r = sql_run(f->s, "UPDATE task SET line = ?2 WHERE seq = ?1", "ii", moved.items[i].seq,
                    moved.items[i].line);
    return r;
}
