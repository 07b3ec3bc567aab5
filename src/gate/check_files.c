/*
 * check_files.c - files of a revision by name.
 */
#include "check_parts.h"

const WorkFile *files_find(const Work *w, const char *path)
{
    size_t from = 0, to = w->len;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = strcmp(w->items[middle].path, path);
        if (!order)
            return &w->items[middle];
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

const WorkFile *files_find_was(const Work *w, const char *path)
{
    for (size_t i = 0; i < w->len; i++)
        if (w->items[i].was && strcmp(w->items[i].was, path) == 0)
            return &w->items[i];
    return NULL;
}
