/*
 * test_needs.c - who has just read all agents is told the same as who has not.
 */
#include "project_test.h"

#include "baton/base/clock.h"
#include "baton/core/escalate.h"
#include "baton/core/needs.h"

enum { STEPS = 300, MINUTE = 60 * 1000 };

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static const char *any_agent(unsigned *seed)
{
    static const char *const names[] = { "backend", "frontend", "database", "quality", "release" };
    return names[next_random(seed) % ARRAY_LEN(names)];
}

static Event told(Scene *s, unsigned *seed)
{
    static const char *const actions[] = { "START", "START", "TEST", "COMPLETED", "ESCALATE" };
    static const char *const reasons[] = { "the schema of orders", "a page without its button", "src/db/x.sql is wrong" };
    static const char *const runs[] = { "r1", "r2" };
    const char *run = runs[next_random(seed) % ARRAY_LEN(runs)];

    (void)s;
    if (next_random(seed) % 12 == 0)
        return (Event){ .kind = EVENT_RUN_ENDED, .subject = run };
    return (Event){ .kind = EVENT_TELEMETRY, .agent = any_agent(seed), .run = run, .source = SOURCE_CLI,
                    .action = actions[next_random(seed) % ARRAY_LEN(actions)],
                    .reason = reasons[next_random(seed) % ARRAY_LEN(reasons)] };
}

static Event defined(Scene *s, unsigned *seed)
{
    static const char *const bounds[] = { "schema of tables", "pages and buttons", "tests of everything" };
    const char *item = bounds[next_random(seed) % ARRAY_LEN(bounds)];
    return (Event){ .kind = EVENT_AGENT_DEFINED, .subject = arena_printf(s->arena, "%u.md", next_random(seed) % 9),
                    .agent = any_agent(seed),
                    .body = arena_printf(s->arena, "{\"name\":\"x\",\"in_bounds\":[\"%s\"],\"write_scope\":[\"src/%.4s/**\"]}",
                                         item, item) };
}

static void happen(Scene *s, unsigned *seed)
{
    Event e = next_random(seed) % 6 ? told(s, seed) : defined(s, seed);
    e.at = clock_now() - (int64_t)(next_random(seed) % 90) * MINUTE;
    assert_int_equal(store_append(s->c->store, &e, NULL), 0);
}

static int compare_needs(Scene *s, const AgentRows *agents)
{
    NeedRows want = { 0 }, got = { 0 };
    int silent = 0;
    assert_int_equal(needs_read(s->c, s->arena, &want), 0);
    assert_int_equal(needs_read_with(s->c, s->arena, agents, &got), 0);
    assert_int_equal(got.len, want.len);
    for (size_t i = 0; i < got.len; i++) {
        assert_string_equal(got.items[i].kind, want.items[i].kind);
        assert_string_equal(got.items[i].subject, want.items[i].subject);
        assert_string_equal(got.items[i].title, want.items[i].title);
        assert_int_equal(got.items[i].since, want.items[i].since);
        silent += strcmp(got.items[i].kind, "silent") == 0;
    }
    return silent;
}

static int compare_proposals(Scene *s, const AgentRows *agents)
{
    EscalationRows rows = { 0 };
    int found = 0;
    assert_int_equal(store_escalations(s->c->store, s->arena, &(EscalationQuery){ .limit = 5 }, &rows), 0);
    for (size_t i = 0; i < rows.len; i++) {
        Proposal want = { 0 }, got = { 0 };
        assert_int_equal(escalation_proposal(s->c, &rows.items[i], s->arena, &want), 0);
        assert_int_equal(escalation_proposal_with(s->c, &rows.items[i], agents, s->arena, &got), 0);
        assert_true(text_same(got.agent, want.agent));
        assert_string_equal(got.why, want.why);
        found += got.agent != NULL;
    }
    return found;
}

static void test_the_same_with_agents_at_hand(void **state)
{
    Scene *s = *state;
    unsigned seed = 23;
    int silent = 0, proposed = 0;

    for (int i = 0; i < STEPS; i++) {
        AgentRows agents = { 0 };
        happen(s, &seed);
        assert_int_equal(store_agents(s->c->store, s->arena, &(AgentQuery){ .brief = true }, &agents), 0);
        silent += compare_needs(s, &agents);
        proposed += compare_proposals(s, &agents);
    }
    assert_true(silent > 0 && proposed > 0);            /* else nothing was compared */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_same_with_agents_at_hand, scene_setup, scene_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
