/*
 * timeline_view.h - what the timeline view remembers, shared by its files: reading, moving, painting.
 */
#ifndef BATON_TUI_TIMELINE_VIEW_H
#define BATON_TUI_TIMELINE_VIEW_H

#include "screen.h"
#include "timeline.h"

/* What Enter opens at the cursor. */
typedef struct {
    ItemKind kind;              /* ITEM_NONE: nothing happened there */
    const char *id;
} TimeTarget;

typedef struct {
    TimelineLayout layout;
    TimeWindow window;
    bool follow;                /* the last column is now */
    bool at_now;                /* so is the cursor */
    int64_t cursor_at;          /* else where it stands: the beginning of a column */
    int row, top;
    int names;                  /* columns of the widest name so far: the grid does not jump as one pans */
    char *slug;                 /* of the row under the cursor, which it follows */
    char *filter;
    int lower;                  /* which lower pane, see layout_timeline() */

    struct {
        Arena *arena;
        uint64_t stamp;         /* of what it depends on */
        Safe labels, strokes;
        char day[11];
    } ruler;
    struct {
        Rect area;
        int rows, names, lower;
    } laid_for;                 /* what the layout follows from */

    Arena *arena;               /* of what was read for the window */
    TimeRows rows;
    uint64_t stamp;             /* of these rows */
    TimeWindow read_for;
    int64_t now;
    bool stale, empty;          /* empty: nothing was ever heard of anybody */
    const char *trouble;        /* a sentence: the index is being built; NULL */

    Arena *cell_arena;          /* of what is said about the cursor */
    const char *said[2];
    bool happened;              /* something did, there */
    int handoff;                /* number of the newest handoff that it tells of; 0: none */
    ListRow selected;

    Arena *lower_arena;
    TextPane figures, since;
    const char *line, *figures_title;
    bool lower_stale, lower_reading;
    int64_t lower_due;          /* monotonic: not read again before, when somebody waits for keys */
    int lower_width;
} Timeline;

const TimeRow *timeline_row(const Timeline *t);         /* under the cursor; NULL: none */
int timeline_col(const Timeline *t);                    /* of the cursor, within the window */

void timeline_read(Timeline *t, Screen *s);             /* rows of the window, if they are stale */
void timeline_describe(Timeline *t, Screen *s);         /* what stands at the cursor */
TimeTarget timeline_target(Timeline *t, Screen *s);      /* in cell_arena */
void timeline_read_lower(Timeline *t, Screen *s);       /* figures, and what is new */
void timeline_paint(Timeline *t, Canvas *c);
uint64_t timeline_ground(const Timeline *t);            /* see ViewClass */

/* Moving: false: no such command. */
bool timeline_move(Timeline *t, Screen *s, const char *command);
bool timeline_can_move(const Timeline *t, const char *command);        /* it would change what is seen */
void timeline_settle(Timeline *t);                      /* window and cursor after time or size changed */

#endif
