/*
 * test_agent_front.c - where front matter is, and its keys as fields.
 */
#include "agent_test.h"

static void test_find(void **state)
{
    static const struct {
        const char *in;
        FrontKind kind;
        int yaml_line;
        const char *yaml;
        int body_line;
        const char *body;
    } cases[] = {
        { "---\na: 1\n---\nbody", FRONT_CLOSED, 2, "a: 1\n", 4, "body" },
        { "---\na: 1\n...\nbody", FRONT_CLOSED, 2, "a: 1\n", 4, "body" },
        { "\n\n---\nname: x\n---\nbody", FRONT_CLOSED, 4, "name: x\n", 6, "body" },
        { "---\n---\nbody", FRONT_CLOSED, 2, "", 3, "body" },
        { "moved\n\n---\nname: x\n---\nbody", FRONT_LATE, 4, "name: x\n", 6, "body" },
        { "---\nname: x\nmodel: y\n\nbody", FRONT_UNCLOSED, 2, "name: x\nmodel: y\n", 4, "\nbody" },
        { "---\nname: x\n# body", FRONT_UNCLOSED, 2, "name: x\n", 3, "# body" },
        { "---\nname: x", FRONT_UNCLOSED, 2, "name: x", 3, "" },
        { "---\nonly a ruler\n---\n", FRONT_NONE, 0, "", 1, "---\nonly a ruler\n---\n" },
        { "---\nonly a ruler\n", FRONT_NONE, 0, "", 1, "---\nonly a ruler\n" },
        { "moved\n---\nunknown: x\n---\n", FRONT_NONE, 0, "", 1, "moved\n---\nunknown: x\n---\n" },
        { "# title\n---\nname: x\n---\n", FRONT_NONE, 0, "", 1, "# title\n---\nname: x\n---\n" },
        { "1\n2\n3\n4\n5\n6\n7\n8\n---\nname: x\n---\n", FRONT_NONE, 0, "", 1,
          "1\n2\n3\n4\n5\n6\n7\n8\n---\nname: x\n---\n" },
        { "---", FRONT_NONE, 0, "", 1, "---" },
        { "", FRONT_NONE, 0, "", 1, "" },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        AgentFront f = agent_front_find(str_from(cases[i].in));
        if (f.kind != cases[i].kind)
            fail_msg("case %zu is of kind %d", i, (int)f.kind);
        assert_int_equal(f.yaml_line, cases[i].yaml_line);
        assert_string_equal(arena_str(a, f.yaml), cases[i].yaml);
        assert_int_equal(f.body_line, cases[i].body_line);
        assert_string_equal(arena_str(a, f.body), cases[i].body);
    }
}

static AgentReader read_front(Arena *a, const char *yaml)
{
    AgentReader r = reader_for(a);
    AgentFront f = { .kind = FRONT_CLOSED, .yaml = str_from(yaml), .yaml_line = 2 };
    agent_front_read(&r, &f);
    return r;
}

static void test_lists(void **state)
{
    static const struct { const char *yaml, *tools; } cases[] = {
        { "tools: Read, Grep", "Read | Grep" },
        { "tools: Read Grep", "Read | Grep" },
        { "tools: Bash(git add:*, git diff:*), Read", "Bash(git add:*, git diff:*) | Read" },
        { "tools: ['*']", "*" },
        { "tools: [read, 'edit/editFiles']", "read | edit/editFiles" },
        { "tools:\n- Read\n- Grep", "Read | Grep" },
        { "tools:\n  write: true\n  bash: false\n  edit: ask\n  read: deny", "write | edit" },
        { "allowed-tools: Read", "Read" },
        { "tools: \"Read, Grep\"", "Read | Grep" },
        { "tools:", "" },
        { "tools: ''", "" },
        { "tools: []", "" },
        { "description: a: b\ntools: ['read', \"x y\"]", "read | x y" },
        { "description: a: b\ntools:\n  - Read\n  - Grep\nmodel: x", "Read | Grep" },
        { "description: a: b\ntools:\n  write: true\n  bash: false", "write" },
        { "description: a: b\ntools: [read", "[read" },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        AgentReader r = read_front(a, cases[i].yaml);
        assert_string_equal(list_line(a, &r.def->tools), cases[i].tools);
    }
}

static void test_texts(void **state)
{
    static const struct {
        const char *yaml, *description, *color, *model;
        int problems;
    } cases[] = {
        { "description: a\\nb", "a\nb", NULL, NULL, 0 },
        { "description: \"a\\nb\"", "a\nb", NULL, NULL, 0 },
        { "description: |\n  a\n  b", "a\nb", NULL, NULL, 0 },
        { "description: ends #12 here", "ends", NULL, NULL, 1 },
        { "description: ends   # a comment", "ends", NULL, NULL, 0 },
        { "color: #38A3EE", NULL, "#38A3EE", NULL, 0 },
        { "colour: '#38A3EE'", NULL, "#38A3EE", NULL, 0 },
        { "color:", NULL, NULL, NULL, 0 },
        { "model: Auto # pick one", NULL, NULL, "Auto", 0 },
        { "model: [a, b]", NULL, NULL, "a, b", 0 },
        { "when_to_use: at night", "at night", NULL, NULL, 0 },
        { "description: x\nwhen_to_use: at night", "x", NULL, NULL, 0 },
        { "description: one: two\nuser: three\ncolor: red",
          "one: two\nuser: three", "red", NULL, 1 },
        { "description: 'it''s: quoted'", "it's: quoted", NULL, NULL, 0 },
        { "description: \"half: quoted\" - rest: of it",
          "\"half: quoted\" - rest: of it", NULL, NULL, 1 },
        { "just words", NULL, NULL, NULL, 1 },
        { "file: /etc/passwd\nproblems: none", NULL, NULL, NULL, 0 },
        { "", NULL, NULL, NULL, 0 },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        AgentReader r = read_front(a, cases[i].yaml);
        const char *got[] = { r.def->description, r.def->color, r.def->model };
        const char *want[] = { cases[i].description, cases[i].color, cases[i].model };
        for (size_t k = 0; k < ARRAY_LEN(got); k++)
            if (!got[k] != !want[k] || (got[k] && strcmp(got[k], want[k]) != 0))
                fail_msg("case %zu, text %zu: '%s'", i, k, got[k] ? got[k] : "(none)");
        assert_int_equal(r.def->problems.len, cases[i].problems);
        assert_null(r.def->file);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
