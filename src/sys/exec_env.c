/*
 * exec_env.c - the environment of a program: ours, with what its order puts in or takes out.
 */
#include "exec_env.h"

#include <unistd.h>

static Str name_of(const char *entry)
{
    Str rest = str_from(entry);
    return str_cut(&rest, '=');
}

static bool is_changed(const char *entry, const char *const *changes)
{
    for (; *changes; changes++)
        if (str_eq(name_of(entry), name_of(*changes)))
            return true;
    return false;
}

char *const *env_with(const char *const *changes, Arena *a)
{
    StrList env = { 0 };
    if (!changes || !changes[0])
        return NULL;
    for (char **e = environ; e && *e; e++)
        if (!is_changed(*e, changes))
            strlist_add(&env, a, *e);
    for (; *changes; changes++)
        if (strchr(*changes, '='))
            strlist_add(&env, a, *changes);
    strlist_add(&env, a, NULL);
    return (char *const *)env.items;
}
