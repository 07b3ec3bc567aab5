/*
 * work_base.c - where the work of a handoff began.
 *
 * The first of these that is there: the commit that the handoff's first revision pinned, that of the last approved
 * handoff of this run, where the run started, where we left the default branch, the first commit.
 */
#include <errno.h>

#include "baton/gate/work.h"
#include "git.h"

typedef struct {
    const BaseAsk *ask;
    Git git;
    Arena *arena;
    const char *gone;           /* of a commit that is known and not there: said at the end of the reason */
    const char *why;
} Search;

static const char *answer(Search *s, const char *commit, const char *why)
{
    s->why = s->gone ? arena_printf(s->arena, "%s (%s)", why, s->gone) : why;
    return commit;
}

/* A commit by its full hash, when the repository has it. */
static const char *known(Search *s, const char *commit, const char *why)
{
    if (!commit || !git_is_id(commit))
        return NULL;
    const char *name = arena_printf(s->arena, "%s^{commit}", commit);
    const char *id = git_line(&s->git, GIT_ARGS("rev-parse", "-q", "--verify", name), s->arena);
    if (id)
        return answer(s, id, why);
    s->gone = arena_printf(s->arena, "commit %s is not there any more", digest_short(commit).text);
    return NULL;
}

static const char *before_run(Search *s)
{
    if (s->ask->run_at <= 0)
        return NULL;
    const char *time = arena_printf(s->arena, "--min-age=%lld", (long long)(s->ask->run_at / 1000));
    const char *const *args = GIT_ARGS("rev-list", "-1", "--first-parent", time, "HEAD", "--");
    const char *id = git_line(&s->git, args, s->arena);
    return id && git_is_id(id) ? answer(s, id, "the last commit before the run started") : NULL;
}

static const char *fork_point(Search *s, const char *ref)
{
    const char *id = git_line(&s->git, GIT_ARGS("merge-base", "HEAD", ref), s->arena);
    return id && git_is_id(id) ? answer(s, id, arena_printf(s->arena, "where it left %s", ref)) : NULL;
}

static const char *left_default(Search *s)
{
    static const char *const refs[] = {
        "refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main",
        "refs/heads/master",
    };
    const char *branch = git_line(&s->git, GIT_ARGS("symbolic-ref", "-q", "HEAD"), s->arena), *own = NULL;
    for (size_t i = 0; i < ARRAY_LEN(refs); i++) {
        if (!git_line(&s->git, GIT_ARGS("rev-parse", "-q", "--verify", refs[i]), s->arena))
            continue;
        if (branch && strcmp(branch, refs[i]) == 0) {
            own = refs[i];
            continue;
        }
        const char *id = fork_point(s, refs[i]);
        if (id)
            return id;
    }
    return own ? fork_point(s, own) : NULL;
}

static const char *first_commit(Search *s)
{
    const char *const *args = GIT_ARGS("rev-list", "--first-parent", "--max-parents=0", "HEAD", "--");
    const char *ids = git_line(&s->git, args, s->arena);
    Str rest = str_from(ids), line = { 0 };
    str_next_line(&rest, &line);
    const char *id = arena_str(s->arena, line);
    return git_is_id(id) ? answer(s, id, "the first commit") : NULL;
}

static const char *search(Search *s)
{
    if (!s->git.head[0])
        return answer(s, "", "there is no commit yet");
    const char *id = known(s, s->ask->approved, "the last approved handoff of this run");
    if (!id)
        id = known(s, s->ask->run_commit, "the run started there");
    if (!id)
        id = before_run(s);
    if (!id)
        id = left_default(s);
    return id ? id : first_commit(s);
}

int work_base(Exec *exec, const BaseAsk *ask, Arena *a, const char **ret_base, const char **ret_why, Message *m)
{
    Search s = { .ask = ask, .arena = a };
    if (ask->pinned) {
        *ret_base = ask->pinned;
        *ret_why = "pinned by its first revision";
        return 0;
    }
    int r = git_look(exec, ask->tree, a, &s.git, m);
    if (r < 0)
        return r;
    const char *base = r ? search(&s) : answer(&s, "", "there is no git repository");
    if (!base)
        return fail_with(m, -ENOENT, "Cannot find a commit where the work in '%s' began: `git log` there says why",
                         ask->tree);
    *ret_base = base;
    *ret_why = s.why;
    return 0;
}
