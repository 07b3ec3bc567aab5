/*
 * check_parts.h - the rows of the table of checks, and what several of them need.
 */
#ifndef BATON_SRC_GATE_CHECK_PARTS_H
#define BATON_SRC_GATE_CHECK_PARTS_H

#include "baton/gate/check.h"
#include "baton/model/claims.h"

extern const CheckRow check_artifact, check_scope, check_session, check_sections, check_inputs, check_references,
    check_records, check_budget, check_environment, check_command, check_contradiction;

/* Who is named in findings where the author is not known. */
#define AUTHOR_UNKNOWN "its author"

/* Results of the commands that will not be run: nobody trusts them, or they can never run. */
void check_commands_left_out(const CheckInput *in, Arena *a, CheckResults *ret);

static inline bool work_changed(const WorkFile *f) { return f->status != '.'; }
static inline bool work_there(const WorkFile *f) { return f->status != 'D'; }
const WorkFile *files_find(const Work *w, const char *path);             /* by its name now; NULL */

/* A heading, or a key in bold or in front of a colon, as Markdown and plain notes have them. */
typedef struct {
    int line;
    Str title, value;           /* value: behind the colon in the same line */
} Mark;
typedef struct { Mark *items; size_t len, cap; } Marks;
void marks_find(Str text, Arena *a, Marks *ret);

/* Files below the tree; what links lead out of it is not there: -EXDEV. */
int tree_open(const char *tree, const char *path, Arena *a);            /* descriptor of a regular file */
bool tree_has(const char *tree, const char *path, Arena *a);            /* a file or a folder */
bool tree_matches(const char *tree, const char *glob);                  /* at least one file */
/* Files by their last name alone; the tree is walked once, when first asked. */
typedef struct {
    const char *tree;
    Arena *a;
    StrList paths;
    bool read;
} TreeNames;
const char *tree_find_name(TreeNames *names, const char *name);         /* its path, or NULL */
int tree_read(const char *tree, const char *path, size_t max, Arena *a, Buf *out);
/* Counts lines, but no more than enough; the last one needs no line end.  *left: bytes that may be read. */
int tree_lines(const char *tree, const char *path, int64_t enough, Arena *a, int64_t *left, int64_t *ret_lines);

/* Whether a name in a document is that of the agent: "@backend-engineer", "Backend Engineer (API)". */
bool names_agent(const char *name, const char *slug, Arena *a);

/* Assigned to the author, or below a heading that is the author's name. */
bool task_is_of(const CheckInput *in, const TaskFact *t, Arena *a);
static inline bool task_is_closed(TaskState s) { return s == TASK_DONE || s == TASK_CANCELLED || s == TASK_REVIEW; }

#endif
