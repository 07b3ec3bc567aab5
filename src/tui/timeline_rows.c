/*
 * timeline_rows.c - from buckets of the index to a row of cells per agent, and what a cell looks like.
 *
 * A state lasts until something else is heard.  What happened in a column stands over it: of several
 * things the weightiest.
 */
#include "timeline.h"

#include "baton/base/macros.h"

typedef struct {
    unsigned mark;
    const char *glyph, *ascii, *name;
} Mark;

static const Mark marks[] = {   /* the weightiest first */
    { BEAT_ESCALATION, "!", "!", "escalation" }, { BEAT_DECISION, "◆", "D", "decision" },
    { BEAT_HANDOFF, "⇄", "H", "handoff" },       { BEAT_TEST, "T", "T", "test" },
    { BEAT_END, "┤", "]", "end" },               { BEAT_START, "├", "[", "start" },
    { BEAT_OTHER, "'", "'", "other" },
};

/* States that show; all others are blank. */
static const struct {
    AgentState state;
    const char *glyph, *ascii;
} blocks[] = {
    { AGENT_WORKING, "▬", "=" }, { AGENT_WAITING, "░", "w" }, { AGENT_BLOCKED, "■", "#" },
    { AGENT_ESCALATED, "▲", "^" }, { AGENT_DONE, "·", "." },
};

const char *time_state_glyph(AgentState s, bool ascii)
{
    for (size_t i = 0; i < ARRAY_LEN(blocks); i++)
        if (blocks[i].state == s)
            return ascii ? blocks[i].ascii : blocks[i].glyph;
    return "";
}

#define SILENT_GLYPH "╌"
#define SILENT_ASCII "~"

static const Mark *mark_of(unsigned mark)
{
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (marks[i].mark & mark)
            return &marks[i];
    return NULL;
}

const char *time_mark_glyph(unsigned mark, bool ascii)
{
    const Mark *m = mark_of(mark);
    return !m ? "" : ascii ? m->ascii : m->glyph;
}

/* What has no weight of its own does not hide a state. */
unsigned time_cell_mark(const TimeCell *c)
{
    const Mark *m = mark_of(c->marks);
    if (!m || (m->mark == BEAT_OTHER && *time_state_glyph(c->state, true)))
        return 0;
    return m->mark;
}

const char *time_cell_glyph(const TimeCell *c, bool ascii)
{
    unsigned mark = time_cell_mark(c);
    if (mark)
        return time_mark_glyph(mark, ascii);
    if (c->begun && c->silent)
        return ascii ? SILENT_ASCII : SILENT_GLYPH;
    return c->begun ? time_state_glyph(c->state, ascii) : "";
}

void time_marks_text(unsigned all, Buf *out)
{
    size_t before = out->len;
    for (size_t i = ARRAY_LEN(marks); i-- > 0;)
        if (marks[i].mark & all && marks[i].mark != BEAT_OTHER)
            buf_addf(out, "%s%s", out->len > before ? ", " : "", marks[i].name);
}

typedef struct {
    int cols, used, lines;
    Buf *out;
} Legend;

static void legend_entry(Legend *l, const char *glyph, const char *name)
{
    int width = 2 + (int)strlen(name);
    bool next = l->used && l->used + 2 + width > l->cols;
    buf_addf(l->out, "%s%s %s", next ? "\n" : l->used ? "  " : "", glyph, name);
    l->used = next || !l->used ? width : l->used + 2 + width;
    l->lines += next;
}

int time_legend(int cols, bool ascii, Buf *out)
{
    Legend l = { cols, 0, 1, out };
    for (size_t i = 0; i < ARRAY_LEN(blocks); i++)
        legend_entry(&l, ascii ? blocks[i].ascii : blocks[i].glyph, agent_state_text(blocks[i].state));
    legend_entry(&l, ascii ? SILENT_ASCII : SILENT_GLYPH, "silent");
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        legend_entry(&l, ascii ? marks[i].ascii : marks[i].glyph, marks[i].name);
    return l.lines;
}

/* ---- rows ---- */

static bool name_matches(const Beat *b, const char *filter)
{
    Str wanted = str_from(filter);
    return !wanted.len || str_ifind(str_from(b->name), wanted) >= 0 || str_ifind(str_from(b->slug), wanted) >= 0;
}

static void add_beat(TimeCell *c, const Beat *b)
{
    c->marks |= b->marks;
    c->events += b->events;
    c->last_seq = MAX(c->last_seq, b->last_seq);
}

/* Beats [from, to) are one agent's, by time: each column takes what happened, and the state as it is at its end. */
static TimeRow row_of(Arena *a, const Beats *beats, size_t from, size_t to, const TimeWindow *w, int64_t now)
{
    TimeRow row = { beats->items[from].slug, beats->items[to - 1].name, AGENT_UNKNOWN, false, NULL };
    size_t i = from;
    row.cells = arena_alloc(a, (size_t)MAX(w->cols, 0) * sizeof *row.cells + 1);
    for (; i < to && beats->items[i].at < w->from; i++)
        row.state = beats->items[i].state;
    for (int col = 0; col < w->cols; col++) {
        TimeCell *c = &row.cells[col];
        for (int64_t end = time_window_at(w, col + 1); i < to && beats->items[i].at < end; i++) {
            add_beat(c, &beats->items[i]);
            row.state = beats->items[i].state;
        }
        c->begun = time_window_at(w, col) <= now;
        c->heard = i > from ? beats->items[i - 1].at : 0;
        c->state = row.state;
    }
    return row;
}

/* Buckets say no more than in which of them it was heard of: silence is counted from the end of one. */
void time_row_age(TimeRow *r, const TimeWindow *w, int64_t limit)
{
    int64_t bucket = index_level_ms(time_zoom_level(w->zoom));
    for (int i = 0; limit && i < w->cols; i++) {
        TimeCell *c = &r->cells[i];
        c->silent = c->state == AGENT_WORKING && c->heard && time_window_at(w, i) > c->heard + bucket + limit;
        r->silent = c->begun ? c->silent : r->silent;
    }
}

int64_t time_row_since(const TimeRow *r, const TimeWindow *w, int col)
{
    int i = col;
    while (i >= 0 && r->cells[i].state == r->cells[col].state)
        i--;
    return i < 0 ? w->from - 1 : time_window_at(w, i + 1);
}

static bool has_something(const TimeRow *r, int cols)
{
    for (int i = 0; i < cols; i++)
        if (r->cells[i].events || (r->cells[i].begun && r->cells[i].state != AGENT_DONE &&
                                   *time_state_glyph(r->cells[i].state, true)))
            return true;
    return false;
}

static int rank(const TimeRow *r)
{
    static const AgentState pressing[] = { AGENT_ESCALATED, AGENT_WAITING, AGENT_BLOCKED, AGENT_WORKING };
    for (int i = 0; i < (int)ARRAY_LEN(pressing); i++)
        if (r->state == pressing[i])
            return i;
    return *r->slug ? (int)ARRAY_LEN(pressing) : (int)ARRAY_LEN(pressing) + 1;
}

static int compare_rows(const void *x, const void *y)
{
    const TimeRow *a = x, *b = y;
    int by_rank = rank(a) - rank(b);
    return by_rank ? by_rank : strcmp(a->slug, b->slug);
}

void time_rows(Arena *a, const Beats *beats, const TimeWindow *w, int64_t now, const char *filter, TimeRows *ret_rows)
{
    TimeRows rows = { 0 };
    for (size_t from = 0, to; from < beats->len; from = to) {
        const char *slug = beats->items[from].slug;
        for (to = from + 1; to < beats->len && strcmp(beats->items[to].slug, slug) == 0;)
            to++;
        if (!name_matches(&beats->items[from], filter))
            continue;
        TimeRow row = row_of(a, beats, from, to, w, now);
        if (has_something(&row, w->cols))
            AVEC_PUSH(&rows, a, row);
    }
    if (rows.len)
        qsort(rows.items, rows.len, sizeof *rows.items, compare_rows);
    *ret_rows = rows;
}
