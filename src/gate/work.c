/*
 * work.c - reading what a revision stands for.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/fd.h"
#include "work_parts.h"

static const struct { const char *name, *text; } under_way[] = {
    { "rebase-merge", "a rebase" }, { "rebase-apply", "a rebase" }, { "MERGE_HEAD", "a merge" },
    { "CHERRY_PICK_HEAD", "a cherry-pick" }, { "REVERT_HEAD", "a revert" }, { "BISECT_LOG", "a bisect" },
};

static const char *find_busy(const Git *g, Arena *a)
{
    struct stat st;
    for (size_t i = 0; i < ARRAY_LEN(under_way); i++)
        if (lstat(path_join(a, g->dir, under_way[i].name), &st) == 0)
            return under_way[i].text;
    return NULL;
}

static void set_hash(WorkFile *f, const Entry *e)
{
    if (e->look.mode == MODE_GITLINK && e->now_id)
        memcpy(f->hash, e->now_id, MIN(strlen(e->now_id) + 1, sizeof f->hash));
    else if (e->look.sums.has_hash)
        hex_from(e->look.sums.hash, DIGEST_SIZE, f->hash);
}

static WorkFile file_of(const Entry *e)
{
    WorkFile f = {
        .path = e->path, .was = e->was, .mode = mode_text(e->look.mode), .status = e->status,
        .tracked = e->compared && !e->other && !e->hidden, .cited = e->cited, .counts = e->counts,
    };
    if (f.counts)
        set_hash(&f, e);
    return f;
}

static void fill(const Reading *r, Arena *a, Work *ret)
{
    AVEC_ROOM(ret, a, MIN(r->entries.len, (size_t)WORK_FILES_MAX));
    for (size_t i = 0; i < r->entries.len; i++) {
        const Entry *e = &r->entries.items[i];
        if (!e->status || (!e->cited && work_is_control(e->path)))
            continue;
        if (ret->len == WORK_FILES_MAX) {
            ret->cut = true;
            return;
        }
        AVEC_PUSH(ret, a, file_of(e));
    }
}

static int read_work(Reading *r, const char *base, const StrList *cited, Message *m)
{
    int n = git_look(r->git.exec, r->git.tree, r->arena, &r->git, m);
    if (n < 0)
        return n;
    r->has_git = n > 0;
    n = r->has_git ? git_drop_filters(&r->git, r->arena, m) : 0;
    if (n == 0 && r->has_git)
        n = work_list(r, base, m);
    if (n < 0)
        return n;
    work_list_cited(r, cited);
    work_judge(r);
    work_renames(r);
    return 0;
}

int work_read(Exec *exec, const char *tree, const char *base, const StrList *cited, const Scope *scope, Arena *a,
              Work *ret, Message *m)
{
    CLEANUP(close_fd) int fd = open(tree, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        int r = -errno;
        return fail_with(m, r, "Cannot enter the work tree '%s': %s", tree, strerror(-r));
    }
    Reading r = { .git = { .exec = exec, .tree = tree }, .place = { .tree = fd }, .scope = scope, .arena = a };
    int n = read_work(&r, base ? base : "", cited, m);
    if (n < 0)
        return n;
    *ret = (Work){ .git = r.has_git, .base = r.has_git ? arena_strdup(a, base ? base : "") : "",
                   .head = r.has_git ? r.git.head : "", .cut = r.cut };
    ret->busy = r.has_git ? find_busy(&r.git, a) : NULL;
    fill(&r, a, ret);
    return 0;
}

int work_commit_time(Exec *exec, const char *tree, const char *commit, int64_t *ret_at)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Message m = { 0 };
    int64_t seconds;
    Git g;
    int r = git_is_id(commit) ? git_look(exec, tree, a, &g, &m) : 0;
    if (r <= 0)
        return r < 0 ? r : -ENOENT;
    const char *line = git_line(&g, GIT_ARGS("show", "-s", "--format=%ct", commit, "--"), a);
    if (!line || str_to_i64(str_from(line), &seconds) < 0)
        return -ENOENT;
    *ret_at = seconds * 1000;
    return 0;
}

int work_head(Exec *exec, const char *tree, Arena *a, const char **ret_head)
{
    Message m = { 0 };
    Git g;
    int r = git_look(exec, tree, a, &g, &m);
    *ret_head = r > 0 ? g.head : "";
    return MIN(r, 0);
}
