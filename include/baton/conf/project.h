/*
 * project.h - which project this is and where its things are.
 *
 * The project is the nearest folder upwards with .baton, else the git work tree (a linked worktree
 * belongs to its main work tree), else the current folder.  -C DIR on the command line counts as
 * being there.  BATON_DIR names the project for scripts and wins over looking: its folder, or its
 * .baton (which need not be there yet).  git is found by reading its files, not by running it.
 */
#ifndef BATON_CONF_PROJECT_H
#define BATON_CONF_PROJECT_H

#include <stdbool.h>

#include "baton/base/message.h"
#include "baton/base/str.h"

typedef struct {
    Arena *arena;
    const char *root;           /* absolute, real path */
    const char *name;           /* last part of root */
    const char *baton_dir;      /* root/.baton, whether it exists or not */
    const char *db_path;        /* baton_dir/state.db */
    const char *git_dir;        /* the common git directory, or NULL */
    const char *work_tree;      /* as root, but in a linked worktree its own folder */
    bool exists;                /* baton_dir is there */
} Project;

/* start: NULL for the current folder.  -1 with a sentence when it cannot be entered. */
int project_find(const char *start, Project **ret_project, Message *m);
Project *project_free(Project *p);
static inline void project_free_ptr(Project **p) { *p = project_free(*p); }

/* The branch that is checked out ("main", a short hash when detached), or NULL; a file read, no process. */
const char *project_branch(const Project *p, Arena *a);

/*
 * Roots of all work trees of the repository that are there: the main one first (when it is known), then the linked
 * ones; none without a repository.  Real paths.
 */
void project_worktrees(const Project *p, Arena *a, StrList *ret);

/*
 * Makes .baton (0700) with its .gitignore; fine when it is there already.  -errno with a sentence.
 */
int project_make(Project *p, Message *m);

#endif
