/*
 * panes.h - one or more lists with the detail of what is selected: the shape of most views.
 */
#ifndef BATON_TUI_PANES_H
#define BATON_TUI_PANES_H

#include "screen.h"

enum { MAX_PANES = 3 };

typedef struct {
    List lists[MAX_PANES];
    int count, focus;
    Rect frames[MAX_PANES];             /* with borders; height 0: no room */
    Rect insides[MAX_PANES];
    Rect body;                          /* all of it: where an open detail lies over the lists */
    Rect detail_frame;
    bool side_by_side;                  /* the detail has a place of its own */
    bool detail_open;                   /* it covers the lists */
    TextPane detail;
    Arena *detail_arena;
    ItemKind shown_kind;                /* what the detail shows */
    char *shown_id;
    int shown_width;
    bool detail_stale;
} Panes;

void panes_add(Panes *p, const ListClass *class, Screen *s);
void panes_update(Panes *p, Screen *s);                 /* after body, frames, insides and detail_frame were set */
void panes_paint(Panes *p, Canvas *c);
uint64_t panes_ground(const Panes *p);                  /* see ViewClass */
bool panes_command(Panes *p, Screen *s, const char *name, const char *arg);
void panes_marked(Panes *p, unsigned topics);
const ListRow *panes_selected(Panes *p);
List *panes_focused(Panes *p);
bool panes_can(Panes *p, const char *command);
bool panes_click(Panes *p, int y, int x);
void panes_wheel(Panes *p, int y, int x, int rows);
void panes_seek(Panes *p, ItemKind kind, const char *id);         /* the cursor goes to that row of the first list */
void panes_done(Panes *p);
Rect rect_inside(Rect frame);

/* ---- views whose state is Panes: what they do alike ---- */

void panes_view_paint(View *v, Canvas *c, Rect area);
uint64_t panes_view_ground(View *v);
bool panes_view_command(View *v, const char *name, const char *arg);
void panes_view_marked(View *v, unsigned topics);
const ListRow *panes_view_selected(View *v);
const char *panes_view_filter(View *v);
bool panes_view_can(View *v, const char *command);
bool panes_view_click(View *v, int y, int x);
void panes_view_wheel(View *v, int y, int x, int rows);
void panes_view_close(View *v);

/* All of a ViewClass but its name, title, digit, open, update and command. */
#define PANES_VIEW \
    .keymap = "list", .topics = TOPIC_ALL, .state_size = sizeof(Panes), .reads_only = true, .paint = panes_view_paint, \
    .ground = panes_view_ground, .marked = panes_view_marked, .selected = panes_view_selected, \
    .filter = panes_view_filter, .can = panes_view_can, .click = panes_view_click, .wheel = panes_view_wheel, \
    .close = panes_view_close

#endif
