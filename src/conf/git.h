/*
 * git.h - what the files of a git repository say about a folder; git itself is not run.
 */
#ifndef BATON_SRC_CONF_GIT_H
#define BATON_SRC_CONF_GIT_H

#include <stdbool.h>

#include "baton/base/str.h"

typedef struct {
    const char *work_tree;      /* the folder that has .git */
    const char *dir;            /* its own git directory (HEAD); NULL: .git leads nowhere */
    const char *common;         /* shared by all its work trees */
    const char *main;           /* root of the main work tree; NULL: bare, or unknown */
} Git;

/* The work tree that holds dir (a real path).  false: none.  A linked one has work_tree != main. */
bool git_find(const char *dir, Arena *a, Git *ret);

bool git_is_linked(const Git *g);

/* "main", or a short hash when HEAD is detached, or NULL. */
const char *git_branch(const Git *g, Arena *a);

/* Roots of the linked work trees that are there, in the order of their names. */
void git_worktrees(const char *common, Arena *a, StrList *ret);

#endif
