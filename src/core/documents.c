/*
 * documents.c - finding the watched files, each once.
 */
#include "documents.h"

#include <errno.h>
#include <sys/stat.h>

#include "baton/base/utf8.h"

static const struct { SettingId setting; int order; } kinds[] = {
#define X(id, setting, order) [DOCUMENT_##id] = { CONF_##setting, order },
    DOCUMENT_KINDS(X)
#undef X
};

typedef struct {
    const char *root;
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

    if (r != -ENOENT)
        AVEC_PUSH(f->out, f->arena,
                  ((Document){ arena_strdup(f->arena, path), full, f->root, f->kind, id, r }));
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
    return c ? c : (int)x->kind - (int)y->kind;
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

void documents_trees(const Context *c, Arena *a, StrList *ret)
{
    (void)c, (void)a;
    *ret = (StrList){ 0 };
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

void documents_find(const Context *c, Arena *a, Documents *ret)
{
    *ret = (Documents){ 0 };
    for (size_t k = 0; k < DOCUMENT_KIND_COUNT; k++) {
        Find f = { c->project->root, a, ret, (DocumentKind)k };
        const StrList *globs = conf_list(c->conf, kinds[k].setting);
        for (size_t i = 0; i < globs->len && ret->len < DOCUMENTS_MAX; i++) {
            const char *glob = globs->items[i];
            if (glob[strcspn(glob, "*?[")])
                glob_files(f.root, glob, DOCUMENTS_MAX, found_by_glob, &f);
            else if (path_below(f.root, path_join(a, f.root, glob)))
                found(&f, glob);        /* also when it is a folder or a link to nothing */
        }
    }
    if (!ret->len)
        return;
    qsort(ret->items, ret->len, sizeof *ret->items, by_path);
    keep_one_each(ret);
    qsort(ret->items, ret->len, sizeof *ret->items, by_order);
}

bool documents_has(const Documents *d, const char *path)
{
    for (size_t i = 0; i < d->len; i++)
        if (strcmp(d->items[i].path, path) == 0)
            return true;
    return false;
}
