/*
 * view_escalations.c - agents that stopped, and below them what is claimed without evidence.
 */
#include "layout.h"
#include "panes.h"

enum { ESCALATIONS, CONTRADICTIONS };

static void escalations_open(View *v)
{
    Panes *p = v->state;
    panes_add(p, &list_escalations, v->screen);
    panes_add(p, &list_contradictions, v->screen);
}

static void escalations_update(View *v, Rect area)
{
    Panes *p = v->state;
    SplitLayout l = layout_split(area);
    List *claims = &p->lists[CONTRADICTIONS];
    list_count(claims);
    int below = claims->count || claims->filter ? layout_below(l.list.h, (int)MIN(claims->count, (int64_t)1000)) : 0;
    p->frames[ESCALATIONS] = (Rect){ l.list.x, l.list.y, l.list.w, l.list.h - below };
    p->frames[CONTRADICTIONS] = (Rect){ l.list.x, l.list.y + l.list.h - below, l.list.w, below };
    for (int i = 0; i < p->count; i++)
        p->insides[i] = rect_inside(p->frames[i]);
    p->side_by_side = l.side_by_side;
    p->body = area;
    p->detail_frame = l.detail;
    panes_update(p, v->screen);
}

const ViewClass view_escalations = {
    PANES_VIEW, .name = "escalations", .title = "escalations", .digit = '5', .open = escalations_open,
    .update = escalations_update, .command = panes_view_command,
};
