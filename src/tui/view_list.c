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

#define LIST_VIEW(word, key, class) \
    static void word##_open(View *v) { panes_add(v->state, &class, v->screen); } \
    const ViewClass view_##word = { \
        PANES_VIEW, .name = #word, .title = #word, .digit = key, .open = word##_open, \
        .update = list_view_update, .command = panes_view_command, \
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
    PANES_VIEW, .name = "events", .title = "events", .digit = '6', .open = events_open,
    .update = list_view_update, .command = panes_view_command,
};
