/*
 * boxes.h - checkboxes: what stands in them, and what this file says that it means.
 */
#ifndef BATON_SRC_DOC_BOXES_H
#define BATON_SRC_DOC_BOXES_H

#include "page.h"

typedef struct {
    Str mark;                   /* "[x]", "[IN PROGRESS]", "☐" */
    TaskState state;            /* TASK_UNKNOWN: a mark that nobody explained */
    Str rest;                   /* the text behind it */
} Box;

/* The box that a text begins with. */
bool box_read(const Page *p, Str text, Box *ret_box);

/* A text that is a box and nothing else, as in a cell of a table. */
bool box_is_whole(const Page *p, Str text, Box *ret_box);

/* Learns from "`[-]` in progress, `[x]` done": later boxes of this page mean that. */
void legend_learn(Page *p, Str text);

/* Reads all the legends of a page, wherever they stand. */
void legends_read(Page *p);

/* "- [/] In progress": explains its mark and is no task. */
bool legend_has(const Box *box);

/* Like state_emoji(), after what a legend of the page says. */
int legend_emoji(const Page *p, Str text, TaskState *ret_state, Str *ret_emoji, Str *ret_rest);

/* Whether a value is nothing but an emoji that a legend of the page explains. */
bool legend_value(const Page *p, Str value, TaskState *ret_state);

#endif
