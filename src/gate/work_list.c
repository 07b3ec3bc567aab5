/*
 * work_list.c - which names differ from the base: asking git, and reading its answer.
 *
 * The tree of the base is compared with the work tree through stat data only, so that git opens no file, and
 * so runs no filter.  What only looks touched is compared by us.
 */
#include <errno.h>
#include <stdlib.h>

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

/* ":MODE MODE ID ID STATUS" and, behind a NUL, the name. */
static bool take_raw(Reading *r, Str *rest)
{
    Str head = str_cut(rest, '\0'), path = str_cut(rest, '\0');
    if (!path.len || !str_starts(head, STR(":")) || !room(r))
        return false;
    head = str_slice(head, 1, head.len);
    Entry e = { .compared = true };
    e.base_mode = mode_from(str_cut(&head, ' '));
    e.now_mode = mode_from(str_cut(&head, ' '));
    e.base_id = id_from(str_cut(&head, ' '), r->arena);
    e.now_id = id_from(str_cut(&head, ' '), r->arena);
    e.unmerged = str_starts(head, STR("U"));
    e.path = arena_str(r->arena, path);
    AVEC_PUSH(&r->entries, r->arena, e);
    return true;
}

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
static bool take_other(Reading *r, Str *rest)
{
    Str path = str_cut(rest, '\0');
    bool inner = str_ends(path, STR("/"));
    if (!path.len || !room(r))
        return false;
    Entry e = { .other = true, .now_mode = inner ? MODE_GITLINK : MODE_NONE };
    e.path = arena_str(r->arena, str_slice(path, 0, path.len - inner));
    if (inner && is_sibling(r, e.path))
        return true;
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

static int ask(Reading *r, const char *const *args, bool (*take)(Reading *, Str *), Message *m)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    uint64_t dropped = 0;
    int n = git_run(&r->git, &(GitCall){ .args = args, .max = LIST_BYTES_MAX }, &out, &dropped);
    if (n != 0)
        return fail_with(m, n < 0 ? n : -EIO, "git cannot say what changed in '%s' (git %s): %s", r->git.tree, args[0],
                         n < 0 ? strerror(-n) : git_words(&r->git, args, r->arena));
    for (Str rest = whole_names(r, buf_str(&out), dropped); rest.len && take(r, &rest);)
        ;
    return 0;
}

/* The name of a tree without files: what there is before the first commit. */
static const char *empty_tree(Reading *r)
{
    return git_line(&r->git, GIT_ARGS("hash-object", "-t", "tree", "/dev/null"), r->arena);
}

static int find_base(Reading *r, const char *base, const char **ret_tree, Message *m)
{
    const char *tree = base[0] ? arena_printf(r->arena, "%s^{tree}", base) : empty_tree(r);
    if (base[0] && !git_is_id(base))
        return fail_with(m, -EINVAL, "'%s' is no commit: a base is named by all digits of its hash", base);
    const char *id = tree ? git_line(&r->git, GIT_ARGS("rev-parse", "-q", "--verify", tree), r->arena) : NULL;
    if (!base[0] && tree)
        id = tree;
    if (!id)
        return fail_with(m, -ENOENT, "The commit %.12s, where this work began, is not in the repository of '%s': "
                         "if it is a shallow clone, `git fetch --unshallow` brings it", base, r->git.tree);
    *ret_tree = id;
    return 0;
}

int work_list(Reading *r, const char *base, Message *m)
{
    const char *tree = NULL;
    int n = find_base(r, base, &tree, m);
    if (n < 0)
        return n;
    r->place.id_size = (uint8_t)(strlen(tree) / 2);
    n = ask(r, GIT_ARGS("diff-index", "-z", "--raw", "--no-renames", "--full-index", "--relative", "--no-ext-diff",
                        "--no-textconv", "--ignore-submodules=dirty", tree, "--"), take_raw, m);
    if (n == 0)
        n = ask(r, GIT_ARGS("ls-files", "-z", "--others", "--exclude-standard"), take_other, m);
    return n;
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
