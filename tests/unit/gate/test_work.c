/*
 * test_work.c - which changes of a repository move a revision's digest, one by one, and how files are named.
 */
#include "gate/repository.h"

static const char scene[] =
    "git init -q -b main; git config protocol.file.allow always; mkdir -p src docs other .agents ../lib\n"
    "(cd ../lib; git init -q -b main; git commit -q --allow-empty -m l)\n"
    "for f in src/a.c src/b.c src/same.c docs/d.md other/o.c SESSION.md; do seq 20 >$f; echo $f >>$f; done\n"
    "printf '#!/bin/sh\\n' >src/run.sh; chmod +x src/run.sh; ln -s a.c src/link\n"
    "printf '*.log\\n/out/\\n' >.gitignore\n"
    "echo text >.agents/active_handoff.md\n"
    "git -c protocol.file.allow=always submodule --quiet add ../lib src/sub 2>/dev/null\n"
    "git add -A; git commit -q -m base";

/* What the agent did before its handoff. */
static const char work[] = "echo work >>src/a.c; echo new >src/new.c; echo x >other/unrelated.c";

static const struct { const char *script; bool moves; } digests[] = {
    /* Contents */
    { "echo more >>src/a.c",                                                    true },
    { "echo more >>src/b.c",                                                    true },
    { "echo more >>src/new.c",                                                  true },
    { "echo fresh >src/fresh.c",                                                true },
    { "cp -p src/a.c ../t; sed -i s/1/2/ src/a.c; touch -r ../t src/a.c",       true },
    { "git checkout -q HEAD -- src/a.c",                                        true },
    { "echo text >src/x.log; git add -f src/x.log",                             true },
    /* Kinds and modes */
    { "chmod +x src/a.c",                                                       true },
    { "chmod +x src/b.c",                                                       true },
    { "chmod +x src/new.c",                                                     true },
    { "chmod -x src/run.sh",                                                    true },
    { "ln -sfn b.c src/link",                                                   true },
    { "rm src/link; printf a.c >src/link",                                      true },
    { "rm src/b.c; ln -s a.c src/b.c",                                          true },
    { "rm src/b.c; mkdir src/b.c; echo x >src/b.c/x",                           true },
    /* Names */
    { "git mv src/b.c src/c.c",                                                 true },
    { "mv src/b.c src/c.c",                                                     true },
    { "mv src/new.c src/newer.c",                                               true },
    { "rm src/b.c",                                                             true },
    { "rm src/a.c",                                                             true },
    { "rm src/new.c",                                                           true },
    { "mv src/b.c other/b.c",                                                   true },
    { "mv other/o.c src/o.c",                                                   true },
    /* Submodules */
    { "git -C src/sub -c user.name=t -c user.email=t commit -q --allow-empty -m s", true },
    { "rm -rf src/sub; mkdir src/sub; git init -q src/sub; git -C src/sub commit -q --allow-empty -m o", true },
    { "git rm -q --cached src/sub; rm -rf src/sub",                             true },
    { "echo x >src/sub/untracked",                                              false },
    /* Cited files, also when they lie elsewhere */
    { "echo more >>docs/d.md",                                                  true },
    { "rm docs/d.md",                                                           true },
    { "chmod +x docs/d.md",                                                     true },
    { "echo x >docs/missing.md",                                                true },
    /* Ignored is ignored */
    { "echo src/new.c >>.git/info/exclude",                                     true },
    { "echo x >src/x.log",                                                      false },
    { "mkdir out; echo x >out/x",                                               false },
    { "mkdir src/empty",                                                        false },
    /* The work of others */
    { "echo x >other/stray.c",                                                  false },
    { "echo x >>other/o.c",                                                     false },
    { "rm other/o.c",                                                           false },
    { "chmod +x other/o.c",                                                     false },
    { "echo x >other/stray.c; git add -A other; git commit -q -m other",        false },
    { "git worktree add -q src/tree -b t HEAD; echo x >src/tree/src/a.c; git -C src/tree commit -qam x", false },
    { "git worktree add -q ../tree -b t HEAD; cd ../tree; echo x >>src/b.c; git commit -qam x", false },
    /* How it is recorded */
    { "git add -A",                                                             false },
    { "git add -N src/new.c",                                                   false },
    { "git add src/a.c; git reset -q",                                          false },
    { "git commit -q -a -m some",                                               false },
    { "git add -A; git commit -q -m all",                                       false },
    { "git add -A; git commit -q -m all; git commit -q --amend -m other; git commit -q --allow-empty -m e", false },
    { "git add -A; git commit -q -m 1; git rm -q --cached src/b.c; git commit -q -m 2; git add src/b.c", false },
    { "git rm -q --cached src/b.c",                                             false },
    { "git rm -q --cached src/a.c",                                             false },
    { "git checkout -q -b branch; git tag t; git gc -q",                        false },
    { "git add -A; git stash -q; git stash pop -q",                             false },
    { "echo other >>src/a.c; git add src/a.c; sed -i '$d' src/a.c",             false },
    { "cp src/b.c ../b; echo x >>src/b.c; git add src/b.c; cp ../b src/b.c",    false },
    { "git config core.abbrev 4; git config diff.noprefix true; git config status.relativePaths false", false },
    /* Times */
    { "touch src/a.c src/b.c src/new.c src/link",                               false },
    { "touch -d '2001-01-01' src/b.c",                                          false },
    { "cp src/b.c ../t; mv ../t src/b.c",                                       false },
    { "cp -r . ../copy; rm -rf src; cp -r ../copy/src .",                       false },
    /* Control files, also where the scope has them */
    { "echo more >>.agents/active_handoff.md",                                  false },
    { "mkdir .baton; echo x >.baton/state.db",                                  false },
    { "mkdir src/.agents; echo x >src/.agents/note.md",                         false },
    { "echo task >>SESSION.md",                                                 false },
    { "echo task >src/DECISIONS.md",                                            false },
    { "git rm -q SESSION.md",                                                   false },
    /* Hiding */
    { "git update-index --assume-unchanged src/b.c",                            false },
    { "git update-index --assume-unchanged src/b.c; echo x >>src/b.c",          true },
    { "git update-index --skip-worktree src/b.c; echo x >>src/b.c",             true },
    { "git update-index --assume-unchanged src/b.c; rm src/b.c",                true },
    { "git update-index --assume-unchanged other/o.c; echo x >>other/o.c",      false },
};

static void define(Repository *r)
{
    static const char *const globs[] = { "SESSION.md", "**/DECISIONS.md" };
    static StrList control;
    control = (StrList){ 0 };
    strlist_add(&r->scope.write, r->arena, "src/**");
    strlist_add(&r->cited, r->arena, "./docs//d.md");
    strlist_add(&r->cited, r->arena, "docs/missing.md");
    strlist_add(&r->cited, r->arena, "SESSION.md");
    for (size_t i = 0; i < ARRAY_LEN(globs); i++)
        strlist_add(&control, r->arena, globs[i]);
    work_control_globs(&control);
}

static void take_digest(Repository *r, const char *base, char out[DIGEST_HEX_SIZE], const char **ret_text)
{
    Work w = repository_read(r, base);
    assert_true(w.git);
    assert_string_equal(w.base, base);
    work_digest(&w, out);
    *ret_text = work_text(r, &w);
}

static void test_what_moves_the_digest(void **state)
{
    Repository *r = *state;
    define(r);
    repository_run(r, scene);
    const char *base = repository_head(r), *was_text, *is_text;
    repository_run(r, work);
    repository_run(r, "cp -rp . ../start");
    char was[DIGEST_HEX_SIZE], is[DIGEST_HEX_SIZE];
    for (size_t i = 0; i < ARRAY_LEN(digests); i++) {
        repository_run(r, "cd ..; rm -rf r copy tree; cp -rp start r");
        take_digest(r, base, was, &was_text);
        repository_run(r, digests[i].script);
        take_digest(r, base, is, &is_text);
        if ((strcmp(was, is) != 0) != digests[i].moves)
            test_fails("%s: %s\nbefore:\n%safter:\n%s", digests[i].script, digests[i].moves ? "stays" : "moves",
                       was_text, is_text);
    }
}

/* How each looks. */

static const struct { const char *script, *text; } looks[] = {
    { "true", "" },
    { "echo x >>a.c", "M a.c\n" },
    { "echo x >new.c", "A new.c\n" },
    { "rm a.c", "D a.c\n" },
    { "rm a.c; ln -s b.c a.c", "T a.c\n" },
    { "chmod +x a.c", "M a.c\n" },
    { "mv a.c z.c", "D a.c\nR z.c <- a.c\n" },
    { "git mv a.c z.c", "D a.c\nR z.c <- a.c\n" },
    { "git mv a.c z.c; git commit -qm x", "D a.c\nR z.c <- a.c\n" },
    { "mv a.c z.c; mv b.c y.c", "D a.c\nD b.c\nR y.c <- b.c\nR z.c <- a.c\n" },
    { "git mv a.c z.c; echo x >>z.c", "D a.c\nR z.c <- a.c\n" },
    { "git mv a.c z.c; echo x >>z.c; git commit -qam x; git mv z.c y.c", "D a.c\nR y.c <- a.c\n" },
    { "git mv a.c z.c; git commit -qam x; seq 10 >a.c", "A z.c\n" },
    { "git mv a.c z.c; echo x >>z.c; seq 9 >a.c", "M a.c\nA z.c\n" },
    { "cp a.c z.c", "A z.c\n" },
    { "touch a.c", "" },
    { "mkdir a; echo x >a/x; echo y >a-b", "A a-b\nA a/x\n" },
    { "printf x >'two words'; printf x >'new\nline'; printf x >'\"q\\'; printf x >\"$(printf '\\377\\001')\"",
      "A \"q\\\nA new\nline\nA two words\nA \xff\x01\n" },
    { "mkdir inner; git init -q inner; git -C inner commit -q --allow-empty -m i", "A inner\n" },
    { "mkdir inner; git init -q inner", "A inner\n" },
    { "mkfifo pipe", "" },
    { "rm a.c; mkfifo a.c", "D a.c\n" },
};

static const char plain[] = "git init -q -b main; seq 10 >a.c; seq 20 30 >b.c; git add -A; git commit -q -m base";

static void test_how_files_look(void **state)
{
    Repository *r = *state;
    for (size_t i = 0; i < ARRAY_LEN(looks); i++) {
        repository_run(r, "cd ..; rm -rf r; mkdir r");
        repository_run(r, plain);
        const char *base = repository_head(r);
        repository_run(r, looks[i].script);
        Work w = repository_read(r, base);
        if (strcmp(work_text(r, &w), looks[i].text) != 0)
            test_fails("%s:\n%s", looks[i].script, work_text(r, &w));
        assert_string_equal(w.head, repository_head(r));
        assert_null(w.busy);
        assert_false(w.cut);
    }
}

static void assert_file(const Work *w, const char *path, const char *mode, const char *hash, bool tracked, bool counts)
{
    const WorkFile *f = work_find(w, path);
    assert_non_null(f);
    assert_string_equal(f->mode, mode);
    assert_string_equal(f->hash, hash);
    assert_int_equal(f->tracked, tracked);
    assert_int_equal(f->counts, counts);
}

static const char *sum(Repository *r, const char *text)
{
    char *hex = arena_alloc(r->arena, DIGEST_HEX_SIZE);
    digest_hex(str_from(text), hex);
    return hex;
}

static void test_what_is_known_of_a_file(void **state)
{
    Repository *r = *state;
    strlist_add(&r->scope.write, r->arena, "in/**");
    strlist_add(&r->cited, r->arena, "/etc/passwd");
    strlist_add(&r->cited, r->arena, "../r/a.c");
    strlist_add(&r->cited, r->arena, "docs");
    strlist_add(&r->cited, r->arena, "out/link/a.c");
    strlist_add(&r->cited, r->arena, "in/dir/x");
    strlist_add(&r->cited, r->arena, "");
    strlist_add(&r->cited, r->arena, ".");
    repository_run(r, "git init -q; mkdir in docs out; echo a >a.c; echo b >in/b; ln -s ../../.. out/link\n"
                      "mkdir in/real; ln -s real in/dir; git add -A; git commit -qm base");
    const char *base = repository_head(r);
    repository_run(r, "printf B >in/b; printf C >out/c; printf x >in/p; chmod +x in/p; ln -s p in/l\n"
                      "printf X >in/real/x; mkdir in/sub; git init -q in/sub; git -C in/sub commit -q --allow-empty -m s");
    const char *inner = repository_run(r, "git -C in/sub rev-parse HEAD");
    Work w = repository_read(r, base);
    assert_file(&w, "in/b", "100644", sum(r, "B"), true, true);
    assert_file(&w, "in/p", "100755", sum(r, "x"), false, true);
    assert_file(&w, "in/l", "120000", sum(r, "p"), false, true);
    assert_file(&w, "in/sub", "160000", inner, false, true);
    assert_file(&w, "in/dir/x", "100644", sum(r, "X"), false, true);    /* a link on the way, inside */
    assert_file(&w, "out/c", "100644", "", false, false);
    assert_file(&w, "/etc/passwd", "000000", "", false, true);
    assert_file(&w, "../r/a.c", "000000", "", false, true);
    assert_file(&w, "out/link/a.c", "000000", "", false, true);         /* a link that leads outside */
    assert_file(&w, "docs", "040000", "", false, true);
    assert_int_equal(work_find(&w, "in/real/x")->cited, false);
    assert_int_equal(w.len, 11);
    for (size_t i = 1; i < w.len; i++)
        assert_true(strcmp(w.items[i - 1].path, w.items[i].path) < 0);
}

static void test_unreadable_files(void **state)
{
    Repository *r = *state;
    repository_run(r, plain);
    const char *base = repository_head(r);
    repository_run(r, "echo x >>a.c; echo y >locked; chmod 0 a.c locked");
    Work w = repository_read(r, base);
    if (geteuid() != 0)
        assert_file(&w, "locked", "100644", "", false, true);
    assert_string_equal(work_text(r, &w), "M a.c\nA locked\n");
}

/* Repositories in every state */

static void test_without_git(void **state)
{
    Repository *r = *state;
    strlist_add(&r->cited, r->arena, "a");
    strlist_add(&r->cited, r->arena, "none");
    repository_run(r, "printf A >a; printf B >b");
    Work w = repository_read(r, "");
    assert_false(w.git);
    assert_string_equal(w.head, "");
    assert_string_equal(w.base, "");
    assert_string_equal(work_text(r, &w), ". a\n. none\n");
    assert_file(&w, "a", "100644", sum(r, "A"), false, true);
    assert_file(&w, "none", "000000", "", false, true);
    repository_run(r, "mkdir .git");                    /* an empty one is none either */
    assert_false(repository_read(r, "").git);
    repository_run(r, "rmdir .git; mkfifo .git");
    assert_false(repository_read(r, "").git);
}

/* Where there is a repository, damage must not look like "nothing changed". */
static const struct { const char *script, *says; } damages[] = {
    { "rm -r .git/objects",                                     "not a git repository" },
    { "rm -r .git/refs",                                        "not a git repository" },
    { "echo x >.git/HEAD",                                      "not a git repository" },
    { "echo x >.git/index",                                     "index file smaller than expected" },
    { "rm -r .git; echo 'gitdir: ../none' >.git",               "not a git repository" },
    { "rm -r .git/objects; cd ..; git init -q",                 "does not take" },
};

static void test_damaged_repositories(void **state)
{
    Repository *r = *state;
    for (size_t i = 0; i < ARRAY_LEN(damages); i++) {
        repository_run(r, "cd ..; rm -rf r .git; mkdir r");
        repository_run(r, plain);
        const char *base = repository_head(r);
        repository_run(r, damages[i].script);
        Work w = { 0 };
        Message m = { 0 };
        assert_true(work_read(exec_run, r->dir, base, NULL, NULL, r->arena, &w, &m) < 0);
        if (!strstr(m.text, damages[i].says))
            test_fails("%s: %s", damages[i].script, m.text);
    }
}

static void test_git_is_missing(void **state)
{
    Repository *r = *state;
    repository_run(r, plain);
    CLEANUP(free_mem) char *path = mem_strdup(getenv("PATH"));
    setenv("PATH", "/no/such/folder", 1);
    Work w = repository_read(r, "");
    setenv("PATH", path, 1);
    assert_false(w.git);
    assert_int_equal(w.len, 0);
    assert_true(repository_read(r, "").git);
}

static void test_without_commits(void **state)
{
    Repository *r = *state;
    char was[DIGEST_HEX_SIZE], is[DIGEST_HEX_SIZE];
    repository_run(r, "git init -q; printf A >a; printf B >b; git add a");
    Work w = repository_read(r, "");
    assert_true(w.git);
    assert_string_equal(w.head, "");
    assert_string_equal(work_text(r, &w), "A a\nA b\n");
    work_digest(&w, was);
    repository_run(r, "git add b; git commit -q -m first");     /* the base stays where it was */
    w = repository_read(r, "");
    assert_string_equal(w.head, repository_head(r));
    assert_string_equal(work_text(r, &w), "A a\nA b\n");
    work_digest(&w, is);
    assert_string_equal(was, is);
}

static const struct { const char *script, *busy; } busy[] = {
    { "git merge -q side || true",                                              "a merge" },
    { "git rebase side >/dev/null 2>&1 || true",                                "a rebase" },
    { "git rebase --apply side >/dev/null 2>&1 || true",                        "a rebase" },
    { "git cherry-pick side >/dev/null 2>&1 || true",                           "a cherry-pick" },
    { "git revert --no-commit HEAD~1 >/dev/null 2>&1 || true",                  "a revert" },
    { "git bisect start -q",                                                    "a bisect" },
};

static void test_something_is_under_way(void **state)
{
    Repository *r = *state;
    for (size_t i = 0; i < ARRAY_LEN(busy); i++) {
        repository_run(r, "cd ..; rm -rf r; mkdir r");
        repository_run(r, plain);
        const char *base = repository_head(r);
        repository_run(r, "git checkout -q -b side; echo s >a.c; git commit -qam s; git checkout -q main\n"
                          "echo 1 >a.c; git commit -qam 1; echo m >a.c; git commit -qam m");
        repository_run(r, busy[i].script);
        Work w = repository_read(r, base);
        if (!w.busy || strcmp(w.busy, busy[i].busy) != 0)
            test_fails("%s: %s", busy[i].script, w.busy ? w.busy : "nothing");
        assert_true(i > 4 || work_find(&w, "a.c") != NULL);
        if (i == 0)
            assert_int_equal(work_find(&w, "a.c")->status, 'U');
    }
}

static void test_linked_work_tree_and_part_of_one(void **state)
{
    Repository *r = *state;
    repository_run(r, "git init -q -b main; mkdir -p sub/deep other; echo x >sub/f; echo x >other/f\n"
                      "git add -A; git commit -qm b");
    const char *base = repository_head(r);
    repository_run(r, "git worktree add -q ../linked -b l; cd ../linked; echo y >>sub/f; echo n >sub/new\n"
                      "echo y >>other/f; cd ../r; echo z >only-main");
    snprintf(r->dir, sizeof r->dir, "%.4000s/linked", r->root);
    Work w = repository_read(r, base);
    assert_string_equal(work_text(r, &w), "M other/f\nM sub/f\nA sub/new\n");
    snprintf(r->dir, sizeof r->dir, "%.4000s/linked/sub", r->root);
    w = repository_read(r, base);                       /* a project that is a folder of a repository */
    assert_string_equal(work_text(r, &w), "M f\nA new\n");
}

static void test_relative_name_of_the_tree(void **state)
{
    Repository *r = *state;
    CLEANUP(free_mem) char *here = realpath(".", NULL);
    repository_run(r, plain);
    const char *base = repository_head(r);
    repository_run(r, "echo x >>a.c");
    assert_int_equal(chdir(r->root), 0);
    snprintf(r->dir, sizeof r->dir, "r");
    Work w = repository_read(r, base);
    assert_string_equal(work_text(r, &w), "M a.c\n");
    assert_int_equal(chdir(here), 0);
}

static void test_shallow_clone(void **state)
{
    Repository *r = *state;
    repository_run(r, plain);
    const char *base = repository_head(r);
    repository_run(r, "echo x >>a.c; git commit -qam 2; git clone -q --depth 1 \"file://$PWD\" ../shallow");
    snprintf(r->dir, sizeof r->dir, "%.4000s/shallow", r->root);
    Work w = { 0 };
    Message m = { 0 };
    assert_int_equal(work_read(exec_run, r->dir, base, &r->cited, &r->scope, r->arena, &w, &m), -ENOENT);
    assert_string_equal(m.text, arena_printf(r->arena, "The commit %.8s, where this work began, is not in the "
                        "repository of '%s': if it is a shallow clone, `git fetch --unshallow` brings it", base,
                        r->dir));
}

static void test_a_base_that_is_no_commit(void **state)
{
    Repository *r = *state;
    static const char *const wrong[] = { "HEAD", "main", "--output=x", "0123", "-h" };
    repository_run(r, plain);
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        Work w = { 0 };
        Message m = { 0 };
        assert_int_equal(work_read(exec_run, r->dir, wrong[i], NULL, NULL, r->arena, &w, &m), -EINVAL);
        assert_non_null(strstr(m.text, "is no commit"));
    }
}

static void test_sha256_repository(void **state)
{
    Repository *r = *state;
    repository_run(r, "git init -q --object-format=sha256; seq 10 >a; seq 20 30 >b; git add -A; git commit -qm b");
    const char *base = repository_head(r);
    assert_int_equal(strlen(base), 64);
    repository_run(r, "touch a; mv b c");
    Work w = repository_read(r, base);
    assert_string_equal(work_text(r, &w), "D b\nR c <- b\n");
    assert_string_equal(w.head, base);
}

/* A file is read again when it could have changed without a sign of it. */
static void test_quick_changes_are_seen(void **state)
{
    Repository *r = *state;
    char was[DIGEST_HEX_SIZE] = "", is[DIGEST_HEX_SIZE];
    repository_run(r, plain);
    const char *base = repository_head(r), *file = arena_printf(r->arena, "%s/a.c", r->dir);
    for (int i = 0; i < 30; i++) {
        int fd = open(file, O_WRONLY | O_TRUNC | O_CLOEXEC);
        assert_true(fd >= 0);
        assert_int_equal(dprintf(fd, "%08d\n", i), 9);
        close(fd);
        Work w = repository_read(r, base);
        work_digest(&w, is);
        assert_string_not_equal(was, is);
        memcpy(was, is, sizeof was);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_REPOSITORY(test_what_moves_the_digest),
        ON_REPOSITORY(test_how_files_look),
        ON_REPOSITORY(test_what_is_known_of_a_file),
        ON_REPOSITORY(test_unreadable_files),
        ON_REPOSITORY(test_without_git),
        ON_REPOSITORY(test_damaged_repositories),
        ON_REPOSITORY(test_git_is_missing),
        ON_REPOSITORY(test_without_commits),
        ON_REPOSITORY(test_something_is_under_way),
        ON_REPOSITORY(test_linked_work_tree_and_part_of_one),
        ON_REPOSITORY(test_relative_name_of_the_tree),
        ON_REPOSITORY(test_shallow_clone),
        ON_REPOSITORY(test_a_base_that_is_no_commit),
        ON_REPOSITORY(test_sha256_repository),
        ON_REPOSITORY(test_quick_changes_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
