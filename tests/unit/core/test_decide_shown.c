/*
 * test_decide_shown.c - who says what he was shown decides on that and nothing else.
 */
#include "gate_test.h"

#include <sqlite3.h>

#include "baton/core/checks.h"

static void report_check(Scene *s, const char *name, CheckState state)
{
    HandoffRow h = handoff(s, "1");
    const char *body = arena_printf(s->arena, "{\"revision\":\"%s\",\"checks\":[{\"name\":\"%s\",\"state\":\"%s\"}]}",
                                    h.digest, name, check_state_text(state));
    Event e = { .kind = EVENT_CHECK_REPORTED, .subject = h.id, .source = SOURCE_CLI, .body = body };
    assert_int_equal(store_append(s->c->store, &e, NULL), 0);
}

/* As a screen knows them. */
static const char *shown(Scene *s)
{
    HandoffRow h = handoff(s, "1");
    CheckRowsKept rows = { 0 };
    CheckResults results = { 0 };
    char *digest = arena_alloc(s->arena, DIGEST_HEX_SIZE);
    assert_int_equal(store_checks(s->c->store, s->arena, h.id, h.digest, &rows), 0);
    checks_of_rows(&rows, s->arena, &results);
    checks_digest(&results, digest);
    return digest;
}

static void test_a_check_that_ends_meanwhile_is_shown_first(void **state)
{
    Scene *s = *state;
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    report_check(s, "command tests", CHECK_RUNNING);
    const char *seen = shown(s);
    report_check(s, "command tests", CHECK_FAILED);
    Decided d = decide(s, .act = ACT_APPROVE, .checks = seen);
    assert_int_equal(d.code, -ESTALE);
    assert_non_null(strstr(d.m.text, "checks"));
    assert_int_equal(handoff(s, "1").state, HANDOFF_SUBMITTED);
    StrList waives = { 0 };
    strlist_add(&waives, s->arena, "command tests");
    d = decide(s, .act = ACT_WAIVE, .waives = waives, .comment = "flaky", .checks = seen);
    assert_int_equal(d.code, -ESTALE);
    assert_int_equal(decisions(s, "1").len, 0);
    d = decide(s, .act = ACT_APPROVE, .checks = shown(s));
    assert_decided(&d, HANDOFF_APPROVED);
    assert_string_equal(d.report.decision.checks, shown(s));
    assert_true(strlist_has(&d.report.decision.failed, "command tests"));
}

static void test_to_send_back_needs_no_more(void **state)
{
    Scene *s = *state;
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    const char *seen = shown(s);
    report_check(s, "command tests", CHECK_FAILED);
    Decided d = decide(s, .act = ACT_REJECT, .comment = "no", .checks = seen);
    assert_decided(&d, HANDOFF_REJECTED);
}

static void test_digits_that_are_too_few_name_nothing(void **state)
{
    Scene *s = *state;
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    Decided d = decide(s, .act = ACT_APPROVE, .checks = "");
    assert_int_equal(d.code, -ESTALE);
    d = decide(s, .act = ACT_APPROVE, .checks = arena_str(s->arena, str_slice(str_from(shown(s)), 0, 12)));
    assert_decided(&d, HANDOFF_APPROVED);
}

/* ---- rows that no event made ---- */

static void sql(Scene *s, const char *text)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(scene_path(s, ".baton/state.db"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "DROP TRIGGER event_fixed", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    assert_true(sqlite3_total_changes(db) > 0);
    sqlite3_close(db);
}

/* A required check that failed, made to pass behind baton's back, in each way that there is. */
static void test_a_forged_result_passes_no_required_check(void **state)
{
    static const struct { const char *sql, *said; } forged[] = {
        { "UPDATE check_result SET state = 'passed', why = '', findings = '[]' WHERE name = 'artifact'",
          "check 'artifact' is listed otherwise" },
        { "DELETE FROM check_result WHERE name = 'artifact'", "check 'artifact' is listed otherwise" },
        { "UPDATE check_result SET findings = '[]' WHERE name = 'artifact'", "check 'artifact' is listed otherwise" },
        { "INSERT INTO check_result SELECT handoff, revision, 'mine', 99, 'passed', '', '[]', 0, '', 0, 0, 0, at, seq "
          "FROM check_result LIMIT 1", "check 'mine' is listed otherwise" },
        { "UPDATE event SET body = replace(body, '\"failed\"', '\"passed\"') WHERE kind = 'check.reported'; "
          "UPDATE check_result SET state = 'passed'", "is not as it was recorded" },
        { "UPDATE event SET kind = 'run.started' WHERE kind = 'check.reported'", "is listed otherwise" },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(forged); i++) {
        Scene *s = NULL;
        assert_int_equal(gate_setup((void **)&s), 0);
        put(s, ".baton/config.yaml", "require: [artifact]\n");
        scene_reopen(s);
        hand_over(s, "backend-engineer", "qa-engineer", "`src/none.c`.");
        Decided d = decide(s, .act = ACT_APPROVE);
        assert_int_equal(d.code, -EPERM);
        assert_non_null(strstr(d.m.text, "the required check 'artifact' failed"));
        sql(s, forged[i].sql);
        d = decide(s, .act = ACT_APPROVE);
        if (d.code != -EBADMSG || !strstr(d.m.text, forged[i].said) || !strstr(d.m.text, "baton verify"))
            fail_msg("%zu: %d: %s", i, d.code, d.m.text);
        assert_int_equal(decisions(s, "1").len, 0);
        scene_teardown((void **)&s);
    }
}

static int run(void)
{
    const struct CMUnitTest tests[] = {
        GATE_TEST(test_a_check_that_ends_meanwhile_is_shown_first),
        GATE_TEST(test_to_send_back_needs_no_more),
        cmocka_unit_test(test_a_forged_result_passes_no_required_check),
        GATE_TEST(test_digits_that_are_too_few_name_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
    return outside_of_clients(run);
}
