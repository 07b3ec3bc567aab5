/*
 * test_project.c - which project a folder belongs to: plain, in a repository, in a broken one.
 */
#include "conf/scene.h"

static Project *find(Scene *s, const char *start)
{
    Project *p = NULL;
    Message m = { 0 };
    if (project_find(scene_path(s, start), &p, &m) < 0)
        fail_msg("%s", m.text);
    return p;
}

static void assert_found(Scene *s, const char *start, const char *root, const char *work_tree,
                         const char *git_dir)
{
    Project *p = find(s, start);
    assert_string_equal(p->root, scene_path(s, root));
    assert_string_equal(p->work_tree, scene_path(s, work_tree));
    if (git_dir)
        assert_string_equal(p->git_dir, scene_path(s, git_dir));
    else
        assert_null(p->git_dir);
    project_free(p);
}

static void assert_branch(Scene *s, const char *start, const char *branch)
{
    Project *p = find(s, start);
    const char *found = project_branch(p, s->arena);
    if (branch)
        assert_string_equal(found, branch);
    else
        assert_null(found);
    project_free(p);
}

static void make_repository(Scene *s, const char *dir)
{
    scene_folder(s, dir);
    GIT(s, dir, "init", "-q");
    GIT(s, dir, "commit", "-q", "--allow-empty", "-m", "start");
}

static void test_plain_folder(void **state)
{
    Scene *s = *state;
    scene_folder(s, "a/b");
    assert_found(s, "a/b", "a/b", "a/b", NULL);
    Project *p = find(s, "a/b");
    assert_string_equal(p->name, "b");
    assert_string_equal(p->baton_dir, scene_path(s, "a/b/.baton"));
    assert_string_equal(p->db_path, scene_path(s, "a/b/.baton/state.db"));
    assert_false(p->exists);
    project_free(p);
    assert_null(project_free(NULL));
    assert_branch(s, "a/b", NULL);
}

static void test_nearest_baton_upwards(void **state)
{
    Scene *s = *state;
    scene_folder(s, "a/.baton");
    scene_folder(s, "a/b/c/d");
    scene_folder(s, "a/b/.baton");
    scene_file(s, "a/b/c/.baton", "a file is no .baton");
    assert_found(s, "a", "a", "a", NULL);
    assert_found(s, "a/b/c/d", "a/b", "a/b", NULL);
    Project *p = find(s, "a/b/c/d");
    assert_true(p->exists);
    project_free(p);
}

static void test_start_is_made_real(void **state)
{
    Scene *s = *state;
    scene_folder(s, "a/b");
    scene_folder(s, "a/.baton");
    assert_int_equal(symlink(scene_path(s, "a/b"), scene_path(s, "link")), 0);
    assert_found(s, "link", "a", "a", NULL);
    assert_found(s, "a/b/../b/.", "a", "a", NULL);
    assert_int_equal(chdir(scene_path(s, "a/b")), 0);
    Project *p = NULL;
    Message m = { 0 };
    assert_int_equal(project_find(NULL, &p, &m), 0);
    assert_string_equal(p->root, scene_path(s, "a"));
    project_free(p);
}

static void test_start_that_cannot_be_entered(void **state)
{
    Scene *s = *state;
    Project *p = NULL;
    Message m = { 0 };
    const char *none = scene_path(s, "none"), *file = scene_file(s, "file", "");
    assert_int_equal(project_find(none, &p, &m), -1);
    const char *said = arena_printf(s->arena, "Cannot enter '%s': No such file or directory", none);
    assert_string_equal(m.text, said);
    assert_int_equal(project_find(file, &p, &m), -1);
    assert_string_equal(m.text, arena_printf(s->arena, "Cannot enter '%s': Not a directory", file));
    assert_null(p);
}

static void test_git_work_tree(void **state)
{
    Scene *s = *state;
    make_repository(s, "r");
    scene_folder(s, "r/a/b");
    assert_found(s, "r", "r", "r", "r/.git");
    assert_found(s, "r/a/b", "r", "r", "r/.git");
    assert_branch(s, "r/a/b", "main");
    scene_folder(s, "r/a/.baton");          /* a project that is a part of a repository */
    assert_found(s, "r/a/b", "r/a", "r/a", "r/.git");
    assert_branch(s, "r/a/b", "main");
    scene_folder(s, ".baton");              /* nearest for r, which has none; r/a has */
    assert_found(s, "r/a", "r/a", "r/a", "r/.git");
    assert_found(s, "r", "", "", NULL);
}

static void test_branches(void **state)
{
    Scene *s = *state;
    scene_folder(s, "r");
    GIT(s, "r", "init", "-q");
    assert_branch(s, "r", "main");          /* no commit yet */
    GIT(s, "r", "commit", "-q", "--allow-empty", "-m", "start");
    GIT(s, "r", "checkout", "-q", "-b", "feature/a-b");
    assert_branch(s, "r", "feature/a-b");
    GIT(s, "r", "checkout", "-q", "--detach");
    Project *p = find(s, "r");
    const char *hash = project_branch(p, s->arena);
    assert_int_equal(strlen(hash), 7);
    assert_int_equal(strspn(hash, "0123456789abcdef"), 7);
    project_free(p);
    static const struct { const char *head, *branch; } heads[] = {
        { "ref: refs/heads/x\n", "x" }, { "ref: refs/other/x\n", "refs/other/x" },
        { "", NULL }, { "ref:\n", NULL }, { "ref: refs/heads/.invalid\n", NULL },
        { "nonsense\n", NULL }, { "abc123\n", NULL },
    };
    for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
        scene_file(s, "r/.git/HEAD", heads[i].head);
        assert_branch(s, "r", heads[i].branch);
    }
}

static void test_linked_work_tree(void **state)
{
    Scene *s = *state;
    make_repository(s, "r");
    GIT(s, "r", "worktree", "add", "-q", "../linked", "-b", "side");
    GIT(s, "r", "worktree", "add", "-q", "inner/linked", "-b", "inside");
    scene_folder(s, "linked/a/b");
    assert_found(s, "linked/a/b", "r", "linked", "r/.git");
    assert_found(s, "r/inner/linked", "r", "r/inner/linked", "r/.git");
    assert_branch(s, "linked/a", "side");
    assert_branch(s, "r/inner/linked", "inside");
    assert_branch(s, "r", "main");

    scene_folder(s, "r/.baton");
    assert_found(s, "linked/a/b", "r", "linked", "r/.git");
    scene_folder(s, ".baton");              /* further away than the main work tree's */
    assert_found(s, "linked/a/b", "r", "linked", "r/.git");
    rmdir(scene_path(s, "r/.baton"));
    assert_found(s, "linked/a/b", "", "", NULL);
}

/* config.yaml may be committed, so that the linked work tree has a .baton, too. */
static void test_linked_work_tree_with_a_checked_out_baton(void **state)
{
    Scene *s = *state;
    make_repository(s, "r");
    scene_file(s, "r/.baton/config.yaml", "");
    scene_file(s, "r/part/.baton/config.yaml", "");
    GIT(s, "r", "add", ".");
    GIT(s, "r", "commit", "-q", "-m", "settings");
    GIT(s, "r", "worktree", "add", "-q", "../linked", "-b", "side");
    assert_int_equal(access(scene_path(s, "linked/part/.baton/config.yaml"), R_OK), 0);
    assert_found(s, "linked", "r", "linked", "r/.git");
    scene_folder(s, "linked/part/deep");
    assert_found(s, "linked/part/deep", "r/part", "linked/part", "r/.git");
    scene_folder(s, "linked/only/.baton");  /* the main work tree has no such folder */
    assert_found(s, "linked/only", "linked/only", "linked/only", "r/.git");
}

static void test_bare_repositories(void **state)
{
    Scene *s = *state;
    make_repository(s, "r");
    GIT(s, "", "clone", "-q", "--bare", "r", "bare.git");
    GIT(s, "bare.git", "worktree", "add", "-q", "../from-bare", "main");
    scene_folder(s, "from-bare/a");
    assert_found(s, "bare.git", "bare.git", "bare.git", NULL);
    assert_found(s, "from-bare/a", "from-bare", "from-bare", "bare.git");
    assert_branch(s, "from-bare", "main");
    /* A folder of work trees around a bare ".git" shares one ledger. */
    scene_folder(s, "many");
    GIT(s, "", "clone", "-q", "--bare", "r", "many/.git");
    GIT(s, "many", "worktree", "add", "-q", "one", "main");
    assert_found(s, "many/one", "many", "many/one", "many/.git");
}

static void test_submodules_and_separate_git_dirs(void **state)
{
    Scene *s = *state;
    make_repository(s, "lib");
    make_repository(s, "r");
    GIT(s, "r", "submodule", "--quiet", "add", "../lib", "sub");
    assert_found(s, "r/sub", "r/sub", "r/sub", "r/.git/modules/sub");
    scene_folder(s, "apart");
    GIT(s, "apart", "init", "-q", "--separate-git-dir", "../elsewhere");
    assert_found(s, "apart", "apart", "apart", "elsewhere");
    assert_branch(s, "apart", "main");
}

/* What .git may be by accident: never a crash. */

static const struct { const char *text; } broken[] = {
    { "" }, { "\n" }, { "gitdir:" }, { "gitdir: \n" }, { "gitdir: /no/such/folder\n" },
    { "gitdir: .\n" }, { "gitdir: .git\n" }, { "gitdir: ../r2\n" }, { "nonsense" },
    { "gitdir: a\xff\xfe\x01\n" },
};

static void test_broken_git_files(void **state)
{
    Scene *s = *state;
    scene_folder(s, "r2");
    for (size_t i = 0; i < ARRAY_LEN(broken); i++) {
        scene_file(s, "r/.git", broken[i].text);
        scene_folder(s, "r/a");
        assert_found(s, "r/a", "r", "r", NULL);
        assert_branch(s, "r/a", NULL);
    }
    char *large = arena_alloc(s->arena, 200001);
    memset(large, 'x', 200000);
    scene_file(s, "r/.git", large);
    assert_found(s, "r/a", "r", "r", NULL);
    unlink(scene_path(s, "r/.git"));
    assert_int_equal(mkfifo(scene_path(s, "r/.git"), 0600), 0);
    assert_found(s, "r/a", "r", "r", NULL);
    unlink(scene_path(s, "r/.git"));
    assert_int_equal(symlink(".git", scene_path(s, "r/.git")), 0);
    assert_found(s, "r/a", "r/a", "r/a", NULL);
    unlink(scene_path(s, "r/.git"));
    scene_folder(s, "r/.git");              /* an empty folder is no repository */
    assert_found(s, "r/a", "r/a", "r/a", NULL);
}

static void test_linked_work_tree_whose_repository_is_gone(void **state)
{
    Scene *s = *state;
    make_repository(s, "r");
    GIT(s, "r", "worktree", "add", "-q", "../linked", "-b", "side");
    static const char *const commondirs[] = {
        "", "../../..\n", "/no/such/folder\n", "nonsense\xff",
    };
    for (size_t i = 0; i < ARRAY_LEN(commondirs); i++) {
        scene_file(s, "r/.git/worktrees/linked/commondir", commondirs[i]);
        Project *p = find(s, "linked");
        assert_string_equal(p->root, scene_path(s, "linked"));
        project_free(p);
    }
    assert_int_equal(rename(scene_path(s, "r"), scene_path(s, "moved")), 0);
    assert_found(s, "linked", "linked", "linked", NULL);
    assert_branch(s, "linked", NULL);
}

static void assert_worktrees(Scene *s, const char *start, const char *const *names)
{
    StrList found = { 0 };
    Project *p = find(s, start);
    project_worktrees(p, s->arena, &found);
    size_t n = 0;
    for (; names[n]; n++) {
        assert_true(n < found.len);
        assert_string_equal(found.items[n], scene_path(s, names[n]));
    }
    assert_int_equal(found.len, n);
    project_free(p);
}

#define NAMES(...) ((const char *const[]){ __VA_ARGS__ __VA_OPT__(,) NULL })

static void test_worktrees(void **state)
{
    Scene *s = *state;
    scene_folder(s, "plain");
    assert_worktrees(s, "plain", NAMES());
    make_repository(s, "r");
    assert_worktrees(s, "r", NAMES("r"));
    GIT(s, "r", "worktree", "add", "-q", "../two words", "-b", "b");
    GIT(s, "r", "worktree", "add", "-q", "../a", "-b", "a");
    GIT(s, "r", "worktree", "add", "-q", "inside", "-b", "c");
    static const char *const starts[] = { "r", "a", "two words", "r/inside" };
    for (size_t i = 0; i < ARRAY_LEN(starts); i++)
        assert_worktrees(s, starts[i], NAMES("r", "a", "r/inside", "two words"));
    assert_int_equal(rename(scene_path(s, "a"), scene_path(s, "gone")), 0);
    scene_file(s, "r/.git/worktrees/inside/gitdir", "");
    scene_file(s, "r/.git/worktrees/stray", "no folder");
    assert_worktrees(s, "r", NAMES("r", "two words"));
    GIT(s, "", "clone", "-q", "--bare", "r", "bare.git");
    GIT(s, "bare.git", "worktree", "add", "-q", "../from-bare", "main");
    assert_worktrees(s, "from-bare", NAMES("from-bare"));
}

static void test_baton_dir_names_it(void **state)
{
    Scene *s = *state;
    make_repository(s, "r");
    scene_folder(s, "a/.baton");
    scene_folder(s, "a/b");
    static const struct { const char *named; bool relative; const char *root; } cases[] = {
        { "r", false, "r" }, { "r/.baton", false, "r" }, { "r/.baton/", false, "r" },
        { "..", true, "a" }, { "../../r/.baton", true, "r" }, { ".", true, "a/b" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        setenv("BATON_DIR", cases[i].relative ? cases[i].named : scene_path(s, cases[i].named), 1);
        Project *p = find(s, "a/b");
        assert_string_equal(p->root, scene_path(s, cases[i].root));
        assert_string_equal(p->work_tree, p->root);
        project_free(p);
    }
    setenv("BATON_DIR", scene_path(s, "r"), 1);
    assert_branch(s, "a/b", "main");
    setenv("BATON_DIR", "", 1);
    assert_found(s, "a/b", "a", "a", NULL);
    setenv("BATON_DIR", "/no/such/folder", 1);
    Project *p = NULL;
    Message m = { 0 };
    assert_int_equal(project_find(s->dir, &p, &m), -1);
    assert_string_equal(m.text, "Cannot enter '/no/such/folder', which BATON_DIR names: "
                                "No such file or directory");
}

static bool is_ignored(Scene *s, const char *file)
{
    return scene_git_ends(s, "r", (const char *const[]){ "git", "check-ignore", "-q", file, NULL });
}

static void test_making(void **state)
{
    Scene *s = *state;
    struct stat st;
    Message m = { 0 };
    make_repository(s, "r");
    Project *p = find(s, "r");
    assert_int_equal(project_make(p, &m), 0);
    assert_true(p->exists);
    assert_int_equal(stat(p->baton_dir, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    scene_file(s, "r/.baton/state.db", "x");
    scene_file(s, "r/.baton/config.yaml", "");
    scene_file(s, "r/.baton/allowed_signers", "");
    assert_true(is_ignored(s, ".baton/state.db"));
    assert_false(is_ignored(s, ".baton/config.yaml"));
    assert_false(is_ignored(s, ".baton/allowed_signers"));
    assert_false(is_ignored(s, ".baton/.gitignore"));

    scene_file(s, "r/.baton/.gitignore", "mine\n");     /* what somebody changed is kept */
    assert_int_equal(project_make(p, &m), 0);
    CLEANUP(buf_done) Buf text = BUF_INIT;
    assert_int_equal(file_read(scene_path(s, "r/.baton/.gitignore"), 1000, &text, NULL), 0);
    assert_string_equal(text.data, "mine\n");
    project_free(p);
}

static void test_making_where_it_cannot_be(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    scene_file(s, "a/.baton", "in the way");
    Project *p = find(s, "a");
    assert_int_equal(project_make(p, &m), -ENOTDIR);
    assert_string_equal(m.text,
                        arena_printf(s->arena,
                                     "'%s' is no folder, so nothing can be kept in it: move it away",
                                     p->baton_dir));
    assert_false(p->exists);
    unlink(p->baton_dir);
    rmdir(scene_path(s, "a"));
    assert_int_equal(project_make(p, &m), -ENOENT);
    project_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_SCENE(test_plain_folder),
        ON_SCENE(test_nearest_baton_upwards),
        ON_SCENE(test_start_is_made_real),
        ON_SCENE(test_start_that_cannot_be_entered),
        ON_SCENE(test_git_work_tree),
        ON_SCENE(test_branches),
        ON_SCENE(test_linked_work_tree),
        ON_SCENE(test_linked_work_tree_with_a_checked_out_baton),
        ON_SCENE(test_bare_repositories),
        ON_SCENE(test_submodules_and_separate_git_dirs),
        ON_SCENE(test_broken_git_files),
        ON_SCENE(test_linked_work_tree_whose_repository_is_gone),
        ON_SCENE(test_worktrees),
        ON_SCENE(test_baton_dir_names_it),
        ON_SCENE(test_making),
        ON_SCENE(test_making_where_it_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
