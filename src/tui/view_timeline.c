/*
 * view_timeline.c - who did what when, with the figures of a run and what is new.
 */
#include "panes.h"
#include "timeline_view.h"

static void timeline_open(View *v)
{
    Timeline *t = v->state;
    t->window.zoom = TIME_ZOOM_FIRST;
    t->follow = t->at_now = true;
}

static void keep_row_in_sight(Timeline *t)
{
    const int height = t->layout.grid.h, count = (int)t->rows.len;
    t->row = MAX(MIN(t->row, count - 1), 0);
    t->top = MAX(MIN(t->top, t->row), t->row - height + 1);
    t->top = MAX(MIN(t->top, count - height), 0);
    free(t->slug);
    t->slug = timeline_row(t) ? mem_strdup(timeline_row(t)->slug) : NULL;
}

/* It is asked for on each key, and mostly the same. */
static void lay_out(Timeline *t, Rect area)
{
    int rows = (int)MIN(t->rows.len, (size_t)1000);
    Rect was = t->laid_for.area;
    bool same = was.x == area.x && was.y == area.y && was.w == area.w && was.h == area.h;
    if (same && rows == t->laid_for.rows && t->names == t->laid_for.names && t->lower == t->laid_for.lower)
        return;
    t->layout = layout_timeline(area, rows, t->names, t->lower);
    t->laid_for.area = area;
    t->laid_for.rows = rows;
    t->laid_for.names = t->names;
    t->laid_for.lower = t->lower;
}

/* How high the frame is follows from how many agents there are, which is known when they were read. */
static void timeline_update(View *v, Rect area)
{
    Timeline *t = v->state;
    for (int cols = -1; cols != t->layout.grid.w;) {
        lay_out(t, area);
        cols = t->layout.grid.w;
        timeline_settle(t);
        timeline_read(t, v->screen);
        lay_out(t, area);
    }
    keep_row_in_sight(t);
    timeline_describe(t, v->screen);
    timeline_read_lower(t, v->screen);
}

static void timeline_paint_view(View *v, Canvas *c, Rect area)
{
    (void)area;
    timeline_paint(v->state, c);
}

static uint64_t timeline_view_ground(View *v) { return timeline_ground(v->state); }

static void set_filter(Timeline *t, const char *text)
{
    free(t->filter);
    t->filter = text && *text ? mem_strdup(text) : NULL;
    t->stale = true;
}

static bool go_back(Timeline *t)
{
    if (t->lower)
        t->lower = 0;
    else if (t->filter)
        set_filter(t, NULL);
    else
        return false;
    return true;
}

static bool scroll_lower(Timeline *t, const char *name)
{
    bool down = strcmp(name, "detail-down") == 0;
    if (!down && strcmp(name, "detail-up") != 0)
        return false;
    text_pane_scroll(t->lower == 2 || !t->layout.figures.h ? &t->since : &t->figures, down ? "half-down" : "half-up");
    return true;
}

static bool open_target(Timeline *t, Screen *s)
{
    static const ViewId views[] = { [ITEM_ESCALATION] = VIEW_ESCALATIONS, [ITEM_EVENT] = VIEW_EVENTS };
    TimeTarget target = timeline_target(t, s);
    if (target.kind == ITEM_NONE)
        screen_say(s, "Nothing happened there; marks and blocks show where something did.");
    else if (target.kind == ITEM_HANDOFF)
        screen_review(s, target.id);
    else
        screen_go(s, views[target.kind], target.kind, target.id);
    if (s->current != VIEW_TIMELINE)
        s->back = VIEW_TIMELINE;
    return true;
}

static bool timeline_command(View *v, const char *name, const char *arg)
{
    Timeline *t = v->state;
    if (timeline_move(t, v->screen, name)) {
        free(t->slug);                  /* the row that the cursor went to is the one it follows */
        t->slug = timeline_row(t) ? mem_strdup(timeline_row(t)->slug) : NULL;
        return true;
    }
    if (scroll_lower(t, name))
        return true;
    if (strcmp(name, "next-pane") == 0 || strcmp(name, "previous-pane") == 0)
        t->lower = (t->lower + (name[0] == 'n' ? 1 : 2)) % 3;
    else if (strcmp(name, "filter") == 0)
        set_filter(t, arg);
    else if (strcmp(name, "open") == 0)
        return open_target(t, v->screen);
    else
        return strcmp(name, "back") == 0 && go_back(t);
    return true;
}

static void timeline_marked(View *v, unsigned topics)
{
    Timeline *t = v->state;
    (void)topics;
    t->stale = t->lower_stale = true;
}

static const ListRow *timeline_selected(View *v)
{
    Timeline *t = v->state;
    return t->selected.kind ? &t->selected : NULL;
}

static const char *timeline_filter(View *v) { return ((Timeline *)v->state)->filter; }

static bool timeline_can(View *v, const char *command)
{
    Timeline *t = v->state;
    if (strcmp(command, "open") == 0)
        return t->happened;
    if (strcmp(command, "back") == 0)
        return t->filter || t->lower;
    if (strcmp(command, "next-pane") == 0)
        return !t->layout.figures.h || !t->layout.since.h;
    return timeline_can_move(t, command);
}

static bool timeline_click(View *v, int y, int x)
{
    Timeline *t = v->state;
    const Rect g = t->layout.grid;
    int row = t->top + y - g.y;
    if (y < g.y || y >= g.y + g.h || row >= (int)t->rows.len)
        return false;
    t->row = row;
    free(t->slug);
    t->slug = mem_strdup(t->rows.items[row].slug);
    if (x >= g.x && x < g.x + g.w) {
        t->cursor_at = time_window_at(&t->window, x - g.x);
        t->at_now = false;
    }
    return true;
}

static void timeline_wheel(View *v, int y, int x, int rows)
{
    Timeline *t = v->state;
    const Rect s = t->layout.since;
    if (s.h && y >= s.y && x >= s.x)
        text_pane_move(&t->since, rows);
    else if (t->layout.figures.h && y >= t->layout.figures.y)
        text_pane_move(&t->figures, rows);
    else
        timeline_command(v, rows > 0 ? "down" : "up", "");
}

static void timeline_close(View *v)
{
    Timeline *t = v->state;
    arena_free(t->arena);
    arena_free(t->cell_arena);
    arena_free(t->lower_arena);
    arena_free(t->ruler.arena);
    free(t->slug);
    free(t->filter);
}

const ViewClass view_timeline = {
    .name = "timeline", .title = "timeline", .digit = '7', .keymap = "timeline", .topics = TOPIC_ALL,
    .state_size = sizeof(Timeline), .open = timeline_open, .update = timeline_update, .paint = timeline_paint_view,
    .ground = timeline_view_ground, .command = timeline_command, .marked = timeline_marked,
    .selected = timeline_selected, .filter = timeline_filter, .click = timeline_click, .wheel = timeline_wheel,
    .can = timeline_can, .close = timeline_close,
};
