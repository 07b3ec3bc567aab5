/*
 * git.h - asking git, so that nothing a repository says can run a program or hide what is there.
 */
#ifndef BATON_SRC_GATE_GIT_H
#define BATON_SRC_GATE_GIT_H

#include "baton/base/message.h"
#include "baton/model/exec.h"

typedef struct {
    Exec *exec;
    const char *tree;           /* where git runs */
    const char *top;            /* the folder at or above tree that has .git; NULL: none */
    const char *dir;            /* its git directory; "" before git_look() */
    const char *head;           /* commit, "" without one */
    const StrList *filters;     /* names of filter drivers that must not run, or NULL */
} Git;

/* Finds the repository of tree.  1: there is one; 0: none, or no git; -errno with a sentence. */
int git_look(Exec *exec, const char *tree, Arena *a, Git *ret, Message *m);

typedef struct {
    const char *const *args;    /* "diff-index", …; ends with NULL */
    const StrList *paths;       /* behind "--", or NULL */
    Str input;
    size_t max;
    void (*live)(void *ctx, Str chunk);
    void *ctx;
} GitCall;

#define GIT_ARGS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* stdout goes to out.  git's exit status, or -errno when it could not run or took too long. */
int git_run(const Git *g, const GitCall *c, Buf *out, uint64_t *ret_dropped);
/* The same for one line, trimmed; NULL: it failed. */
const char *git_line(const Git *g, const char *const *args, Arena *a);
/* What git says about it, in one line, for a sentence. */
const char *git_words(const Git *g, const char *const *args, Arena *a);

/*
 * Switches off the filters that the settings name.  Wherever git compares with the work tree it may read contents: a
 * file as young as the index is not known by its times.
 */
int git_drop_filters(Git *g, Arena *a, Message *m);

bool git_is_id(const char *text);       /* 40 or 64 lower-case hex digits */

#endif
