/*
 * json_task.h - one task that is a JSON object: its members by their place.
 *
 * Readers turn them into facts, the editor into patches; both go through the same walk, so that
 * the editor finds what the reader saw.
 */
#ifndef BATON_SRC_DOC_JSON_TASK_H
#define BATON_SRC_DOC_JSON_TASK_H

#include "baton/format/json_scan.h"
#include "baton/model/facts.h"

/*    id            names, of which the first wins */
#define TASK_KEYS(X) \
    X(ID,           "id") \
    X(TITLE,        "title") \
    X(STATUS,       "status") \
    X(ASSIGNEE,     "assignee|assignedTo|assigned_to") \
    X(DEPENDENCIES, "dependencies") \
    X(SUBTASKS,     "subtasks") \
    X(TASKS,        "tasks") \
    X(KIND,         "issue_type") \
    X(NOTES,        "notes|details")

typedef enum {
#define X(id, names) KEY_##id,
    TASK_KEYS(X)
#undef X
    TASK_KEY_COUNT
} TaskKey;

enum { JSON_TASKS_MAX = 250000 };

typedef struct {
    JsonToken object;
    JsonToken names[TASK_KEY_COUNT], values[TASK_KEY_COUNT];
    JsonToken twice;            /* a key of these that comes again; the last one counts */
    bool whole;                 /* the object ends */
} JsonTask;

/* The members of an object that was read as a token, also of one that does not end. */
void json_task_read(const JsonToken *object, JsonTask *ret);

/* The text of a string, number or word on one line, trimmed; NULL for null, "" and containers. */
const char *json_task_text(Arena *a, const JsonToken *t);

Span json_span(const JsonToken *t);             /* with its quotes; nowhere for no scalar */

/* Adds the task with title, state, assignee and places; NULL and a problem without a title. */
TaskFact *json_task_fact(Facts *f, const JsonTask *t);

/* A problem for what the scan stumbled over, once. */
void json_scan_tell(Facts *f, const JsonScan *s);

/* ---- task-master ---- */

typedef struct {
    Str tag;                    /* "" in a file without tags and for "master" */
    Str name;                   /* the tag as written, "" in a file without */
    const char *parent;         /* ref of the task around it, or NULL */
    const JsonToken *list;      /* the array that it stands in */
    int depth;
} TaskPlace;

typedef struct {
    void *ctx;
    Arena *arena;
    /* Every object in a list of tasks, in order, a parent before its subtasks. */
    void (*task)(void *ctx, const JsonTask *t, const TaskPlace *place);
    void (*problem)(void *ctx, int line, const char *what);
} TaskVisitor;

void taskmaster_walk(Str text, const TaskVisitor *v);

/* "3" in task "2" is "2.3"; what has its parent's ref in front already stays. */
const char *taskmaster_ref(Arena *a, const JsonTask *t, const TaskPlace *place);

#endif
