/*
 * timeline_move.c - where the window and the cursor of the timeline go.
 *
 * The cursor moves by columns and takes the window along at its edges; nothing goes beyond now.
 */
#include "timeline_view.h"

#include "baton/base/clock.h"

static int now_col(const Timeline *t)
{
    return time_window_col(&t->window, t->now);
}

int timeline_col(const Timeline *t)
{
    int col = time_window_col(&t->window, t->at_now ? t->now : t->cursor_at);
    return MAX(MIN(col, t->window.cols - 1), 0);
}

const TimeRow *timeline_row(const Timeline *t)
{
    return t->row >= 0 && t->row < (int)t->rows.len ? &t->rows.items[t->row] : NULL;
}

static void put_cursor(Timeline *t, int col)
{
    col = MAX(MIN(col, MIN(now_col(t), t->window.cols - 1)), 0);
    t->at_now = col == now_col(t);
    t->cursor_at = time_window_at(&t->window, col);
}

/* Time went on, or the window got another size: the cursor stays in it. */
void timeline_settle(Timeline *t)
{
    t->now = clock_now();
    t->window.cols = MAX(t->layout.grid.w, 1);
    if (t->follow)
        t->window = time_window_with(t->window.zoom, t->window.cols, t->now, t->window.cols - 1);
    int col = time_window_col(&t->window, t->at_now ? t->now : t->cursor_at);
    if (!t->at_now || col < 0 || col >= t->window.cols)
        put_cursor(t, col);
}

/* Columns to the right, at most until the last one is now. */
static void pan(Timeline *t, int64_t cols)
{
    TimeWindow last = time_window_with(t->window.zoom, t->window.cols, t->now, t->window.cols - 1);
    int64_t from = t->window.from + cols * time_zoom_step(t->window.zoom);
    t->window.from = cols > 0 ? MAX(MIN(from, last.from), t->window.from) : from;
    t->follow = false;
}

static void step(Timeline *t, int by)
{
    int col = timeline_col(t) + by;
    if (by > 0 && col > now_col(t))
        return;
    if (col < 0 || col >= t->window.cols)
        pan(t, by);
    put_cursor(t, MAX(MIN(col, t->window.cols - 1), 0));
}

static void screenful(Timeline *t, int by)
{
    int col = timeline_col(t);
    pan(t, (int64_t)by * t->window.cols);
    put_cursor(t, col);
}

static void zoom(Timeline *t, int by)
{
    int col = timeline_col(t), to = MAX(MIN(t->window.zoom + by, TIME_ZOOM_COUNT - 1), 0);
    int64_t at = t->at_now ? t->now : t->cursor_at;
    t->window = time_window_with(to, t->window.cols, at, col);
    if (t->follow)
        t->window = time_window_with(to, t->window.cols, t->now, t->window.cols - 1);
    put_cursor(t, time_window_col(&t->window, at));
}

static void go_now(Timeline *t)
{
    t->follow = t->at_now = true;
}

/* The first bucket of a level in [from, to) with something in it; `to`: none. */
static int64_t first_bucket(Screen *s, int level, int64_t from, int64_t to)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Beats beats = { 0 };
    int64_t first = to;
    index_beats(s->index, s->context->store, a, level, from, to, NULL, &beats);
    for (size_t i = 0; i < beats.len; i++)
        if (beats.items[i].events && beats.items[i].at >= from)
            first = MIN(first, beats.items[i].at);
    return first;
}

/* What was imported is older than what was there before: the index knows, the ledger only of the first. */
static int64_t first_event_at(const Timeline *t, Screen *s)
{
    const int days = INDEX_LEVEL_COUNT - 1;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    EventRows rows = { 0 };
    store_events(s->context->store, a, &(EventQuery){ .limit = 1 }, &rows);
    int64_t first = rows.len ? rows.items[0].at : t->now;
    int64_t day = s->index ? first_bucket(s, days, 1, t->now) : first;
    if (day >= first)
        return first;
    return MIN(first, first_bucket(s, time_zoom_level(t->window.zoom), day, day + index_level_ms(days)));
}

static void go_begin(Timeline *t, Screen *s)
{
    t->follow = false;
    t->window = time_window_with(t->window.zoom, t->window.cols, MIN(first_event_at(t, s), t->now), 0);
    put_cursor(t, 0);
}

/* The run that goes on, else the last one, else all there is. */
static void whole_run(Timeline *t, Screen *s)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    RunRows rows = { 0 };
    const char *run = store_current_run(s->context->store, a);
    int64_t from = 0, to = t->now;
    store_runs(s->context->store, a, &(RunQuery){ .id = run }, &rows);
    if (rows.len) {
        from = rows.items[rows.len - 1].started_at;
        to = rows.items[rows.len - 1].ended_at;
    }
    if (!from)
        from = first_event_at(t, s);
    if (!to || to > t->now)
        to = t->now;
    t->follow = false;
    t->window = time_window_over(t->window.cols, MIN(from, to), to);
    put_cursor(t, time_window_col(&t->window, to));
}

/* ---- rows ---- */

static bool move_row(Timeline *t, const char *command)
{
    const int page = MAX(t->layout.grid.h, 1), last = (int)t->rows.len - 1;
    const struct { const char *name; int by; } moves[] = {
        { "down", 1 }, { "up", -1 }, { "half-down", MAX(page / 2, 1) }, { "half-up", -MAX(page / 2, 1) },
        { "page-down", page }, { "page-up", -page }, { "top", -last - 1 }, { "bottom", last + 1 },
    };
    for (size_t i = 0; i < ARRAY_LEN(moves); i++)
        if (strcmp(moves[i].name, command) == 0) {
            t->row = MAX(MIN(t->row + moves[i].by, last), 0);
            return true;
        }
    return false;
}

static const struct {
    const char *name;
    void (*go)(Timeline *t, int by);
    int by;
} moves[] = {
    { "earlier", step, -1 },            { "later", step, 1 },
    { "screen-earlier", screenful, -1 }, { "screen-later", screenful, 1 },
    { "zoom-in", zoom, -1 },            { "zoom-out", zoom, 1 },
};

bool timeline_move(Timeline *t, Screen *s, const char *command)
{
    for (size_t i = 0; i < ARRAY_LEN(moves); i++)
        if (strcmp(moves[i].name, command) == 0) {
            moves[i].go(t, moves[i].by);
            return true;
        }
    if (strcmp(command, "now") == 0)
        go_now(t);
    else if (strcmp(command, "follow") == 0 && t->follow)
        t->follow = false;
    else if (strcmp(command, "follow") == 0)
        go_now(t);
    else if (strcmp(command, "begin") == 0)
        go_begin(t, s);
    else if (strcmp(command, "whole-run") == 0)
        whole_run(t, s);
    else
        return move_row(t, command);
    return true;
}

bool timeline_can_move(const Timeline *t, const char *command)
{
    bool at_end = now_col(t) < t->window.cols;
    const struct { const char *name; bool moves; } known[] = {
        { "zoom-in", t->window.zoom > 0 }, { "zoom-out", t->window.zoom + 1 < TIME_ZOOM_COUNT },
        { "screen-later", !at_end },       { "now", !t->follow || !t->at_now },
        { "follow", !t->follow },
    };
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (strcmp(known[i].name, command) == 0)
            return known[i].moves;
    return true;
}
