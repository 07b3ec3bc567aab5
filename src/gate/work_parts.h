/*
 * work_parts.h - reading the work: what git says, what is there, and what that makes of each file.
 */
#ifndef BATON_SRC_GATE_WORK_PARTS_H
#define BATON_SRC_GATE_WORK_PARTS_H

#include "baton/gate/work.h"
#include "git.h"
#include "work_look.h"

/* One name, and who brought it up; names may come twice until they are merged. */
typedef struct {
    const char *path;
    const char *was;
    unsigned base_mode, now_mode;   /* as git says; MODE_NONE: not there */
    const char *base_id;        /* git's name of the contents at the base; NULL: not there */
    const char *now_id;         /* of those that the index has and the work tree too; NULL: only a look can tell */
    bool compared, other, cited, unmerged;      /* differs for git; not tracked; cited; in conflict */
    bool hidden;                /* git was told not to look at it */
    bool paired;                /* another entry was this one */
    bool counts;
    char status;                /* 0: is as at the base and nobody cites it */
    Look look;
} Entry;
typedef struct { Entry *items; size_t len, cap; } Entries;

typedef struct {
    Git git;
    bool has_git;
    LookPlace place;
    const Scope *scope;         /* NULL: everything */
    Arena *arena;
    Entries entries;
    bool cut;
} Reading;

/* What differs from the base, tracked and not.  -errno with a sentence. */
int work_list(Reading *r, const char *base, Message *m);
void work_list_cited(Reading *r, const StrList *cited);

/* Merges entries of one name, looks at each, gives it its status. */
void work_judge(Reading *r);
/* Finds what was renamed among what is gone and what is new, by contents. */
void work_renames(Reading *r);

#endif
