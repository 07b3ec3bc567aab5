/*
 * test_scope.c - which files an agent may write, from what definitions say.
 */
#include "cases.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/file.h"
#include "baton/gate/scope.h"
#include "scope_parts.h"

static void list_of(Arena *a, StrList *l, const char *text)
{
    for (Str rest = str_from(text); rest.len;)
        strlist_add(l, a, arena_str(a, str_cut(&rest, '\n')));
}

static void compile(Arena *a, Scope *s, const char *write, const char *read_only, const char *protected)
{
    AgentDef def = { .name = "a" };
    StrList p = { 0 };
    list_of(a, &def.write_scope, write);
    list_of(a, &def.read_only, read_only);
    list_of(a, &p, protected);
    scope_compile(&def, &p, a, s);
}

static char letter_of(ScopeAnswer answer)
{
    return "iorpe"[answer];     /* in, out, read-only, protected, escapes */
}

typedef struct { const char *write, *read_only, *protected, *asks; } Case;

/* asks: "i src/a, o b": the answer's letter and a path. */
static const Case cases[] = {
    { "src/api", "", "", "i src/api/a.c, i src/api, i src/api/x/y.c, o src/apis/a.c, o src/a.c, o Src/api/a.c" },
    { "src/api/", "", "", "i src/api/a.c, i src/api, o src/api2" },
    { "src/api/**", "", "", "i src/api/a/b.c, i src/api, o src/b.c" },
    { "`src/api/`", "", "", "i src/api/a.c, o src/b.c" },
    { "/src/api/", "", "", "i src/api/a.c, o src/b.c" },
    { "./src/api", "", "", "i src/api/a.c" },
    { "src//api/./", "", "", "i src/api/a.c" },
    { "docs/*.md", "", "", "i docs/a.md, o docs/a/b.md, o docs/a.txt" },
    { "**/*.test.ts", "", "", "i a.test.ts, i x/y/a.test.ts, o a.ts" },
    { "Components in `src/ui`", "", "", "i src/ui/a.tsx, o Components, o src/a.tsx" },
    { "Components in src/ui", "", "", "i src/ui/a.tsx, o src/a.tsx" },
    { "Components in src/ui and pages in src/pages", "", "", "i src/ui/a, i src/pages/b, o src/c" },
    { "src/ui, src/api", "", "", "i src/ui/a, i src/api/a, o src/c" },
    { "src/ui and src/api", "", "", "i src/ui/a, i src/api/a, o src/c" },
    { "`src/ui`,`src/api`", "", "", "i src/ui/a, i src/api/a, o src/c" },
    { "`supabase/migrations/` (schema only)", "", "", "i supabase/migrations/1.sql, o supabase/a" },
    { "[the api](src/api)", "", "", "i src/api/a.c, o src/b.c" },
    { "src", "", "", "i src/a, i src, o srcs/a" },
    { "Makefile", "", "", "i Makefile, o makefile" },
    { "the `src` folder", "", "", "i src/a, o b" },
    { "src/{api,db}/", "", "", "i src/api/a, i src/db/a, o src/c/a" },
    { "*.{ts,tsx}", "", "", "i a.ts, i a.tsx, o a.js" },
    { "src/<feature>/", "", "", "i src/x/a, o lib/x/a" },
    { "src/{feature}/api", "", "", "i src/x/api/a, o src/x/b" },
    { "app/[id]/", "", "", "i app/[id]/a.ts, o app/i/a.ts" },
    { "app/[...slug]/page.tsx", "", "", "i app/[...slug]/page.tsx, o app/s/page.tsx" },
    { "app/[[...slug]]/page.tsx", "", "", "i app/[[...slug]]/page.tsx, o app/s/page.tsx" },
    { "db/[0-9]*.sql", "", "", "i db/1a.sql, o db/a.sql" },
    { "src/...", "", "", "i src/a/b, o b" },
    { "src\\api", "", "", "i src/api/a, o src/b" },
    { ".", "", "", "i a, i b/c" },
    { "**", "", "", "i a, i b/c, e ../a, e /etc/passwd" },
    { "`My Docs/a b.md`", "", "", "i My Docs/a b.md, o My Docs/b" },
    { "src/", "src/db", "", "i src/a, r src/db/a, r src/db, o c" },
    { "src/", "never `src/db`", "", "i src/a, r src/db/a" },
    { "`src/`, never `src/db`", "", "", "i src/a, r src/db/a" },
    { "`src/` except `src/db` and `src/auth`", "", "", "i src/a, r src/db/a, r src/auth/a" },
    { "src/ (not src/db/), docs/", "", "", "i src/a, r src/db/a, i docs/a" },
    { "src/. Do not touch src/db/.", "", "", "i src/a, r src/db/a" },
    { "src/ and docs/; never src/db/; also web/", "", "", "i src/a, i docs/a, r src/db/a, i web/a" },
    { "src/\n!src/db/**", "", "", "i src/a, r src/db/a" },
    { "`src/`, `!src/db/`", "", "", "i src/a, r src/db/a" },
    { "Nothing but `src/api/`", "", "", "i src/api/a, o src/b" },
    { "Do not touch anything outside of `src/api/`", "", "", "i src/api/a, o src/b" },
    { "never outside `src/api/`", "", "", "i src/api/a, o src/b" },
    { "No files except `src/api/`", "", "", "i src/api/a, o src/b" },
    { "`src/`, but only `src/api/`", "", "", "i src/api/a" },
    { "All of `src/` but not `src/db/`", "", "", "i src/a, r src/db/a" },
    { "All files below web/app/", "", "", "i web/app/a, o web/b" },
    { "everything under packages/core except packages/core/gen", "", "", "i packages/core/a, r packages/core/gen/a" },
    { "src/, `docs/` (read-only)", "", "", "r docs/a" },
    { "`src/`, `docs/` (read only)", "", "", "i src/a, r docs/a" },
    { "`src/`; read-only: `docs/`", "", "", "i src/a, r docs/a" },
    { "docs/", "docs/ except docs/api/", "", "r docs/a" },
    { "src/", "app/[id]/", "", "r app/[id]/a, r app/i/a" },
    { "src/", "", "src/secret", "i src/a, p src/secret/a, p src/secret" },
    { "src/", "src/secret", "src/secret/**", "p src/secret/a, p src/secret" },
    { "src/", "", ".github/**", "p .github/workflows/a.yml, o b" },
    { "none", "", "", "r a, r src/b" },
    { "", "", "", "i a, e ../b, e a/../b, e /a, e " },
    { "src/", "", "", "i src/./a, i src//a, i ./src/a, i src/a/, e src/../a, e .." },
    { "docs", "", "", "i docs/a\tb, i docs/ a " },
};

static int ask_all(const Scope *s, const Case *c)
{
    int bad = 0;
    for (Str rest = str_from(c->asks); rest.len;) {
        CLEANUP(free_mem) char *ask = str_dup(str_cut(&rest, ','));
        const char *text = ask + strspn(ask, " ");
        char have = letter_of(scope_ask(s, text + 2, NULL));
        if (have == text[0])
            continue;
        print_error("write \"%s\", read-only \"%s\": \"%s\" gives %c\n", c->write, c->read_only, text, have);
        bad++;
    }
    return bad;
}

static void test_entries(void **state)
{
    (void)state;
    int bad = 0;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        Scope s;
        compile(a, &s, cases[i].write, cases[i].read_only, cases[i].protected);
        bad += ask_all(&s, &cases[i]);
    }
    assert_int_equal(bad, 0);
}

static void test_not_understood(void **state)
{
    (void)state;
    static const char *const entries[] = {
        "Documentation", "everything", "All of the code", "read/write access", "and/or", "whatever is needed",
        "../other", "~/notes", "https://example.org/a/b", "@/components", "src/../../x", "-", "", "`npm test`",
        "React components (UI/UX)", "version 1.2 of it", "\x80\xff",
    };
    for (size_t i = 0; i < ARRAY_LEN(entries); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        AgentDef def = { .name = "a" };
        Scope s;
        strlist_add(&def.write_scope, a, entries[i]);
        scope_compile(&def, NULL, a, &s);
        if (s.write.len || s.read_only.len)
            print_error("\"%s\" is taken for a path: %s\n", entries[i], s.write.len ? s.write.items[0] : "read-only");
        assert_int_equal(s.write.len + s.read_only.len, 0);
        assert_int_equal(s.not_understood.len, 1);
        assert_string_equal(s.not_understood.items[0], entries[i]);
    }
}

static void test_names_with_anything(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Scope s;
    compile(a, &s, "src/", "src/db/", "");
    assert_int_equal(scope_ask(&s, "src/a\nb", NULL), SCOPE_IN);
    assert_int_equal(scope_ask(&s, "src/db/\n", NULL), SCOPE_READ_ONLY);
    assert_int_equal(scope_ask(&s, "other\nsrc/a", NULL), SCOPE_OUT);
    assert_int_equal(scope_ask(&s, "src/\xff\xfe", NULL), SCOPE_IN);
    assert_int_equal(scope_ask(&s, "src/a/...", NULL), SCOPE_IN);
}

static void test_the_rule_is_named(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *by = NULL;
    Scope s;
    compile(a, &s, "app/[id]/", "", "db/");
    scope_ask(&s, "app/[id]/x", &by);
    assert_string_equal(scope_glob_text(by, a), "app/[id]/**");
    scope_ask(&s, "db/x", &by);
    assert_string_equal(by, "db/**");
    scope_ask(&s, "elsewhere", &by);
    assert_null(by);
}

/* A folder of links for the walk. */
typedef struct { char *root, *tree; Arena *a; } Folder;

static int make_folder(void **state)
{
    Folder *f = mem_alloc(sizeof *f);
    f->a = arena_new();
    f->root = arena_strdup(f->a, "/tmp/baton-scope-XXXXXX");
    if (!mkdtemp(f->root))
        return -1;
    f->tree = path_join(f->a, f->root, "tree");
    *state = f;
    static const char *const folders[] = { "tree", "tree/src", "tree/src/db", "tree/src/ui", "tree/docs", "outside" };
    for (size_t i = 0; i < ARRAY_LEN(folders); i++)
        if (mkdir(path_join(f->a, f->root, folders[i]), 0700) < 0)
            return -1;
    return 0;
}

static const struct { const char *name, *target; } links[] = {
    { "src/ui/inner", "a.c" },              { "src/ui/db", "../db/a.c" },
    { "src/ui/far", "../../../outside/a" }, { "src/ui/docs", "../../docs" },
    { "src/ui/loop", "loop" },              { "src/ui/abs", "/etc/passwd" },
    { "src/ui/two", "docs" },               { "src/ui/gone", "nothing/here" },
    { "src/ui/up", "../.." },               { "src/ui/back", "../../../tree/src/ui/a.c" },
    { "src/link", "ui" },
};

static int remove_folder(void **state)
{
    Folder *f = *state;
    for (size_t i = 0; i < ARRAY_LEN(links); i++)
        unlink(path_join(f->a, f->tree, links[i].name));
    unlink(path_join(f->a, f->tree, "src/ui/own"));
    unlink(path_join(f->a, f->root, "alias"));
    static const char *const folders[] = { "tree/src/ui", "tree/src/db", "tree/src", "tree/docs", "tree", "outside" };
    for (size_t i = 0; i < ARRAY_LEN(folders); i++)
        rmdir(path_join(f->a, f->root, folders[i]));
    int r = rmdir(f->root);
    arena_free(f->a);
    free(f);
    return r;
}

static void test_links(void **state)
{
    Folder *f = *state;
    static const struct { const char *path; char want; } asks[] = {
        { "src/ui/inner", 'i' }, { "src/ui/db", 'r' },   { "src/ui/far", 'e' },  { "src/ui/docs", 'o' },
        { "src/ui/loop", 'e' },  { "src/ui/abs", 'e' },  { "src/ui/two", 'o' },  { "src/ui/gone", 'i' },
        { "src/ui/up", 'e' },    { "src/ui/back", 'e' }, { "src/link/a", 'i' },  { "src/link/docs/a", 'o' },
        { "src/ui/own", 'i' },   { "src/ui/not/there", 'i' }, { "docs/a", 'o' },
    };
    Scope s;
    compile(f->a, &s, "src/", "src/db/", "");
    for (size_t i = 0; i < ARRAY_LEN(links); i++)
        assert_int_equal(symlink(links[i].target, path_join(f->a, f->tree, links[i].name)), 0);
    assert_int_equal(symlink(path_join(f->a, f->tree, "src/ui/a.c"), path_join(f->a, f->tree, "src/ui/own")), 0);
    for (size_t i = 0; i < ARRAY_LEN(asks); i++) {
        char have = letter_of(scope_ask_file(&s, f->tree, asks[i].path, f->a, NULL));
        if (have != asks[i].want)
            print_error("%s gives %c\n", asks[i].path, have);
        assert_int_equal(have, asks[i].want);
    }
}

/* The tree itself may be reached by a link: what is absolute and below it by either name is inside. */
static void test_tree_by_another_name(void **state)
{
    Folder *f = *state;
    const char *alias = path_join(f->a, f->root, "alias");
    Scope s;
    compile(f->a, &s, "src/", "src/db/", "");
    assert_int_equal(symlink("tree", alias), 0);
    assert_int_equal(symlink(path_join(f->a, f->tree, "src/ui/a.c"), path_join(f->a, f->tree, "src/ui/own")), 0);
    assert_int_equal(scope_ask_file(&s, alias, "src/ui/own", f->a, NULL), SCOPE_IN);
}

static const char *random_path(Arena *a, uint32_t *seed)
{
    static const char *const names[] = { "src", "db", "a.c", "..", ".", "", "Src", "ui", "[id]", "x y", "docs" };
    const char *path = names[next_random(seed) % ARRAY_LEN(names)];
    for (uint32_t n = next_random(seed) % 5; n; n--)
        path = arena_printf(a, "%s/%s", path, names[next_random(seed) % ARRAY_LEN(names)]);
    return path;
}

static bool any_match(const StrList *l, const char *path)
{
    for (size_t i = 0; i < l->len; i++)
        if (glob_match(l->items[i], path))
            return true;
    return false;
}

static void test_properties(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    uint32_t seed = 20260101;
    size_t inside = 0;
    Scope s;
    compile(a, &s, "src/\nui/**\n[id]", "src/db", "docs/x y");
    for (int i = 0; i < 20000; i++) {
        const char *path = random_path(a, &seed), *normal = path_normal(a, path);
        ScopeAnswer as_is = scope_ask(&s, path, NULL), tidy = scope_ask(&s, normal, NULL);
        if (as_is == SCOPE_IN) {
            inside++;
            assert_true(any_match(&s.write, normal));
            assert_false(any_match(&s.read_only, normal) || any_match(&s.protected, normal));
        }
        if (as_is != SCOPE_ESCAPES)
            assert_int_equal(as_is, tidy);          /* so that normalising never turns OUT into IN */
        if (path_climbs(path) || path[0] == '/')
            assert_int_equal(as_is, SCOPE_ESCAPES);
    }
    assert_true(inside > 100);
}

/* Whatever an entry holds, it is read, and no glob reaches out of the tree. */
static void test_any_entry(void **state)
{
    (void)state;
    static const char bytes[] = "ab/.*?[]{}<>!`'\"() ,;:@~-\\\n\xc3\xa4\xff";
    uint32_t seed = 7;
    for (int i = 0; i < 20000; i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(buf_done) Buf entry = BUF_INIT;
        for (uint32_t n = next_random(&seed) % 40; n; n--)
            buf_addc(&entry, bytes[next_random(&seed) % (sizeof bytes - 1)]);
        Scope s = { 0 };
        scope_read_entry(&s, buf_str(&entry), true, a);
        for (size_t k = 0; k < s.write.len; k++)
            assert_true(s.write.items[k][0] != '/' && !path_climbs(s.write.items[k]));
    }
}

static void test_many_braces(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Scope s = { 0 };
    scope_read_entry(&s, STR("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}/x/"), true, a);
    assert_true(s.write.len > 0 && s.write.len <= 128);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entries),
        cmocka_unit_test(test_not_understood),
        cmocka_unit_test(test_names_with_anything),
        cmocka_unit_test(test_the_rule_is_named),
        cmocka_unit_test_setup_teardown(test_links, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_tree_by_another_name, make_folder, remove_folder),
        cmocka_unit_test(test_properties),
        cmocka_unit_test(test_any_entry),
        cmocka_unit_test(test_many_braces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
