/*
 * list.h - a virtual list: it knows how many rows there are and holds only those in sight.
 *
 * What is listed is a ListClass: how many, which rows, how a row looks.  The cursor follows the
 * row it stands on (by id) when rows come and go around it.  Rows are read in update, painted in
 * paint; painting never asks the ledger.
 */
#ifndef BATON_TUI_LIST_H
#define BATON_TUI_LIST_H

#include "baton/store/store.h"
#include "canvas.h"

typedef struct Screen Screen;
typedef struct List List;

typedef enum {
    ITEM_NONE, ITEM_TASK, ITEM_AGENT, ITEM_HANDOFF, ITEM_ESCALATION, ITEM_EVENT, ITEM_CONTRADICTION,
    ITEM_EDIT, ITEM_NEED,       /* never rows of their own: see ListRow.edit and .need */
} ItemKind;

typedef struct {
    ItemKind kind;              /* what Enter opens; ITEM_NONE: a heading, the cursor passes it */
    const char *id;             /* handle for queries, unique in the list */
    const char *file;           /* where `e` goes; NULL: nowhere */
    int line;
    const char *state;          /* word of its state: a key that would set the same is not offered; or NULL */
    const char *edit;           /* number of the edit that this row tells of; NULL: none */
    const char *agent;          /* whom it is about, where it is no agent itself; or NULL */
    const char *need;           /* "handoff 12": what waits for a human here, as `needs snooze` takes it; or NULL */
    const void *record;         /* the TaskRow, AgentRow or Event itself where the list has it; NULL: it must be read */
    const void *data;           /* the class's own row */
} ListRow;

typedef struct {
    const char *name, *title;
    const char *empty;          /* what would fill it, one sentence */
    unsigned topics;            /* TOPIC_… that make it stale */
    int64_t (*count)(List *l);
    void (*fetch)(List *l, int64_t offset, int64_t limit);      /* list_add() for each row */
    void (*paint_row)(List *l, Canvas *c, Rect row, const ListRow *r);
    void (*counts)(List *l, Buf *out);                          /* right end of the border; NULL: the number */
    int64_t (*find)(List *l, const char *id);                   /* where a row is; NULL: rows are read to find it */
} ListClass;

struct List {
    const ListClass *class;
    Screen *screen;
    Arena *arena;               /* rows in sight; new with every fetch */
    ListRow *items;
    size_t len, cap;
    int64_t fetched_from;       /* index of items[0] */
    uint64_t stamp;             /* of these rows */
    int64_t count, top, cursor;
    ItemKind cursor_kind;       /* with cursor_id: the row that the cursor follows */
    char *cursor_id;
    char *filter;               /* NULL: none */
    int height;
    bool stale, counted;
    bool seek;                  /* the followed row may be anywhere: the filter was dropped */
    bool at_end;                /* of a list with a tail, before it was counted again */
    bool tail;                  /* stays at the end as rows are added */
    char counts[96];
    void *data;                 /* the class's own, in data_arena */
    Arena *data_arena;
    bool reading, arrived;      /* of a class that reads elsewhere: it is under way; it is new */
    int64_t due;                /* monotonic: not read again before */
};

void list_init(List *l, const ListClass *class, Screen *screen);
void list_close(List *l);
void list_add(List *l, ListRow row);                    /* for fetch */
void list_mark(List *l);                                /* what it shows has changed */
void list_count(List *l);                               /* counts anew if it was marked */
void list_update(List *l, int height);                  /* reads what is in sight */
void list_paint(List *l, Canvas *c, Rect inside, bool focus);
const ListRow *list_selected(const List *l);            /* NULL: nothing */
bool list_move(List *l, const char *command);           /* down up page-down … ; false: no such command */
void list_select_at(List *l, int row);                  /* mouse: row within the pane */
void list_scroll(List *l, int rows);                    /* wheel: the cursor stays in sight */
void list_set_filter(List *l, const char *text);        /* NULL or "": none */
void list_seek(List *l, ItemKind kind, const char *id); /* the cursor goes there, past any filter */

#endif
