/*
 * test_yaml.c - trees with lines, bounds with sentences, and front matter.
 */
#include "cases.h"

#include <errno.h>
#include <stdio.h>

#include "baton/format/yaml.h"

/* A tree as one line of text: "{a@1:x}" is a map with the key a on line 1. */
static void show(Buf *out, const YamlNode *n)
{
    if (n->type == YAML_SCALAR) {
        buf_addf(out, n->plain ? "%s" : "'%s'", n->text);
        return;
    }
    buf_addc(out, n->type == YAML_MAP ? '{' : '[');
    for (const YamlNode *c = n->first; c; c = c->next) {
        if (c->key)
            buf_addf(out, "%s@%d:", c->key, c->key_line);
        show(out, c);
        buf_adds(out, c->next ? "," : "");
    }
    buf_addc(out, n->type == YAML_MAP ? '}' : ']');
}

static const struct {
    Str in;
    const char *tree;           /* NULL: refused, at this line with a word of this in it */
    int line;
    const char *what;
} cases[] = {
    { STR("a: b\n"), "{a@1:b}", 0, NULL },
    { STR("a: 'b'\nc: \"d\\n\"\n"), "{a@1:'b',c@2:'d\n'}", 0, NULL },
    { STR("tools: [Read, 'Grep']\n"), "{tools@1:[Read,'Grep']}", 0, NULL },
    { STR("a:\n  b:\n    - x\n    - y: 1\n"), "{a@1:{b@2:[x,{y@4:1}]}}", 0, NULL },
    { STR("a: |\n  one\n  two\nb: >\n  x\n  y\n"), "{a@1:'one\ntwo\n',b@4:'x y\n'}", 0, NULL },
    { STR("a:\nb: ~\n"), "{a@1:,b@2:~}", 0, NULL },
    { STR("a: 1\na: 2\n"), "{a@1:1,a@2:2}", 0, NULL },
    { STR("- !!int x\n- &anchor y\n"), "[x,y]", 0, NULL },
    { STR("just text"), "just text", 0, NULL },
    { STR("---\na: b\n...\n"), "{a@2:b}", 0, NULL },
    { STR("a: \u65E5\u672C\r\nb: c\r\n"), "{a@1:\u65E5\u672C,b@2:c}", 0, NULL },
    { STR("a: b: c\n"), NULL, 1, "mapping values" },
    { STR("a: b\nc: [x\n"), NULL, 3, "did not find" },
    { STR("a: &x 1\nb: *x\n"), NULL, 2, "aliases" },
    { STR("? [a]\n: b\n"), NULL, 1, "key" },
    { STR("a: 1\n---\nb: 2\n"), NULL, 2, "one document" },
    { STR("a: \"\\0\"\n"), NULL, 1, "NUL" },
    { STR("a: 1\nb: \1\n"), NULL, 2, "control" },
    { STR("a: 1\n\nb: \xFF\n"), NULL, 3, "UTF-8" },
    { STR("\ta: 1\n"), NULL, 1, "token" },
};

static void test_trees_and_refusals(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(buf_done) Buf out = BUF_INIT;
        YamlNode *root = NULL;
        YamlError e = { 0 };
        int r = yaml_parse(a, cases[i].in, &root, &e);
        if (cases[i].tree) {
            assert_int_equal(r, 0);
            show(&out, root);
            assert_string_equal(out.data, cases[i].tree);
        } else {
            assert_int_equal(r, -EINVAL);
            assert_null(root);
            assert_int_equal(e.line, cases[i].line);
            assert_true(str_ifind(str_from(e.what), str_from(cases[i].what)) >= 0);
        }
    }
}

static const struct {
    const char *in;
    int line, col, end;         /* of the node with the key "k" */
} places[] = {
    { "k: done\n", 1, 3, 7 },
    { "a: ä\n\"ü\": x\nk: 'do''ne'  # why\n", 3, 3, 11 },
    { "k:   \"a b\"\n", 1, 5, 10 },
    { "ä: {ö: 'ß', k: 日本}\n", 1, 18, 24 },
    { "k: [a, b] # c\n", 1, 3, 9 },
    { "k: []\n", 1, 3, 5 },
    { "k: {}\n", 1, 3, 5 },
    { "k:\n  - a\n", 2, 2, 0 },
    { "k: [a,\n  b]\n", 1, 3, 0 },
    { "k: |\n  a\n", 1, 3, 0 },
    { "k: a\n  b\n", 1, 3, 0 },
    { "k:\na: b\n", 1, 2, 2 },
    { "a: b\r\nk: c\r\n", 2, 3, 4 },
};

static const YamlNode *find_key(const YamlNode *n, const char *key)
{
    const YamlNode *found = n->key && strcmp(n->key, key) == 0 ? n : NULL;
    for (const YamlNode *c = n->first; c && !found; c = c->next)
        found = find_key(c, key);
    return found;
}

static void test_places(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        YamlNode *root = NULL;
        YamlError e = { 0 };
        assert_int_equal(yaml_parse(a, str_from(places[i].in), &root, &e), 0);
        const YamlNode *n = find_key(root, "k");
        assert_non_null(n);
        if (n->line != places[i].line || n->col != places[i].col || n->end != places[i].end)
            print_error("%s\n", places[i].in);
        assert_int_equal(n->line, places[i].line);
        assert_int_equal(n->col, places[i].col);
        assert_int_equal(n->end, places[i].end);
    }
}

/* A line of a megabyte is walked over once, not once for each of its values. */
static void test_a_long_line(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    YamlNode *root = NULL;
    YamlError e = { 0 };
    buf_adds(&text, "k: [");
    for (int i = 0; i < 100000; i++)
        buf_adds(&text, "ä,");
    buf_adds(&text, "z]\n");
    assert_int_equal(yaml_parse(a, buf_str(&text), &root, &e), 0);
    const YamlNode *list = root->first, *last = list->first;
    while (last->next)
        last = last->next;
    assert_int_equal(last->col, 4 + 3 * 100000);
    assert_int_equal(list->end, text.len - 1);
}

static void test_nothing_is_no_tree(void **state)
{
    (void)state;
    static const char *const empty[] = { "", "\n\n", "# a comment\n" };
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    YamlError e;
    for (size_t i = 0; i < ARRAY_LEN(empty); i++) {
        YamlNode *root = NULL;
        assert_int_equal(yaml_parse(a, str_from(empty[i]), &root, &e), 0);
        assert_null(root);
    }
}

static int parse_nested(int depth)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf b = BUF_INIT;
    YamlNode *root;
    YamlError e;
    for (int i = 1; i < depth; i++)
        buf_addc(&b, '[');
    buf_addc(&b, 'x');
    for (int i = 1; i < depth; i++)
        buf_addc(&b, ']');
    return yaml_parse(a, buf_str(&b), &root, &e);
}

static void test_depth_and_size_are_bounded(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf b = BUF_INIT;
    YamlNode *root = NULL;
    YamlError e = { 0 };
    assert_int_equal(parse_nested(16), 0);
    assert_int_equal(parse_nested(17), -EINVAL);
    assert_int_equal(parse_nested(5000), -EINVAL);
    buf_adds(&b, "a: ");
    while (b.len < (1 << 20) + 1)
        buf_adds(&b, "xxxxxxxxxxxxxxxx");
    assert_int_equal(yaml_parse(a, str_slice(buf_str(&b), 0, 1 << 20), &root, &e), 0);
    assert_int_equal(yaml_parse(a, str_slice(buf_str(&b), 0, (1 << 20) + 1), &root, &e), -EINVAL);
    assert_string_equal(e.what, "this is larger than 1 MiB");
}

static void test_asking_a_tree(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    YamlNode *root = NULL;
    YamlError e;
    bool b = false;
    assert_int_equal(yaml_parse(a, STR("a: 1\na: 2\non: Yes\noff: OFF\nl: [x]\nw: maybe\n"), &root,
        &e), 0);
    assert_string_equal(yaml_text(yaml_get(root, "a")), "2");
    assert_null(yaml_get(root, "b"));
    assert_null(yaml_get(NULL, "a"));
    assert_null(yaml_get(yaml_get(root, "l"), "x"));
    assert_null(yaml_text(yaml_get(root, "l")));
    assert_int_equal(yaml_bool(yaml_get(root, "on"), &b), 0);
    assert_true(b);
    assert_int_equal(yaml_bool(yaml_get(root, "off"), &b), 0);
    assert_false(b);
    assert_int_equal(yaml_bool(yaml_get(root, "w"), &b), -EINVAL);
    assert_int_equal(yaml_bool(yaml_get(root, "l"), &b), -EINVAL);
    assert_int_equal(yaml_bool(NULL, &b), -EINVAL);
}

static const struct {
    const char *in;
    bool present, closed;
    const char *yaml, *body;
    int body_line;
} fronts[] = {
    { "---\na: b\n---\nbody\n", true, true, "a: b\n", "body\n", 4 },
    { "---\r\na: b\r\n---  \r\nbody\r\n", true, true, "a: b\r\n", "body\r\n", 4 },
    { "---\na: b\n...\nbody", true, true, "a: b\n", "body", 4 },
    { "---\n---\n", true, true, "", "", 3 },
    { "---\na: b\n---", true, true, "a: b\n", "", 4 },
    { "---\na: b\n--- x\n", true, false, "a: b\n--- x\n", "a: b\n--- x\n", 2 },
    { "---", true, false, "", "", 2 },
    { "# Title\n---\n", false, false, "", "# Title\n---\n", 1 },
    { "\n---\na: b\n---\n", false, false, "", "\n---\na: b\n---\n", 1 },
    { "----\n", false, false, "", "----\n", 1 },
    { "", false, false, "", "", 1 },
};

static void test_front_matter(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(fronts); i++) {
        FrontMatter f = front_matter_cut(str_from(fronts[i].in));
        assert_int_equal(f.present, fronts[i].present);
        assert_int_equal(f.closed, fronts[i].closed);
        assert_str_is(f.yaml, fronts[i].yaml);
        assert_str_is(f.body, fronts[i].body);
        assert_int_equal(f.body_line, fronts[i].body_line);
        assert_int_equal(f.yaml_line, f.present ? 2 : 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trees_and_refusals),
        cmocka_unit_test(test_places), cmocka_unit_test(test_a_long_line),
        cmocka_unit_test(test_nothing_is_no_tree),
        cmocka_unit_test(test_depth_and_size_are_bounded),
        cmocka_unit_test(test_asking_a_tree),
        cmocka_unit_test(test_front_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
