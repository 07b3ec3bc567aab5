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
