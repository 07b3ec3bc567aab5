/*
 * test_claims.c - two agents at one task are a conflict, until one of them is not.
 */
#include "ledger_help.h"

static void task(Store *s, const char *id, const char *ref, const char *state, const char *agent)
{
    char body[512];
    snprintf(body, sizeof body,
             "{\"file\":\"%s.md\",\"line\":1,\"ref\":\"%s\",\"title\":\"Rate picker\",\"state\":\"%s\","
             "\"assignee\":\"%s\"}", id, ref, state, agent);
    add_task(s, id, body);
}

static void state_of(Store *s, const char *id, const char *from, const char *to, const char *agent)
{
    char body[128];
    snprintf(body, sizeof body, "{\"from\":\"%s\",\"to\":\"%s\"}", from, to);
    add(s, (Event){ .kind = EVENT_TASK_STATE, .subject = id, .agent = agent, .body = body });
}

static void assign(Store *s, const char *id, const char *agent)
{
    char body[128];
    snprintf(body, sizeof body, "{\"assignee\":\"%s\"}", agent);
    add(s, (Event){ .kind = EVENT_TASK_EDITED, .subject = id, .source = SOURCE_FILE, .body = body });
}

static void says(Store *s, const char *agent, const char *action, const char *reason, const char *body)
{
    add(s, (Event){ .kind = EVENT_TELEMETRY, .run = "r", .agent = agent, .action = action, .reason = reason,
                    .body = body });
}

static void expect_conflict(Bench *b, const char *id, const char *want)
{
    CLEANUP(buf_done) Buf got = BUF_INIT;
    TaskRows rows = { 0 };
    NeedRows needs = { 0 };
    size_t n = 0;

    assert_int_equal(store_tasks(b->s, b->a, &(TaskQuery){ .id = id }, &rows), 0);
    assert_int_equal(rows.len, 1);
    for (size_t i = 0; i < rows.items[0].conflict.len; i++)
        buf_addf(&got, "%s%s", i ? "," : "", rows.items[0].conflict.items[i]);
    assert_string_equal(got.data, want);
    assert_int_equal(store_needs(b->s, b->a, &needs), 0);
    for (size_t i = 0; i < needs.len; i++)
        n += strcmp(needs.items[i].kind, "conflict") == 0 && strcmp(needs.items[i].subject, id) == 0;
    assert_int_equal(n, *want ? 1 : 0);
}

static void another_assignee_while_in_progress(void **state)
{
    Bench *b = *state;
    task(b->s, "t1", "T-1", "in_progress", "backend");
    expect_conflict(b, "t1", "");
    assign(b->s, "t1", "qa");
    expect_conflict(b, "t1", "backend,qa");
    state_of(b->s, "t1", "in_progress", "blocked", "qa");
    expect_conflict(b, "t1", "");
    state_of(b->s, "t1", "blocked", "in_progress", "qa");
    expect_conflict(b, "t1", "");
}

static void a_person_says_whose_it_is(void **state)
{
    Bench *b = *state;
    task(b->s, "t1", "T-1", "in_progress", "backend");
    assign(b->s, "t1", "qa");
    expect_conflict(b, "t1", "backend,qa");
    add(b->s, (Event){ .kind = EVENT_TASK_EDITED, .subject = "t1", .source = SOURCE_CLI,
                       .body = "{\"assignee\":\"backend\"}" });
    expect_conflict(b, "t1", "");
}

static void handed_over_while_pending(void **state)
{
    Bench *b = *state;
    task(b->s, "t1", "T-1", "pending", "backend");
    assign(b->s, "t1", "qa");
    state_of(b->s, "t1", "pending", "in_progress", "qa");
    expect_conflict(b, "t1", "");
}

static void telemetry_names_a_task_of_another(void **state)
{
    Bench *b = *state;
    task(b->s, "t1", "T-1", "in_progress", "backend");
    says(b->s, "/qa", "START", "works on T-12 and T-2", NULL);
    expect_conflict(b, "t1", "");
    says(b->s, "/qa", "START", "picks up T-1.", NULL);
    expect_conflict(b, "t1", "backend,/qa");
    says(b->s, "/qa", "COMPLETED", "", NULL);
    expect_conflict(b, "t1", "");
    says(b->s, "qa", "START", "", "{\"task\":\"T-1\"}");
    expect_conflict(b, "t1", "backend,qa");
    says(b->s, "qa", "START", "", "{\"task\":\"T-9\"}");
    expect_conflict(b, "t1", "");
}

static void the_same_ref_in_two_files(void **state)
{
    Bench *b = *state;
    task(b->s, "t1", "T-1", "in_progress", "backend");
    task(b->s, "t2", "T-1", "in_progress", "qa");
    expect_conflict(b, "t1", "backend,qa");
    state_of(b->s, "t2", "in_progress", "done", "qa");
    expect_conflict(b, "t1", "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(another_assignee_while_in_progress),
        TEST(a_person_says_whose_it_is),
        TEST(handed_over_while_pending),
        TEST(telemetry_names_a_task_of_another),
        TEST(the_same_ref_in_two_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
