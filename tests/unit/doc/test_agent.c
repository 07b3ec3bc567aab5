/*
 * test_agent.c - whole definitions against what a careful reader gets out of them.
 *
 * tests/fixtures/agents holds a definition per shape (NAME.md) and every field of it (NAME.json): a
 * field that is not named there must be empty.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "baton/base/file.h"
#include "baton/base/utf8.h"
#include "baton/doc/doc.h"
#include "baton/format/json.h"

#define AGENTS BATON_FIXTURES "/agents"

static Str read_file(Arena *a, const char *path)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    assert_int_equal(file_read(path, 1 << 22, &text, NULL), 0);
    char *copy = arena_strndup(a, text.data, text.len);
    return (Str){ copy, text.len };
}

static void same_text(const char *file, const char *field, const char *got, const char *want)
{
    if (!got != !want || (got && strcmp(got, want) != 0))
        fail_msg("%s: %s is '%s', not '%s'", file, field, got ? got : "(none)",
                 want ? want : "(none)");
}

static void same_list(Arena *a, const char *file, const char *field, const StrList *got,
                      const Json *agent)
{
    StrList want = { 0 };
    json_get_list(agent, field, a, &want);
    for (size_t i = 0; i < got->len && i < want.len; i++)
        same_text(file, field, got->items[i], want.items[i]);
    if (got->len != want.len)
        fail_msg("%s: %s has %zu entries, not %zu", file, field, got->len, want.len);
}

static void same_agent(Arena *a, const char *path, const AgentDef *d, const Json *agent)
{
    same_text(path, "file", d->file, path);
#define X(field, json, title) \
    if (strcmp(json, "file") != 0) \
        same_text(path, json, d->field, json_get_str(agent, json));
    AGENT_TEXTS(X)
#undef X
#define X(field, json, title) same_list(a, path, json, &d->field, agent);
    AGENT_LISTS(X)
#undef X
}

static bool check_fixture(void *ctx, const char *name)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(json_free_ptr) Json *want = NULL;
    const char *json = arena_printf(a, "%s/%s", AGENTS, name);
    const char *md = arena_printf(a, "%.*s.md", (int)(strlen(json) - strlen(".json")), json);

    if (json_parse(read_file(a, json), &want) < 0)
        fail_msg("%s is no JSON", json);
    const char *path = json_get_str(want, "path");
    AgentDef *d = doc_read_agent(a, path, read_file(a, md));
    if (json_is_null(json_get(want, "agent")))
        assert_null(d);
    else if (!d)
        fail_msg("%s was not taken for a definition", md);
    else
        same_agent(a, path, d, json_get(want, "agent"));
    ++*(int *)ctx;
    return true;
}

static void test_fixtures(void **state)
{
    int count = 0;
    (void)state;
    assert_int_equal(glob_files(AGENTS, "*.json", 1000, check_fixture, &count), 0);
    assert_true(count >= 20);
}

static void all_is_valid(const AgentDef *d)
{
#define X(field, json, title) assert_true(!d->field || utf8_valid(str_from(d->field)));
    AGENT_TEXTS(X)
#undef X
#define X(field, json, title) \
    for (size_t i = 0; i < d->field.len; i++) \
        assert_true(d->field.items[i][0] && utf8_valid(str_from(d->field.items[i])));
    AGENT_LISTS(X)
#undef X
}

static bool check_prefixes(void *ctx, const char *name)
{
    CLEANUP(arena_free_ptr) Arena *files = arena_new();
    Str text = read_file(files, arena_printf(files, "%s/%s", AGENTS, name));

    for (size_t len = 0; len <= text.len; len += 3) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        /* a copy of exactly this size, so that reading past the end is seen */
        CLEANUP(free_mem) char *copy = mem_alloc(len ? len : 1);
        memcpy(copy, text.data, len);
        AgentDef *d = doc_read_agent(a, "x/prefix.md", (Str){ copy, len });
        if (d) {
            all_is_valid(d);
            assert_true(d->name && *d->name);
        }
    }
    ++*(int *)ctx;
    return true;
}

static void test_every_prefix_is_read(void **state)
{
    int count = 0;
    (void)state;
    assert_int_equal(glob_files(AGENTS, "*.md", 1000, check_prefixes, &count), 0);
    assert_true(count >= 20);
}

/* The same definition in other bytes. */
static void test_encodings(void **state)
{
    static const struct { const char *bytes; size_t len; } cases[] = {
#define BYTES(s) { s, sizeof s - 1 }
        BYTES("---\r\nname: ann\r\ndescription: does one thing\r\n---\r\n\r\n"
              "## Inputs\r\n- a list\r\n"),
        BYTES("\xEF\xBB\xBF---\nname: ann\ndescription: does one thing\n---\n## Inputs\n- a list"),
        BYTES("\n\n---\nname: ann\ndescription: does one thing\n---\n## Inputs ##\n* a list\n"),
        BYTES("---\nname: ann\r\ndescription: does one thing\n---   \n## Inputs\r\n1) a list\n"),
#undef BYTES
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        AgentDef *d = doc_read_agent(a, "a/other.md", (Str){ cases[i].bytes, cases[i].len });
        assert_non_null(d);
        assert_string_equal(d->name, "ann");
        assert_string_equal(d->description, "does one thing");
        assert_int_equal(d->inputs.len, 1);
        assert_string_equal(d->inputs.items[0], "a list");
        assert_int_equal(d->problems.len, 0);
    }
}

static void test_what_is_no_definition(void **state)
{
    static const struct { const char *path, *text; size_t len; } cases[] = {
        { "agents/README.md", "---\nname: x\n---\n", 16 },
        { "agents/readme.md", "# Agents\n", 9 },
        { ".claude/agents/INDEX.md", "# Index\n", 8 },
        { ".claude/agents/index.md", "# Index\n", 8 },
        { ".claude/agents/CURRENT-TASKS.md", "| a |\n", 6 },
        { ".claude/agents/empty.md", "", 0 },
        { ".claude/agents/blank.md", " \n\t\n", 4 },
        { ".claude/agents/binary.md", "\x7F" "ELF\0\1\2\3\0\0\0\1\2\3", 15 },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        if (doc_read_agent(a, cases[i].path, (Str){ cases[i].text, cases[i].len }))
            fail_msg("%s was taken for a definition", cases[i].path);
    }
}

static void test_name_of_a_file(void **state)
{
    static const struct { const char *path, *name; } cases[] = {
        { "a/000-backend-engineer.md", "backend-engineer" },
        { "a/12_tester.md", "tester" },
        { "a/2024.md", "2024" },
        { "a/3-.md", "3-" },
        { "a/planner.agent.md", "planner" },
        { "planner.md", "planner" },
        { "a/UI-ENG.md", "UI-ENG" },
        { "a/.md", ".md" },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        AgentDef *d = doc_read_agent(a, cases[i].path, STR("---\ndescription: x\n---\n"));
        assert_non_null(d);
        assert_string_equal(d->name, cases[i].name);
    }
}

/* What one file can make us keep is bounded, and still good text. */
static void test_bounds(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf text = BUF_INIT;
    (void)state;

    buf_adds(&text, "---\ndescription: \"");
    for (int i = 0; i < 20000; i++)
        buf_adds(&text, "ä");
    buf_adds(&text, "\"\n---\n## Definition of done\n- ");
    for (int i = 0; i < 20000; i++)
        buf_adds(&text, "ö");
    for (int i = 0; i < 200000; i++)
        buf_addf(&text, "\n- item %d", i);
    AgentDef *d = doc_read_agent(a, "a/large.md", buf_str(&text));
    assert_non_null(d);
    all_is_valid(d);
    assert_true(strlen(d->description) <= 16384);
    assert_true(strlen(d->definition_of_done.items[0]) <= 4096);
    assert_true(d->definition_of_done.len <= 400);
    assert_int_equal(d->problems.len, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fixtures),
        cmocka_unit_test(test_every_prefix_is_read),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_what_is_no_definition),
        cmocka_unit_test(test_name_of_a_file),
        cmocka_unit_test(test_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
