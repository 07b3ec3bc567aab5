/*
 * reconcile.c - pairs of tasks become differences.
 *
 * Most saves leave the order alone, so the pairs that keep their order (the longest rising
 * sequence of new lines) give the shifts, and the few that were carried elsewhere are moved.
 */
#include "reconcile.h"

#include "match.h"

typedef struct {
    Arena *arena;
    const TaskRow **rows;       /* by line */
    size_t row_count;
    MatchSide was, is;
    Difference *out;
} Work;

static int row_cmp(const void *a, const void *b)
{
    const TaskRow *x = *(const TaskRow *const *)a, *y = *(const TaskRow *const *)b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->position != y->position)
        return x->position < y->position ? -1 : 1;
    return strcmp(x->id, y->id);
}

static const TaskRow **rows_sorted(Arena *a, const TaskRows *rows)
{
    const TaskRow **sorted = arena_alloc(a, (rows->len + 1) * sizeof *sorted);
    bool in_order = true;
    for (size_t i = 0; i < rows->len; i++) {
        sorted[i] = &rows->items[i];
        in_order &= !i || row_cmp(&sorted[i - 1], &sorted[i]) <= 0;
    }
    if (!in_order)                      /* as the store gives them, they are */
        qsort(sorted, rows->len, sizeof *sorted, row_cmp);
    return sorted;
}

static MatchSide side_of_rows(Arena *a, const TaskRow **rows, size_t n)
{
    MatchSide s = { arena_alloc(a, (n + 1) * sizeof(MatchItem)), n };
    for (size_t i = 0; i < n; i++)
        s.items[i] = (MatchItem){ rows[i]->ref, rows[i]->title, &rows[i]->section, rows[i]->line,
                                  .mate = -1 };
    match_key(&s);
    return s;
}

static MatchSide side_of_facts(Arena *a, const Facts *f)
{
    MatchSide s = { arena_alloc(a, (f->tasks.len + 1) * sizeof(MatchItem)), f->tasks.len };
    for (size_t i = 0; i < f->tasks.len; i++) {
        const TaskFact *t = &f->tasks.items[i];
        s.items[i] = (MatchItem){ t->ref, t->title, &t->section, t->line, .mate = -1 };
    }
    match_key(&s);
    return s;
}

/* ---- shifts ---- */

typedef struct { int *items; size_t len; } IndexList;

/* The end of the rising sequence that `line` can follow: how many of `tails` are below it. */
static size_t rise_place(const MatchSide *was, const MatchSide *is, const IndexList *tails,
                         int line)
{
    size_t lo = 0, hi = tails->len;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (is->items[was->items[tails->items[mid]].mate].line < line)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Old tasks that kept their order, ascending: the longest rising sequence of new lines. */
static IndexList in_order(Work *w)
{
    const MatchSide *was = &w->was, *is = &w->is;
    IndexList tails = { arena_alloc(w->arena, (was->len + 1) * sizeof(int)), 0 };
    int *before = arena_alloc(w->arena, (was->len + 1) * sizeof(int));

    for (size_t i = 0; i < was->len; i++) {
        if (was->items[i].mate < 0)
            continue;
        size_t at = rise_place(was, is, &tails, is->items[was->items[i].mate].line);
        before[i] = at ? tails.items[at - 1] : -1;
        tails.items[at] = (int)i;
        tails.len = MAX(tails.len, at + 1);
    }
    int i = tails.len ? tails.items[tails.len - 1] : -1;
    for (size_t k = tails.len; k-- > 0; i = before[i])
        tails.items[k] = i;
    return tails;
}

static void shift_add(Work *w, int line, int delta)
{
    LineShift *last = w->out->shifts.len ? &w->out->shifts.items[w->out->shifts.len - 1] : NULL;

    if (last && last->last == line)     /* two tasks on one line: the shift can say only one */
        return;
    if (last && last->delta == delta)
        last->last = line;
    else
        AVEC_PUSH(&w->out->shifts, w->arena, ((LineShift){ line, line, delta }));
}

static int shift_cmp(const void *a, const void *b)
{
    const LineShift *x = a, *y = b;
    bool x_down = x->delta > 0, y_down = y->delta > 0;
    if (x_down != y_down)
        return x_down ? 1 : -1;
    int order = x->first < y->first ? -1 : x->first > y->first;
    return x_down ? -order : order;
}

/*
 * What goes up is told from the top, what goes down from the bottom: no shift meets what another
 * one moved.
 */
static void find_shifts(Work *w)
{
    IndexList kept = in_order(w);
    Difference *d = w->out;
    size_t n = 0;

    for (size_t k = 0; k < kept.len; k++) {
        const MatchItem *it = &w->was.items[kept.items[k]];
        shift_add(w, it->line, w->is.items[it->mate].line - it->line);
    }
    for (size_t k = 0; k < d->shifts.len; k++)
        if (d->shifts.items[k].delta)
            d->shifts.items[n++] = d->shifts.items[k];
    d->shifts.len = n;
    if (n)
        qsort(d->shifts.items, n, sizeof *d->shifts.items, shift_cmp);
}

/* The shifts by line, to look lines up in: the order they are told in is another one. */
static int by_line_cmp(const void *a, const void *b)
{
    const LineShift *x = a, *y = b;
    return x->first < y->first ? -1 : x->first > y->first;
}

static int shift_lookup(const LineShift *sorted, size_t n, int line)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (sorted[mid].last < line)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n && sorted[lo].first <= line ? line + sorted[lo].delta : line;
}

/* ---- differences ---- */

static bool list_eq(const StrList *a, const StrList *b)
{
    if (a->len != b->len)
        return false;
    for (size_t i = 0; i < a->len; i++)
        if (!text_same(a->items[i], b->items[i]))
            return false;
    return true;
}

TaskDifference row_difference(const TaskRow *r, const TaskFact *f)
{
    TaskDifference d = { .row = r, .fact = f, .state = r->state != f->state };
    d.edited = (text_same(r->ref, f->ref) ? 0 : FIELD(REF)) |
               (text_same(r->title, f->title) ? 0 : FIELD(TITLE)) |
               (text_same(r->assignee, f->assignee) ? 0 : FIELD(ASSIGNEE)) |
               (list_eq(&r->section, &f->section) ? 0 : FIELD(SECTION)) |
               (list_eq(&r->depends_on, &f->depends_on) ? 0 : FIELD(DEPENDS_ON)) |
               (r->depth == f->depth ? 0 : FIELD(DEPTH)) |
               (d.state || text_same(r->state_raw, f->state_raw) ? 0 : FIELD(STATE_RAW));
    return d;
}

static void add_difference(Work *w, TaskDifference d)
{
    if (!d.row || !d.fact || d.edited || d.state || d.moved)
        AVEC_PUSH(&w->out->tasks, w->arena, d);
}

static void add_gone(Work *w)
{
    for (size_t i = 0; i < w->was.len; i++)
        if (w->was.items[i].mate < 0)
            add_difference(w, (TaskDifference){ .row = w->rows[i] });
}

static void find_differences(Work *w, const TaskRow **adopted, const Facts *facts)
{
    size_t n = w->out->shifts.len;
    LineShift *sorted = arena_alloc(w->arena, (n + 1) * sizeof *sorted);

    if (n) {
        memcpy(sorted, w->out->shifts.items, n * sizeof *sorted);
        qsort(sorted, n, sizeof *sorted, by_line_cmp);
    }
    add_gone(w);
    for (size_t j = 0; j < facts->tasks.len; j++) {
        const TaskFact *f = &facts->tasks.items[j];
        int mate = w->is.items[j].mate;
        TaskDifference d = { .fact = f };
        if (mate >= 0) {
            d = row_difference(w->rows[mate], f);
            d.moved = shift_lookup(sorted, n, w->rows[mate]->line) != f->line;
        } else if (adopted[j]) {
            d = row_difference(adopted[j], f);
            d.moved = true;
        }
        add_difference(w, d);
    }
}

typedef void (*MatchFn)(MatchSide *was, MatchSide *is);

/* What appeared here and has no mate yet is looked for among those. */
static void adopt(Work *w, const TaskRows *from, MatchFn match, const TaskRow **adopted)
{
    if (!from || !from->len)
        return;
    const TaskRow **homeless = rows_sorted(w->arena, from);
    MatchSide gone = side_of_rows(w->arena, homeless, from->len);

    match(&gone, &w->is);
    for (size_t i = 0; i < gone.len; i++)
        if (gone.items[i].mate >= 0)
            adopted[gone.items[i].mate] = homeless[i];
}

static void adopt_all(Work *w, const TaskRows *orphans, const TaskRows *strays, const TaskRow **adopted)
{
    int *own = arena_alloc(w->arena, (w->is.len + 1) * sizeof *own);

    for (size_t j = 0; j < w->is.len; j++)
        own[j] = w->is.items[j].mate;
    adopt(w, orphans, match_orphans, adopted);
    adopt(w, strays, match_strays, adopted);
    for (size_t j = 0; j < w->is.len; j++)
        w->is.items[j].mate = own[j];
}

/* Nothing was done to the tasks: most saves change a few words elsewhere. */
static bool is_unchanged(const TaskRow **rows, size_t n, const Facts *facts)
{
    if (n != facts->tasks.len)
        return false;
    for (size_t i = 0; i < n; i++) {
        TaskDifference d = row_difference(rows[i], &facts->tasks.items[i]);
        if (d.edited || d.state || rows[i]->line != facts->tasks.items[i].line)
            return false;
    }
    return true;
}

void reconcile_with(Arena *a, const TaskRows *rows, const TaskRows *orphans, const TaskRows *strays,
                    const Facts *facts, Difference *ret)
{
    *ret = (Difference){ 0 };
    Work w = { .arena = a, .rows = rows_sorted(a, rows), .row_count = rows->len, .out = ret };
    if (is_unchanged(w.rows, w.row_count, facts))
        return;
    const TaskRow **adopted = arena_alloc(a, (facts->tasks.len + 1) * sizeof *adopted);

    memset(adopted, 0, (facts->tasks.len + 1) * sizeof *adopted);
    w.was = side_of_rows(a, w.rows, w.row_count);
    w.is = side_of_facts(a, facts);
    match_tasks(&w.was, &w.is);
    find_shifts(&w);
    adopt_all(&w, orphans, strays, adopted);
    find_differences(&w, adopted, facts);
}

void reconcile(Arena *a, const TaskRows *rows, const TaskRows *orphans, const Facts *facts,
               Difference *ret)
{
    reconcile_with(a, rows, orphans, NULL, facts, ret);
}

bool difference_has_new(const Difference *d)
{
    for (size_t i = 0; i < d->tasks.len; i++)
        if (!d->tasks.items[i].row)
            return true;
    return false;
}

/* ---- carried to another file that was read before ---- */

TaskFact row_fact(const TaskRow *r)
{
    return (TaskFact){ .line = r->line, .ref = r->ref, .title = r->title, .state = r->state,
                       .state_raw = r->state_raw, .assignee = r->assignee, .section = r->section,
                       .depends_on = r->depends_on, .depth = r->depth, .confidence = 'A' };
}

int *reconcile_carried(Arena *a, const TaskRows *vanished, const TaskRows *fresh)
{
    int *pairs = arena_alloc(a, (vanished->len + 1) * sizeof *pairs);
    const TaskRow **was = arena_alloc(a, (vanished->len + 1) * sizeof *was);
    const TaskRow **now = arena_alloc(a, (fresh->len + 1) * sizeof *now);

    for (size_t i = 0; i < vanished->len; i++)
        was[i] = &vanished->items[i];
    for (size_t i = 0; i < fresh->len; i++)
        now[i] = &fresh->items[i];
    MatchSide x = side_of_rows(a, was, vanished->len), y = side_of_rows(a, now, fresh->len);
    match_strays(&x, &y);
    for (size_t i = 0; i < vanished->len; i++) {
        int mate = x.items[i].mate;
        pairs[i] = mate >= 0 && fresh->items[mate].seq > vanished->items[i].seq ? mate : -1;
    }
    return pairs;
}
