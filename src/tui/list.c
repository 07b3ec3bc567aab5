/*
 * list.c - cursor, window and reading of virtual lists.
 */
#include "list.h"

#include <stdio.h>

#include "baton/base/clock.h"
#include "text.h"

enum { SEARCH_STEP = 512, MAX_SEARCH = 50000,           /* rows read at once, and at most, to find one */
       NEXT_ROWS = 1 };                                 /* held beyond those in sight, to pass a heading there */

void list_init(List *l, const ListClass *class, Screen *screen)
{
    *l = (List){ .class = class, .screen = screen, .stale = true };
}

void list_close(List *l)
{
    arena_free(l->arena);
    arena_free(l->data_arena);
    free(l->cursor_id);
    free(l->filter);
    *l = (List){ 0 };
}

void list_add(List *l, ListRow row)
{
    AVEC_PUSH(l, l->arena, row);
}

static void forget_rows(List *l)
{
    arena_free(l->arena);
    l->arena = arena_new();
    l->items = NULL;
    l->len = l->cap = 0;
    l->stamp = stamp_new();
}

static const ListRow *row_at(const List *l, int64_t index)
{
    int64_t i = index - l->fetched_from;
    return i >= 0 && i < (int64_t)l->len ? &l->items[i] : NULL;
}

const ListRow *list_selected(const List *l)
{
    const ListRow *r = row_at(l, l->cursor);
    return r && r->kind != ITEM_NONE ? r : NULL;
}

static void remember_cursor(List *l)
{
    const ListRow *r = list_selected(l);
    free(l->cursor_id);
    l->cursor_id = r ? mem_strdup(r->id) : NULL;
    l->cursor_kind = r ? r->kind : ITEM_NONE;
}

static bool is_followed(const List *l, const ListRow *r)
{
    return r && r->id && l->cursor_id && r->kind == l->cursor_kind && strcmp(r->id, l->cursor_id) == 0;
}

static void keep_in_sight(List *l)
{
    int64_t last_top = MAX(l->count - MAX(l->height, 1), 0);
    l->cursor = MAX(MIN(l->cursor, l->count - 1), 0);
    if (l->cursor < l->top)
        l->top = l->cursor;
    if (l->cursor >= l->top + l->height)
        l->top = l->cursor - l->height + 1;
    l->top = MAX(MIN(l->top, last_top), 0);
}

/*
 * One page more on both sides, so that the row under the cursor is found again after a change.  The first time there is
 * no such row yet, and whoever looks at the first frame has not moved.
 */
static void fetch_around(List *l)
{
    bool first = !l->arena && !l->cursor_id;
    int64_t more = first ? NEXT_ROWS : l->height, from = MAX(l->top - more, 0);
    int64_t to = first ? l->top + l->height + more : from + 3 * (int64_t)l->height;
    forget_rows(l);
    l->fetched_from = from;
    if (l->count && l->height > 0)
        l->class->fetch(l, from, to - from);
}

static void move_with(List *l, int64_t to)
{
    l->top += to - l->cursor;
    l->cursor = to;
}

/* A row that went further than what was read, as a task does that gets another agent. */
static void follow_far(List *l)
{
    int64_t at = l->class->find ? l->class->find(l, l->cursor_id) : -1;
    if (at < 0 || at >= l->count)
        return;
    move_with(l, at);
    keep_in_sight(l);
    fetch_around(l);
}

static void follow_cursor(List *l)
{
    if (!l->cursor_id || is_followed(l, row_at(l, l->cursor)))
        return;
    for (size_t i = 0; i < l->len; i++)
        if (is_followed(l, &l->items[i])) {
            move_with(l, l->fetched_from + (int64_t)i);
            return;
        }
    follow_far(l);
}

static int64_t search_rows(List *l)
{
    for (int64_t from = 0; from < MIN(l->count, (int64_t)MAX_SEARCH); from += SEARCH_STEP) {
        forget_rows(l);
        l->class->fetch(l, from, SEARCH_STEP);
        for (size_t i = 0; i < l->len; i++)
            if (is_followed(l, &l->items[i]))
                return from + (int64_t)i;
    }
    return -1;
}

/* A row that was found with a filter is shown among its neighbours when the filter goes. */
static void seek_cursor(List *l)
{
    l->seek = false;
    if (!l->cursor_id)
        return;
    int64_t at = l->class->find ? l->class->find(l, l->cursor_id) : search_rows(l);
    l->cursor = MAX(at, 0);
    l->top = MAX(l->cursor - l->height / 2, 0);
}

/* Headings are passed: downwards first, at the end upwards. */
static void leave_heading(List *l, int direction)
{
    const ListRow *r;
    int64_t at = l->cursor;
    while ((r = row_at(l, at)) && r->kind == ITEM_NONE)
        at += direction;
    if (!r && direction != 0)
        for (at = l->cursor; (r = row_at(l, at)) && r->kind == ITEM_NONE;)
            at -= direction;
    if (r)
        l->cursor = at;
}

static void word_counts(List *l)
{
    CLEANUP(buf_done) Buf b = BUF_INIT;
    if (l->class->counts)
        l->class->counts(l, &b);
    else if (l->count)
        buf_addf(&b, "%lld", (long long)l->count);
    snprintf(l->counts, sizeof l->counts, "%s", b.data);
}

void list_mark(List *l)
{
    l->stale = true;
    l->counted = false;
}

void list_count(List *l)
{
    if (l->counted)
        return;
    l->at_end = l->tail && l->cursor >= l->count - 1;
    l->count = l->class->count(l);
    l->counted = true;
    word_counts(l);
}

static bool window_holds(const List *l, int height)
{
    int64_t last = MIN(l->top + height + NEXT_ROWS, l->count) - 1, first = MAX(l->top - NEXT_ROWS, 0);
    return !l->stale && height == l->height && (!l->count || (row_at(l, first) && row_at(l, last)));
}

static void update(List *l, int height, int direction)
{
    if (window_holds(l, height))
        return;
    l->height = height;
    list_count(l);
    if (l->seek)
        seek_cursor(l);
    else if (l->at_end)
        l->cursor = l->count - 1;
    keep_in_sight(l);
    fetch_around(l);
    if (l->stale && !l->at_end)
        follow_cursor(l);
    l->stale = l->at_end = false;
    leave_heading(l, direction);
    keep_in_sight(l);
    if (!window_holds(l, height))       /* it followed the cursor */
        fetch_around(l);
    remember_cursor(l);
}

void list_update(List *l, int height)
{
    update(l, height, 1);
}

/* The cursor was moved in that direction, maybe out of what is held. */
static void settle_move(List *l, int direction)
{
    keep_in_sight(l);
    update(l, l->height, direction);
    leave_heading(l, direction);
    keep_in_sight(l);
    update(l, l->height, direction);
    remember_cursor(l);
}

static void paint_empty(List *l, Canvas *c, Rect inside)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    TextPane pane = { 0 };
    TextWriter w = text_begin(&pane.text, a, inside.w - 2);
    text_words(&w, STYLE_DIM, raw(l->filter ? "Nothing matches the filter." : l->class->empty));
    canvas_fill(c, inside, STYLE_TEXT);
    text_pane_paint(&pane, c, (Rect){ inside.x + 1, inside.y, inside.w - 2, inside.h });
}

static void paint_row(List *l, Canvas *c, Rect row, int64_t index, uint64_t what, bool focus)
{
    const ListRow *r = index < l->count ? row_at(l, index) : NULL;
    bool here = r && index == l->cursor && focus && r->kind != ITEM_NONE;

    what = r ? stamp_mix(stamp_mix(what, (uint64_t)index), here) : STAMP_BLANK;
    if (!canvas_begin(c, row, what))
        return;
    if (r)
        l->class->paint_row(l, c, row, r);
    if (here)
        canvas_mark_row(c, row);
    canvas_end(c, row, what);
}

/* Rows tell of their age, so that none is kept for longer than a second. */
void list_paint(List *l, Canvas *c, Rect inside, bool focus)
{
    Rect before = canvas_clip(c, inside);
    uint64_t what = stamp_mix(l->stamp, (uint64_t)(clock_now() / 1000));
    for (int y = 0; y < inside.h && l->count; y++)
        paint_row(l, c, (Rect){ inside.x, inside.y + y, inside.w, 1 }, l->top + y, what, focus);
    if (!l->count && inside.h > 0)
        paint_empty(l, c, inside);
    canvas_clip(c, before);
}

static const struct {
    const char *name;
    int rows, halves;
    int64_t to;
} moves[] = {
    { "down", 1, 0, -1 },     { "up", -1, 0, -1 },
    { "page-down", 0, 2, -1 }, { "page-up", 0, -2, -1 },
    { "half-down", 0, 1, -1 }, { "half-up", 0, -1, -1 },
    { "top", 0, 0, 0 },       { "bottom", 0, 0, INT64_MAX },
};

bool list_move(List *l, const char *command)
{
    for (size_t i = 0; i < ARRAY_LEN(moves); i++) {
        if (strcmp(moves[i].name, command) != 0)
            continue;
        int64_t by = moves[i].rows + moves[i].halves * MAX(l->height / 2, 1);
        l->cursor = moves[i].to >= 0 ? moves[i].to : l->cursor + by;
        settle_move(l, by < 0 ? -1 : 1);
        return true;
    }
    return false;
}

void list_select_at(List *l, int row)
{
    const ListRow *r = row_at(l, l->top + row);
    if (!r || r->kind == ITEM_NONE)
        return;
    l->cursor = l->top + row;
    remember_cursor(l);
}

void list_scroll(List *l, int rows)
{
    l->top = MAX(MIN(l->top + rows, l->count - l->height), 0);
    l->cursor = MAX(MIN(l->cursor, l->top + l->height - 1), l->top);
    settle_move(l, rows < 0 ? -1 : 1);
}

/* A filter begins at its first match, or its last where the end is followed. */
void list_set_filter(List *l, const char *text)
{
    bool had = l->filter;
    free(l->filter);
    l->filter = text && *text ? mem_strdup(text) : NULL;
    l->seek = had && !l->filter;
    if (!l->seek) {
        l->cursor = l->tail ? INT64_MAX / 2 : 0;
        l->top = 0;
        free(TAKE(l->cursor_id));
    }
    list_mark(l);
}

void list_seek(List *l, ItemKind kind, const char *id)
{
    list_set_filter(l, NULL);
    free(l->cursor_id);
    l->cursor_id = mem_strdup(id);
    l->cursor_kind = kind;
    l->seek = true;
}
