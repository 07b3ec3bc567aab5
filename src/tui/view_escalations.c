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

static void escalations_paint(View *v, Canvas *c, Rect area)
{
    (void)area;
    panes_paint(v->state, c);
}

static bool escalations_command(View *v, const char *name, const char *arg)
{
    return panes_command(v->state, v->screen, name, arg);
}

static uint64_t escalations_ground(View *v) { return panes_ground(v->state); }
static void escalations_marked(View *v, unsigned topics) { panes_marked(v->state, topics); }
static const ListRow *escalations_selected(View *v) { return panes_selected(v->state); }
static const char *escalations_filter(View *v) { return panes_focused(v->state)->filter; }
static bool escalations_can(View *v, const char *command) { return panes_can(v->state, command); }
static bool escalations_click(View *v, int y, int x) { return panes_click(v->state, y, x); }
static void escalations_wheel(View *v, int y, int x, int rows) { panes_wheel(v->state, y, x, rows); }
static void escalations_close(View *v) { panes_done(v->state); }

const ViewClass view_escalations = {
    .name = "escalations", .title = "escalations", .digit = '5', .keymap = "list", .topics = TOPIC_ALL,
    .state_size = sizeof(Panes), .open = escalations_open, .update = escalations_update, .paint = escalations_paint,
    .ground = escalations_ground, .command = escalations_command, .marked = escalations_marked,
    .selected = escalations_selected, .filter = escalations_filter, .click = escalations_click,
    .wheel = escalations_wheel, .can = escalations_can, .close = escalations_close,
};
