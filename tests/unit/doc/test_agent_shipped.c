/*
 * test_agent_shipped.c - the definitions that baton ships, and the page that explains their fields.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "baton/base/file.h"
#include "baton/doc/doc.h"

#define SHIPPED BATON_FIXTURES "/../../agents"

static const char *const names[] = {
    "backend-engineer", "frontend-specialist", "master-orchestrator", "senior-tech-lead",
};

static Str read_file(Arena *a, const char *path)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    assert_int_equal(file_read(path, 1 << 20, &text, NULL), 0);
    return str_from(arena_str(a, buf_str(&text)));
}

static AgentDef *read_shipped(Arena *a, const char *name)
{
    const char *path = arena_printf(a, "%s/%s.md", SHIPPED, name);
    AgentDef *d = doc_read_agent(a, path, read_file(a, path));
    assert_non_null(d);
    assert_string_equal(d->name, name);
    return d;
}

/* They are examples of the schema: all that it knows is there, and nothing is wrong. */
static void test_all_fields(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        AgentDef *d = read_shipped(a, names[i]);
        if (d->problems.len)
            fail_msg("%s: %s", names[i], d->problems.items[0]);
#define X(field, json, title) if (!d->field) fail_msg("%s: no %s", names[i], json);
        AGENT_TEXTS(X)
#undef X
#define X(field, json, title) \
        if (!d->field.len && strcmp(json, "problems") != 0) \
            fail_msg("%s: no %s", names[i], json);
        AGENT_LISTS(X)
#undef X
    }
}

static void test_common_ground(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        AgentDef *d = read_shipped(a, names[i]);
        const char *start = arena_printf(a, "baton event --run_id=\"$(cat .agents/.current_run)\" "
                                         "--agent=\"/%s\" --action=", names[i]);
        assert_true(str_starts(str_from(d->telemetry), str_from(start)));
        assert_true(str_find(str_from(d->telemetry), STR(" --reason=\"...\"")) > 0);
        assert_string_equal(d->handoff_artifact, ".agents/active_handoff.md");
        assert_int_equal(d->handoff_sections.len, 3);
        assert_string_equal(d->handoff_sections.items[0], "Accomplishments");
        assert_true(strlist_has(&d->references, ".claude/tasks/session-current.md"));
        assert_true(strlist_has(&d->escalates_to, "[recommended-agent]"));
        assert_false(strlist_has(&d->hands_over_to, names[i]));
        Str text = read_file(a, d->file);
        assert_true(str_find(text, STR("⚠️ ESCALATION: [reason]. Routing to /")) > 0);
    }
}

static void test_backend_engineer(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    AgentDef *d = read_shipped(a, "backend-engineer");
    (void)state;
    assert_string_equal(d->codename, "🟠 Backend");
    static const char *const scope[] = {
        "packages/core/", "apps/mcp-server/src/supabase.ts", "supabase/functions/",
        "supabase/migrations/", "database/", "web/app/api/",
    };
    assert_int_equal(d->write_scope.len, ARRAY_LEN(scope));
    for (size_t i = 0; i < ARRAY_LEN(scope); i++)
        assert_string_equal(d->write_scope.items[i], scope[i]);
    assert_int_equal(d->checks.len, 2);
    assert_string_equal(d->checks.items[0], "npm test");
    assert_string_equal(d->checks.items[1], "supabase db push");
    assert_int_equal(d->rules.len, 6);
    for (size_t i = 0; i < d->rules.len; i++)
        assert_true(str_find(str_from(d->rules.items[i]), STR("\nAdded: 2026-0")) > 0);
    assert_int_equal(d->output_sections.len, 7);
    assert_string_equal(d->hands_over_to.items[0], "senior-tech-lead");
    assert_int_equal(d->hands_over_to.len, 6);
}

/* The page names every field in backticks. */
static void test_page_has_every_field(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Str page = read_file(a, SHIPPED "/README.md");
    (void)state;
#define X(field, json, title) \
    if (str_find(page, STR("`" json "`")) < 0) \
        fail_msg("agents/README.md does not explain %s", json);
    AGENT_TEXTS(X)
    AGENT_LISTS(X)
#undef X
    assert_null(doc_read_agent(a, SHIPPED "/README.md", page));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_fields),
        cmocka_unit_test(test_common_ground),
        cmocka_unit_test(test_backend_engineer),
        cmocka_unit_test(test_page_has_every_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
