/*
 * test_path.c - paths as text, and patterns against them.
 */
#include "cases.h"

#include "baton/base/file.h"

static void set(const char *variable, const char *value)
{
    assert_int_equal(value ? setenv(variable, value, 1) : unsetenv(variable), 0);
}

static void test_normal_paths(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "a/b", "a/b" }, { "a//b/", "a/b" }, { "./a/./b", "a/b" }, { "a/../b", "b" },
        { "a/b/../../c", "c" }, { "../a", "../a" }, { "a/../../b", "../b" },
        { "../../a", "../../a" },
        { "/a/../..", "/" }, { "/../a", "/a" }, { "//", "/" }, { "", "." }, { ".", "." },
        { "a/..", "." }, { "..a/b..", "..a/b.." },
    };
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char *normal = path_normal(a, cases[i][0]);
        assert_string_equal(normal, cases[i][1]);
        assert_string_equal(path_normal(a, normal), normal);
    }
}

static void test_parts(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    assert_string_equal(path_join(a, "a", "b"), "a/b");
    assert_string_equal(path_join(a, "a/", "b"), "a/b");
    assert_string_equal(path_join(a, "a", "/b"), "/b");
    assert_string_equal(path_join(a, "", "b"), "b");
    assert_string_equal(path_join(a, "/", "b"), "/b");
    assert_string_equal(path_base("a/b.md"), "b.md");
    assert_string_equal(path_base("b.md"), "b.md");
    assert_string_equal(path_base("a/"), "");
    assert_string_equal(path_dir(a, "a/b.md"), "a");
    assert_string_equal(path_dir(a, "b.md"), ".");
    assert_string_equal(path_dir(a, "/b"), "/");
    assert_string_equal(path_dir(a, "a//b"), "a");
}

static void test_below(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        { "/r", "/r/a/b", "a/b" }, { "/r/", "/r//a", "a" }, { "/", "/a", "a" },
        { "/r/./x", "/r/x/a", "a" },
        { "/r", "/ra", NULL }, { "/r", "/r", NULL }, { "/r", "/r/", NULL }, { "/r", "r/a", NULL },
        { "/r", "/r/../x", NULL }, { "/r/x", "/r/a", NULL }, { ".", "a/b", "a/b" },
        { ".", "../a", NULL },
        { "r", "./r/a", "a" }, { "r", "r/.a", ".a" }, { "r", "r/..a", "..a" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const char *below = path_below(cases[i][0], cases[i][1]);
        assert_int_equal(below != NULL, cases[i][2] != NULL);
        if (below)
            assert_string_equal(below, cases[i][2]);
    }
}

static const struct {
    const char *pattern, *path;
    bool match;
} globs[] = {
    { "a.md", "a.md", true }, { "a.md", "a.mdx", false }, { "a.md", "x/a.md", false },
    { "*.md", "a.md", true }, { "*.md", ".md", true }, { "*.md", "x/a.md", false },
    { "*", ".hidden", true }, { "*", "", false }, { "", "", true },
    { "session-*.md", "session-current.md", true }, { "session-*.md", "session.md", false },
    { "a*b*c", "aXbYbZc", true }, { "a*b*c", "aXbYbZ", false },
    { "?.md", "a.md", true }, { "?.md", "\u00e9.md", true }, { "?.md", "\xff.md", true },
    { "?.md", ".md", false }, { "?", "/", false },
    { "[a-c]x", "bx", true }, { "[a-c]x", "dx", false }, { "[!a-c]x", "dx", true },
    { "[!a-c]x", "bx", false }, { "[]]x", "]x", true }, { "[a-", "[a-", true },
    { "[-a]", "-", true },
    { "**", "a/b/c", true }, { "a/**", "a/b/c", true }, { "a/**", "a", false },
    { "a/**", "ab/c", false },
    { "**/*.md", "a.md", true }, { "**/*.md", "a/b/c.md", true }, { "**/*.md", "a/b/c.txt", false },
    { "a/**/b", "a/b", true }, { "a/**/b", "a/x/y/b", true }, { "a/**/b", "a/x/y/bb", false },
    { "**/a/**/b", "x/a/y/a/z/b", true }, { "**/a/*/b", "a/a/x/b", true }, { "**/**/b", "b", true },
    { "a/**.md", "a/b.md", true }, { "a/**.md", "a/b/c.md", false },
    { ".agents/*/handoff.md", ".agents/qa/handoff.md", true },
    { ".agents/*/handoff.md", ".agents/handoff.md", false },
};

static void test_patterns(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(globs); i++) {
        bool match = glob_match(globs[i].pattern, globs[i].path);
        if (match != globs[i].match)
            print_error("'%s' and '%s'\n", globs[i].pattern, globs[i].path);
        assert_int_equal(match, globs[i].match);
    }
}

static void test_no_pattern_takes_long(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf pattern = BUF_INIT;
    CLEANUP(buf_done) Buf path = BUF_INIT;
    for (int i = 0; i < 300; i++) {
        buf_adds(&pattern, "**/*a*a*a*b/");
        buf_adds(&path, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/");
    }
    assert_false(glob_match(pattern.data, path.data));
}

static void test_folders_of_a_person(void **state)
{
    (void)state;
    static const struct {
        const char *named, *home, *want;
    } cases[] = {
        { "/s", "/h", "/s" }, { "s", "/h", "/h/.local/state" }, { "", "/h", "/h/.local/state" },
        { NULL, "/h", "/h/.local/state" }, { NULL, "h", NULL }, { NULL, NULL, NULL },
    };
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        set("BATON_TEST_XDG", cases[i].named);
        set("HOME", cases[i].home);
        const char *dir = path_xdg(a, "BATON_TEST_XDG", ".local/state");
        assert_int_equal(dir == NULL, cases[i].want == NULL);
        if (dir)
            assert_string_equal(dir, cases[i].want);
    }
}

static void test_what_climbs(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        bool climbs;
    } cases[] = {
        { "..", true }, { "a/..", true }, { "../a", true }, { "a/../b", true },
        { "", false }, { "..a", false }, { "a/...", false }, { "a/b", false },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(path_climbs(cases[i].path), cases[i].climbs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_folders_of_a_person),
        cmocka_unit_test(test_what_climbs),
        cmocka_unit_test(test_normal_paths),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_below),
        cmocka_unit_test(test_patterns),
        cmocka_unit_test(test_no_pattern_takes_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
