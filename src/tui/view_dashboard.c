/*
 * view_dashboard.c - what needs me, who does what, which tasks; the detail of what is selected.
 */
#include "layout.h"
#include "panes.h"

enum { NEEDS, AGENTS, TASKS };

static void dashboard_open(View *v)
{
    Panes *p = v->state;
    panes_add(p, &list_needs, v->screen);
    panes_add(p, &list_agents, v->screen);
    panes_add(p, &list_tasks, v->screen);
    p->focus = NEEDS;
}

/* How many rows a pane would like. */
static int wanted_rows(List *l)
{
    list_count(l);
    return (int)MIN(l->count, (int64_t)1000);
}

static void dashboard_update(View *v, Rect area)
{
    Panes *p = v->state;
    int agents = wanted_rows(&p->lists[AGENTS]), needs = wanted_rows(&p->lists[NEEDS]);   /* these look at agents too */
    DashboardLayout l = layout_dashboard(area, needs, agents);
    const Rect frames[] = { l.needs, l.agents, l.tasks };
    for (int i = 0; i < 3; i++) {
        p->frames[i] = frames[i];
        p->insides[i] = rect_inside(frames[i]);
    }
    p->body = area;
    p->side_by_side = l.side_by_side;
    p->detail_frame = l.detail;
    panes_update(p, v->screen);
}

static bool dashboard_command(View *v, const char *name, const char *arg)
{
    Panes *p = v->state;
    list_count(&p->lists[NEEDS]);
    if (strcmp(name, "next-need") == 0 && p->lists[NEEDS].count) {
        bool there = p->focus == NEEDS;
        p->focus = NEEDS;
        if (there && p->lists[NEEDS].cursor + 1 >= p->lists[NEEDS].count)
            list_move(&p->lists[NEEDS], "top");
        else if (there)
            list_move(&p->lists[NEEDS], "down");
        return true;
    }
    return panes_command(p, v->screen, name, arg);
}

const ViewClass view_dashboard = {
    PANES_VIEW, .name = "dashboard", .title = "dashboard", .digit = '1', .open = dashboard_open,
    .update = dashboard_update, .command = dashboard_command,
};
