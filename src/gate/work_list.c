/*
 * work_list.c - which names differ from the base: asking git, and reading its answer.
 *
 * git goes by stat data; what only looks touched is compared by us.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "work_parts.h"

enum { LIST_BYTES_MAX = 64 << 20, PATH_BYTES_MAX = 8192 };  /* about WORK_FILES_MAX long names, both ways */

static unsigned mode_from(Str octal)
{
    unsigned mode = 0;
    for (size_t i = 0; i < octal.len && octal.data[i] >= '0' && octal.data[i] < '8'; i++)
        mode = mode << 3 | (unsigned)(octal.data[i] - '0');
    return mode;
}

static const char *id_from(Str hex, Arena *a)
{
    for (size_t i = 0; i < hex.len; i++)
        if (hex.data[i] != '0')
            return arena_str(a, hex);
    return NULL;
}

static bool room(Reading *r)
{
    r->cut |= r->entries.len >= 2 * (size_t)WORK_FILES_MAX;
    return !r->cut;
}

static void add_compared(Reading *r, Entry e, Str path)
{
    e.compared = true;
    e.path = arena_str(r->arena, path);
    AVEC_PUSH(&r->entries, r->arena, e);
}

/* One name is gone and another is new: both are in the list. */
static void add_renamed(Reading *r, Entry e, Str was, Str path)
{
    Entry gone = { .base_mode = e.base_mode, .base_id = e.base_id };
    Entry made = { .now_mode = e.now_mode, .now_id = e.now_id, .was = arena_str(r->arena, was) };
    add_compared(r, gone, was);
    add_compared(r, made, path);
}

/* ":MODE MODE ID ID STATUS" and, behind a NUL, the name; of a renamed file both. */
static bool take_raw(Reading *r, Str *rest)
{
    Str head = str_cut(rest, '\0'), path = str_cut(rest, '\0');
    if (!path.len || !str_starts(head, STR(":")) || !room(r))
        return false;
    head = str_slice(head, 1, head.len);
    Entry e = { 0 };
    e.base_mode = mode_from(str_cut(&head, ' '));
    e.now_mode = mode_from(str_cut(&head, ' '));
    e.base_id = id_from(str_cut(&head, ' '), r->arena);
    e.now_id = id_from(str_cut(&head, ' '), r->arena);
    if (str_starts(head, STR("R")))
        add_renamed(r, e, path, str_cut(rest, '\0'));
    else
        add_compared(r, e, path);
    return true;
}

/* What comes of the list of all names. */
typedef struct {
    Reading *reading;
    Buf part;                   /* of a record whose end did not come yet */
    StrList hidden;
} Names;

/* Another work tree of our repository: what is done there is not done here. */
static bool is_sibling(const Reading *r, const char *path)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    const char *dir = path_join(r->arena, r->git.tree, path), *file = path_join(r->arena, dir, ".git");
    if (file_read(file, PATH_BYTES_MAX, &text, NULL) < 0 || !str_starts(buf_str(&text), STR("gitdir:")))
        return false;
    const char *name = arena_str(r->arena, str_trim(str_slice(buf_str(&text), strlen("gitdir:"), text.len)));
    CLEANUP(free_mem) char *inner = realpath(path_join(r->arena, dir, name), NULL);
    const char *below = strstr(r->git.dir, "/worktrees/");
    Str common = { r->git.dir, below ? (size_t)(below - r->git.dir) : strlen(r->git.dir) };
    return inner && str_starts(str_from(inner), common) && str_starts(str_from(inner + common.len), STR("/worktrees/"));
}

/* A repository inside of this one that is no submodule is named with a slash at its end. */
static void take_other(Reading *r, Str path)
{
    bool inner = str_ends(path, STR("/"));
    Entry e = { .other = true, .now_mode = inner ? MODE_GITLINK : MODE_NONE };
    e.path = arena_str(r->arena, str_slice(path, 0, path.len - inner));
    if (!inner || !is_sibling(r, e.path))
        AVEC_PUSH(&r->entries, r->arena, e);
}

/* Once for each side of the conflict. */
static void take_unmerged(Reading *r, Str path)
{
    Entry e = { .path = arena_str(r->arena, path), .compared = true, .unmerged = true };
    AVEC_PUSH(&r->entries, r->arena, e);
}

/* What a sparse checkout leaves out is not there, and is not deleted. */
static void take_not_looked_at(Names *n, const char *path, bool sparse)
{
    struct stat st;
    if (!sparse || fstatat(n->reading->place.tree, path, &st, AT_SYMLINK_NOFOLLOW) == 0)
        strlist_add(&n->hidden, n->reading->arena, path);
}

/*
 * One name of the index or of what it does not have: "? new.c", "H tracked.c", "M in-conflict.c".  In lower case,
 * git was told not to look at it (--assume-unchanged), and "S" says the same: we do.
 */
static void take_tagged(Names *n, Str record)
{
    Reading *r = n->reading;
    if (record.len < 3 || str_starts(record, STR("H ")) || !room(r))
        return;
    Str path = str_slice(record, 2, record.len);
    if (record.data[0] == '?')
        take_other(r, path);
    else if (record.data[0] == 'M')
        take_unmerged(r, path);
    else if (record.data[0] == 'S' || (record.data[0] >= 'a' && record.data[0] <= 'z'))
        take_not_looked_at(n, arena_str(r->arena, path), record.data[0] == 'S' || record.data[0] == 's');
}

/* Names as they come: those that are not of interest, nearly all, are not kept. */
static void take_names(void *ctx, Str piece)
{
    Names *n = ctx;
    while (piece.len) {
        ptrdiff_t end = str_chr(piece, '\0');
        size_t len = end < 0 ? piece.len : (size_t)end;
        if (n->part.len + len <= PATH_BYTES_MAX)
            buf_add(&n->part, piece.data, len);
        piece = str_slice(piece, len + 1, piece.len);
        if (end < 0)
            return;
        take_tagged(n, buf_str(&n->part));
        buf_clear(&n->part);
    }
}

/* "MODE TYPE ID" and, behind a TAB, the name. */
static bool take_hidden(Reading *r, Str *rest)
{
    Str path = str_cut(rest, '\0'), head = str_cut(&path, '\t');
    Entry e = { .compared = true, .hidden = true };
    e.base_mode = mode_from(str_cut(&head, ' '));
    str_cut(&head, ' ');
    e.base_id = id_from(head, r->arena);
    if (!path.len || !e.base_id || !room(r))
        return false;
    e.path = arena_str(r->arena, path);
    AVEC_PUSH(&r->entries, r->arena, e);
    return true;
}

/* Of an answer that was too long, the names in its first half. */
static Str whole_names(Reading *r, Str text, uint64_t dropped)
{
    if (!dropped)
        return text;
    r->cut = true;
    return str_slice(text, 0, LIST_BYTES_MAX / 2);
}

static int failed(Reading *r, const GitCall *c, int n, Message *m)
{
    return fail_with(m, n < 0 ? n : -EIO, "git cannot say what changed in '%s' (git %s): %s", r->git.tree, c->args[0],
                     n < 0 ? strerror(-n) : git_words(&r->git, c->args, r->arena));
}

static int ask(Reading *r, GitCall c, bool (*take)(Reading *, Str *), Message *m)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    uint64_t dropped = 0;
    c.max = LIST_BYTES_MAX;
    int n = git_run(&r->git, &c, &out, &dropped);
    if (n != 0)
        return failed(r, &c, n, m);
    for (Str rest = whole_names(r, buf_str(&out), dropped); rest.len && take(r, &rest);)
        ;
    return 0;
}

/* In calls that are not too long. */
static int ask_hidden(Reading *r, const char *tree, const StrList *paths, Message *m)
{
    enum { PATHS_AT_ONCE = 256 };
    const char *const *args = GIT_ARGS("ls-tree", "-z", tree);
    int n = 0;
    for (size_t i = 0; n == 0 && i < paths->len; i += PATHS_AT_ONCE) {
        StrList some = { .items = paths->items + i, .len = MIN(paths->len - i, (size_t)PATHS_AT_ONCE) };
        n = ask(r, (GitCall){ .args = args, .paths = &some }, take_hidden, m);
    }
    return n;
}

static int ask_names(Reading *r, const char *tree, Message *m)
{
    Names names = { .reading = r, .part = BUF_INIT };
    CLEANUP(buf_done) Buf none = BUF_INIT;
    uint64_t dropped;
    const GitCall c = {
        .args = GIT_ARGS("ls-files", "-z", "-v", "--cached", "--others", "--exclude-standard"),
        .live = take_names, .ctx = &names,
    };
    int n = git_run(&r->git, &c, &none, &dropped);
    buf_done(&names.part);
    return n != 0 ? failed(r, &c, n, m) : ask_hidden(r, tree, &names.hidden, m);
}

/* The name of a tree without files: what there is before the first commit. */
static const char *empty_tree(Reading *r)
{
    return git_line(&r->git, GIT_ARGS("hash-object", "-t", "tree", "/dev/null"), r->arena);
}

/* Looked up only when git could not do with it. */
static int missing_base(Reading *r, const char *base, int otherwise, Message *m)
{
    const char *tree = arena_printf(r->arena, "%s^{tree}", base);
    if (!base[0] || git_line(&r->git, GIT_ARGS("rev-parse", "-q", "--verify", tree), r->arena))
        return otherwise;
    return fail_with(m, -ENOENT, "The commit %s, where this work began, is not in the repository of '%s': "
                     "if it is a shallow clone, `git fetch --unshallow` brings it", digest_short(base).text,
                     r->git.tree);
}

static int find_base(Reading *r, const char *base, const char **ret_tree, Message *m)
{
    if (base[0] && !git_is_id(base))
        return fail_with(m, -EINVAL, "'%s' is no commit: a base is named by all digits of its hash", base);
    *ret_tree = base[0] ? base : empty_tree(r);
    if (!*ret_tree)
        return fail_with(m, -EIO, "git cannot name the empty tree in '%s'", r->git.tree);
    return 0;
}

int work_list(Reading *r, const char *base, Message *m)
{
    const char *tree = NULL;
    int n = find_base(r, base, &tree, m);
    if (n < 0)
        return n;
    r->place.id_size = (uint8_t)(strlen(tree) / 2);
    const char *const *args = GIT_ARGS("diff-index", "-z", "--raw", "-M", "-l400", "--full-index", "--relative",
                                       "--no-ext-diff", "--no-textconv", "--ignore-submodules=dirty", tree, "--");
    n = ask(r, (GitCall){ .args = args }, take_raw, m);
    return n < 0 ? missing_base(r, base, n, m) : ask_names(r, tree, m);
}

/* What lies outside is only named, as it is written. */
static const char *cited_path(const char *path, Arena *a)
{
    return path[0] == '/' ? path : path_normal(a, path);
}

void work_list_cited(Reading *r, const StrList *cited)
{
    for (size_t i = 0; cited && i < cited->len && room(r); i++) {
        Entry e = { .path = cited_path(cited->items[i], r->arena), .cited = true };
        if (cited->items[i][0] && strcmp(e.path, ".") != 0)
            AVEC_PUSH(&r->entries, r->arena, e);
    }
}
