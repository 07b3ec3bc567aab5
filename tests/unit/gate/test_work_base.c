/*
 * test_work_base.c - where the work of a handoff began, by each of the ways to know it.
 */
#include "gate/repository.h"

static void assert_base(Repository *r, const BaseAsk *ask, const char *base, const char *why)
{
    const char *is = NULL, *said = NULL;
    Message m = { 0 };
    BaseAsk here = *ask;
    here.tree = r->dir;
    if (work_base(exec_run, &here, r->arena, &is, &said, &m) != 0)
        test_fails("%s", m.text);
    assert_string_equal(is, base);
    assert_string_equal(said, why);
}

#define BASE(r, base, why, ...) assert_base(r, &(BaseAsk){ __VA_ARGS__ }, base, why)

/* Four commits, an hour apart. */
static const char history[] =
    "git init -q -b main\n"
    "for h in 1 2 3 4; do\n"
    "  GIT_AUTHOR_DATE=2026-01-02T0$h:00:00Z GIT_COMMITTER_DATE=2026-01-02T0$h:00:00Z git commit -q --allow-empty -m $h\n"
    "  git tag c$h\n"
    "done";

static const char *commit(Repository *r, const char *name)
{
    return repository_run(r, arena_printf(r->arena, "git rev-parse %s", name));
}

static int64_t at(const char *text)
{
    int64_t ms = 0;
    assert_int_equal(time_parse(str_from(text), &ms), 0);
    return ms;
}

static const struct { const char *at, *base, *why; } starts[] = {
    { "2026-01-02T02:30:00Z",       "c2", "the last commit before the run started" },
    { "2026-01-02T03:00:00.5Z",     "c3", "the last commit before the run started" },
    { "2026-01-02T02:59:59.999Z",   "c2", "the last commit before the run started" },
    { "2027-01-01",                 "c4", "the last commit before the run started" },
    { "2025-01-01",                 "c4", "where it left refs/heads/main" },       /* there was none yet */
};

static void test_order(void **state)
{
    Repository *r = *state;
    static const char why_gone[] = "the run started there (commit 01234567 is not there any more)";
    static const char none[] = "0123456789abcdef0123456789abcdef01234567";
    repository_run(r, history);
    const char *c1 = commit(r, "c1"), *c2 = commit(r, "c2"), *c3 = commit(r, "c3"), *c4 = commit(r, "c4");
    BASE(r, "anything", "pinned by its first revision", .pinned = "anything", .approved = c1, .run_commit = c2);
    BASE(r, "", "pinned by its first revision", .pinned = "", .approved = c1);
    BASE(r, c1, "the last approved handoff of this run", .approved = c1, .run_commit = c2, .run_at = 1);
    BASE(r, c2, "the run started there", .run_commit = c2, .run_at = at("2026-01-02T03:30:00Z"));
    BASE(r, c2, why_gone, .approved = none, .run_commit = c2);
    BASE(r, c3, "the run started there", .approved = "HEAD", .run_commit = c3);         /* no hash */
    BASE(r, c4, "where it left refs/heads/main", .tree = NULL);
    for (size_t i = 0; i < ARRAY_LEN(starts); i++)
        BASE(r, commit(r, starts[i].base), starts[i].why, .run_at = at(starts[i].at));
}

static const struct { const char *script, *base, *why; } branches[] = {
    { "git checkout -q -b side c2; git commit -q --allow-empty -m s",   "c2", "where it left refs/heads/main" },
    { "git checkout -q --detach c2; git commit -q --allow-empty -m s",  "c2", "where it left refs/heads/main" },
    { "git update-ref refs/remotes/origin/main c1",                     "c1", "where it left refs/remotes/origin/main" },
    { "git update-ref refs/remotes/origin/master c1; git update-ref refs/remotes/origin/main c3",
      "c3", "where it left refs/remotes/origin/main" },
    { "git update-ref refs/remotes/origin/dev c3; git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/dev",
      "c3", "where it left refs/remotes/origin/HEAD" },
    { "git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/none; git branch master c2",
      "c2", "where it left refs/heads/master" },
    { "git branch -m trunk",                                            "c1", "the first commit" },
    { "git checkout -q --orphan other; git commit -q --allow-empty -m o", "other", "the first commit" },
};

static void test_default_branch(void **state)
{
    Repository *r = *state;
    repository_run(r, history);
    repository_run(r, "cp -rp . ../start");
    for (size_t i = 0; i < ARRAY_LEN(branches); i++) {
        repository_run(r, "cd ..; rm -rf r; cp -rp start r");
        repository_run(r, branches[i].script);
        BASE(r, commit(r, branches[i].base), branches[i].why, .tree = NULL);
    }
}

static void test_without_commits(void **state)
{
    Repository *r = *state;
    const char *head = "x";
    BASE(r, "", "there is no git repository", .tree = NULL);
    assert_int_equal(work_head(exec_run, r->dir, r->arena, &head), 0);
    assert_string_equal(head, "");
    repository_run(r, "git init -q");
    BASE(r, "", "there is no commit yet", .run_at = 1, .approved = "0123456789abcdef0123456789abcdef01234567");
    assert_int_equal(work_head(exec_run, r->dir, r->arena, &head), 0);
    assert_string_equal(head, "");
    repository_run(r, "git commit -q --allow-empty -m 1");
    assert_int_equal(work_head(exec_run, r->dir, r->arena, &head), 0);
    assert_string_equal(head, repository_head(r));
}

static void test_broken_repository(void **state)
{
    Repository *r = *state;
    const char *base, *why;
    Message m = { 0 };
    repository_run(r, history);
    repository_run(r, "printf '[core\\n' >.git/config");
    assert_int_equal(work_base(exec_run, &(BaseAsk){ .tree = r->dir }, r->arena, &base, &why, &m), -EIO);
    assert_string_equal(m.text, arena_printf(r->arena, "git cannot read the repository of '%s': bad config line 1 in file "
                                             ".git/config", r->dir));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_REPOSITORY(test_order),
        ON_REPOSITORY(test_default_branch),
        ON_REPOSITORY(test_without_commits),
        ON_REPOSITORY(test_broken_repository),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
