/*
 * edit.h - what has to change in a file for a task to be something else.  Pure: no I/O.
 *
 * An edit replaces one run of bytes and nothing else: the mark in the box, the words of the state,
 * the cell, the JSON string; or it puts whole lines in.  It is written as the file writes such
 * things: its words, its marks, its case, its line ends and its encoding.  What the file's own way
 * of writing cannot say is refused.  Every answer was read back: in the patched bytes the task is
 * what was wished and every other fact is what it was.
 */
#ifndef BATON_DOC_EDIT_H
#define BATON_DOC_EDIT_H

#include "baton/base/message.h"
#include "baton/base/str.h"
#include "baton/model/facts.h"

/*    id      word        what changes */
#define EDIT_KINDS(X) \
    X(STATE,  "state",    "the state of a task") \
    X(ASSIGN, "assign",   "who has it") \
    X(NOTE,   "note",     "a line below it") \
    X(ADD,    "add",      "a task beside others")

typedef enum {
#define X(id, word, what) EDIT_##id,
    EDIT_KINDS(X)
#undef X
    EDIT_KIND_COUNT
} EditKind;

typedef struct {
    EditKind kind;
    TaskState state;            /* STATE, ADD */
    const char *text;           /* ASSIGN: the agent; NOTE: one line; ADD: the title, one line */
    const char *assignee;       /* ADD: or NULL */
    const char *section;        /* ADD: words of a heading, without case; NULL: where `task` stands */
    const char *part;           /* ADD without task and section: into what is this agent's in the file, if anything */
    const StrList *words;       /* states that the project allows (backlog/config.yml); NULL: any */
} EditWish;

typedef struct {
    size_t at, len;             /* bytes of the file that go */
    Str with;                   /* bytes of the file that come */
    int line;                   /* physical line of the first of them */
    int lines;                  /* whole lines that come in; 0: a change inside of one line */
    const char *before, *after; /* the value as UTF-8, for people: "[ ]" and "[x]"; before may be "" */
} Patch;

/*
 * The change to the task with this index in doc_read(path, bytes); for ADD the task to stand
 * behind, or -1 for the last one of the section.  Lives in the arena.  -EALREADY: it is that
 * already; -ENOTSUP: the file's way of writing cannot say it; -ENOENT: no such task or section;
 * each with a sentence that names file and line.
 */
int doc_edit(const char *path, Str bytes, int task, const EditWish *wish, Arena *a, Patch *ret_patch, Message *m);

#endif
