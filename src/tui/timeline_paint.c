/*
 * timeline_paint.c - the timeline, cell by cell.
 */
#include "timeline_view.h"

#include "panes.h"

static Safe safe(Arena *a, const char *text, int cols)
{
    return safe_line(a, raw(text), cols);
}

static StyleId mark_style(unsigned mark)
{
    switch (mark) {
    case BEAT_ESCALATION:
        return STYLE_STATE_BAD;
    case BEAT_HANDOFF:
    case BEAT_DECISION:
        return STYLE_STATE_HUMAN;
    default:
        return mark == BEAT_OTHER ? STYLE_DIM : STYLE_TITLE;
    }
}

static StyleId cell_style(const TimeCell *c)
{
    unsigned mark = time_cell_mark(c);
    return mark ? mark_style(mark) : c->silent ? STYLE_DIM : agent_style(c->state);
}

/* Cells of one style are put together. */
static void paint_cells(Canvas *c, Arena *a, int y, int x, const TimeRow *r, int cols)
{
    CLEANUP(buf_done) Buf run = BUF_INIT;
    StyleId style = STYLE_TEXT;
    int from = 0;
    for (int i = 0; i <= cols; i++) {
        const char *glyph = i < cols ? time_cell_glyph(&r->cells[i], canvas_ascii(c)) : NULL;
        StyleId next = glyph && *glyph ? cell_style(&r->cells[i]) : STYLE_TEXT;
        if (i == cols || next != style) {
            if (i > from)
                canvas_put(c, y, x + from, style, safe(a, run.data, -1));
            buf_clear(&run);
            from = i;
            style = next;
        }
        if (glyph)
            buf_adds(&run, *glyph ? glyph : " ");
    }
}

/* A line of the upper pane, from the names to the end of the grid. */
static Rect line_of(const Timeline *t, int y)
{
    const Rect n = t->layout.names, g = t->layout.grid;
    return (Rect){ n.x, y, n.w + g.w, 1 };
}

static void put_row(Timeline *t, Canvas *c, Arena *a, int y, const TimeRow *r, bool here)
{
    const Rect n = t->layout.names, g = t->layout.grid;
    if (n.w > 3) {
        const char *glyph = *r->slug ? agent_state_glyph(r->state, canvas_ascii(c)) : "";
        canvas_put_width(c, y, n.x, 1, r->silent ? STYLE_STATE_HUMAN : agent_style(r->state), raw(glyph));
        canvas_put_width(c, y, n.x + 2, n.w - 3, *r->name ? STYLE_TEXT : STYLE_DIM,
                         raw(*r->name ? r->name : "no agent"));
    }
    paint_cells(c, a, y, g.x, r, MIN(g.w, t->read_for.cols));
    if (!here)
        return;
    canvas_mark_row_unfocused(c, line_of(t, y));
    canvas_mark_row(c, (Rect){ g.x + timeline_col(t), y, 1, 1 });
}

static void paint_row(Timeline *t, Canvas *c, Arena *a, int y)
{
    int i = t->top + y;
    bool here = i == t->row;
    Rect line = line_of(t, t->layout.grid.y + y);
    uint64_t what = stamp_mix(stamp_mix(t->stamp, (uint64_t)i), here ? (uint64_t)timeline_col(t) + 1 : 0);
    if (i >= (int)t->rows.len)
        what = STAMP_BLANK;
    if (!canvas_begin(c, line, what))
        return;
    if (what != STAMP_BLANK)
        put_row(t, c, a, line.y, &t->rows.items[i], here);
    canvas_end(c, line, what);
}

static void paint_grid(Timeline *t, Canvas *c, Arena *a)
{
    const Rect g = t->layout.grid;
    for (int y = 0; y < g.h; y++)
        paint_row(t, c, a, y);
    if (t->rows.len || g.h <= 0)
        return;
    const char *why = t->filter ? "No agent matches the filter in this time."
                      : t->empty ? "Nothing happened yet: agents show here once they report with `baton event`, or "
                                   "their files change."
                                 : "Nobody did anything in this time: g goes to the beginning, - shows more.";
    TextPane pane = { 0 };
    TextWriter w = text_begin(&pane.text, a, t->layout.names.w + g.w - 2);
    text_words(&w, STYLE_DIM, raw(why));
    text_pane_paint(&pane, c, (Rect){ t->layout.names.x + 1, g.y, t->layout.names.w + g.w - 2, g.h });
}

/* It is made anew when the window or the column of now is another one. */
static void make_ruler(Timeline *t, bool ascii, int now)
{
    CLEANUP(buf_done) Buf labels = BUF_INIT, strokes = BUF_INIT;
    const TimeWindow *w = &t->window;
    uint64_t stamp = stamp_mix(stamp_mix(STAMP_BLANK, (uint64_t)w->from), (uint64_t)w->zoom << 1 | ascii);
    stamp = stamp_mix(stamp, (uint64_t)(uint32_t)w->cols << 32 | (uint32_t)now);
    if (stamp == t->ruler.stamp)
        return;
    arena_free(t->ruler.arena);
    t->ruler.arena = arena_new();
    time_ruler(w, t->now, ascii, &labels, &strokes);
    t->ruler.stamp = stamp;
    t->ruler.labels = safe(t->ruler.arena, labels.data, -1);
    t->ruler.strokes = safe(t->ruler.arena, strokes.data, -1);
    time_day_text(w->from, t->ruler.day);
}

/* The date stands beside the labels, which stand over the strokes. */
static void paint_labels(const Timeline *t, Canvas *c)
{
    const Rect r = t->layout.ruler, n = t->layout.names;
    Rect line = line_of(t, r.y);
    if (!canvas_begin(c, line, t->ruler.stamp))
        return;
    if (n.w > 6)
        canvas_put_width(c, r.y, n.x, n.w - 1, STYLE_DIM, raw(n.w > 10 ? t->ruler.day : t->ruler.day + 5));
    canvas_put(c, r.y, r.x, STYLE_DIM, t->ruler.labels);
    canvas_end(c, line, t->ruler.stamp);
}

/* The cursor's column is marked in the strokes. */
static void paint_strokes(const Timeline *t, Canvas *c, int now, int here)
{
    const Rect r = t->layout.ruler;
    Rect line = line_of(t, r.y + 1);
    uint64_t what = stamp_mix(t->ruler.stamp, (uint64_t)here + 2);
    if (!canvas_begin(c, line, what))
        return;
    canvas_put(c, line.y, r.x, STYLE_BORDER, t->ruler.strokes);
    if (now >= 0 && now < t->window.cols)
        canvas_put_width(c, line.y, r.x + now, 1, STYLE_TITLE, raw(canvas_ascii(c) ? "v" : "▼"));
    if (here >= 0)
        canvas_mark_row(c, (Rect){ r.x + here, line.y, 1, 1 });
    canvas_end(c, line, what);
}

static void paint_ruler(Timeline *t, Canvas *c)
{
    int now = time_window_col(&t->window, t->now);
    if (t->layout.ruler.h < 2)
        return;
    make_ruler(t, canvas_ascii(c), now);
    paint_labels(t, c);
    paint_strokes(t, c, now, timeline_row(t) ? timeline_col(t) : -1);
}

/* A line of one style that says the same in most frames. */
static void paint_line(Canvas *c, Rect line, StyleId style, Str text)
{
    uint64_t what = stamp_bytes(STAMP_BLANK + 1 + style, text.data, text.len);
    if (!canvas_begin(c, line, what))
        return;
    canvas_put_width(c, line.y, line.x + 1, line.w - 2, style, raw_str(text));
    canvas_end(c, line, what);
}

static Rect line_in(Rect r, int y)
{
    return (Rect){ r.x, r.y + y, r.w, 1 };
}

static void paint_info(Timeline *t, Canvas *c)
{
    const Rect i = t->layout.info;
    if (i.h > 0)
        paint_line(c, line_in(i, 0), STYLE_TITLE, str_from(t->said[0]));
    if (i.h > 1 && t->trouble && !*t->said[1])
        paint_line(c, line_in(i, 1), STYLE_STATE_HUMAN, str_from(t->trouble));
    else if (i.h > 1)
        paint_line(c, line_in(i, 1), STYLE_TEXT, str_from(t->said[1]));
}

/* It says the same as long as it has the same place. */
static void paint_legend(const Timeline *t, Canvas *c)
{
    const Rect l = t->layout.legend;
    CLEANUP(buf_done) Buf legend = BUF_INIT;
    uint64_t what = stamp_rect(STAMP_BLANK, l);
    if (l.h <= 0 || !canvas_begin(c, l, what))
        return;
    time_legend(l.w - 2, canvas_ascii(c), &legend);
    Str rest = buf_str(&legend), line;
    for (int y = 0; y < l.h && str_next_line(&rest, &line); y++)
        canvas_put_width(c, l.y + y, l.x + 1, l.w - 2, STYLE_DIM, raw_str(line));
    canvas_end(c, l, what);
}

static void paint_text(Canvas *c, Arena *a, Rect frame, const char *title, TextPane *p)
{
    Rect inside = rect_inside(frame);
    if (frame.h <= 0)
        return;
    text_pane_clamp(p, inside.h);
    int64_t below = (int64_t)p->text.len - p->top - inside.h;
    const char *more = below > 0 ? arena_printf(a, "%lld more, J", (long long)below) : "";
    canvas_frame(c, frame, false, safe(a, title, MAX(frame.w - 6, 1)), safe(a, more, -1));
    inside.x++;
    inside.w -= 2;
    text_pane_keep(p, c, inside);
}

/* What every part of it covers follows from the layout, and from whether there are rows. */
uint64_t timeline_ground(const Timeline *t)
{
    return t->rows.len ? stamp_bytes(STAMP_BLANK, &t->layout, sizeof t->layout) : 0;
}

void timeline_paint(Timeline *t, Canvas *c)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const TimelineLayout *l = &t->layout;
    const char *title = arena_printf(a, "Timeline, %s a column%s%s%s", time_zoom_name(t->window.zoom),
                                     t->follow ? ", following now" : "", t->filter ? " /" : "",
                                     t->filter ? t->filter : "");
    const char *counts = t->trouble ? "index is being built" : !t->rows.len ? "" : arena_printf(a, "%zu", t->rows.len);
    canvas_frame(c, l->frame, true, safe(a, title, MAX(l->frame.w - 6, 1)), safe(a, counts, -1));
    Rect before = canvas_clip(c, rect_inside(l->frame));
    paint_ruler(t, c);
    paint_grid(t, c, a);
    paint_info(t, c);
    paint_legend(t, c);
    canvas_clip(c, before);
    if (l->line.h > 0)
        paint_line(c, l->line, STYLE_DIM, str_from(t->line ? t->line : ""));
    paint_text(c, a, l->figures, t->figures_title ? t->figures_title : "Figures", &t->figures);
    paint_text(c, a, l->since, "Since I last looked", &t->since);
}
