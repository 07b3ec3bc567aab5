/*
 * submit_file.c - which artifact is meant: by its path, or the newest one where we are.
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "baton/doc/doc.h"
#include "submit.h"

/* The reader goes by the name: one that does not look like a handoff is read as one in its folder. */
Facts *artifact_facts(const char *file, Str artifact)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(facts_free_ptr) Facts *f = doc_read(file, artifact);
    if (f->handoff || text_same(f->dialect, "handoff"))
        return TAKE(f);
    CLEANUP(facts_free_ptr) Facts *named = doc_read(path_join(a, path_dir(a, file), "handoff.md"), artifact);
    return named->handoff ? TAKE(named) : TAKE(f);
}

static const char *real_path(Arena *a, const char *dir, const char *name)
{
    CLEANUP(free_mem) char *real = realpath(path_join(a, dir, name), NULL);
    return arena_strdup(a, real);
}

/* From the current folder, else from the work tree where we are (-C counts as being there). */
static const char *full_path(const Context *c, Arena *a, const char *start, const char *name)
{
    const char *real = real_path(a, start ? start : ".", name);
    return real || start ? real : real_path(a, c->project->work_tree, name);
}

/* The root, or the linked work tree that holds this file; NULL: none of ours. */
static const char *tree_of(Context *c, Arena *a, const char *full)
{
    StrList trees = { 0 };
    if (path_below(c->project->root, full))
        return c->project->root;
    documents_trees(c, a, &trees);
    for (size_t i = 0; i < trees.len; i++)
        if (path_below(trees.items[i], full))
            return trees.items[i];
    return NULL;
}

static int find_named(Context *c, const char *file, const char *start, Arena *a, Document *ret, Message *m)
{
    const char *full = full_path(c, a, start, file);
    if (!full)
        return fail_with(m, -ENOENT, "There is no artifact '%s'", file);
    const char *tree = tree_of(c, a, full);
    if (!tree)
        return fail_with(m, -EINVAL, "'%s' lies outside of the project '%s' and its work trees", full,
                         c->project->root);
    *ret = (Document){ .path = documents_path(c, a, full), .full = full, .tree = tree, .kind = DOCUMENT_HANDOFF };
    int r = document_id(full, &ret->id);
    if (r == 0 && !S_ISREG(ret->id.mode))
        r = -EISDIR;
    return r < 0 ? fail_with(m, r, "'%s' cannot be submitted: %s", file, strerror(-r)) : 0;
}

const char *artifact_tree(Context *c, const char *start, Arena *a)
{
    const char *here = start ? real_path(a, start, ".") : c->project->work_tree;
    StrList trees = { 0 };
    documents_trees(c, a, &trees);
    for (size_t i = 0; here && i < trees.len; i++)
        if (strcmp(trees.items[i], here) == 0 || path_below(trees.items[i], here))
            return trees.items[i];
    return c->project->root;
}

static bool is_artifact(const Document *d, const char *tree)
{
    return d->kind == DOCUMENT_HANDOFF && !d->error && S_ISREG(d->id.mode) && strcmp(d->tree, tree) == 0;
}

static int find_newest(Context *c, const char *start, Arena *a, Document *ret, Message *m)
{
    const char *tree = artifact_tree(c, start, a);
    const Document *newest = NULL;
    Documents all = { 0 };

    documents_find(c, a, &all);
    for (size_t i = 0; i < all.len; i++)
        if (is_artifact(&all.items[i], tree) && (!newest || all.items[i].id.mtime_ns > newest->id.mtime_ns))
            newest = &all.items[i];
    if (!newest) {
        const StrList *globs = conf_list(c->conf, CONF_FILES_HANDOFF);
        return fail_with(m, -ENOENT, "There is no handoff artifact in '%s': write '%s', or name one with --file",
                         tree, globs->len ? globs->items[0] : ".agents/active_handoff.md");
    }
    *ret = *newest;
    return 0;
}

int artifact_find(Context *c, const char *file, const char *start, Arena *a, Document *ret, Message *m)
{
    return file && *file ? find_named(c, file, start, a, ret, m) : find_newest(c, start, a, ret, m);
}
