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

static void test_workflow(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    AgentDef *d = read_sample(a, "000");
    (void)state;
    assert_string_equal(d->description,
                        "Adopt the role of a Backend Engineer (Google Cloud-Native Standard)");
    assert_null(d->model);
    assert_null(d->color);
    LIST(tools, "");
    LIST(write_scope, "packages/core/ | apps/mcp-server/src/supabase.ts | supabase/functions/ | "
                      "supabase/migrations/");
    LIST(read_only, "apps/web/ | .agent/workflows/");
    LIST(in_bounds, "Writing Edge Functions | adjusting RLS protocols | managing Postgres "
                    "arrays/JSONB | extending packages/core computation logic");
    LIST(out_of_bounds, "Writing system prompts for LLMs | evaluating AI hallucinations | building "
                        "React UI components | CSS styling");
    LIST(hands_over_to, "senior-tech-lead | ui-eng-designer | product-manager");
    LIST(escalates_to, "[recommended-agent]");
    LIST(definition_of_done,
         "Write comprehensive unit/integration tests for your functions using vitest. | Before "
         "handoff, successfully run npm test and verify Supabase local migrations using "
         "supabase db push.");
    LIST(checks, "npm test | supabase db push");
    LIST(metrics, "100% test coverage on new functions | Zero unhandled Promise rejections | Zero "
                  "bypassed RLS policies");
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
    LIST(in_bounds, "Implement API endpoints | Implement service logic | Integrate database "
                    "operations | Handle error cases | Ensure backend reliability");
    LIST(checks, "npm run dev");
    LIST(references, "project-state.md");
    assert_int_equal(d->definition_of_done.len, 6);
    assert_int_equal(d->rules.len, 6);
    static const struct { const char *start, *end; } rules[] = {
        { "Experiment Integrity & Telemetry: ",
          "\nAdded: 2026-03-28 — Nykaa Personalisation (issue-008)" },
        { "Authenticated Route Caller Verif", "\nAdded: 2026-04-03 — MoneyMirror (issue-009)" },
        { "File Size Budget at Generation Ti", "\nAdded: 2026-04-03 — MoneyMirror (issue-009)" },
        { "Monetary totals vs list queries: ",
          "\nAdded: 2026-04-05 — MoneyMirror Phase 3 (issue-010)" },
        { "Infrastructure Provisioning is a ", "(issue-009 postmortem pattern)" },
        { "Optional foreign IDs on write rou", "\nAdded: 2026-04-07 — MoneyMirror issue-012" },
    };
    for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
        assert_true(str_starts(str_from(d->rules.items[i]), str_from(rules[i].start)));
        assert_true(str_ends(str_from(d->rules.items[i]), str_from(rules[i].end)));
    }
    assert_true(str_find(str_from(d->rules.items[4]), STR("\n6. npm run dev boots clean")) > 0);
    assert_int_equal(d->problems.len, 2);
}

static void test_plain_definition(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    AgentDef *d = read_sample(a, "003");
    (void)state;
    assert_string_equal(d->description,
                        "Backend specialist creating APIs, business logic, and database "
                        "operations");
    assert_string_equal(d->model, "inherit");
    LIST(tools, "Read | Grep | Glob | Edit | Write | Bash");
    LIST(quality_checks, "Validate all inputs (Zod schemas) | Check authentication (JWT "
                         "verification) | Enforce authorization (RLS policies) | Sanitize "
                         "database queries (parameterized) | Rate limit endpoints | Log errors "
                         "(not sensitive data) | Return appropriate HTTP status codes");
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
    LIST(quality_checks, "TypeScript strict mode | Typed exceptions with proper error handling | "
                         "Comprehensive Zod schemas (not just z.unknown()) | Meaningful error "
                         "messages for debugging | Clean separation between validation, business "
                         "logic, and data access");
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
