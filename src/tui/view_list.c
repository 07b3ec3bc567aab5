/*
 * view_list.c - the views that are one list and its detail: tasks, handoffs, events, agents.
 */
#include "layout.h"
#include "panes.h"

static void list_view_update(View *v, Rect area)
{
    Panes *p = v->state;
    SplitLayout l = layout_split(area);
    p->frames[0] = l.list;
    p->insides[0] = rect_inside(l.list);
    p->side_by_side = l.side_by_side;
    p->body = area;
    p->detail_frame = l.detail;
    panes_update(p, v->screen);
}

static void list_view_paint(View *v, Canvas *c, Rect area)
{
    (void)area;
    panes_paint(v->state, c);
}

static bool list_view_command(View *v, const char *name, const char *arg)
{
    return panes_command(v->state, v->screen, name, arg);
}

static uint64_t list_view_ground(View *v) { return panes_ground(v->state); }
static void list_view_marked(View *v, unsigned topics) { panes_marked(v->state, topics); }
static const ListRow *list_view_selected(View *v) { return panes_selected(v->state); }
static const char *list_view_filter(View *v) { return panes_focused(v->state)->filter; }
static bool list_view_can(View *v, const char *command) { return panes_can(v->state, command); }
static bool list_view_click(View *v, int y, int x) { return panes_click(v->state, y, x); }
static void list_view_wheel(View *v, int y, int x, int rows) { panes_wheel(v->state, y, x, rows); }
static void list_view_close(View *v) { panes_done(v->state); }

#define LIST_VIEW(word, key, class) \
    static void word##_open(View *v) { panes_add(v->state, &class, v->screen); } \
    const ViewClass view_##word = { \
        .name = #word, .title = #word, .digit = key, .keymap = "list", .topics = TOPIC_ALL, \
        .state_size = sizeof(Panes), .open = word##_open, .update = list_view_update, \
        .paint = list_view_paint, .ground = list_view_ground, .command = list_view_command, \
        .marked = list_view_marked, \
        .selected = list_view_selected, .filter = list_view_filter, .click = list_view_click, \
        .wheel = list_view_wheel, .can = list_view_can, .close = list_view_close, \
    };

LIST_VIEW(tasks, '3', list_tasks)
LIST_VIEW(handoffs, '4', list_handoffs)
LIST_VIEW(agents, '8', list_agents_all)

static void events_open(View *v)
{
    Panes *p = v->state;
    panes_add(p, &list_events, v->screen);
    p->lists[0].tail = true;
    p->lists[0].cursor = INT64_MAX / 2;         /* begins at the end, where the newest is */
}

const ViewClass view_events = {
    .name = "events", .title = "events", .digit = '6', .keymap = "list", .topics = TOPIC_ALL,
    .state_size = sizeof(Panes), .open = events_open, .update = list_view_update, .paint = list_view_paint,
    .ground = list_view_ground, .command = list_view_command, .marked = list_view_marked,
    .selected = list_view_selected, .filter = list_view_filter, .click = list_view_click,
    .wheel = list_view_wheel, .can = list_view_can, .close = list_view_close,
};
