/*
 * dashboard.c - from the command line to the screen.
 */
#include "dashboard.h"

// One process has one terminal: app sets this before anything runs.
static Dashboard dashboard;

void dashboard_set(Dashboard d)
{
    dashboard = d;
}

int dashboard_open(const char *start, Message *m)
{
    Context *opened = NULL;
    if (context_open(start, &opened, m) < 0)
        return -1;
    CLEANUP(context_free_ptr) Context *c = opened;
    if (dashboard.theme && conf_set(c->conf, CONF_THEME, dashboard.theme, "--theme", m) < 0)
        return -1;
    return dashboard.open(c, dashboard.view, m);
}
