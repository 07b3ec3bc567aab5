/*
 * dashboard.h - how this face opens the dashboard, which it does not know: app says how, once.
 */
#ifndef BATON_CLI_DASHBOARD_H
#define BATON_CLI_DASHBOARD_H

#include "baton/core/context.h"

typedef int (*DashboardFn)(Context *c, const char *view, Message *m);

typedef struct {
    DashboardFn open;
    const char *theme, *view;       /* flags before the command; NULL: not given */
} Dashboard;

void dashboard_set(Dashboard d);

/* Opens the project at start (NULL: here) and shows it.  The exit code, or -1 with a sentence. */
int dashboard_open(const char *start, Message *m);

#endif
