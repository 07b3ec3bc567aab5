/*
 * edit_json_parts.h - what the edits of JSON tasks share.
 */
#ifndef BATON_SRC_DOC_EDIT_JSON_PARTS_H
#define BATON_SRC_DOC_EDIT_JSON_PARTS_H

#include "edit_json.h"
#include "json_task.h"

typedef struct {
    const char *path;
    Str bytes;
    const Facts *facts;
    const TaskFact *t;          /* NULL: ADD without one */
    const EditWish *wish;
    Arena *a;
    Patch *patch;
    Message *m;
    bool beads;
    Buf text;                   /* decoded, as the spans count it */
    JsonTask object;            /* of t */
    JsonToken list;             /* that it stands in */
    int depth;
    JsonToken assignee_name;    /* how the file calls an assignee; of the first task that has one */
    const char *parent;         /* ref of the task around it */
    Str tag;
    bool found;
} JsonEdit;

PRINTF(3, 4) int json_refuse(const JsonEdit *e, int line, const char *fmt, ...);

/* Finds the object of e->t and of where it stands. */
int json_edit_find(JsonEdit *e);

/* Puts text in place of a token, or behind the last byte of one (in front of that byte: inside). */
int json_edit_replace(JsonEdit *e, const JsonToken *token, Str with);
typedef enum { PUT_BEHIND, PUT_INSIDE } Put;
int json_edit_insert(JsonEdit *e, const JsonToken *token, Put put, Str text, const char *after);

/* The blanks between what stands before a token - a comma, a bracket - and the token. */
Str json_blanks_before(const JsonEdit *e, const JsonToken *token);

void json_add_string(Buf *out, const char *text);       /* with quotes and escapes */

/* The word of the dialect for a state, as the file writes it; NULL: it has none. */
const char *json_state_word(const JsonEdit *e, TaskState state);

int edit_json_add(JsonEdit *e);

#endif
