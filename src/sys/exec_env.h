/*
 * exec_env.h - the environment of a program.
 */
#ifndef BATON_SRC_SYS_EXEC_ENV_H
#define BATON_SRC_SYS_EXEC_ENV_H

#include "baton/base/str.h"

/* changes: "NAME=value" sets, "NAME" takes away, ends with NULL.  NULL: nothing changes.  Entries are borrowed. */
char *const *env_with(const char *const *changes, Arena *a);

/* The program of this name in an absolute folder of PATH, or NULL. */
const char *exec_find(const char *name, Arena *a);

#endif
