/*
 * timeline.h - who did what when, as columns of time: the pure part, tested without a ledger.
 *
 * A window is a number of columns of one width; a column begins at a multiple of its width since 1970 UTC,
 * so that buckets of the index never lie across two of them.  A row is an agent, its cells are the columns.
 */
#ifndef BATON_TUI_TIMELINE_H
#define BATON_TUI_TIMELINE_H

#include "baton/store/index.h"
#include "canvas.h"

/* Widths of a column, narrowest first: a level of the index, so many of its buckets, how it is called. */
#define TIME_ZOOMS(X) \
    X(0, 1, "1m") X(0, 2, "2m") X(1, 1, "5m") X(1, 2, "10m") X(2, 1, "15m") X(2, 2, "30m") X(3, 1, "1h") \
    X(3, 2, "2h") X(4, 1, "4h") X(4, 2, "8h") X(5, 1, "1d")
enum {
#define X(level, times, name) +1
    TIME_ZOOM_COUNT = 0 TIME_ZOOMS(X),
#undef X
    TIME_ZOOM_FIRST = 2,        /* what is shown before anybody zooms */
};
int64_t time_zoom_step(int zoom);               /* ms */
int time_zoom_level(int zoom);                  /* of index_beats() */
const char *time_zoom_name(int zoom);

typedef struct {
    int zoom, cols;
    int64_t from;               /* ms UTC: where the first column begins */
} TimeWindow;

int64_t time_window_at(const TimeWindow *w, int col);           /* where a column begins; cols: the end of all */
int time_window_col(const TimeWindow *w, int64_t at);           /* -1: before it, cols: behind it */
TimeWindow time_window_with(int zoom, int cols, int64_t at, int col);   /* `at` lies in that column */
/* All of [from, to] with the narrowest columns that do. */
TimeWindow time_window_over(int cols, int64_t from, int64_t to);

typedef struct {
    AgentState state;
    bool begun;                 /* not later than now */
    bool silent;                /* it works, and was not heard of for longer than it may */
    unsigned marks;             /* BEAT_… */
    int64_t events, last_seq;
    int64_t heard;              /* when, at the end of it; 0: never */
} TimeCell;
typedef struct {
    const char *slug, *name;
    AgentState state;           /* in the last column that has begun */
    bool silent;                /* in that one */
    TimeCell *cells;            /* one per column */
} TimeRow;
typedef struct { TimeRow *items; size_t len, cap; } TimeRows;
/*
 * Those with something in the window, pressing states first, then by name; what names no agent last.  filter:
 * a part of the name, NULL: all.
 */
void time_rows(Arena *a, const Beats *beats, const TimeWindow *w, int64_t now, const char *filter, TimeRows *ret_rows);

/* Marks where it was silent for longer than `limit` ms; 0: it may be. */
void time_row_age(TimeRow *r, const TimeWindow *w, int64_t limit);
/* Since when the state of a column lasts; less than the window's beginning: longer than that. */
int64_t time_row_since(const TimeRow *r, const TimeWindow *w, int col);

/* What a cell shows: its weightiest mark, else its state; "" for nothing. */
const char *time_cell_glyph(const TimeCell *c, bool ascii);
unsigned time_cell_mark(const TimeCell *c);     /* BEAT_… of the mark that it shows; 0: its state */
const char *time_state_glyph(AgentState s, bool ascii);
const char *time_mark_glyph(unsigned mark, bool ascii);
void time_marks_text(unsigned marks, Buf *out); /* "start, test" */
/* "= working  w waiting …", in lines of so many columns; how many lines. */
int time_legend(int cols, bool ascii, Buf *out);

/*
 * The ruler: times of the day in local time over their columns, dates where a day begins, "now"; and below it a
 * stroke per label.  Both are as wide as the window, UTF-8.
 */
void time_ruler(const TimeWindow *w, int64_t now, bool ascii, Buf *labels, Buf *strokes);
/* "2026-01-02", "01-02 14:05", "01-02 14:05 - 15:05": in local time. */
void time_day_text(int64_t at, char out[11]);
void time_moment_text(int64_t at, int64_t now, Buf *out);      /* with its day, if that is not today */
void time_span_text(int64_t from, int64_t to, int64_t now, bool ascii, Buf *out);

/* Where everything stands; what has no room has height 0. */
typedef struct {
    Rect frame;                 /* of the timeline */
    Rect names, ruler, grid;    /* ruler stands over the grid */
    Rect info, legend;
    Rect line;                  /* one line of figures, or of what is new */
    Rect figures, since;        /* frames */
} TimelineLayout;
/*
 * rows, names: how many agents, how wide their names.
 * lower: 0: a line of figures; 1: figures; 2: since.  Where there is room for both, it does not matter.
 */
TimelineLayout layout_timeline(Rect body, int rows, int names, int lower);

#endif
