/*
 * queries.h - parts of queries that tests look at, and that queries share.
 */
#ifndef BATON_STORE_QUERIES_H
#define BATON_STORE_QUERIES_H

#include "select.h"

/* How an id that a person typed is meant; tried in this order, the first that names something. */
typedef enum { ID_ANY, ID_NUMBER, ID_WHOLE, ID_REF, ID_PREFIX } IdMeaning;

Select tasks_select(const TaskQuery *q, IdMeaning id, const char *head);
/* An event by EVENT_COLUMNS, with its texts in the arena. */
Event event_read(Arena *a, sqlite3_stmt *st);
Select events_select(const EventQuery *q, const char *slug, const char *head);

Event event_read(Arena *a, sqlite3_stmt *st);                           /* a row of events_head, in the arena */

void select_numbered(Select *q, IdMeaning meaning, const char *id);    /* handoffs, escalations */

/* Tasks in progress that several agents are at; agents as written, the first first. */
typedef struct { const char *task, *ref, *title; StrList agents; int64_t since; } Conflict;
typedef struct { Conflict *items; size_t len, cap; } Conflicts;
int conflicts_read(Store *s, Arena *a, Conflicts *ret);
/* A SELECT without rows where there are none for sure. */
#define CONFLICTS_SOME \
    "SELECT 1 FROM claim UNION ALL " \
    "SELECT 1 FROM task INDEXED BY task_started WHERE state = 'in_progress' AND ref <> ''"
const Conflict *conflict_find(const Conflicts *all, const char *task);

extern const char tasks_head[], events_head[];

#endif
