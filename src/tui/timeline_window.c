/*
 * timeline_window.c - columns of time: how wide, which one, the ruler above them.
 */
#include "timeline.h"

#include <stdio.h>
#include <time.h>

#include "baton/base/macros.h"

enum { MINUTE = 60000, HOUR = 60 * MINUTE, LABEL_COLS = 8, NOW_COLS = 3 };
#define DAY ((int64_t)24 * HOUR)

static const struct {
    int level, times;
    const char *name;
} zooms[] = {
#define X(level, times, name) { level, times, name },
    TIME_ZOOMS(X)
#undef X
};

int64_t time_zoom_step(int zoom)
{
    return index_level_ms(zooms[zoom].level) * zooms[zoom].times;
}

int time_zoom_level(int zoom) { return zooms[zoom].level; }
const char *time_zoom_name(int zoom) { return zooms[zoom].name; }

/* Rounds down below 1970 as well. */
static int64_t floor_to(int64_t at, int64_t step)
{
    int64_t rest = at % step;
    return at - (rest < 0 ? rest + step : rest);
}

int64_t time_window_at(const TimeWindow *w, int col)
{
    return w->from + col * time_zoom_step(w->zoom);
}

int time_window_col(const TimeWindow *w, int64_t at)
{
    if (at < w->from)
        return -1;
    int64_t col = (at - w->from) / time_zoom_step(w->zoom);
    return (int)MIN(col, (int64_t)w->cols);
}

TimeWindow time_window_with(int zoom, int cols, int64_t at, int col)
{
    int64_t step = time_zoom_step(zoom);
    return (TimeWindow){ zoom, cols, floor_to(at, step) - col * step };
}

TimeWindow time_window_over(int cols, int64_t from, int64_t to)
{
    int zoom = 0;
    while (zoom + 1 < TIME_ZOOM_COUNT &&
           (floor_to(to, time_zoom_step(zoom)) - floor_to(from, time_zoom_step(zoom))) / time_zoom_step(zoom) >= cols)
        zoom++;
    return time_window_with(zoom, cols, from, 0);
}

/* ---- local time ---- */

static struct tm local(int64_t at, int64_t *ret_local_ms)
{
    time_t seconds = (time_t)(floor_to(at, 1000) / 1000);
    struct tm tm = { 0 };
    localtime_r(&seconds, &tm);
    *ret_local_ms = at + (int64_t)tm.tm_gmtoff * 1000;
    return tm;
}

void time_day_text(int64_t at, char out[11])
{
    int64_t ms;
    struct tm tm = local(at, &ms);
    snprintf(out, 11, "%04u-%02u-%02u", (unsigned)(tm.tm_year + 1900) % 10000, (unsigned)(tm.tm_mon + 1) % 100,
             (unsigned)tm.tm_mday % 100);
}

static void add_moment(int64_t at, bool day, Buf *out)
{
    int64_t ms;
    struct tm tm = local(at, &ms);
    if (day)
        buf_addf(out, "%02d-%02d ", tm.tm_mon + 1, tm.tm_mday);
    buf_addf(out, "%02d:%02d", tm.tm_hour, tm.tm_min);
}

static int64_t local_day(int64_t at)
{
    int64_t ms;
    local(at, &ms);
    return floor_to(ms, DAY);
}

void time_moment_text(int64_t at, int64_t now, Buf *out)
{
    add_moment(at, local_day(at) != local_day(now), out);
}

void time_span_text(int64_t from, int64_t to, int64_t now, bool ascii, Buf *out)
{
    time_moment_text(from, now, out);
    buf_adds(out, ascii ? " - " : " – ");
    add_moment(to, local_day(from) != local_day(to), out);
}

/* ---- ruler ---- */

/* How far apart labels are: the shortest round time that leaves room for one. */
static int64_t label_every(int64_t step)
{
    static const int64_t rounds[] = { 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR,
                                      4 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY };
    for (size_t i = 0; i < ARRAY_LEN(rounds); i++)
        if (rounds[i] / step >= LABEL_COLS)
            return rounds[i];
    return 14 * DAY;
}

/* The last round local time in a column, if one begins there that did not in the column before. */
static bool label_at(const TimeWindow *w, int col, int64_t every, char out[8])
{
    int64_t ms, step = time_zoom_step(w->zoom), at = time_window_at(w, col);
    local(at, &ms);
    int64_t round = floor_to(ms + step - 1, every);
    if (round < ms)
        return false;
    int64_t utc = at + (round - ms), again;
    struct tm tm = local(utc, &again);
    if (floor_to(round, DAY) == round)
        snprintf(out, 8, "%02u-%02u", (unsigned)(tm.tm_mon + 1) % 100, (unsigned)tm.tm_mday % 100);
    else
        snprintf(out, 8, "%02u:%02u", (unsigned)(round % DAY / HOUR) % 100, (unsigned)(round % HOUR / MINUTE) % 100);
    return true;
}

static void put_over(char *line, int cols, int at, const char *text)
{
    int n = (int)strlen(text);
    at = MAX(MIN(at, cols - n), 0);
    for (int i = 0; i < n && at + i < cols; i++)
        line[at + i] = text[i];
}

static bool is_free(const char *line, int cols, int at, int n)
{
    for (int i = MAX(at - 1, 0); i < MIN(at + n + 1, cols); i++)
        if (line[i] != ' ')
            return false;
    return at + n <= cols;
}

static void add_strokes(const char *marks, int cols, bool ascii, Buf *out)
{
    for (int i = 0; i < cols; i++) {
        if (marks[i] == 'v')
            buf_adds(out, ascii ? "v" : "▼");
        else if (marks[i] == '+')
            buf_adds(out, ascii ? "+" : "┬");
        else
            buf_adds(out, ascii ? "-" : "─");
    }
}

void time_ruler(const TimeWindow *w, int64_t now, bool ascii, Buf *labels, Buf *strokes)
{
    int cols = MAX(w->cols, 0), col = time_window_col(w, now);
    int64_t every = label_every(time_zoom_step(w->zoom));
    CLEANUP(free_mem) char *line = mem_alloc((size_t)cols + 1);
    CLEANUP(free_mem) char *marks = mem_alloc((size_t)cols + 1);
    char text[8];

    memset(line, ' ', (size_t)cols);
    memset(marks, '-', (size_t)cols);
    if (col >= 0 && col < cols)
        put_over(line, cols, col - (NOW_COLS - 1), "now");
    for (int i = 0; i < cols; i++) {
        if (!label_at(w, i, every, text))
            continue;
        marks[i] = '+';
        if (is_free(line, cols, i, (int)strlen(text)))
            put_over(line, cols, i, text);
    }
    if (col >= 0 && col < cols)
        marks[col] = 'v';
    buf_adds(labels, line);
    add_strokes(marks, cols, ascii, strokes);
}
