/*
 * notify.h - reminders while the dashboard runs: bell, desktop notification, the user's own command.
 *
 * One timer at most, and none when nothing is to come.  While the terminal has the focus nobody is told: what waits
 * is on the screen, and is not made up for later.
 */
#ifndef BATON_TUI_NOTIFY_H
#define BATON_TUI_NOTIFY_H

#include "baton/core/context.h"
#include "baton/sys/loop.h"

typedef struct Notifier Notifier;

typedef struct {
    void (*bytes)(void *ctx, Str bytes);        /* for the terminal */
    void (*due)(void *ctx);             /* time alone changed what waits: show it */
    void (*trouble)(void *ctx, const char *sentence);
    void *ctx;
} NotifyEvents;

Notifier *notifier_new(Loop *l, const Context *c, const NotifyEvents *events);
Notifier *notifier_free(Notifier *n);           /* programs that still run go on */
void notifier_look(Notifier *n);                /* the ledger may have changed: soon */
void notifier_tick(Notifier *n);                /* somebody is awake anyway: a clock that jumped is noticed */
void notifier_focus(Notifier *n, bool focused); /* as the terminal says */

#endif
