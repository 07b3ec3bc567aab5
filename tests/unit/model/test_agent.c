/*
 * test_agent.c - names that mean one agent, and what outweighs what.
 */
#include "cases.h"

#include "baton/model/agent.h"

static void test_slugs(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "backend-engineer", "backend-engineer" },
        { "/Backend Engineer (API)", "backend-engineer" },
        { "@qa_engineer", "qa-engineer" },
        { "`/qa-engineer`", "qa-engineer" },
        { "\"Senior Tech Lead\"", "senior-tech-lead" },
        { "  Backend\tEngineer  ", "backend-engineer" },
        { "**Backend Engineer**:", "backend-engineer" },
        { "Backend & Data", "backend-data" },
        { "Dev (a) (b)", "dev-a" },
        { "Dev)", "dev" },
        { "\U0001F7E0 Backend Engineer", "backend-engineer" },
        { "Lead \u2014 Platform", "lead-platform" },
        { "\u2699\uFE0F Ops", "ops" },
        { "\u5F8C\u7AEF Engineer", "\u5F8C\u7AEF-engineer" },
        { "Agent.v2", "agent.v2" },
        { "C++ Expert.", "c++-expert" },
        { "(API)", NULL },
        { "@", NULL },
        { " / ", NULL },
        { "", NULL },
        { "\U0001F9E0", NULL },
    };
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char *slug = agent_slug(a, str_from(cases[i][0]));
        assert_int_equal(slug != NULL, cases[i][1] != NULL);
        if (!slug)
            continue;
        assert_string_equal(slug, cases[i][1]);
        assert_string_equal(agent_slug(a, str_from(slug)), slug);
    }
}

static void test_any_bytes_give_a_stable_slug(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    uint32_t random = 17;
    for (int round = 0; round < 20000; round++) {
        char name[10];
        for (size_t i = 0; i < sizeof name; i++)
            name[i] = "aZ /@`_-.()\xE2\x80\x94\xC3\xA9"[next_random(&random) % 17];
        char *slug = agent_slug(a, (Str){ name, next_random(&random) % sizeof name });
        assert_null(slug ? strpbrk(slug, " /@`_()Z") : NULL);
        assert_false(slug && !*slug);
    }
}

/* Everything is known at once; each step takes the heaviest away and shows the next. */
static void test_what_outweighs_what(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    AgentEvidence e = {
        .escalated_at = 1, .escalated_source = SOURCE_CLI, .handoff_at = 2, .handoff_number = 12,
        .blocked = "T-9", .blocked_at = 3, .reported = AGENT_DONE, .reported_source = SOURCE_HOOK,
        .reported_at = 4, .reported_word = "completed", .doing = "T-3", .doing_at = 5,
        .open_tasks = 2, .defined = true,
    };
    static const struct {
        AgentState state;
        Source source;
        int64_t at;
        const char *why;
    } steps[] = {
        { AGENT_ESCALATED, SOURCE_CLI, 1, "escalation" },
        { AGENT_WAITING, SOURCE_FILE, 2, "approval of handoff 12" },
        { AGENT_BLOCKED, SOURCE_FILE, 3, "T-9" },
        { AGENT_DONE, SOURCE_HOOK, 4, "completed" },
        { AGENT_WORKING, SOURCE_FILE, 5, "T-3" },
        { AGENT_IDLE, SOURCE_FILE, 0, "2 open" },
        { AGENT_IDLE, SOURCE_FILE, 0, NULL },
        { AGENT_UNKNOWN, SOURCE_FILE, 0, NULL },
    };
    for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
        AgentNow now = agent_fold(a, &e);
        assert_int_equal(now.state, steps[i].state);
        assert_int_equal(now.source, steps[i].source);
        assert_true(now.at == steps[i].at);
        assert_int_equal(now.why != NULL, steps[i].why != NULL);
        if (now.why)
            assert_string_equal(now.why, steps[i].why);
        switch (i) {
        case 0: e.escalated_at = 0; break;
        case 1: e.handoff_at = e.handoff_number = 0; break;
        case 2: e.blocked = NULL; break;
        case 3: e.reported = AGENT_UNKNOWN; break;
        case 4: e.doing = NULL; break;
        case 5: e.open_tasks = 0; break;
        default: e.defined = false; break;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slugs),
        cmocka_unit_test(test_any_bytes_give_a_stable_slug),
        cmocka_unit_test(test_what_outweighs_what),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
