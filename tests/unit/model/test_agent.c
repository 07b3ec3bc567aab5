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
        .escalated_at = 6, .escalated_source = SOURCE_CLI, .handoff_at = 2, .handoff_number = 12,
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
        { AGENT_ESCALATED, SOURCE_CLI, 6, "escalation" },
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

/* Who said what, which of it is believed, and what is said of the rest. */
static void test_reasons(void **state)
{
    (void)state;
    static const struct { AgentEvidence e; const char *reasons; } cases[] = {
        { { 0 }, "unknown: nothing was heard of it;" },
        { { .heard_at = 5 }, "unknown: nothing says what it does now;" },
        { { .defined = true }, "idle: it is defined, and has no open task;" },
        { { .open_tasks = 1 }, "idle: 1 open task, and none is in progress;" },
        { { .open_tasks = 3, .doing = "T-3", .doing_at = 1 }, "working: T-3 is in progress;" },
        { { .reported = AGENT_WORKING, .reported_word = "START", .reported_at = 7, .open_tasks = 2 },
          "working: said START;"
          "idle: 2 open tasks, and none is in progress [its own word START weighs more];" },
        { { .reported = AGENT_DONE, .reported_at = 7, .doing = "T-3", .open_tasks = 1 },
          "done: said done;working: T-3 is in progress [its own word done weighs more];" },
        { { .handoff_number = 12, .handoff_at = 3, .reported = AGENT_DONE, .reported_word = "COMPLETED" },
          "waiting: handoff 12 waits for a decision;done: said COMPLETED [handoff 12 weighs more];" },
        { { .blocked = "T-9", .handoff_number = 1 },
          "waiting: handoff 1 waits for a decision;blocked: T-9 is blocked [handoff 1 weighs more];" },
        { { .escalated_at = 9, .escalation_number = 3, .escalation_reason = "needs a column",
            .reported = AGENT_ESCALATED, .reported_at = 9, .reported_word = "ESCALATE", .blocked = "T-9" },
          "escalated: escalation 3 is open: needs a column;blocked: T-9 is blocked [escalation 3 weighs more];"
          "escalated: said ESCALATE [escalation 3 weighs more];" },
        { { .escalated_at = 9, .escalation_number = 3, .reported = AGENT_WORKING, .reported_at = 10,
            .reported_word = "START" },
          "working: said START;escalated: escalation 3 is open [it said START after that];" },
        { { .escalated_at = 9, .escalation_number = 3, .reported = AGENT_ESCALATED, .reported_at = 12,
            .reported_word = "ESCALATE" },
          "escalated: escalation 3 is open;escalated: said ESCALATE [escalation 3 weighs more];" },
        { { .escalated_at = 9, .reported = AGENT_WORKING, .reported_at = 8 },
          "escalated: escalation is open;working: said working [escalation weighs more];" },
        { { .reported = AGENT_ESCALATED, .reported_at = 9, .reported_word = "ESCALATE", .closed_number = 3,
            .closed_state = ESCALATION_RESOLVED, .heard_at = 9 },
          "unknown: nothing says what it does now;escalated: said ESCALATE [escalation 3 is resolved];" },
        { { .reported = AGENT_ESCALATED, .reported_at = 9, .reported_word = "ESCALATE", .closed_number = 3,
            .closed_state = ESCALATION_REROUTED, .doing = "T-3", .open_tasks = 1 },
          "working: T-3 is in progress;escalated: said ESCALATE [escalation 3 is rerouted];" },
        { { .reported = AGENT_ESCALATED, .reported_at = 9, .reported_word = "ESCALATE" },
          "escalated: said ESCALATE;" },
    };
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(buf_done) Buf out = BUF_INIT;
        AgentReasons all = { 0 };
        agent_weigh(a, &cases[i].e, &all);
        for (size_t j = 0; j < all.len; j++) {
            const AgentReason *r = &all.items[j];
            buf_addf(&out, "%s: %s%s%s%s;", agent_state_text(r->state), r->fact, r->outvoted ? " [" : "",
                     r->outvoted ? r->outvoted : "", r->outvoted ? "]" : "");
            assert_memory_equal(r->until, "until ", 6);
        }
        assert_string_equal(out.data, cases[i].reasons);
    }
}

static const char *maybe(uint32_t *random, const char *text) { return next_random(random) % 2 ? text : NULL; }

/* Whatever is known: the first reason is the state, it alone is believed, and there are never none. */
static void test_the_first_reason_is_the_state(void **state)
{
    (void)state;
    uint32_t random = 5;
    for (int round = 0; round < 5000; round++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        AgentEvidence e = {
            .escalated_at = next_random(&random) % 3, .escalation_number = (int)(next_random(&random) % 2),
            .closed_number = (int)(next_random(&random) % 2), .closed_state = ESCALATION_RESOLVED,
            .handoff_at = next_random(&random) % 2, .reported = next_random(&random) % AGENT_STATE_COUNT,
            .reported_at = next_random(&random) % 3, .reported_word = maybe(&random, "word"),
            .doing = maybe(&random, "T-1"), .blocked = maybe(&random, "T-2"),
            .open_tasks = (int)(next_random(&random) % 3), .defined = next_random(&random) % 2,
        };
        AgentReasons all = { 0 };
        AgentNow now = agent_fold(a, &e);
        agent_weigh(a, &e, &all);
        assert_true(all.len > 0);
        assert_int_equal(all.items[0].state, now.state);
        assert_int_equal(all.items[0].source, now.source);
        assert_true(all.items[0].at == now.at);
        for (size_t i = 0; i < all.len; i++)
            assert_int_equal(all.items[i].outvoted == NULL, i == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slugs),
        cmocka_unit_test(test_any_bytes_give_a_stable_slug),
        cmocka_unit_test(test_what_outweighs_what),
        cmocka_unit_test(test_reasons),
        cmocka_unit_test(test_the_first_reason_is_the_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
