/*
 * test_submit.c - submitting: which handoff a revision belongs to, and what it stands for.
 */
#include "submit_test.h"

#include "baton/base/clock.h"
#include "baton/doc/decision.h"

/* ---- which handoff ---- */

static void test_a_draft_becomes_submittable(void **state)
{
    Scene *s = *state;
    put(s, ARTIFACT, "# Handoff\n\n## Accomplishments\n\n- One.\n");
    look(s);
    HandoffRow draft = newest(s);
    assert_int_equal(draft.state, HANDOFF_DRAFT);
    Submitted half = submit(s, .to = "QA Engineer");
    assert_submitted(&half);
    assert_string_equal(half.report.missing, "the author");
    Submitted d = submit(s, .from = "Backend Engineer");
    assert_submitted(&d);
    assert_null(d.report.missing);
    assert_string_equal(d.report.handoff.id, draft.id);
    assert_int_equal(d.report.handoff.state, HANDOFF_SUBMITTED);
    assert_string_equal(d.report.handoff.from, "backend-engineer");
    assert_string_equal(d.report.handoff.to, "qa-engineer");
    assert_non_null(strstr(d.report.handoff.from_why, "--from"));
    assert_int_equal(all_handoffs(s).len, 1);
    assert_sound(s);
}

static void test_what_was_said_holds_for_later_revisions(void **state)
{
    Scene *s = *state;
    put(s, ARTIFACT, "# Handoff\n\n## Accomplishments\n\n- One.\n");
    Submitted d = submit(s, .from = "backend-engineer", .to = "qa-engineer");
    assert_submitted(&d);
    append(s, ARTIFACT, "- Two.\n");
    look(s);
    HandoffRow h = newest(s);
    assert_string_equal(h.id, d.report.handoff.id);
    assert_string_equal(h.to, "qa-engineer");
    assert_int_equal(h.revisions, d.report.handoff.revisions + 1);

    put(s, ARTIFACT, HANDOFF("Two.", "devops"));            /* now the artifact says it */
    look(s);
    assert_string_equal(newest(s).to, "devops");
    assert_int_equal(all_handoffs(s).len, 2);
    assert_sound(s);
}

static void test_submit_amends_what_was_found(void **state)
{
    Scene *s = *state;
    put(s, ARTIFACT, HANDOFF("One.", "qa-engineer"));
    look(s);
    HandoffRow found = newest(s);
    Submitted again = submit(s, .agent = "somebody-else");
    assert_submitted(&again);
    assert_true(again.report.unchanged);
    assert_int_equal(newest(s).revisions, 1);
    Submitted other = submit(s, .to = "devops");
    assert_submitted(&other);
    assert_false(other.report.unchanged);
    assert_string_equal(other.report.handoff.id, found.id);
    assert_string_equal(other.report.handoff.to, "devops");
    assert_int_equal(other.report.revision.number, 2);
}

static void test_who_called_is_the_author_when_nobody_says(void **state)
{
    Scene *s = *state;
    put(s, ARTIFACT, "# Handoff\n\n- **To**: qa-engineer\n\n## Accomplishments\n\n- One.\n");
    Submitted d = submit(s, .agent = "backend-engineer", .source = SOURCE_HOOK);
    assert_submitted(&d);
    assert_string_equal(d.report.handoff.from, "backend-engineer");
    assert_non_null(strstr(d.report.handoff.from_why, "hook"));
}

static const struct { const char *verdict, *state; } ends[] = {
    { "approved", "approved" }, { "rejected", "rejected" }, { "withdrawn", "withdrawn" },
};

static void test_the_same_revision_is_not_submitted_twice(void **state)
{
    Scene *s = *state;
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        put(s, ARTIFACT, arena_printf(s->arena, HANDOFF("Part %zu.", "qa-engineer"), i));
        look(s);
        HandoffRow h = newest(s);
        verdict(s, &h, ends[i].verdict, ends[i].state);
        Submitted d = submit(s, .source = SOURCE_CLI);
        assert_refused(&d, -EINVAL, ends[i].state);
        assert_int_equal(newest(s).revisions, h.revisions);
        drop(s, ARTIFACT);
        look(s);
        put(s, ARTIFACT, arena_printf(s->arena, HANDOFF("Part %zu.", "qa-engineer"), i));
        look(s);
        assert_string_equal(newest(s).id, h.id);
        assert_int_equal(newest(s).revisions, h.revisions);
    }
    assert_sound(s);
}

static void test_a_decided_handoff_is_not_reopened(void **state)
{
    Scene *s = *state;
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        put(s, ARTIFACT, arena_printf(s->arena, HANDOFF("Part %zu.", "qa-engineer"), i));
        look(s);
        HandoffRow h = newest(s);
        verdict(s, &h, ends[i].verdict, ends[i].state);
        put(s, ARTIFACT, arena_printf(s->arena, HANDOFF("Part %zu, mended.", "qa-engineer"), i));
        look(s);
        bool same = strcmp(newest(s).id, h.id) == 0;
        assert_int_equal(same, strcmp(ends[i].state, "rejected") == 0);
        assert_int_equal(newest(s).state, HANDOFF_SUBMITTED);
        if (!same)
            assert_string_equal(handoff_state_text(handoff(s, h.id).state), ends[i].state);
    }
    assert_sound(s);
}

static void test_changed_files_after_an_approval_are_a_new_handoff(void **state)
{
    Scene *s = *state;
    put(s, ARTIFACT, HANDOFF("`src/a.c`.", "qa-engineer"));
    look(s);
    HandoffRow h = newest(s);
    verdict(s, &h, "approved", "approved");
    put(s, "src/a.c", "two\n");
    look(s);
    assert_string_equal(newest(s).id, h.id);
    Submitted d = submit(s, .source = SOURCE_CLI);
    assert_submitted(&d);
    assert_string_not_equal(d.report.handoff.id, h.id);
    assert_int_equal(handoff(s, h.id).state, HANDOFF_APPROVED);
}

static void test_batons_own_block_makes_no_revision(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf out = BUF_INIT, bytes = BUF_INIT;
    put(s, ARTIFACT, HANDOFF("One.", "qa-engineer"));
    look(s);
    HandoffRow h = newest(s);
    const char *before = text_of(s, ARTIFACT);
    DecisionBlock block = { .number = 1, .verdict = "approved", .who = "Ada", .comment = "Next agent: devops" };
    assert_int_equal(decision_block_put(str_from(before), &block, &out), 0);
    put_bytes(s, ARTIFACT, buf_str(&out));
    look(s);
    assert_int_equal(newest(s).revisions, 1);
    assert_string_equal(newest(s).to, "qa-engineer");
    assert_int_equal(now_of(s).moved.len, 0);
    append(s, ARTIFACT, "- And one more.\n");
    look(s);
    assert_int_equal(newest(s).revisions, 2);
    HandoffRow two = newest(s);
    RevisionRow r = revision(s, &two);
    assert_int_equal(store_artifact(s->c->store, r.seq, &bytes), 0);
    assert_string_equal(bytes.data, text_of(s, ARTIFACT));      /* nobody's block is taken off in the middle */
    assert_string_equal(h.id, two.id);
}

static void test_a_new_handoff_supersedes_the_older(void **state)
{
    Scene *s = *state;
    put(s, ARTIFACT, HANDOFF("One.", "qa-engineer"));
    look(s);
    HandoffRow one = newest(s);
    put(s, ARTIFACT, HANDOFF("One.", "devops"));
    look(s);
    assert_string_not_equal(newest(s).id, one.id);
    assert_int_equal(handoff(s, one.id).state, HANDOFF_SUPERSEDED);
    put(s, ARTIFACT, HANDOFF("One.", "qa-engineer"));
    look(s);
    assert_int_equal(all_handoffs(s).len, 3);
    assert_sound(s);
}

/* ---- what it stands for ---- */

static void test_the_base_is_pinned_by_the_first_revision(void **state)
{
    Scene *s = *state;
    put(s, "src/a.c", "two\n");
    put(s, ARTIFACT, HANDOFF("`src/a.c`.", "qa-engineer"));
    look(s);
    HandoffRow one = newest(s);
    RevisionRow first = revision(s, &one);
    assert_int_equal(strlen(first.base), 40);
    assert_string_equal(first.base, first.head);
    assert_non_null(strstr(first.files, "src/a.c"));
    commit_all(s, "work");
    assert_int_equal(now_of(s).moved.len, 0);           /* the same files, committed */
    append(s, ARTIFACT, "- More.\n");
    look(s);
    HandoffRow two = newest(s);
    RevisionRow second = revision(s, &two);
    assert_string_equal(second.base, first.base);
    assert_string_not_equal(second.head, first.head);
    assert_non_null(strstr(second.files, "src/a.c"));
    assert_string_equal(two.base, first.base);
    assert_sound(s);
}

/* What was there before the first commit is still part of the work after it. */
static void test_a_base_before_the_first_commit_stays(void **state)
{
    Scene *s = *state;
    MUST_RUN(s, "git", "init", "-q", "-b", "main");
    put(s, ".gitignore", ".baton/\n.config/\n.state/\n.data/\n");
    put(s, "src/a.c", "one\n");
    put(s, ARTIFACT, HANDOFF("`src/a.c`.", "qa-engineer"));
    look(s);
    HandoffRow one = newest(s);
    RevisionRow first = revision(s, &one);
    assert_null(first.base);
    assert_string_equal(first.base_why, "there is no commit yet");
    commit_all(s, "begin");
    put(s, "src/b.c", "two\n");
    for (int i = 0; i < 2; i++) {               /* the second rests on what the first says */
        append(s, ARTIFACT, "- More.\n");
        look(s);
        HandoffRow h = newest(s);
        RevisionRow next = revision(s, &h);
        assert_string_equal(h.id, one.id);
        assert_int_equal(next.number, 2 + i);
        assert_null(next.base);
        assert_string_equal(next.base_why, "pinned by its first revision");
        assert_non_null(strstr(next.files, "\"src/b.c\""));
        assert_non_null(strstr(next.files, "\"path\":\"src/a.c\",\"mode\":\"100644\""));
        assert_null(strstr(next.files, "\"status\":\".\""));
    }
    assert_sound(s);
}

static void test_the_run_says_where_it_began(void **state)
{
    Scene *s = *state;
    EventRows rows = { 0 };
    EventQuery q = { .kind = "run.started", .subject = "PM-1" };
    assert_int_equal(store_events(s->c->store, s->arena, &q, &rows), 0);
    assert_int_equal(rows.len, 1);
    CLEANUP(json_free_ptr) Json *body = NULL;
    assert_int_equal(json_parse(str_from(rows.items[0].body), &body), 0);
    assert_int_equal(strlen(json_get_str(body, "commit")), 40);
    commit_all(s, "later");
    put(s, "src/b.c", "new\n");
    put(s, ARTIFACT, HANDOFF("`src/b.c`.", "qa-engineer"));
    look(s);
    HandoffRow h = newest(s);
    assert_string_equal(h.base, json_get_str(body, "commit"));
}

static void test_what_moved_is_said(void **state)
{
    Scene *s = *state;
    put(s, "src/b.c", "new\n");
    put(s, ARTIFACT, HANDOFF("`src/a.c` and `src/b.c`.", "qa-engineer"));
    look(s);
    assert_int_equal(now_of(s).moved.len, 0);
    HandoffRow h = newest(s);
    assert_string_equal(now_of(s).digest, h.digest);
    put(s, "src/a.c", "two\n");
    put(s, "src/c.c", "three\n");
    drop(s, "src/b.c");
    RevisionNow now = now_of(s);
    assert_string_not_equal(now.digest, h.digest);
    assert_int_equal(now.moved.len, 3);
    assert_string_equal(now.moved.items[0], "M src/a.c");
    assert_non_null(strstr(now.moved.items[1], "src/b.c"));
    assert_string_equal(now.moved.items[2], "A src/c.c");
    append(s, ARTIFACT, "- More.\n");
    assert_string_equal(now_of(s).moved.items[0], "the artifact");
    drop(s, ARTIFACT);
    assert_string_equal(now_of(s).moved.items[0], "the artifact");
}

static void test_refresh_makes_the_next_revision_when_files_moved(void **state)
{
    Scene *s = *state;
    SubmitReport report;
    Message m = { 0 };
    put(s, ARTIFACT, HANDOFF("`src/a.c`.", "qa-engineer"));
    look(s);
    assert_int_equal(handoff_refresh(s->c, "1", SOURCE_CLI, s->arena, &report, &m), 0);
    assert_true(report.unchanged);
    put(s, "src/a.c", "two\n");
    look(s);
    assert_int_equal(newest(s).revisions, 1);
    assert_int_equal(handoff_refresh(s->c, "1", SOURCE_CLI, s->arena, &report, &m), 0);
    assert_false(report.unchanged);
    assert_int_equal(report.handoff.revisions, 2);
    assert_int_equal(report.handoff.state, HANDOFF_SUBMITTED);
    HandoffRow h = newest(s);
    verdict(s, &h, "approved", "approved");
    assert_int_equal(handoff_refresh(s->c, "1", SOURCE_CLI, s->arena, &report, &m), -EINVAL);
    assert_non_null(strstr(m.text, "approved"));
}

static const Str odd[] = {
    STR("# Handoff\n\n- **From**: a\n- **To**: b\n"),
    STR("\xef\xbb\xbf# Handoff\r\n\r\n- **From**: a\r\n- **To**: b\r\n"),
    STR("# Handoff\n\n- **From**: a\n- **To**: b\n\nbad \xff\xfe\x80 bytes\n"),
    STR("# Handoff\n\n- **From**: a\n- **To**: b\n\nlate NUL \0 here\n"),
    STR("# Handoff\n\n- **From**: a\n- **To**: b\n\nno end"),
    STR("# Handoff\n\n- **From**: a\n- **To**: b\n\n\xe2\x80\xae\x1b[31m \x01\n"),
};

static void test_the_bytes_of_the_artifact_are_kept(void **state)
{
    Scene *s = *state;
    for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
        CLEANUP(buf_done) Buf bytes = BUF_INIT;
        char digest[DIGEST_HEX_SIZE];
        put_bytes(s, ARTIFACT, odd[i]);
        Submitted d = submit(s, .from = "a", .to = "b");
        assert_submitted(&d);
        assert_int_equal(store_artifact(s->c->store, d.report.revision.seq, &bytes), 0);
        assert_int_equal(bytes.len, odd[i].len);
        assert_memory_equal(bytes.data, odd[i].data, odd[i].len);
        assert_string_equal(d.report.revision.artifact, digest_hex(odd[i], digest));
    }
    assert_sound(s);
}

/* ---- repositories in any condition ---- */

static void test_without_git(void **state)
{
    Scene *s = *state;
    put(s, "src/a.c", "one\n");
    put(s, ARTIFACT, HANDOFF("`src/a.c`.", "qa-engineer"));
    look(s);
    HandoffRow h = newest(s);
    RevisionRow r = revision(s, &h);
    assert_int_equal(h.state, HANDOFF_SUBMITTED);
    assert_non_null(strstr(r.files, "src/a.c"));
    put(s, "src/b.c", "not cited\n");
    assert_int_equal(now_of(s).moved.len, 0);
    put(s, "src/a.c", "two\n");
    assert_int_equal(now_of(s).moved.len, 1);
    assert_sound(s);
}

static void test_without_a_commit(void **state)
{
    Scene *s = *state;
    MUST_RUN(s, "git", "init", "-q", "-b", "main");
    put(s, ".gitignore", ".baton/\n.config/\n.state/\n.data/\n");
    put(s, "src/a.c", "one\n");
    put(s, ARTIFACT, HANDOFF("`src/a.c`.", "qa-engineer"));
    look(s);
    HandoffRow h = newest(s);
    assert_int_equal(h.state, HANDOFF_SUBMITTED);
    put(s, "src/a.c", "two\n");
    assert_int_equal(now_of(s).moved.len, 1);
}

static void test_in_the_middle_of_a_rebase(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    ExecResult result = { 0 };
    MUST_RUN(s, "git", "checkout", "-q", "-b", "side");
    put(s, "src/a.c", "side\n");
    commit_all(s, "side");
    MUST_RUN(s, "git", "checkout", "-q", "main");
    put(s, "src/a.c", "main\n");
    commit_all(s, "main");
    const char *const argv[] = { "git", "-c", "user.name=t", "-c", "user.email=t@example.org", "rebase", "side", NULL };
    ExecOrder o = { .argv = argv, .dir = s->dir, .timeout_ms = 30000, .max = 4096 };
    assert_int_equal(s->c->exec(&o, &out, &result), 0);
    assert_int_not_equal(result.status, 0);
    put(s, ARTIFACT, HANDOFF("`src/a.c`.", "qa-engineer"));
    look(s);
    HandoffRow h = newest(s);
    CLEANUP(json_free_ptr) Json *body = body_of(&h);
    assert_int_equal(h.state, HANDOFF_SUBMITTED);
    assert_non_null(strstr(json_get_str(body, "busy"), "rebase"));
    assert_int_equal(now_of(s).moved.len, 0);
}

static int no_program(const ExecOrder *o, Buf *out, ExecResult *ret)
{
    (void)o, (void)out, (void)ret;
    return -ENOENT;
}

static void test_a_missing_git_does_not_stop_it(void **state)
{
    Scene *s = *state;
    s->c->exec = no_program;
    put(s, ARTIFACT, HANDOFF("`src/a.c`.", "qa-engineer"));
    look(s);
    assert_int_equal(newest(s).state, HANDOFF_SUBMITTED);
    assert_string_equal(newest(s).to, "qa-engineer");
}

static void test_a_policy_that_does_not_load_does_not_stop_it(void **state)
{
    Scene *s = *state;
    ProblemRows problems = { 0 };
    put(s, ".baton/config.yaml", "approvals:\n  rules: [{count: nonsense}]\n");
    put(s, ARTIFACT, HANDOFF("`src/a.c`.", "qa-engineer"));
    look(s);
    assert_int_equal(newest(s).state, HANDOFF_SUBMITTED);
    assert_int_equal(store_problems(s->c->store, s->arena, ARTIFACT, &problems), 0);
    assert_int_equal(problems.len, 1);
    assert_non_null(strstr(problems.items[0].message, "policy"));
}

/* ---- which file ---- */

static void test_any_file_may_be_submitted(void **state)
{
    Scene *s = *state;
    put(s, "notes/for-qa.md", "# What I did\n\n- **To**: qa-engineer\n\n## Accomplishments\n\n- `src/a.c`.\n");
    look(s);
    assert_int_equal(all_handoffs(s).len, 0);
    Submitted d = submit(s, .file = "notes/for-qa.md", .from = "backend-engineer");
    assert_submitted(&d);
    assert_string_equal(d.report.handoff.file, "notes/for-qa.md");
    assert_int_equal(d.report.handoff.state, HANDOFF_SUBMITTED);
    Submitted deeper = submit(s, .file = "for-qa.md", .start = scene_path(s, "notes"));
    assert_submitted(&deeper);
    assert_true(deeper.report.unchanged);
    assert_null(strstr(deeper.report.revision.files, "for-qa.md"));     /* it is the artifact, none of its files */
    look(s);
    assert_false(newest(s).gone);
}

static void test_a_file_that_cannot_be_submitted(void **state)
{
    Scene *s = *state;
    static const struct { const char *file; int code; const char *words; } cases[] = {
        { NULL, -ENOENT, "no handoff artifact" }, { "no/such.md", -ENOENT, "no/such.md" },
        { "/etc/passwd", -EINVAL, "outside" }, { "src", -EISDIR, "src" }, { "empty.md", -EINVAL, "says nothing" },
        { "huge.md", -EFBIG, "1 MiB" },
    };
    CLEANUP(buf_done) Buf huge = BUF_INIT;
    buf_adds(&huge, HANDOFF("Much.", "qa-engineer"));
    while (huge.len <= 1 << 20)
        buf_adds(&huge, "- One more thing, and another.\n");
    put(s, "empty.md", "");
    put_bytes(s, "huge.md", buf_str(&huge));
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Submitted d = submit(s, .file = cases[i].file);
        assert_refused(&d, cases[i].code, cases[i].words);
    }
    assert_int_equal(all_handoffs(s).len, 0);
    put_bytes(s, ARTIFACT, buf_str(&huge));
    ProblemRows problems = { 0 };
    look(s);
    assert_int_equal(all_handoffs(s).len, 0);
    assert_int_equal(store_problems(s->c->store, s->arena, ARTIFACT, &problems), 0);
    assert_int_equal(problems.len, 1);
    assert_non_null(strstr(problems.items[0].message, "1 MiB"));
}

/* ---- linked work trees ---- */

/* A folder beside the project, gone again with it. */
static const char *link_tree(Scene *s, const char *branch)
{
    const char *path = arena_printf(s->arena, "%s-%s", s->dir, branch);
    MUST_RUN(s, "git", "worktree", "add", "-q", "-b", branch, path);
    return path;
}

static void unlink_tree(Scene *s, const char *path)
{
    MUST_RUN(s, "git", "worktree", "remove", "--force", path);
}

static bool has_folder(const StrList *dirs, const char *tree, const char *name, Arena *a)
{
    return strlist_has(dirs, path_join(a, tree, name));
}

static void test_a_linked_work_tree_hands_over(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    StrList dirs = { 0 };
    const char *tree = link_tree(s, "feature"), *name = arena_printf(s->arena, "../%s/" ARTIFACT, path_base(tree));
    put(s, path_join(s->arena, tree, "src/a.c"), "in the branch\n");
    put(s, path_join(s->arena, tree, ARTIFACT), HANDOFF("`src/a.c`.", "qa-engineer"));
    put(s, "src/a.c", "in the main tree\n");
    look(s);
    HandoffRow h = newest(s);
    assert_int_equal(all_handoffs(s).len, 1);
    assert_string_equal(h.file, name);
    assert_string_equal(h.tree, tree);
    assert_int_equal(now_of(s).moved.len, 0);
    put(s, "src/a.c", "again in the main tree\n");
    assert_int_equal(now_of(s).moved.len, 0);
    put(s, path_join(s->arena, tree, "src/a.c"), "again in the branch\n");
    assert_int_equal(now_of(s).moved.len, 1);

    put(s, ARTIFACT, HANDOFF("`src/a.c`.", "devops"));
    Submitted d = submit(s, .start = path_join(s->arena, tree, "src"));
    assert_submitted(&d);
    assert_string_equal(d.report.handoff.file, name);
    assert_int_equal(ingest_folders(s->c, s->arena, &dirs), 0);
    assert_true(has_folder(&dirs, tree, ".agents", s->arena));

    Context *there = NULL;
    assert_int_equal(context_open(tree, &there, &m), 0);
    assert_string_equal(there->project->root, s->dir);
    SubmitReport report;
    SubmitOrder o = { .source = SOURCE_CLI };
    if (handoff_submit(there, &o, false, s->arena, &report, &m) != 0)
        fail_msg("%s", m.text);
    assert_string_equal(report.handoff.id, d.report.handoff.id);
    o.file = ARTIFACT;
    assert_int_equal(handoff_submit(there, &o, false, s->arena, &report, &m), 0);
    assert_string_equal(report.handoff.file, name);
    context_free(there);
    unlink_tree(s, tree);
    look(s);
    assert_true(handoff(s, d.report.handoff.id).gone);
    assert_sound(s);
}

static void test_a_work_tree_inside_of_the_project(void **state)
{
    Scene *s = *state;
    put(s, ".baton/config.yaml", "files:\n  handoff: ['**/active_handoff.md']\n");
    scene_reopen(s);
    MUST_RUN(s, "git", "worktree", "add", "-q", "-b", "inner", "trees/inner");
    put(s, "trees/inner/.agents/active_handoff.md", HANDOFF("`src/a.c`.", "qa-engineer"));
    look(s);
    assert_int_equal(all_handoffs(s).len, 1);
    assert_string_equal(newest(s).file, "trees/inner/.agents/active_handoff.md");
    assert_string_equal(newest(s).tree, scene_path(s, "trees/inner"));
}

static void test_a_work_tree_with_a_ledger_of_its_own_is_left_alone(void **state)
{
    Scene *s = *state;
    const char *tree = link_tree(s, "own");
    put(s, path_join(s->arena, tree, ".baton/state.db"), "");
    put(s, path_join(s->arena, tree, ARTIFACT), HANDOFF("`src/a.c`.", "qa-engineer"));
    look(s);
    assert_int_equal(all_handoffs(s).len, 0);
    unlink_tree(s, tree);
}

static void test_ten_thousand_citations(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    buf_adds(&text, "# Handoff\n\n- **From**: a\n- **To**: b\n\n## Accomplishments\n\n");
    for (int i = 0; i < 1000; i++) {
        buf_addf(&text, "- Part %d:", i);
        for (int k = 0; k < 10; k++)
            buf_addf(&text, " `src/f%d.c:%d`", i * 10 + k, k + 1);
        buf_adds(&text, "\n");
    }
    put_bytes(s, ARTIFACT, buf_str(&text));
    int64_t before = clock_mono();
    look(s);
    assert_true(clock_mono() - before < 20000);
    HandoffRow h = newest(s);
    RevisionRow r = revision(s, &h);
    assert_int_equal(h.state, HANDOFF_SUBMITTED);
    assert_non_null(strstr(r.files, "src/f9999.c"));
    assert_sound(s);
}

/* ---- several at once ---- */

static void take_in_elsewhere(Scene *s, int times)
{
    IngestReport report;
    for (int i = 0; i < times; i++) {
        Message m = { 0 };
        Context *c = NULL;
        SubmitReport submitted;
        if (context_open(s->dir, &c, &m) < 0)
            _exit(1);
        int r = i % 2 ? handoff_submit(c, &(SubmitOrder){ .start = s->dir, .source = SOURCE_CLI }, false, s->arena,
                                       &submitted, &m)
                      : ingest(c, true, &report, &m);
        if (r < 0 && r != -EBUSY)
            _exit(2);
        context_free(c);
    }
}

static void test_several_processes_record_each_revision_once(void **state)
{
    enum { PROCESSES = 4, ROUNDS = 3 };
    Scene *s = *state;
    for (int round = 0; round < ROUNDS; round++) {
        pid_t pids[PROCESSES];
        put(s, ARTIFACT, arena_printf(s->arena, HANDOFF("Round %d.", "qa-engineer"), round));
        for (int i = 0; i < PROCESSES; i++)
            if ((pids[i] = fork()) == 0) {
                take_in_elsewhere(s, 4);
                _exit(0);
            }
        for (int i = 0; i < PROCESSES; i++) {
            int status = -1;
            waitpid(pids[i], &status, 0);
            assert_int_equal(status, 0);
        }
    }
    assert_int_equal(all_handoffs(s).len, 1);
    assert_int_equal(newest(s).revisions, ROUNDS);
    assert_int_equal(event_count(s, EVENT_HANDOFF_EVIDENCE), ROUNDS);
    assert_sound(s);
}

static void test_finding_one(void **state)
{
    Scene *s = *state;
    HandoffRow h;
    Message m = { 0 };
    put(s, ARTIFACT, HANDOFF("One.", "qa-engineer"));
    put(s, ".agents/devops/handoff.md", "# Handoff\n\n- **To**: b\n\n## Accomplishments\n\n- One.\n");
    look(s);
    assert_int_equal(handoff_find(s->c, "2", s->arena, &h, &m), 0);
    assert_int_equal(h.number, 2);
    assert_int_equal(handoff_find(s->c, newest(s).id, s->arena, &h, &m), 0);
    assert_int_equal(h.number, 2);
    assert_int_equal(handoff_find(s->c, "17", s->arena, &h, &m), -ENOENT);
    assert_non_null(strstr(m.text, "17"));
}

static int run(void)
{
    const struct CMUnitTest tests[] = {
        GIT_TEST(test_a_draft_becomes_submittable),
        GIT_TEST(test_what_was_said_holds_for_later_revisions),
        GIT_TEST(test_submit_amends_what_was_found),
        GIT_TEST(test_who_called_is_the_author_when_nobody_says),
        GIT_TEST(test_the_same_revision_is_not_submitted_twice),
        GIT_TEST(test_a_decided_handoff_is_not_reopened),
        GIT_TEST(test_changed_files_after_an_approval_are_a_new_handoff),
        GIT_TEST(test_batons_own_block_makes_no_revision),
        GIT_TEST(test_a_new_handoff_supersedes_the_older),
        GIT_TEST(test_the_base_is_pinned_by_the_first_revision),
        GATE_TEST(test_a_base_before_the_first_commit_stays),
        GIT_TEST(test_the_run_says_where_it_began),
        GIT_TEST(test_what_moved_is_said),
        GIT_TEST(test_refresh_makes_the_next_revision_when_files_moved),
        GIT_TEST(test_the_bytes_of_the_artifact_are_kept),
        SCENE_TEST(test_without_git),
        SCENE_TEST(test_without_a_commit),
        GIT_TEST(test_in_the_middle_of_a_rebase),
        GIT_TEST(test_a_missing_git_does_not_stop_it),
        GIT_TEST(test_a_policy_that_does_not_load_does_not_stop_it),
        GIT_TEST(test_any_file_may_be_submitted),
        GIT_TEST(test_a_file_that_cannot_be_submitted),
        GIT_TEST(test_a_linked_work_tree_hands_over),
        GIT_TEST(test_a_work_tree_inside_of_the_project),
        GIT_TEST(test_a_work_tree_with_a_ledger_of_its_own_is_left_alone),
        GIT_TEST(test_ten_thousand_citations),
        GIT_TEST(test_several_processes_record_each_revision_once),
        GIT_TEST(test_finding_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
    return run();
}
