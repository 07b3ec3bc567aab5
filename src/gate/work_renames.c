/*
 * work_renames.c - a file that is gone and a new one with the same bytes are one that was renamed; git knows of
 * those that it tracks, also when they were changed on the way.
 *
 * For showing only: both names stay in the list, and both count.
 */
#include <stdlib.h>

#include "work_parts.h"

enum { RENAMES_MAX = 2000 };    /* more files that are gone or new are left as they are */

typedef struct { const char *id; Entry *entry; } Named;
typedef struct { Named *items; size_t len, cap; } Names;

static int by_id(const void *a, const void *b)
{
    const Named *x = a, *y = b;
    int order = strcmp(x->id, y->id);
    return order ? order : strcmp(x->entry->path, y->entry->path);
}

static const char *id_now(Reading *r, const Entry *e)
{
    char id[DIGEST_HEX_SIZE];
    Look look;
    if (e->now_id)
        return e->now_id;
    look_at(&r->place, e->path, false, false, true, &look);
    if (!look.sums.id_size)
        return NULL;
    hex_from(look.sums.id, look.sums.id_size, id);
    return arena_strdup(r->arena, id);
}

static size_t count(const Reading *r, char status)
{
    size_t n = 0;
    for (size_t i = 0; i < r->entries.len; i++)
        n += r->entries.items[i].status == status;
    return n;
}

static void collect(Reading *r, char status, Names *ret)
{
    for (size_t i = 0; i < r->entries.len; i++) {
        Entry *e = &r->entries.items[i];
        const char *id = e->status != status ? NULL : status == 'D' ? e->base_id : id_now(r, e);
        if (id && !e->paired && !work_is_control(e->path))
            AVEC_PUSH(ret, r->arena, ((Named){ id, e }));
    }
    if (ret->len)
        qsort(ret->items, ret->len, sizeof *ret->items, by_id);
}

static int by_path(const void *key, const void *item)
{
    return strcmp(key, ((const Entry *)item)->path);
}

/* What git paired, when it is so: the old name may be there again without being in the index. */
static void take_paired(Reading *r)
{
    Entries *all = &r->entries;
    for (size_t i = 0; i < all->len; i++) {
        Entry *e = &all->items[i];
        Entry *was = e->was ? bsearch(e->was, all->items, all->len, sizeof *e, by_path) : NULL;
        if (was && was->status == 'D' && e->status == 'A' && !was->paired && !work_is_control(was->path)) {
            e->status = 'R';
            was->paired = true;
        } else {
            e->was = NULL;
        }
    }
}

void work_renames(Reading *r)
{
    take_paired(r);
    Names gone = { 0 }, made = { 0 };
    size_t d = count(r, 'D'), n = count(r, 'A');
    if (!d || !n || d > RENAMES_MAX || n > RENAMES_MAX)
        return;
    collect(r, 'D', &gone);
    collect(r, 'A', &made);
    for (size_t g = 0, i = 0; g < gone.len && i < made.len;) {
        int order = strcmp(gone.items[g].id, made.items[i].id);
        if (order == 0) {
            made.items[i].entry->status = 'R';
            made.items[i].entry->was = gone.items[g].entry->path;
        }
        g += order <= 0;
        i += order >= 0;
    }
}
