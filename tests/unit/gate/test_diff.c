/*
 * test_diff.c - the diff of a revision within its limits, and reading diffs of every shape.
 */
#include "gate/repository.h"

#include "diff_parts.h"

/* Reading */

static const char sample[] =
    "diff --git a/src/a.c b/src/a.c\n"
    "index 1111111..2222222 100644\n"
    "--- a/src/a.c\n"
    "+++ b/src/a.c\n"
    "@@ -1,4 +1,4 @@ int main\n"
    " one\n"
    "--- two\n"
    "+++ zwei\n"
    " three\n"
    "\n"
    "@@ -20 +20,2 @@\n"
    "-x\n"
    "+y\n"
    "+z\n"
    "\\ No newline at end of file\n"
    "diff --git a/old name b/new name\n"
    "similarity index 100%\n"
    "rename from old name\n"
    "rename to new name\n"
    "diff --git \"a/q\\\"\\303\\244\\n\" \"b/q\\\"\\303\\244\\n\"\n"
    "deleted file mode 100644\n"
    "--- \"a/q\\\"\\303\\244\\n\"\n"
    "+++ /dev/null\n"
    "@@ -1 +0,0 @@\n"
    "-gone\r\n"
    "diff --git a/bin b/bin\n"
    "Binary files a/bin and b/bin differ\n"
    "# 3 more files\n";

static const struct { DiffKind kind; int file, old_line, new_line; } sample_lines[] = {
    { DIFF_FILE, 0, 0, 0 }, { DIFF_META, 0, 0, 0 }, { DIFF_META, 0, 0, 0 }, { DIFF_META, 0, 0, 0 },
    { DIFF_HUNK, 0, 1, 1 }, { DIFF_CONTEXT, 0, 1, 1 }, { DIFF_REMOVED, 0, 2, 0 }, { DIFF_ADDED, 0, 0, 2 },
    { DIFF_CONTEXT, 0, 3, 3 }, { DIFF_CONTEXT, 0, 4, 4 },
    { DIFF_HUNK, 0, 20, 20 }, { DIFF_REMOVED, 0, 20, 0 }, { DIFF_ADDED, 0, 0, 20 }, { DIFF_ADDED, 0, 0, 21 },
    { DIFF_NOTE, 0, 0, 0 },
    { DIFF_FILE, 1, 0, 0 }, { DIFF_META, 1, 0, 0 }, { DIFF_META, 1, 0, 0 }, { DIFF_META, 1, 0, 0 },
    { DIFF_FILE, 2, 0, 0 }, { DIFF_META, 2, 0, 0 }, { DIFF_META, 2, 0, 0 }, { DIFF_META, 2, 0, 0 },
    { DIFF_HUNK, 2, 1, 0 }, { DIFF_REMOVED, 2, 1, 0 },
    { DIFF_FILE, 3, 0, 0 }, { DIFF_META, 3, 0, 0 }, { DIFF_NOTE, 3, 0, 0 },
};

static const struct { const char *path, *was; int first, added, removed; } sample_files[] = {
    { "src/a.c", NULL, 0, 3, 2 }, { "new name", "old name", 15, 0, 0 }, { "q\"\303\244\n", NULL, 19, 0, 1 },
    { "bin", NULL, 25, 0, 0 },
};

static void test_parse(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Diff d;
    diff_parse(str_from(sample), a, &d);
    assert_int_equal(d.lines.len, ARRAY_LEN(sample_lines));
    for (size_t i = 0; i < d.lines.len; i++) {
        assert_int_equal(d.lines.items[i].kind, sample_lines[i].kind);
        assert_int_equal(d.lines.items[i].file, sample_lines[i].file);
        assert_int_equal(d.lines.items[i].old_line, sample_lines[i].old_line);
        assert_int_equal(d.lines.items[i].new_line, sample_lines[i].new_line);
    }
    assert_str_is(d.lines.items[24].text, "-gone\r");
    assert_int_equal(d.files.len, ARRAY_LEN(sample_files));
    for (size_t i = 0; i < d.files.len; i++) {
        const DiffFile *f = &d.files.items[i];
        assert_string_equal(f->path, sample_files[i].path);
        assert_true((f->was == NULL) == (sample_files[i].was == NULL));
        if (f->was)
            assert_string_equal(f->was, sample_files[i].was);
        assert_int_equal(f->first, sample_files[i].first);
        assert_int_equal(f->added, sample_files[i].added);
        assert_int_equal(f->removed, sample_files[i].removed);
    }
}

static const struct { const char *header, *path; } headers[] = {
    { "diff --git a/x b/x",                     "x" },
    { "diff --git a/a b/c b/a b/c",             "a b/c" },
    { "diff --git a/x y b/x y",                 "x y" },
    { "diff --git a/old b/new name",            "new name" },
    { "diff --git \"a/\\t\" b/t",               "t" },
    { "diff --git a/t \"b/\\t\\\\\"",           "\t\\" },
    { "diff --git \"a/x",                       "" },
    { "diff --git ",                            "" },
    { "diff --git a",                           "" },
    { "diff --git a/x b/",                      "" },
};

static void test_names_in_headers(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(headers); i++) {
        Diff d;
        diff_parse(str_from(headers[i].header), a, &d);
        assert_int_equal(d.files.len, 1);
        assert_string_equal(d.files.items[0].path, headers[i].path);
    }
}

/* Lines that belong to no hunk, counts that lie: what cannot be is a note, and nothing is lost. */
static const struct { const char *text; DiffKind last; } odd[] = {
    { "", DIFF_NOTE }, { "x", DIFF_NOTE }, { "+x", DIFF_NOTE }, { "@@", DIFF_NOTE }, { "@@ -1 +1", DIFF_NOTE },
    { "@@ -1 +1 @@", DIFF_HUNK }, { "@@ -1 +1 @@\n+a\n+b", DIFF_NOTE }, { "@@ -1,2 +1 @@\n-a\n-b", DIFF_REMOVED },
    { "@@ -99999999999 +1 @@", DIFF_NOTE }, { "@@ --1 +1 @@", DIFF_NOTE }, { "@@ -1,-1 +1 @@", DIFF_NOTE },
    { "@@ -1 +1,2000000000 @@", DIFF_NOTE }, { "@@ -1,5 +1,5 @@\n a\n# cut", DIFF_NOTE },
    { "@@ -1,5 +1,5 @@\n a\ndiff --git a/x b/x", DIFF_FILE }, { "@@ -1,5 +1,5 @@\n a\n@@ -9 +9 @@", DIFF_HUNK },
    { "* Unmerged path x", DIFF_NOTE }, { "--- x", DIFF_META }, { "@@ -1,2 +1,2 @@\n\\ No newline\n+x", DIFF_ADDED },
};

static void test_odd_diffs(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
        Diff d;
        diff_parse(str_from(odd[i].text), a, &d);
        if (d.lines.len)
            assert_int_equal(d.lines.items[d.lines.len - 1].kind, odd[i].last);
        else
            assert_int_equal(i, 0);
    }
}

static void test_every_prefix(void **state)
{
    (void)state;
    for (size_t len = 0; len < strlen(sample); len++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(free_mem) char *copy = mem_strndup(sample, len);
        Diff d;
        diff_parse((Str){ copy, len }, a, &d);
        size_t bytes = 0;
        for (size_t i = 0; i < d.lines.len; i++)
            bytes += d.lines.items[i].text.len + 1;
        assert_in_range(bytes, len, len + 1);           /* every byte is in a line */
    }
}

static const char *const odd_names[] = {
    "plain", "two words", "a\tb", "new\nline", "q\"uote", "back\\slash", "\x01\x7f", "\303\244\377", "b/x", " ",
};

static void test_quoting(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(odd_names); i++) {
        CLEANUP(buf_done) Buf out = BUF_INIT;
        size_t len;
        name_quote(&out, "b/", odd_names[i]);
        assert_int_equal(str_chr(buf_str(&out), '\n'), -1);
        const char *back = name_unquote(buf_str(&out), a, &len);
        assert_int_equal(len, out.len);
        assert_string_equal(back + 2, odd_names[i]);
    }
}

/* Making */

static const char *diff_of(Repository *r, const char *base, Diff *ret, uint64_t *ret_left_out)
{
    Work w = repository_read(r, base);
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Message m = { 0 };
    if (diff_read(exec_run, r->dir, &w, &out, ret_left_out, &m) != 0)
        test_fails("%s", m.text);
    const char *text = arena_str(r->arena, buf_str(&out));
    diff_parse((Str){ text, out.len }, r->arena, ret);
    return text;
}

static const DiffFile *file_in(const Diff *d, const char *path)
{
    for (size_t i = 0; i < d->files.len; i++)
        if (strcmp(d->files.items[i].path, path) == 0)
            return &d->files.items[i];
    return NULL;
}

/* What git itself makes of it, with everything staged, applies and gives the same files. */
static void test_diff_applies(void **state)
{
    Repository *r = *state;
    repository_run(r, "git init -q -b main; seq 30 >a; seq 30 >gone; seq 40 60 >'old name'; ln -s a link\n"
                      "seq 70 90 >move; echo x >mode; printf x >nonl; printf 'crlf\\r\\n' >crlf; git add -A; git commit -qm b\n"
                      "cp -rp . ../copy");
    const char *base = repository_head(r);
    repository_run(r, "sed -i 's/^7$/seven/;s/^25$/x/' a; rm gone; mv 'old name' 'new name'; git mv move moved\n"
                      "ln -sfn b link; chmod +x mode; echo more >>moved; printf y >nonl; echo n >>crlf\n"
                      "printf new >'n w'; printf 'p\\n' >\"$(printf 't\\tab')\"; : >empty\n"
                      "ln -s x newlink; seq 3 >prog; chmod +x prog; git add prog");
    Diff d;
    uint64_t left_out;
    const char *text = diff_of(r, base, &d, &left_out);
    assert_int_equal(left_out, 0);
    assert_int_equal(file_write_atomic(arena_printf(r->arena, "%s/patch", r->root), str_from(text), 0600), 0);
    repository_run(r, "cd ../copy; git apply ../patch; rm -rf .git; cd ../r; rm -rf .git\n"
                      "diff -r --no-dereference . ../copy; test -x ../copy/mode; test -x ../copy/prog");
    assert_int_equal(d.files.len, 13);
    assert_string_equal(file_in(&d, "new name")->was, "old name");
    assert_string_equal(file_in(&d, "moved")->was, "move");
    assert_int_equal(file_in(&d, "moved")->added, 1);
    assert_int_equal(file_in(&d, "a")->added, 2);
    assert_int_equal(file_in(&d, "gone")->removed, 30);
    assert_non_null(file_in(&d, "t\tab"));
    assert_null(file_in(&d, "old name"));
}

static void test_what_is_only_named(void **state)
{
    Repository *r = *state;
    repository_run(r, "git init -q; printf 'a\\000b' >bin; git add -A; git commit -qm b");
    const char *base = repository_head(r);
    repository_run(r, "printf 'c\\000b' >bin; printf 'x\\000' >new; mkdir inner; git init -q inner; mkfifo pipe");
    Diff d;
    uint64_t left_out;
    const char *text = diff_of(r, base, &d, &left_out);
    assert_non_null(strstr(text, "Binary files a/bin and b/bin differ\n"));
    assert_non_null(strstr(text, "Binary files /dev/null and b/new differ\n"));
    assert_non_null(strstr(text, "# a repository of its own, at commit (none)\n"));
    assert_int_equal(d.files.len, 3);
}

/* git shows no difference of these: they are shown whole. */
static void test_what_git_does_not_look_at(void **state)
{
    Repository *r = *state;
    repository_run(r, "git init -q; echo 1 >hidden; echo 1 >sparse; echo 1 >out; git add -A; git commit -qm b");
    const char *base = repository_head(r);
    repository_run(r, "git update-index --assume-unchanged hidden; git update-index --skip-worktree sparse\n"
                      "git rm -q --cached out; for f in hidden sparse out; do echo changed-$f >>$f; done");
    Diff d;
    uint64_t left_out;
    const char *text = diff_of(r, base, &d, &left_out);
    assert_non_null(strstr(text, "+changed-hidden\n"));
    assert_non_null(strstr(text, "+changed-sparse\n"));
    assert_non_null(strstr(text, "+changed-out\n"));
    assert_int_equal(d.files.len, 3);
}

/* Limits */

static void test_large_files(void **state)
{
    Repository *r = *state;
    repository_run(r, "git init -q; seq 400000 >tracked; head -c 30000000 /dev/zero | tr '\\0' x >line; git add -A\n"
                      "git -c core.compression=0 commit -qm b");
    const char *base = repository_head(r);
    repository_run(r, "echo x >>tracked; printf y >>line; truncate -s 50000000 sparse; seq 100000 >long\n"
                      "echo z >zlast");
    Diff d;
    uint64_t left_out;
    int64_t from = clock_mono();
    const char *text = diff_of(r, base, &d, &left_out);
    assert_in_range(clock_mono() - from, 0, 60 * 1000);
    assert_in_range(strlen(text), DIFF_FILE_BYTES_MAX, DIFF_FILE_BYTES_MAX + 2000);
    assert_true(left_out > 80000000);
    assert_non_null(strstr(text, "diff --git a/line b/line\n# 30000001 bytes are too large for a diff and left out\n"));
    assert_non_null(strstr(text, " more bytes of this file's diff are left out\ndiff --git"));
    assert_non_null(strstr(text, "+z\n"));              /* what comes after is there */
    assert_int_equal(d.files.len, 5);
    assert_int_equal(file_in(&d, "zlast")->added, 1);
}

static void test_many_files(void **state)
{
    Repository *r = *state;
    repository_run(r, "git init -q; mkdir t; seq 3000 | split -l 1 -a 4 - t/; git add -A; git commit -qm b");
    const char *base = repository_head(r);
    repository_run(r, "seq 3000 >../all; for f in t/*; do cat ../all >$f; done; seq 1000 | split -l 1 -a 4 - new-");
    Diff d;
    uint64_t left_out;
    const char *text = diff_of(r, base, &d, &left_out);
    assert_in_range(strlen(text), DIFF_BYTES_MAX - 20000, DIFF_BYTES_MAX + 200);
    assert_true(left_out > 2500 * 13000);
    assert_non_null(strstr(text, " more files are left out: a diff ends at 1024 KiB and 2000 files\n"));
}

static void test_more_small_files_than_are_shown(void **state)
{
    Repository *r = *state;
    repository_run(r, "git init -q; git commit -q --allow-empty -m b; seq 3000 | split -l 1 -a 4 - new-");
    Diff d;
    uint64_t left_out;
    const char *text = diff_of(r, repository_head(r), &d, &left_out);
    assert_int_equal(d.files.len, 2000);
    assert_non_null(strstr(text, "\n# 1000 more files are left out: "));
    assert_int_equal(left_out, 1000 * 5);
}

/* As it comes from git: in pieces of any size. */
static void test_pieces(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (int i = 0; i < 40; i++)
        buf_add_str(&text, str_from(sample));
    for (size_t size = 1; size < 9000; size = size * 2 + 1) {
        CLEANUP(buf_done) Buf out = BUF_INIT;
        Collect c;
        collect_init(&c, &out);
        for (size_t at = 0; at < text.len; at += size)
            collect_piece(&c, str_slice(buf_str(&text), at, at + size));
        collect_end(&c);
        assert_true(str_eq(buf_str(&out), buf_str(&text)));
        assert_int_equal(c.left_out, 0);
    }
}

static void test_cutting_loses_no_count(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Collect c;
    uint64_t given = 0;
    collect_init(&c, &out);
    for (int file = 0; file < 20; file++) {
        CLEANUP(buf_done) Buf text = BUF_INIT;
        buf_addf(&text, "diff --git a/%d b/%d\n", file, file);
        for (int i = 0; i < file * 1000; i++)
            buf_addf(&text, "+%*d\n", i % 97, i);
        buf_addf(&text, "+%*d", file % 2 ? 300000 : 3, 1);
        buf_addc(&text, '\n');
        given += text.len;
        collect_piece(&c, buf_str(&text));
    }
    collect_end(&c);
    size_t notes = 0;
    for (Str rest = buf_str(&out), line; str_next_line(&rest, &line);)
        notes += str_starts(line, STR("# ")) ? line.len + 1 : 0;
    assert_true(notes > 0);
    assert_int_equal(out.len - notes + c.left_out, given);
    assert_in_range(out.len, DIFF_BYTES_MAX / 2, DIFF_BYTES_MAX + 20 * 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_names_in_headers),
        cmocka_unit_test(test_odd_diffs),
        cmocka_unit_test(test_every_prefix),
        cmocka_unit_test(test_quoting),
        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_cutting_loses_no_count),
        ON_REPOSITORY(test_diff_applies),
        ON_REPOSITORY(test_what_is_only_named),
        ON_REPOSITORY(test_what_git_does_not_look_at),
        ON_REPOSITORY(test_large_files),
        ON_REPOSITORY(test_many_files),
        ON_REPOSITORY(test_more_small_files_than_are_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
