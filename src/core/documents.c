/*
 * documents.c - finding the watched files, each once.
 */
#include "documents.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/utf8.h"

static const struct { SettingId setting; int order; } kinds[] = {
#define X(id, setting, order) [DOCUMENT_##id] = { CONF_##setting, order },
    DOCUMENT_KINDS(X)
#undef X
};

enum { TREES_MAX = 100 };

typedef struct {
    const Context *c;
    const char *root;           /* of the project, or of a linked work tree */
    Arena *arena;
    Documents *out;
    DocumentKind kind;
} Find;

int document_id(const char *full, FileId *ret_id)
{
    struct stat st;
    int r = file_id(full, ret_id);

    if (r == -ENOENT && lstat(full, &st) == 0 && S_ISLNK(st.st_mode))
        r = -ENOLINK;
    if (r < 0)
        *ret_id = (FileId){ .size = r };        /* so that another reason is seen as a change */
    return r == -ENOTDIR ? -ENOENT : r;
}

/* A name that is no text could not stand in the ledger and be found again. */
static void found(Find *f, const char *path)
{
    FileId id;
    const char *full = path_join(f->arena, f->root, path);
    int r = utf8_valid(str_from(path)) ? document_id(full, &id) : -ENOENT;

    const char *named = f->root == f->c->project->root ? arena_strdup(f->arena, path)
                                                       : documents_path(f->c, f->arena, full);
    if (r != -ENOENT)
        AVEC_PUSH(f->out, f->arena, ((Document){ named, full, f->root, f->kind, id, r }));
}

static bool found_by_glob(void *ctx, const char *path)
{
    Find *f = ctx;
    found(f, path);
    return f->out->len < DOCUMENTS_MAX;
}

static int by_path(const void *a, const void *b)
{
    const Document *x = a, *y = b;
    int c = strcmp(x->path, y->path);
    size_t deep = strlen(x->tree), deeper = strlen(y->tree);
    if (c)
        return c;
    return deep != deeper ? (deep < deeper ? 1 : -1) : (int)x->kind - (int)y->kind;
}

static int by_order(const void *a, const void *b)
{
    const Document *x = a, *y = b;
    int c = kinds[x->kind].order - kinds[y->kind].order;
    return c ? c : strcmp(x->path, y->path);
}

static void keep_one_each(Documents *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->len; i++)
        if (!n || strcmp(d->items[i].path, d->items[n - 1].path) != 0)
            d->items[n++] = d->items[i];
    d->len = n;
}

/* A tree with a ledger of its own is another project; a .baton with settings is checked out with the rest. */
static void add_tree(Arena *a, const char *tree, const char *below, StrList *ret)
{
    const char *root = *below ? path_join(a, tree, below) : tree;
    if (dir_exists(root) && access(path_join(a, root, ".baton/state.db"), F_OK) < 0)
        strlist_add(ret, a, root);
}

void documents_trees(const Context *c, Arena *a, StrList *ret)
{
    const char *root = c->project->root;
    StrList all = { 0 };
    *ret = (StrList){ 0 };
    project_worktrees(c->project, a, &all);
    if (all.len < 2)
        return;
    const char *main = all.items[0], *below = strcmp(main, root) == 0 ? "" : path_below(main, root);
    for (size_t i = 1; below && i < all.len && ret->len < TREES_MAX; i++)
        if (strcmp(all.items[i], root) != 0)
            add_tree(a, all.items[i], below, ret);
}

/* "/p/main" and "/p/feature/x": "../feature/x". */
const char *documents_path(const Context *c, Arena *a, const char *full)
{
    const char *root = c->project->root;
    size_t same = 0;
    for (size_t i = 0; root[i] == full[i]; i++) {
        if (root[i] == '/')
            same = i + 1;
        if (!root[i])
            return "";
    }
    if (path_below(root, full))
        return path_below(root, full);
    const char *up = "../";
    for (const char *p = root + same; *p; p++)
        if (*p == '/')
            up = arena_printf(a, "../%s", up);
    return arena_printf(a, "%s%s", up, full + same);
}

static void find_kind(Find *f)
{
    const StrList *globs = conf_list(f->c->conf, kinds[f->kind].setting);
    for (size_t i = 0; i < globs->len && f->out->len < DOCUMENTS_MAX; i++) {
        const char *glob = globs->items[i];
        if (glob[strcspn(glob, "*?[")])
            glob_files(f->root, glob, DOCUMENTS_MAX, found_by_glob, f);
        else if (path_below(f->root, path_join(f->arena, f->root, glob)))
            found(f, glob);             /* also when it is a folder or a link to nothing */
    }
}

/* Agents in linked work trees hand over where they are. */
static void find_linked(const Context *c, Arena *a, Documents *ret)
{
    StrList trees;
    documents_trees(c, a, &trees);
    for (size_t i = 0; i < trees.len; i++)
        find_kind(&(Find){ c, trees.items[i], a, ret, DOCUMENT_HANDOFF });
}

void documents_find(const Context *c, Arena *a, Documents *ret)
{
    *ret = (Documents){ 0 };
    for (size_t k = 0; k < DOCUMENT_KIND_COUNT; k++)
        find_kind(&(Find){ c, c->project->root, a, ret, (DocumentKind)k });
    find_linked(c, a, ret);
    if (!ret->len)
        return;
    qsort(ret->items, ret->len, sizeof *ret->items, by_path);
    keep_one_each(ret);
    qsort(ret->items, ret->len, sizeof *ret->items, by_order);
}

const char *documents_named(const Context *c, SettingId globs)
{
    const StrList *all = conf_list(c->conf, globs);
    for (size_t i = 0; i < all->len; i++)
        if (!strpbrk(all->items[i], "*?["))
            return all->items[i];
    return NULL;
}

bool documents_has(const Documents *d, const char *path)
{
    for (size_t i = 0; i < d->len; i++)
        if (strcmp(d->items[i].path, path) == 0)
            return true;
    return false;
}
