/*
 * test_gate_ask.c - may an agent start?  And what written past baton does not open.
 */
#include "gate_test.h"

#include <sqlite3.h>

static void test_who_receives_nothing_is_open(void **state)
{
    Scene *s = *state;
    GateAnswer g = gate(s, "qa-engineer");
    assert_true(g.open);
    assert_null(g.handoff);
    hand_over(s, "backend-engineer", "frontend", "One.");
    assert_true(gate(s, "/QA Engineer").open);
    assert_false(gate(s, "Frontend").open);
}

static void test_it_opens_and_shuts_with_the_decision(void **state)
{
    Scene *s = *state;
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    GateAnswer g = gate(s, "qa-engineer");
    assert_false(g.open);
    assert_string_equal(g.handoff, "1");
    Decided d = decide(s, .act = ACT_REJECT, .comment = "no");
    assert_decided(&d, HANDOFF_REJECTED);
    g = gate(s, "qa-engineer");
    assert_false(g.open);
    assert_non_null(strstr(g.why, "rejected"));
    hand_over(s, "backend-engineer", "qa-engineer", "One, mended.");
    assert_false(gate(s, "qa-engineer").open);
    d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_APPROVED);
    g = gate(s, "qa-engineer");
    assert_true(g.open);
    assert_string_equal(g.handoff, "1");
    scene_reopen(s);
    assert_true(gate(s, "qa-engineer").open);
    d = decide(s, .act = ACT_REVOKE, .comment = "a leak was found");
    assert_decided(&d, HANDOFF_SUBMITTED);
    scene_reopen(s);
    g = gate(s, "qa-engineer");
    assert_false(g.open);
    assert_non_null(strstr(g.why, "took the approval back"));
    d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_APPROVED);
    assert_true(gate(s, "qa-engineer").open);
}

static void test_every_author_counts_once(void **state)
{
    Scene *s = *state;
    hand_over_in(s, ".agents/a/handoff.md", "backend-engineer", "qa-engineer", "One.");
    hand_over_in(s, ".agents/b/handoff.md", "frontend", "qa-engineer", "Two.");
    Decided d = decide(s, .handoff = "1", .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_APPROVED);
    GateAnswer g = gate(s, "qa-engineer");
    assert_false(g.open);
    assert_string_equal(g.handoff, "2");
    d = decide(s, .handoff = "2", .act = ACT_WITHDRAW);
    assert_decided(&d, HANDOFF_WITHDRAWN);
    assert_true(gate(s, "qa-engineer").open);
    hand_over_in(s, ".agents/c/handoff.md", "backend-engineer", "qa-engineer", "Three.");
    g = gate(s, "qa-engineer");
    assert_false(g.open);                               /* the newest of that author */
    assert_string_equal(g.handoff, "3");
}

static void test_another_run_is_another_matter(void **state)
{
    Scene *s = *state;
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    assert_false(gate(s, "qa-engineer").open);
    put(s, ".agents/.current_run", "PM-2\n");
    look(s);
    assert_true(gate(s, "qa-engineer").open);
}

static void test_an_older_approval_does_not_open_for_a_newer_revision(void **state)
{
    Scene *s = *state;
    put(s, ".baton/config.yaml", arena_printf(s->arena, "people:\n  - {name: %s}\n  - {name: ann}\n"
                                              "approvals: {rules: [{count: 2}]}\n", context_user()));
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    Decided d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_SUBMITTED);
    GateAnswer g = gate(s, "qa-engineer");
    assert_false(g.open);
    assert_non_null(strstr(g.why, "2 people"));
    put(s, ".baton/config.yaml", "approvals: {rules: [{count: 1}]}\n");
    hand_over(s, "backend-engineer", "qa-engineer", "Two.");
    assert_false(gate(s, "qa-engineer").open);
}

/* Who approved and then rejected did not approve; it may come again as it was. */
static void test_a_rejection_voids_approvals_before_it(void **state)
{
    Scene *s = *state;
    put(s, ".baton/config.yaml", arena_printf(s->arena, "people:\n  - {name: %s}\n  - {name: ann}\n"
                                              "approvals: {rules: [{count: 2}]}\n", context_user()));
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    Decided d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_SUBMITTED);
    d = decide(s, .act = ACT_REJECT, .comment = "on second thought, no");
    assert_decided(&d, HANDOFF_REJECTED);
    DecisionRows rows = decisions(s, "1");
    assert_int_equal(rows.len, 2);
    assert_true(rows.items[0].revoked);
    assert_false(rows.items[1].revoked);
}

static void test_inputs_of_the_definition_are_asked_for(void **state)
{
    Scene *s = *state;
    put(s, ".baton/config.yaml", "inputs:\n  database schema: \"db/*.sql\"\n  API contract: docs/api.md\n");
    put(s, ".claude/agents/qa-engineer.md", "---\nname: qa-engineer\ndescription: tests\n---\n\n## Inputs\n\n"
        "- The database schema\n");
    look(s);
    AgentRows rows = { 0 };
    assert_int_equal(store_agents(s->c->store, s->arena, &(AgentQuery){ .name = "qa-engineer" }, &rows), 0);
    assert_true(rows.len > 0);
    GateAnswer g = gate(s, "qa-engineer");
    assert_non_null(strstr(rows.items[0].def ? rows.items[0].def : "", "atabase schema"));
    assert_false(g.open);
    assert_int_equal(g.missing.len, 1);
    assert_non_null(strstr(g.why, "db/*.sql"));
    put(s, "db/one.sql", "CREATE TABLE a(b);\n");
    g = gate(s, "qa-engineer");
    assert_true(g.open);
    assert_int_equal(g.missing.len, 0);
}

/* ---- written past baton ---- */

static void plain_sql(Scene *s, const char *sql)
{
    sqlite3 *db = NULL;
    char *error = NULL;
    assert_int_equal(sqlite3_open(scene_path(s, ".baton/state.db"), &db), SQLITE_OK);
    sqlite3_busy_timeout(db, 5000);
    if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK)
        fail_msg("%s: %s", sql, error);
    sqlite3_free(error);
    sqlite3_close(db);
}

static void forge_state(Scene *s)
{
    plain_sql(s, "UPDATE handoff SET state = 'approved'");
}

static void forge_row(Scene *s)
{
    plain_sql(s, arena_printf(s->arena, "UPDATE handoff SET state = 'approved';"
              "INSERT INTO decision SELECT id, 999, 1, digest, 'approved', 'ann', 'approved', 0 FROM handoff"));
}

static void forge_row_of_another_event(Scene *s)
{
    plain_sql(s, "UPDATE handoff SET state = 'approved';"
              "INSERT INTO decision SELECT id, (SELECT max(seq) FROM event), 1, digest, 'approved', 'ann', "
              "'approved', 0 FROM handoff");
}

static void forge_event(Scene *s)
{
    plain_sql(s, "UPDATE handoff SET state = 'approved';"
              "INSERT INTO event(seq, id, at, kind, run, agent, slug, action, subject, actor, source, host, reason, "
              "body, chain) SELECT (SELECT max(seq) + 1 FROM event), 'forged', 1, 'handoff.decided', h.run, '', '', '', "
              "h.id, 'ann', 'cli', 'host', '', json_object('verdict', 'approved', 'revision', h.digest, 'state', "
              "'approved', 'person', 'ann', 'principal', 'ann'), (SELECT chain FROM event ORDER BY seq DESC LIMIT 1) "
              "FROM handoff h");
}

static void hide_the_handoff(Scene *s)
{
    plain_sql(s, "DELETE FROM handoff; DELETE FROM revision");
}

static void withdraw_it(Scene *s)
{
    plain_sql(s, "UPDATE handoff SET state = 'withdrawn'");
}

static void give_it_to_another(Scene *s)
{
    plain_sql(s, "UPDATE handoff SET to_name = 'frontend'");
}

/* Rows of any kind, written with plain SQL, leave the gate shut. */
static void test_forged_rows_open_nothing(void **state)
{
    (void)state;
    static const struct { const char *name; void (*forge)(Scene *s); } cases[] = {
        { "the state alone", forge_state },
        { "a decision without an event", forge_row },
        { "a decision on another event", forge_row_of_another_event },
        { "an event out of the chain", forge_event },
        { "the handoff hidden", hide_the_handoff },
        { "the handoff withdrawn", withdraw_it },
        { "the receiver changed", give_it_to_another },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Scene *s = NULL;
        gate_setup((void **)&s);
        hand_over(s, "backend-engineer", "qa-engineer", "One.");
        cases[i].forge(s);
        scene_reopen(s);
        if (gate(s, "qa-engineer").open)
            fail_msg("%s opened the gate", cases[i].name);
        scene_teardown((void **)&s);
    }
}

/* A row in the outbox that no decision made: neither programs nor agents hear of it. */
static void test_a_forged_effect_is_not_done(void **state)
{
    Scene *s = *state;
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    Decided d = decide(s, .act = ACT_REJECT, .comment = "no");
    assert_decided(&d, HANDOFF_REJECTED);
    plain_sql(s, "INSERT INTO effect SELECT decision, 'command', 9, handoff, 'pending', '', 1 FROM effect LIMIT 1");
    scene_reopen(s);
    look(s);
    EffectRows rows = effects(s);
    const EffectRow *last = &rows.items[rows.len - 1];
    assert_string_equal(last->kind, "command");
    assert_int_equal(last->state, EFFECT_FAILED);
    assert_non_null(strstr(last->detail, "the decision does not say so"));
}

/* An event that was changed after the fact: the gate says which. */
static void test_a_changed_event_shuts_the_gate(void **state)
{
    Scene *s = *state;
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    Decided d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_APPROVED);
    assert_true(gate(s, "qa-engineer").open);
    CLEANUP(buf_done) Buf sql = BUF_INIT;
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;
    assert_int_equal(sqlite3_open(scene_path(s, ".baton/state.db"), &db), SQLITE_OK);
    sqlite3_prepare_v2(db, "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'", -1, &st,
                       NULL);
    while (sqlite3_step(st) == SQLITE_ROW)
        buf_addf(&sql, "DROP TRIGGER %s;", (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
    sqlite3_close(db);
    plain_sql(s, sql.data);
    plain_sql(s, "UPDATE event SET actor = 'ann' WHERE kind = 'handoff.decided'");
    scene_reopen(s);
    GateAnswer g = gate(s, "qa-engineer");
    assert_false(g.open);
    assert_non_null(strstr(g.why, "not as it was recorded"));
}

static int run(void)
{
    const struct CMUnitTest tests[] = {
        GATE_TEST(test_who_receives_nothing_is_open),
        GATE_TEST(test_it_opens_and_shuts_with_the_decision),
        GATE_TEST(test_every_author_counts_once),
        GATE_TEST(test_another_run_is_another_matter),
        GATE_TEST(test_an_older_approval_does_not_open_for_a_newer_revision),
        GATE_TEST(test_a_rejection_voids_approvals_before_it),
        GATE_TEST(test_inputs_of_the_definition_are_asked_for),
        cmocka_unit_test(test_forged_rows_open_nothing),
        GATE_TEST(test_a_forged_effect_is_not_done),
        GATE_TEST(test_a_changed_event_shuts_the_gate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
    return outside_of_clients(run);
}
