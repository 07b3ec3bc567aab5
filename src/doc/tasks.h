/*
 * tasks.h - finding tasks on a page: one walk over its lines, then one over what was found.
 *
 * The walk makes drafts: a box, a row, a heading, an item that may be a task.  What stands below
 * or beside it adds to the draft (a "Status:" key, an assignee).  Only when the page was read does
 * tasks_settle() know which drafts are tasks, which are notes, and which are prose.
 */
#ifndef BATON_SRC_DOC_TASKS_H
#define BATON_SRC_DOC_TASKS_H

#include "page.h"

enum { TITLE_LOOK = 2048, OPEN_MAX = 24, HEADINGS_MAX = 8, NO_DRAFT = -1, NEVER_DRAFT = -2 };

typedef struct {
    uint32_t line;
    uint16_t indent;
    int draft;                  /* index, NO_DRAFT or NEVER_DRAFT */
    bool ordered;
} OpenItem;

typedef struct {
    Page *p;
    OpenItem items[OPEN_MAX];
    size_t open;
    struct { uint8_t level; uint32_t section; int draft; } headings[HEADINGS_MAX];
    size_t heading_count;
} Walk;

/* What keys of tasks mean. */
typedef enum { KEY_NONE, KEY_STATUS, KEY_ASSIGNEE, KEY_DEPENDS, KEY_ID } TaskKey;

TaskKey task_key(Str key);

/* Adds a draft; NULL when the page has too many. */
Draft *draft_add(Page *p, uint32_t line, DraftKind kind, Str title);
void draft_say(Draft *d, Say say, TaskState state, Str raw);
void draft_say_as(Draft *d, Say say, Form form, TaskState state, Str raw);  /* not in the usual form */

/* By the legend, then by the vocabulary; unknown words are kept. */
void draft_say_value(const Page *p, Draft *d, Say say, Str value);

void draft_name(Draft *d, Named named, Str name);
void draft_name_value(Draft *d, Form form, Str value);      /* of a cell or a key; may say nobody */
void draft_depend(Page *p, Draft *d, Str value);

/* What stands behind "~~struck out~~ → **", without the marks that close. */
Str struck_words(Str rest);

void walk_heading(Walk *w, uint32_t line);
void walk_item(Walk *w, uint32_t line);
void walk_text(Walk *w, uint32_t line);
uint32_t walk_table(Walk *w, uint32_t head); /* returns the last line of the table */

/* The keys of a line go to the innermost open item, else to the heading; false: it has none. */
bool walk_keys(Walk *w, uint32_t line, Str body);
void walk_close_items(Walk *w);
void walk_mark_children(Walk *w, const Line *l);     /* the headings above have tasks of their own */

/* "Start Time", "Duration" and what it works on, below the heading of an agent. */
void agent_take_key(Page *p, uint32_t line, const KeyValue *kv);

/* Keys inside of a title: "… — Status: TODO", "… (owner: qa)". */
void draft_read_inline(Page *p, Draft *d);

/*
 * An empty box says only that a task is not done: whether it is blocked, in progress, in review or
 * dropped is left to the words beside it.
 */
bool state_refines(TaskState state);
void draft_read_empty(Draft *d);

/* Drafts to facts. */
void tasks_settle(Page *p);
void tasks_read(Page *p);

void note_add(Page *p, const Line *l, Str title, const TaskState *state, Str raw, char confidence);
AgentFact *agent_add(Page *p, const Line *l, Str name, Str status);      /* NULL: too many, no name */
void agent_set_task(Page *p, AgentFact *a, Str value);
bool agent_say(Page *p, int line, Str status);  /* of the agent last added, if its line is that */

#endif
