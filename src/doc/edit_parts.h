/*
 * edit_parts.h - what the kinds of edits share: a document opened for one edit, and trials.
 *
 * An edit is found by trying: whoever knows how the file writes such things proposes bytes, best
 * first, and edit_try() takes the first that reads back as wished.  That the reader agrees is what
 * makes an edit safe, so that the proposals may be about taste alone.
 */
#ifndef BATON_SRC_DOC_EDIT_PARTS_H
#define BATON_SRC_DOC_EDIT_PARTS_H

#include "baton/doc/edit.h"
#include "page.h"
#include "place.h"

typedef struct {
    const char *path;
    Str bytes;
    int task;
    const TaskFact *t;          /* NULL: ADD without one */
    const EditWish *wish;
    Arena *a;
    Message *m;
    Facts *facts;
    Buf text;                   /* decoded, as the spans count it */
    VEC(Str) lines;             /* physical; line n is items[n - 1] */
    Facts *page_facts;          /* what the page needs to live; nobody reads them */
    Buf page_text;
    Page page;                  /* its lines and sections, and what the legends say of boxes */
    Patch patch;
} Edit;

int edit_open(Edit *e);
void edit_close(Edit *e);

/* A physical line without its end; empty when there is none. */
Str edit_line(const Edit *e, int number);
Str edit_slice(const Edit *e, Span span);
bool edit_is_blank(const Edit *e, int number);

/* Index of the page line with this physical number, or -1: blank, fenced, commented, front matter. */
int edit_page_line(const Edit *e, int number);
const Line *edit_line_read(const Edit *e, int number);          /* the same line; NULL: none */

/* The state of a new task: pending unless another is wished. */
TaskState edit_wished_state(const Edit *e);

/* Refuses with "FILE:LINE: …". */
PRINTF(3, 4) int edit_refuse(Edit *e, int line, const char *fmt, ...);

/* Whether the file reads as wished with these bytes; then the patch is taken.  edit_patch.c */
bool edit_try(Edit *e, const Patch *p);
bool edit_try_span(Edit *e, Span span, Str with);
bool edit_try_below(Edit *e, int line, Str text); /* whole lines parted by "\n", below that line */

/* Whether `after` says what was wished and else what it said before.  edit_check.c */
bool edit_check(const Edit *e, const Facts *after, const Patch *p);

/* The kinds. */
int edit_state(Edit *e);
int edit_assign(Edit *e);
int edit_note(Edit *e);
int edit_add(Edit *e);

/* States in boxes.  edit_box.c: the ways to write it there, best first. */
enum { WAYS_MAX = 12 };
typedef struct {
    Str items[WAYS_MAX];
    size_t len;
} Ways;

void ways_add(Ways *w, Str s);  /* once; not when it is full */
void box_ways(const Edit *e, Str current, TaskState state, Ways *ret);

/* States in words.  edit_words.c: `current` with the words exchanged. */
void word_ways(const Edit *e, Form form, Str current, TaskState state, Ways *ret);
Str word_plain(const Edit *e, Str current); /* without its remark, which is of that task alone */

/* An agent where `current` stood.  edit_assign.c */
void name_ways(const Edit *e, Form form, Str current, const char *name, Ways *ret);

/*
 * Which physical lines belong to a task: to its last nested or wrapped line, without blank ones
 * behind it.  edit_block.c
 */
int block_last(const Edit *e, const TaskFact *t);

/* The last of the lines with keys that stand directly below a task; its own line: none. */
int block_keys_last(const Edit *e, const TaskFact *t);

/* Whether two tasks are written in the same way: the same kind of line, indent and level. */
bool block_alike(const Edit *e, const TaskFact *a, const TaskFact *b);

typedef enum { KEYED_STATE, KEYED_ASSIGNEE } Keyed;

/* The value of a key line that stands below the task although nothing could be read from it. */
Span block_unread_key(const Edit *e, const TaskFact *t, Keyed which);

/* Another task that is written alike and has a key line of its own for this; NULL: none. */
Span block_key_span(const Edit *e, const TaskFact *t, Keyed which); /* line 0: no line of its own */
const TaskFact *block_model(const Edit *e, const TaskFact *t, Keyed which);

/*
 * A key line of `from` with another value, indented as the key lines that `t` has of its own;
 * empty lines behind it where prose follows at once.
 */
Str block_key_line(const Edit *e, const TaskFact *t, Span from, Str value);
bool edit_try_key(Edit *e, Span from, Str value); /* below the keys of the task */

/* The bytes of each cell of a row, between its pipes.  edit_cells.c */
enum { CELLS_MAX = 32 };
typedef struct {
    Span at[CELLS_MAX];         /* without blanks around */
    Span whole[CELLS_MAX];      /* with them */
    size_t len;
} Cells;

void cells_read(const Edit *e, int line, Cells *ret);
int cells_find(const Cells *c, Span span); /* index, or -1 */
Str cell_escape(Arena *a, Str text);
Str cell_fill(const Edit *e, Span cell, Str text); /* with blanks where the row has such */

/*
 * The first line of a new task, as the model has it; counted: the model has a number that goes on.
 * edit_title.c
 */
void title_line(const Edit *e, const TaskFact *model, Buf *out);
bool title_is_counted(const Edit *e, const TaskFact *model);

/* ADD of a row, and of one into a table that has only place holders.  edit_row.c */
int edit_add_row(Edit *e);
int edit_refuse_add(Edit *e, const TaskFact *model);
bool edit_fill_row(Edit *e, uint32_t section);

/* ADD behind this one, and the last task of a section (-1: of the file).  edit_add.c */
int edit_add_behind(Edit *e, const TaskFact *model);
const TaskFact *edit_last_in(const Edit *e, int section);

/* ADD into what is one agent's.  -ENOENT: the file has no such part.  edit_part.c */
int edit_add_to_part(Edit *e);

/* The next free id after this one: "TASK-8" → "TASK-9"; empty: it has no number.  edit_ref.c */
Str ref_next(const Edit *e, Str ref);

#endif
