/*
 * diff.c - reading the diff of a revision: from git in batches of names, so that it ends early when it is long.
 */
#include "baton/gate/diff.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "baton/base/fd.h"
#include "diff_parts.h"
#include "git.h"

enum { BATCH_FILES = 256, BATCH_NAME_BYTES = 64 * 1024, BATCH_BYTES = 8 << 20, LARGE = 1 << 20 };

typedef struct {
    const Work *work;
    Git git;
    int tree;                   /* the folder, opened */
    const char *base;           /* a tree */
    Arena *arena;
    Collect out;
    size_t files;               /* that were asked for */
    bool *renamed_away;         /* of each file: it stands behind another one's `was` */
} Reading;

static int by_path(const void *key, const void *item)
{
    return strcmp(key, ((const WorkFile *)item)->path);
}

static void mark_renamed(Reading *r)
{
    const Work *w = r->work;
    for (size_t i = 0; i < w->len; i++) {
        const WorkFile *was = w->items[i].was
            ? bsearch(w->items[i].was, w->items, w->len, sizeof *w->items, by_path) : NULL;
        if (was && w->items[i].status == 'R')
            r->renamed_away[was - w->items] = true;
    }
}

static uint64_t size_of(const Reading *r, const WorkFile *f)
{
    struct stat st;
    return fstatat(r->tree, f->path, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
}

/* What is left when there is no more room. */
static bool leave_out(Reading *r, const WorkFile *f)
{
    if (!r->out.full && r->files < DIFF_FILES_MAX) {
        r->files++;
        return false;
    }
    r->out.files_left_out++;
    r->out.left_out += size_of(r, f);
    return true;
}

static int ask(Reading *r, const StrList *paths, Message *m)
{
    CLEANUP(buf_done) Buf none = BUF_INIT;
    uint64_t dropped;
    const char *const *args = GIT_ARGS("diff-index", "-p", "-M", "-l400", "--relative", "--no-color", "--no-ext-diff",
                                       "--no-textconv", "--submodule=short", "--ignore-submodules=dirty", "--unified=3",
                                       "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/", r->base);
    const GitCall call = { .args = args, .paths = paths, .live = collect_piece, .ctx = &r->out };
    int n = git_run(&r->git, &call, &none, &dropped);
    collect_end(&r->out);
    if (n == 0)
        return 0;
    return fail_with(m, n < 0 ? n : -EIO, "git cannot make a diff in '%s': %s", r->git.tree,
                     n < 0 ? strerror(-n) : git_words(&r->git, args, r->arena));
}

static bool is_for_git(const Reading *r, size_t i)
{
    const WorkFile *f = &r->work->items[i];
    return f->tracked && f->status != '.' && !r->renamed_away[i];
}

/* So many names as one call may carry, and so much of files as it may have to read before it can be ended. */
typedef struct {
    StrList paths;
    size_t name_bytes;
    uint64_t bytes;
} Batch;

static bool batch_is_full(const Batch *b)
{
    return b->paths.len >= BATCH_FILES || b->name_bytes >= BATCH_NAME_BYTES || b->bytes >= BATCH_BYTES;
}

static void batch_add(Reading *r, Batch *b, size_t i)
{
    const WorkFile *f = &r->work->items[i];
    if (!is_for_git(r, i) || leave_out(r, f))
        return;
    uint64_t size = size_of(r, f);
    if (size > LARGE) {
        render_large(&r->out, f, size);
        return;
    }
    strlist_add(&b->paths, r->arena, f->path);
    if (f->was)
        strlist_add(&b->paths, r->arena, f->was);
    b->name_bytes += strlen(f->path);
    b->bytes += size;
}

static int tracked_files(Reading *r, Message *m)
{
    size_t i = 0;
    while (i < r->work->len) {
        Batch b = { 0 };
        while (i < r->work->len && !batch_is_full(&b))
            batch_add(r, &b, i++);
        int n = b.paths.len ? ask(r, &b.paths, m) : 0;
        if (n < 0)
            return n;
    }
    return 0;
}

static void other_files(Reading *r)
{
    for (size_t i = 0; i < r->work->len; i++) {
        const WorkFile *f = &r->work->items[i];
        if (f->status == '.' || f->tracked || r->renamed_away[i] || leave_out(r, f))
            continue;
        uint64_t size = size_of(r, f);
        if (f->status == 'R')
            render_renamed(&r->out, f);
        else if (size > LARGE)
            render_large(&r->out, f, size);
        else
            render_added(&r->out, r->tree, f);
    }
}

static int prepare(Reading *r, Exec *exec, const char *tree, Message *m)
{
    const char *base = r->work->base;
    int n = git_look(exec, tree, r->arena, &r->git, m);
    if (n <= 0)
        return n;
    if (base[0] && !git_is_id(base))
        return fail_with(m, -EINVAL, "'%s' is no commit: a base is named by all digits of its hash", base);
    r->base = base[0] ? base : git_line(&r->git, GIT_ARGS("hash-object", "-t", "tree", "/dev/null"), r->arena);
    if (!r->base)
        return fail_with(m, -EIO, "git cannot name the empty tree in '%s'", tree);
    return git_drop_filters(&r->git, r->arena, m);
}

int diff_read(Exec *exec, const char *tree, const Work *w, Buf *out, uint64_t *ret_left_out, Message *m)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(close_fd) int fd = open(tree, O_PATH | O_DIRECTORY | O_CLOEXEC);
    Reading r = { .work = w, .tree = fd, .arena = a };
    if (fd < 0) {
        int n = -errno;
        return fail_with(m, n, "Cannot enter the work tree '%s': %s", tree, strerror(-n));
    }
    collect_init(&r.out, out);
    r.renamed_away = arena_alloc(a, w->len + 1);
    mark_renamed(&r);
    int n = w->git ? prepare(&r, exec, tree, m) : 0;
    if (n == 0 && w->git)
        n = tracked_files(&r, m);
    if (n < 0)
        return n;
    other_files(&r);
    if (r.out.files_left_out)
        collect_note(&r.out, "%zu more files are left out: a diff ends at %d KiB and %d files", r.out.files_left_out,
                     DIFF_BYTES_MAX / 1024, DIFF_FILES_MAX);
    *ret_left_out = r.out.left_out;
    return 0;
}
