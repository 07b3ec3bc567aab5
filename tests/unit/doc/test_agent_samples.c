/*
 * test_agent_samples.c - the five definitions that the project started from.
 *
 * They are not part of this repository: the tests read them from ../shared/samples/agents, and are
 * skipped where that folder is absent.  tests/fixtures/agents holds definitions of the same shapes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>
#include <cmocka.h>

#include "baton/base/digest.h"
#include "baton/base/file.h"
#include "baton/doc/doc.h"

#define SAMPLES BATON_FIXTURES "/../../../shared/samples/agents"

static AgentDef *read_sample(Arena *a, const char *number)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    const char *path = arena_printf(a, "%s/%s-backend-engineer.md", SAMPLES, number);

    assert_int_equal(file_read(path, 1 << 20, &text, NULL), 0);
    AgentDef *d = doc_read_agent(a, path, buf_str(&text));
    assert_non_null(d);
    assert_string_equal(d->file, path);
    assert_string_equal(d->name, "backend-engineer");
    return d;
}

static const char *line(Arena *a, const StrList *l)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (size_t i = 0; i < l->len; i++)
        buf_addf(&out, "%s%s", i ? " | " : "", l->items[i]);
    return arena_str(a, buf_str(&out));
}

#define LIST(field, want) assert_string_equal(line(a, &d->field), want)

/* Sentences of these files belong to others: how many, and a digest of them, say as much as a copy. */
static void assert_prose(Arena *a, const StrList *l, size_t count, const char *digest)
{
    char hex[DIGEST_HEX_SIZE];
    assert_int_equal(l->len, count);
    digest_hex(str_from(line(a, l)), hex);
    hex[12] = '\0';
    assert_string_equal(hex, digest);
}
#define PROSE(field, count, digest) assert_prose(a, &d->field, count, digest)

static void test_workflow(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    AgentDef *d = read_sample(a, "000");
    (void)state;
    assert_true(str_starts(str_from(d->description), STR("Adopt the role of ")));
    assert_null(d->model);
    assert_null(d->color);
    LIST(tools, "");
    LIST(write_scope, "packages/core/ | apps/mcp-server/src/supabase.ts | supabase/functions/ | "
                      "supabase/migrations/");
    LIST(read_only, "apps/web/ | .agent/workflows/");
    PROSE(in_bounds, 4, "f20a26fbb85c");
    PROSE(out_of_bounds, 4, "45c331c23eda");
    LIST(hands_over_to, "senior-tech-lead | ui-eng-designer | product-manager");
    LIST(escalates_to, "[recommended-agent]");
    PROSE(definition_of_done, 2, "89cb508a52f7");
    LIST(checks, "npm test | supabase db push");
    PROSE(metrics, 3, "3682f53cfc90");
    LIST(handoff_sections, "Accomplishments | Remaining blockers/questions | Recommended next "
                           "agent");
    assert_string_equal(d->handoff_artifact, ".agents/active_handoff.md");
    assert_string_equal(d->telemetry,
                        "npx tsx .agents/telemetry/cli.ts --run_id=\"$(cat .agents/.current_run)\" "
                        "--agent=\"/backend-engineer\" --action=\"COMPLETED\" --reason=\"...\"");
    LIST(problems, "");
}

static void test_session_suite(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    AgentDef *d = read_sample(a, "001");
    (void)state;
    assert_true(str_starts(str_from(d->description), STR("Use this agent for server actions,")));
    assert_true(str_ends(str_from(d->description), STR("API knowledge.</commentary></example>")));
    assert_string_equal(d->color, "orange");
    LIST(hands_over_to, "frontend-specialist | supabase-specialist | security-auditor | "
                        "performance-optimizer | quality-engineer");
    LIST(output_sections, "Session Context Summary | API Design | Database Schema | "
                          "Implementation | Security & Performance | Session Documentation "
                          "Update | Agent Coordination");
    assert_int_equal(d->references.len, 12);
    assert_true(strlist_has(&d->references, "@.claude/tasks/session-current.md"));
    assert_true(strlist_has(&d->references,
                            "@.claude/context/rules/performance-testing-patterns.md"));
    assert_true(strlist_has(&d->references, ".claude/context/rules/"));
    assert_true(strlist_has(&d->inputs, "Database schema requirements from supabase-specialist"));
    assert_true(strlist_has(&d->inputs, "Performance requirements from performance-optimizer"));
    assert_int_equal(d->quality_checks.len, 45);
    assert_string_equal(d->quality_checks.items[0], "Session file read and context understood");
    assert_string_equal(d->quality_checks.items[44], "Health checks implemented");
    assert_int_equal(d->problems.len, 1);
    assert_true(str_starts(str_from(d->problems.items[0]), STR("line 3: the front matter is")));
}

static void test_pasted_page(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    AgentDef *d = read_sample(a, "002");
    (void)state;
    assert_true(str_starts(str_from(d->description), STR("You are a senior backend engin")));
    LIST(inputs, "Product Specification | Backend Architecture | Database Schema");
    LIST(output_sections, "Backend Stack | Project Structure | API Implementation | Database "
                          "Integration | Error Handling | Security Considerations");
    PROSE(in_bounds, 5, "b643f58c1849");
    LIST(checks, "npm run dev");
    LIST(references, "project-state.md");
    assert_int_equal(d->definition_of_done.len, 6);
    assert_int_equal(d->rules.len, 6);
    static const char *const added[] = { "2026-03-28", "2026-04-03", "2026-04-03", "2026-04-05", "2026-04-03",
                                         "2026-04-07" };
    for (size_t i = 0; i < ARRAY_LEN(added); i++)
        assert_true(str_find(str_from(d->rules.items[i]),
                             str_from(arena_printf(a, "\nAdded: %s — ", added[i]))) > 100);
    PROSE(rules, 6, "8097ac6ed0fa");
    assert_true(str_find(str_from(d->rules.items[4]), STR("\n6. npm run dev boots clean")) > 0);
    assert_int_equal(d->problems.len, 2);
}

static void test_plain_definition(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    AgentDef *d = read_sample(a, "003");
    (void)state;
    assert_true(str_starts(str_from(d->description), STR("Backend specialist ")));
    assert_string_equal(d->model, "inherit");
    LIST(tools, "Read | Grep | Glob | Edit | Write | Bash");
    PROSE(quality_checks, 7, "165aeb2b4183");
    LIST(problems, "");
}

static void test_mojibake_and_breaks(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    AgentDef *d = read_sample(a, "004");
    (void)state;
    assert_true(str_find(str_from(d->description), STR("issues.\n\nExamples:\n\n<exam")) > 0);
    assert_true(str_find(str_from(d->description), STR("\\n")) < 0);
    assert_true(str_ends(str_from(d->description), STR("</example>")));
    assert_string_equal(d->model, "sonnet");
    assert_string_equal(d->codename, "🟠 Backend");
    LIST(write_scope, "database/ | web/app/api/");
    LIST(references, ".claude/agents/CURRENT-TASKS.md | .claude/agents/DECISIONS.md | "
                     ".claude/agents/FILE-MAP.md");
    PROSE(quality_checks, 5, "54573bfc7709");
    assert_int_equal(d->problems.len, 1);
    assert_true(str_starts(str_from(d->problems.items[0]), STR("line 3: the front matter is")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_workflow),
        cmocka_unit_test(test_session_suite),
        cmocka_unit_test(test_pasted_page),
        cmocka_unit_test(test_plain_definition),
        cmocka_unit_test(test_mojibake_and_breaks),
    };
    if (access(SAMPLES, R_OK) != 0) {
        printf("skipped: %s is absent\n", SAMPLES);
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
