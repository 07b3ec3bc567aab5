/*
 * test_agent_names.c - agents, paths and commands that a text names, and those that it does not.
 */
#include "agent_test.h"

static void test_names(void **state)
{
    static const struct { const char *in, *want; } cases[] = {
        { "Route to /senior-tech-lead for QA", "senior-tech-lead" },
        { "ask @qa or @frontend-dev", "qa | frontend-dev" },
        { "the **Senior Tech Lead** and the Product Manager",
          "senior-tech-lead | product-manager" },
        { "Submit it to UI Eng Designer", "ui-eng-designer" },
        { "Notify Senior Tech Lead", "senior-tech-lead" },
        { "Working with Frontend-Specialist", "frontend-specialist" },
        { "pass to `test-writer` and `deploy-bot`", "test-writer | deploy-bot" },
        { "mark it `in-progress` in server-only code", "" },
        { "Backend Architect Agent", "backend-architect" },
        { "from a supabase-specialist.", "supabase-specialist" },
        { "see docs/qa-engineer.md, a/qa-engineer/b and qa-engineer.md", "" },
        { "a@b.example and web/app/api", "" },
        { "Routing to /[recommended-agent].", "" },
        { "tester, a tester-engineer, Tester", "tester-engineer" },
        { "back to /tester", "" },
        { "An Engineer. Lead. Edge Functions", "" },
        { "One Two Three Four Engineer", "" },
        { "", "" },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        AgentReader r = reader_for(a);
        StrList names = { 0 };
        agent_add_names(&r, &names, str_from(cases[i].in));
        assert_string_equal(list_line(a, &names), cases[i].want);
    }
}

static void test_inputs_by_wording(void **state)
{
    static const struct { const char *in; bool from; } cases[] = {
        { "Schema requirements from supabase-specialist", true },
        { "Plans from the Product Manager", true },
        { "Numbers from yesterday, see qa-engineer", false },
        { "from qa-engineer", false },
        { "Nothing at all", false },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        AgentReader r = reader_for(a);
        if (agent_text_from_agent(&r, str_from(cases[i].in)) != cases[i].from)
            fail_msg("'%s'", cases[i].in);
    }
}

static void test_paths(void **state)
{
    static const struct { const char *in, *want; } cases[] = {
        { "`packages/core/`, Edge Functions (`supabase/functions/`)",
          "packages/core/ | supabase/functions/" },
        { "`apps/web/`(to see) and .agent/", "apps/web/" },
        { "src/, docs/style.md and read/write notes", "src/ | docs/style.md" },
        { "(lib/a/b), 'x/*.c'. and/or", "lib/a/b | x/*.c" },
        { "`npm test` and `a b/c`", "" },
        { "https://example.org/a.md", "" },
        { "`.env.local` and `Makefile`", ".env.local" },
        { "version 1.2 e.g. this", "" },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        AgentReader r = reader_for(a);
        StrList paths = { 0 };
        agent_add_paths(&r, &paths, str_from(cases[i].in));
        assert_string_equal(list_line(a, &paths), cases[i].want);
    }
}

static void test_references(void **state)
{
    static const struct { const char *in; bool all; const char *want; } cases[] = {
        { "Read @docs/rules/a.md - the rules", false, "@docs/rules/a.md" },
        { "Scan the `docs/rules/` folder", false, "docs/rules/" },
        { "It lives in `docs/rules/`", false, "" },
        { "Update `TASKS.md`, then `a/TASKS.md`", false, "TASKS.md | a/TASKS.md" },
        { "Update `a/TASKS.md`, then TASKS.md", false, "a/TASKS.md" },
        { "see [it](docs/x.md) and `lib/db.ts`", false, "docs/x.md" },
        { "see [it](docs/x.md) and `lib/db.ts`", true, "lib/db.ts | docs/x.md" },
        { "npx @sentry/wizard@latest and @user", false, "" },
        { "write .agents/handoff.md", false, "" },
        { "just .md", false, "" },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        AgentReader r = reader_for(a);
        StrList l = { 0 };
        r.def->handoff_artifact = ".agents/handoff.md";
        agent_add_references(&r, &l, str_from(cases[i].in), cases[i].all);
        assert_string_equal(list_line(a, &l), cases[i].want);
    }
}

static void test_commands(void **state)
{
    static const struct { const char *in; bool verifying; const char *want; } cases[] = {
        { "successfully run `npm test` and use `supabase db push`", true,
          "npm test | supabase db push" },
        { "Write tests with `vitest`", true, "" },
        { "run `vitest`", true, "vitest" },
        { "`pytest` passes", true, "pytest" },
        { "Run `npm run lint` before you commit", false, "npm run lint" },
        { "Run `npm run dev` to look at it", false, "" },
        { "`make docs` makes pages", false, "" },
        { "run `npm install` and `npx create-app test`", true, "" },
        { "run `rm -rf test`", true, "" },
        { "run `src/test/`", true, "" },
        { "npm run dev boots clean", true, "npm run dev" },
        { "npm tests are kept", true, "" },
        { "npm run dev boots clean", false, "" },
        { "run `npx tsx telemetry/cli.ts --run_id=1 --action=test`", true, "" },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        AgentReader r = reader_for(a);
        StrList l = { 0 };
        agent_add_commands(&r, &l, str_from(cases[i].in), cases[i].verifying);
        assert_string_equal(list_line(a, &l), cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_inputs_by_wording),
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_references),
        cmocka_unit_test(test_commands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
