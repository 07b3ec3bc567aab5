/*
 * work_judge.c - what became of each name: git's word is checked against what is there.
 *
 * git compares with the index on the way.  A file that was only touched, staged or taken out of the index is
 * what it was, and so is one whose change was undone.
 */
#include <stdlib.h>

#include "work_parts.h"

static int by_path(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    return order ? order : y->compared - x->compared;
}

static void join(Entry *to, const Entry *from)
{
    to->cited |= from->cited;
    to->unmerged |= from->unmerged;
    to->hidden |= from->hidden;
    to->was = to->was ? to->was : from->was;
    to->other |= from->other;
    if (!to->base_id) {
        to->base_id = from->base_id;
        to->base_mode = from->base_mode;
    }
    to->now_mode = to->now_mode ? to->now_mode : from->now_mode;
    if (from->other || from->hidden)            /* what the index says of it is no help */
        to->now_id = NULL;
}

static void merge(Entries *e)
{
    size_t kept = 0;
    if (e->len)
        qsort(e->items, e->len, sizeof *e->items, by_path);
    for (size_t i = 0; i < e->len; i++) {
        if (kept && strcmp(e->items[kept - 1].path, e->items[i].path) == 0)
            join(&e->items[kept - 1], &e->items[i]);
        else
            e->items[kept++] = e->items[i];
    }
    e->len = kept;
}

static bool counts(const Reading *r, const Entry *e)
{
    if (work_is_control(e->path))
        return false;
    return e->cited || !r->scope || r->scope->write.len == 0 || scope_ask(r->scope, e->path, NULL) == SCOPE_IN;
}

/* The commit of a repository inside of ours, by its own HEAD; NULL: it has none, or there is no repository. */
static const char *inner_commit(const Reading *r, const char *path)
{
    Git g = { .exec = r->git.exec, .tree = path_join(r->arena, r->git.tree, path) };
    FileId id;
    if (file_id(path_join(r->arena, g.tree, ".git"), &id) < 0)
        return NULL;
    const char *head = git_line(&g, GIT_ARGS("rev-parse", "-q", "--verify", "HEAD^{commit}"), r->arena);
    return head && git_is_id(head) ? head : NULL;
}

static bool is_gitlink(const Entry *e)
{
    return e->now_mode == MODE_GITLINK || (e->base_mode == MODE_GITLINK && e->look.mode == MODE_FOLDER);
}

static void look_at_gitlink(const Reading *r, Entry *e)
{
    if (e->look.mode != MODE_FOLDER)
        return;
    e->look.mode = MODE_GITLINK;
    if (!e->now_id)
        e->now_id = inner_commit(r, e->path);
}

static void look(const Reading *r, Entry *e)
{
    bool outside = e->path[0] == '/' || path_climbs(e->path);
    bool asks_contents = e->base_id && !e->now_id && e->base_mode != MODE_GITLINK;
    if (outside)
        return;
    look_at(&r->place, e->path, !e->compared && !e->other, e->counts, asks_contents, &e->look);
    if (is_gitlink(e))
        look_at_gitlink(r, e);
    else if (e->look.mode == MODE_FOLDER && (e->compared || e->other))
        e->look.mode = MODE_NONE;               /* a folder where a file was */
}

static bool same_contents(const Entry *e)
{
    char id[DIGEST_HEX_SIZE];
    if (e->now_id)
        return strcmp(e->now_id, e->base_id) == 0;
    if (!e->look.sums.id_size)
        return false;
    hex_from(e->look.sums.id, e->look.sums.id_size, id);
    return strcmp(id, e->base_id) == 0;
}

/* Programs and plain files differ by a bit that some file systems do not have: there, git's word counts. */
static bool same_mode(const Entry *e)
{
    return e->base_mode == (e->now_mode ? e->now_mode : e->look.mode);
}

static char status_of(const Entry *e)
{
    if (e->unmerged)
        return 'U';
    if (!e->compared)
        return e->other ? 'A' : e->cited ? '.' : 0;
    if (e->look.mode == MODE_NONE)
        return e->base_id ? 'D' : 0;
    if (!e->base_id)
        return 'A';
    if ((e->base_mode ^ e->look.mode) & ~07777u)
        return 'T';
    return same_contents(e) && same_mode(e) ? 0 : 'M';
}

void work_judge(Reading *r)
{
    merge(&r->entries);
    for (size_t i = 0; i < r->entries.len; i++) {
        Entry *e = &r->entries.items[i];
        e->counts = counts(r, e);
        look(r, e);
        e->status = status_of(e);
        if (!e->status && e->cited)
            e->status = '.';
    }
}
