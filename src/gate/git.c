/*
 * git.c - one way to call git.
 *
 * A repository belongs to whoever could write its .git, and its settings may name programs: hooks, monitors,
 * filters, diff drivers, transports.  Each of those is switched off here, and what would hide changes
 * (another work tree, replaced objects, trusted stat data) as well.
 */
#include "git.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "baton/base/file.h"

enum { GIT_TIMEOUT_MS = 120 * 1000, LINE_MAX_BYTES = 64 * 1024, WORDS_MAX = 4096 };

static const char *const fixed_args[] = {
    "git", "--no-pager", "--no-optional-locks", "--literal-pathspecs",
    "-c", "core.fsmonitor=", "-c", "core.hooksPath=/dev/null", "-c", "core.untrackedCache=false",
    "-c", "core.trustctime=true", "-c", "core.checkStat=default", "-c", "core.ignoreStat=false",
    "-c", "core.quotePath=false", "-c", "core.bigFileThreshold=1m", "-c", "core.pager=cat",
    "-c", "submodule.recurse=false", "-c", "diff.ignoreSubmodules=dirty", "-c", "protocol.allow=never",
    "-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "log.showSignature=false",
    "-c", "diff.suppressBlankEmpty=false",
};

static const char *const environment[] = {
    "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_PAGER=cat", "PAGER=cat", "GIT_EDITOR=false",
    "GIT_ASKPASS=false", "GIT_SSH_COMMAND=false", "GIT_ALLOW_PROTOCOL=none", "GIT_NO_LAZY_FETCH=1",
    "GIT_NO_REPLACE_OBJECTS=1", "GIT_GRAFT_FILE=/dev/null", "GIT_LITERAL_PATHSPECS=1",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM=1",
    /* What a hook of git's that called us left there: it would name another repository. */
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_CONFIG", "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS",
    "GIT_ATTR_SOURCE", "GIT_SHALLOW_FILE", "GIT_REPLACE_REF_BASE", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS", "GIT_DEFAULT_HASH", "GIT_TRACE", "GIT_TRACE_SETUP", "GIT_TRACE2", "GIT_TRACE2_EVENT",
    "GIT_TRACE2_PERF", "GIT_TRACE_PACKET", "GIT_TRACE_PERFORMANCE", "GIT_CEILING_DIRECTORIES",
    NULL,
};

/* An empty command is none, and one that is required must not be missed. */
static void add_filters(const Git *g, Arena *a, StrList *argv)
{
    static const char *const keys[] = { "clean=", "smudge=", "process=", "required=false" };
    for (size_t i = 0; g->filters && i < g->filters->len; i++)
        for (size_t k = 0; k < ARRAY_LEN(keys); k++) {
            strlist_add(argv, a, "-c");
            strlist_add(argv, a, arena_printf(a, "filter.%s.%s", g->filters->items[i], keys[k]));
        }
}

static const char *const *make_argv(const Git *g, const GitCall *c, Arena *a)
{
    StrList argv = { 0 };
    for (size_t i = 0; i < ARRAY_LEN(fixed_args); i++)
        strlist_add(&argv, a, fixed_args[i]);
    if (g->top)
        strlist_add(&argv, a, arena_printf(a, "--work-tree=%s", g->top));
    add_filters(g, a, &argv);
    for (const char *const *arg = c->args; *arg; arg++)
        strlist_add(&argv, a, *arg);
    if (c->paths)
        strlist_add(&argv, a, "--");
    for (size_t i = 0; c->paths && i < c->paths->len; i++)
        strlist_add(&argv, a, c->paths->items[i]);
    strlist_add(&argv, a, NULL);
    return argv.items;
}

static int run(const Git *g, const GitCall *c, bool only_stdout, Buf *out, uint64_t *ret_dropped)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    ExecResult r = { 0 };
    const ExecOrder o = {
        .argv = make_argv(g, c, a), .dir = g->tree, .env = environment, .input = c->input,
        .timeout_ms = GIT_TIMEOUT_MS, .absolute = true,
        .max = c->max, .only_stdout = only_stdout, .live = c->live, .ctx = c->ctx,
    };
    int n = g->exec(&o, out, &r);
    *ret_dropped = r.dropped;
    return n < 0 ? n : r.timed_out ? -ETIMEDOUT : r.status;
}

int git_run(const Git *g, const GitCall *c, Buf *out, uint64_t *ret_dropped)
{
    return run(g, c, true, out, ret_dropped);
}

const char *git_line(const Git *g, const char *const *args, Arena *a)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    uint64_t dropped;
    if (git_run(g, &(GitCall){ .args = args, .max = LINE_MAX_BYTES }, &out, &dropped) != 0 || dropped)
        return NULL;
    return arena_str(a, str_trim(buf_str(&out)));
}

const char *git_words(const Git *g, const char *const *args, Arena *a)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    uint64_t dropped;
    int r = run(g, &(GitCall){ .args = args, .max = WORDS_MAX }, false, &out, &dropped);
    if (r < 0)
        return r == -ETIMEDOUT ? "it took too long" : strerror(-r);
    ptrdiff_t fatal = str_find(buf_str(&out), STR("fatal: "));
    Str rest = str_slice(buf_str(&out), fatal < 0 ? 0 : (size_t)fatal + strlen("fatal: "), out.len), line = { 0 };
    str_next_line(&rest, &line);
    return line.len ? arena_str(a, line) : arena_printf(a, "exit status %d", r);
}

static void take_filters(Str keys, Arena *a, StrList *ret)
{
    static const Str prefix = { "filter.", 7 };
    while (keys.len) {
        Str key = str_cut(&keys, '\0');
        const char *dot = memrchr(key.data, '.', key.len);
        if (str_starts(key, prefix) && dot >= key.data + prefix.len)
            strlist_add_new(ret, a, str_slice(key, prefix.len, (size_t)(dot - key.data)));
    }
}

int git_drop_filters(Git *g, Arena *a, Message *m)
{
    enum { SETTINGS_MAX = 256 * 1024 };
    CLEANUP(buf_done) Buf out = BUF_INIT;
    uint64_t dropped;
    const char *const *args = GIT_ARGS("config", "-z", "--name-only", "--get-regexp", "^filter\\.");
    int r = git_run(g, &(GitCall){ .args = args, .max = SETTINGS_MAX }, &out, &dropped);
    if (r < 0 || dropped)
        return fail_with(m, r < 0 ? r : -E2BIG, "git cannot say what its settings are in '%s': %s", g->tree,
                         r < 0 ? strerror(-r) : "there are too many");
    StrList *names = arena_alloc(a, sizeof *names);
    take_filters(buf_str(&out), a, names);
    g->filters = names;
    return 0;
}

bool git_is_id(const char *text)
{
    size_t len = strlen(text);
    return (len == 40 || len == 64) && strspn(text, "0123456789abcdef") == len;
}

/* As for git itself: a folder with HEAD, or a file that names one. */
static bool has_repository(const char *dir, Arena *a)
{
    struct stat st;
    const char *dot_git = path_join(a, dir, ".git");
    if (stat(dot_git, &st) < 0)
        return false;
    return S_ISREG(st.st_mode) || (S_ISDIR(st.st_mode) && lstat(path_join(a, dot_git, "HEAD"), &st) == 0);
}

/* git runs in the tree: a name from where we are would lead elsewhere there. */
static const char *find_top(const char *tree, Arena *a)
{
    CLEANUP(free_mem) char *real = realpath(tree, NULL);
    if (!real)
        return NULL;
    for (const char *dir = arena_strdup(a, real);; dir = path_dir(a, dir)) {
        if (has_repository(dir, a))
            return dir;
        if (strcmp(dir, "/") == 0)
            return NULL;
    }
}

/* "DIR\nCOMMIT\n", or "DIR\nHEAD\n" and a complaint where there is no commit yet. */
static bool take_place(Git *g, Str text, Arena *a)
{
    text = str_trim(text);
    const char *end = text.len ? memrchr(text.data, '\n', text.len) : NULL;
    if (!end || text.data[0] != '/')
        return false;
    const char *last = arena_str(a, str_slice(text, (size_t)(end + 1 - text.data), text.len));
    g->dir = arena_str(a, str_slice(text, 0, (size_t)(end - text.data)));
    g->head = git_is_id(last) ? last : "";
    return true;
}

/* A damaged .git makes git look further up, where another repository may be. */
static bool is_found_there(const Git *g, Arena *a)
{
    const char *dot_git = path_join(a, g->top, ".git");
    CLEANUP(free_mem) char *real = realpath(dot_git, NULL);
    return real && (!dir_exists(real) || strcmp(real, g->dir) == 0);
}

int git_look(Exec *exec, const char *tree, Arena *a, Git *ret, Message *m)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    uint64_t dropped;
    const char *const *args = GIT_ARGS("rev-parse", "--absolute-git-dir", "HEAD");
    Git g = { .exec = exec, .tree = tree, .top = find_top(tree, a), .dir = "", .head = "" };
    *ret = g;
    if (!g.top)
        return 0;
    int r = git_run(&g, &(GitCall){ .args = args, .max = LINE_MAX_BYTES }, &out, &dropped);
    if (r == -ENOENT)
        return 0;
    if (r < 0)
        return fail_with(m, r, "Cannot run git in '%s': %s", tree, strerror(-r));
    if (!take_place(&g, buf_str(&out), a))
        return fail_with(m, -EIO, "git cannot read the repository of '%s': %s", tree, git_words(&g, args, a));
    if (!is_found_there(&g, a))
        return fail_with(m, -EIO, "git does not take '%s/.git' for a repository and takes '%s': mend or remove it",
                         g.top, g.dir);
    *ret = g;
    return 1;
}
