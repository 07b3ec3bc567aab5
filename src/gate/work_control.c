/*
 * work_control.c - what agents keep beside the work: it tells of the work and is none of it.
 */
#include "baton/base/file.h"
#include "baton/gate/work.h"

static const StrList *settings;

void work_control_globs(const StrList *globs)
{
    settings = globs;
}

static bool is_ours(Str name)
{
    return str_eq(name, STR(".baton")) || str_eq(name, STR(".agents"));
}

static bool in_our_folder(const char *path)
{
    for (Str rest = str_from(path); rest.len;)
        if (is_ours(str_cut(&rest, '/')))
            return true;
    return false;
}

bool work_is_control(const char *path)
{
    if (in_our_folder(path))
        return true;
    for (size_t i = 0; settings && i < settings->len; i++)
        if (glob_match(settings->items[i], path))
            return true;
    return false;
}
