/*
 * test_git.c - a repository whose settings name programs: none of them may run, and none hides a change.
 */
#include "gate/repository.h"

#include "git.h"
#include "sha1.h"

/* Every program that a repository can name leaves a file behind when it runs. */
static const char trap[] =
    "cat >../trap <<'E'\n#!/bin/sh\necho \"$0 $*\" >>\"$(dirname \"$0\")/sprung\"\ncat 2>/dev/null\nE\n"
    "chmod +x ../trap\n"
    "t=$(cd ..; pwd)/trap\n"
    "git init -q -b main; seq 5 >a.c; seq 5 >b.c; seq 5 >gone.c; mkdir sub; git init -q sub\n"
    "git -C sub commit -q --allow-empty -m s; git -c advice.addEmbeddedRepo=false add -A; git commit -q -m base\n"
    "git -C sub config core.fsmonitor $t\n"
    "for h in pre-commit post-index-change fsmonitor-watchman post-checkout reference-transaction; do\n"
    "  cp ../trap .git/hooks/$h; done\n"
    "printf '*.c filter=evil diff=evil\\n*.t filter=proc diff=text\\n' >.gitattributes\n"
    "cp .gitattributes .git/info/attributes\n"
    "git config core.fsmonitor $t; git config core.hooksPath .git/hooks\n"
    "git config filter.evil.clean $t; git config filter.evil.smudge $t; git config filter.evil.required true\n"
    "git config filter.proc.process $t; git config filter.proc.required true\n"
    "git config 'filter.with.dots and blanks.clean' $t\n"
    "git config diff.external $t; git config diff.evil.command $t; git config diff.text.textconv $t\n"
    "git config core.pager $t; git config pager.diff-index $t; git config core.editor $t; git config gpg.program $t\n"
    "git config log.showSignature true; git config core.sshCommand $t; git config core.gitProxy $t\n"
    "git config alias.diff-index \"!$t\"; git config alias.ls-files \"!$t\"; git config credential.helper $t\n"
    "git config core.askPass $t; git config submodule.recurse true; git config diff.submodule log\n"
    "git config remote.origin.url ext::$t; git config remote.origin.promisor true\n"
    "git config remote.origin.uploadpack $t; git config protocol.ext.allow always\n"
    "git config extensions.partialClone origin; git config core.repositoryFormatVersion 1\n"
    "git config uploadpack.packObjectsHook $t; git config core.alternateRefsCommand $t";

static const char changes[] =
    "echo x >>a.c; rm gone.c; echo new >new.c; echo text >note.t; touch b.c; echo x >sub/x";

static const char *sprung(Repository *r)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    const char *file = arena_printf(r->arena, "%s/sprung", r->root);
    return file_read(file, 1 << 20, &text, NULL) == 0 ? arena_str(r->arena, buf_str(&text)) : NULL;
}

static void assert_quiet(Repository *r)
{
    const char *ran = sprung(r);
    if (ran)
        test_fails("these ran:\n%s", ran);
}

static void read_everything(Repository *r, const char *base, Buf *diff)
{
    Work w = repository_read(r, base);
    Message m = { 0 };
    uint64_t left_out;
    int64_t at = 0;
    const char *why;
    assert_non_null(strstr(work_text(r, &w), "M a.c\nD gone.c\nA new.c\nA note.t\n"));
    assert_null(work_find(&w, "b.c"));
    if (diff_read(exec_run, r->dir, &w, diff, &left_out, &m) != 0)
        test_fails("%s", m.text);
    assert_int_equal(work_commit_time(exec_run, r->dir, base, &at), 0);
    assert_true(at > 1577836800000);
    assert_int_equal(work_base(exec_run, &(BaseAsk){ .tree = r->dir, .run_at = 1 }, r->arena, &base, &why, &m), 0);
    assert_int_equal(work_head(exec_run, r->dir, r->arena, &base), 0);
}

static void test_no_program_of_the_repository_runs(void **state)
{
    Repository *r = *state;
    repository_run(r, trap);
    const char *base = repository_run(r, "rm -f ../sprung; git rev-parse HEAD");
    repository_run(r, changes);
    repository_run(r, "git status >/dev/null 2>&1 || true");
    assert_non_null(sprung(r));                         /* the trap works */
    repository_run(r, "rm ../sprung");
    CLEANUP(buf_done) Buf diff = BUF_INIT;
    read_everything(r, base, &diff);
    assert_quiet(r);
    assert_non_null(strstr(diff.data, "+++ b/a.c\n@@ -3,3 +3,4 @@\n 3\n 4\n 5\n+x\n"));
    assert_non_null(strstr(diff.data, "--- a/gone.c\n+++ /dev/null\n@@ -1,5 +0,0 @@\n-1\n"));
}

/* Of a clone that has not all: what is missing is not fetched. */
static void test_nothing_is_fetched(void **state)
{
    Repository *r = *state;
    repository_run(r, trap);
    const char *base = repository_run(r, "git rev-parse HEAD");
    repository_run(r, "echo x >>a.c; rm -f .git/objects/$(git rev-parse HEAD:a.c | sed 's,^..,&/,') ../sprung");
    Work w = repository_read(r, base);
    CLEANUP(buf_done) Buf diff = BUF_INIT;
    Message m = { 0 };
    uint64_t left_out;
    assert_int_not_equal(diff_read(exec_run, r->dir, &w, &diff, &left_out, &m), 0);
    assert_non_null(strstr(m.text, "git cannot make a diff"));
    int64_t at;
    assert_int_equal(work_commit_time(exec_run, r->dir, "0123456789012345678901234567890123456789", &at), -ENOENT);
    assert_int_equal(work_commit_time(exec_run, r->dir, "--output=x", &at), -ENOENT);
    assert_quiet(r);
}

/* What would hide a change. */

static const char *const hiding[] = {
    "git config core.worktree $(cd ..; pwd)/elsewhere; mkdir ../elsewhere; cp -p a.c ../elsewhere",
    "git config core.ignoreStat true",
    "git config diff.ignoreSubmodules all",
    "git config core.bare true",
    "git config diff.renames copies; git config diff.orderFile x; git config diff.relative true",
    "git replace -f HEAD $(git commit-tree -m fake $(git write-tree))",
    "git update-index --assume-unchanged a.c",
    "git update-index --skip-worktree a.c",
    "git update-index --untracked-cache; git config core.untrackedCache true; git status >/dev/null",
    "git update-index --split-index",
};

static void test_settings_hide_nothing(void **state)
{
    Repository *r = *state;
    static const char make[] = "git init -q -b main; seq 5 >a.c; git add -A; git commit -q -m base";
    for (size_t i = 0; i < ARRAY_LEN(hiding); i++) {
        repository_run(r, "cd ..; rm -rf r elsewhere; mkdir r");
        repository_run(r, make);
        const char *base = repository_head(r);
        repository_run(r, hiding[i]);
        repository_run(r, "echo more >>a.c; echo n >new.c");
        Work w = repository_read(r, base);
        if (strcmp(work_text(r, &w), "M a.c\nA new.c\n") != 0)
            test_fails("%s:\n%s", hiding[i], work_text(r, &w));
    }
}

/* The same size and the same time of change: only ctime tells, in whole seconds, for git. */
static void test_restored_times(void **state)
{
    Repository *r = *state;
    repository_run(r, "git init -q -b main; seq 5 >a.c; touch -d 2001-01-01 a.c; git add -A; git commit -q -m base\n"
                      "git config core.checkStat minimal; git config core.trustctime false");
    const char *base = repository_head(r);
    repository_run(r, "until touch ../now; test $(stat -c %Z ../now) -gt $(stat -c %Z a.c); do sleep 0.02; done\n"
                      "sed s/1/2/ a.c >../t; cat ../t >a.c; touch -d 2001-01-01 a.c");
    Work w = repository_read(r, base);
    assert_string_equal(work_text(r, &w), "M a.c\n");
}

/* A hook of git's that calls us has its own environment. */
static void test_the_environment_of_a_hook(void **state)
{
    Repository *r = *state;
    static const char *const names[] = { "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
                                         "GIT_EXTERNAL_DIFF", "GIT_TRACE", "GIT_PREFIX" };
    repository_run(r, "git init -q; echo 1 >a; git add a; git commit -qm 1; mkdir ../other");
    const char *base = repository_head(r);
    repository_run(r, "echo 2 >a");
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        setenv(names[i], arena_printf(r->arena, "%s/other/x", r->root), 1);
    Work w = repository_read(r, base);
    CLEANUP(buf_done) Buf diff = BUF_INIT;
    Message m = { 0 };
    uint64_t left_out;
    int n = diff_read(exec_run, r->dir, &w, &diff, &left_out, &m);
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        unsetenv(names[i]);
    assert_int_equal(n, 0);
    assert_string_equal(work_text(r, &w), "M a\n");
    assert_non_null(strstr(diff.data, "-1\n+2\n"));
    assert_string_equal(repository_run(r, "ls ../other"), "");
}

static void test_nothing_is_written(void **state)
{
    Repository *r = *state;
    static const char look[] = "find . -newer ../mark | sort; md5sum .git/index";
    repository_run(r, "git init -q; seq 5 >a; git add a; git commit -qm 1; touch a; echo x >b");
    const char *base = repository_head(r);
    const char *was = repository_run(r, "touch -d '+1 second' ../mark; find . -newer ../mark | sort; md5sum .git/index");
    Work w = repository_read(r, base);
    CLEANUP(buf_done) Buf diff = BUF_INIT;
    Message m = { 0 };
    uint64_t left_out;
    assert_int_equal(diff_read(exec_run, r->dir, &w, &diff, &left_out, &m), 0);
    assert_string_equal(repository_run(r, look), was);
}

/* Names of contents, as git gives them */

static void test_sha1(void **state)
{
    Repository *r = *state;
    repository_run(r, "git init -q");
    static const size_t sizes[] = { 0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000, 100000 };
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        uint8_t id[SHA1_SIZE];
        char hex[2 * SHA1_SIZE + 1], head[32];
        Sha1 s;
        const char *git = repository_run(r, arena_printf(r->arena, "head -c %zu /dev/zero | tr '\\0' x | "
                                                         "git hash-object --stdin", sizes[i]));
        CLEANUP(buf_done) Buf text = BUF_INIT;
        for (size_t n = 0; n < sizes[i]; n++)
            buf_addc(&text, 'x');
        sha1_init(&s);
        sha1_add(&s, (Str){ head, (size_t)snprintf(head, sizeof head, "blob %zu", sizes[i]) + 1 });
        for (size_t at = 0; at < text.len; at += 7 + at / 2)
            sha1_add(&s, str_slice(buf_str(&text), at, at + 7 + at / 2));
        sha1_end(&s, id);
        hex_from(id, sizeof id, hex);
        assert_string_equal(hex, git);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_REPOSITORY(test_no_program_of_the_repository_runs),
        ON_REPOSITORY(test_nothing_is_fetched),
        ON_REPOSITORY(test_settings_hide_nothing),
        ON_REPOSITORY(test_restored_times),
        ON_REPOSITORY(test_the_environment_of_a_hook),
        ON_REPOSITORY(test_nothing_is_written),
        ON_REPOSITORY(test_sha1),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
