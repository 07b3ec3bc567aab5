/*
 * test_wait.c - waiting for a decision: every end, over revisions, and soon.
 */
#include "gate_test.h"

#include <pthread.h>
#include <sqlite3.h>
#include <time.h>

#include "baton/base/clock.h"

typedef struct {
    Scene *s;
    Context *c;
    Arena *arena;
    int64_t timeout_ms;
    WaitReport report;
    Message m;
    int code;
    int64_t returned_ns;
    pthread_t thread;
} Waiter;

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void *wait_for_it(void *ctx)
{
    Waiter *w = ctx;
    w->code = handoff_wait(w->c, "1", w->timeout_ms, w->arena, &w->report, &w->m);
    w->returned_ns = now_ns();
    return NULL;
}

static void waiter_begin(Waiter *w, Scene *s, int64_t timeout_ms)
{
    *w = (Waiter){ .s = s, .timeout_ms = timeout_ms, .arena = arena_new() };
    if (context_open(s->dir, &w->c, &w->m) < 0 || context_store(w->c, STORE_READ, &w->m) < 0)
        fail_msg("%s", w->m.text);
    assert_int_equal(pthread_create(&w->thread, NULL, wait_for_it, w), 0);
    clock_sleep(40);                    /* most likely it waits by now; either way it must see what comes */
}

static void waiter_end(Waiter *w)
{
    pthread_join(w->thread, NULL);
    w->c = context_free(w->c);
}

static void waiter_done(Waiter *w)
{
    w->arena = arena_free(w->arena);
}

static void approve(Scene *s)
{
    Decided d = decide(s, .act = ACT_APPROVE, .comment = "go");
    assert_decided(&d, HANDOFF_APPROVED);
}

static void reject(Scene *s)
{
    Decided d = decide(s, .act = ACT_REJECT, .comment = "no");
    assert_decided(&d, HANDOFF_REJECTED);
}

static void withdraw(Scene *s)
{
    Decided d = decide(s, .act = ACT_WITHDRAW);
    assert_decided(&d, HANDOFF_WITHDRAWN);
}

static void supersede(Scene *s)
{
    hand_over_in(s, ".agents/backend-engineer/handoff.md", "backend-engineer", "qa-engineer", "All of it.");
}

static void revise_and_approve(Scene *s)
{
    hand_over(s, "backend-engineer", "qa-engineer", "One and two.");
    Decided d = decide(s, .act = ACT_COMMENT, .comment = "I look.");
    assert_decided(&d, HANDOFF_SUBMITTED);
    approve(s);
}

static const struct Case {
    const char *name;
    void (*act)(Scene *s);
    HandoffState state;
    Verdict verdict;
} cases[] = {
    { "approved", approve, HANDOFF_APPROVED, VERDICT_APPROVED },
    { "rejected", reject, HANDOFF_REJECTED, VERDICT_REJECTED },
    { "withdrawn", withdraw, HANDOFF_WITHDRAWN, VERDICT_WITHDRAWN },
    { "superseded", supersede, HANDOFF_SUPERSEDED, VERDICT_COUNT },
    { "over revisions", revise_and_approve, HANDOFF_APPROVED, VERDICT_APPROVED },
};

static void assert_end(const struct Case *c, const Waiter *w)
{
    if (w->code != 0 || w->report.timed_out)
        fail_msg("%s: %d %s%s", c->name, w->code, w->m.text, w->report.timed_out ? " timed out" : "");
    assert_int_equal(w->report.handoff.state, c->state);
    if (c->verdict == VERDICT_COUNT)
        assert_int_equal(w->report.decision.seq, 0);
    else
        assert_int_equal(w->report.decision.verdict, c->verdict);
}

static void test_it_wakes_for_every_end(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Scene *s = NULL;
        Waiter w;
        gate_setup((void **)&s);
        hand_over(s, "backend-engineer", "qa-engineer", "One.");
        waiter_begin(&w, s, 20000);
        cases[i].act(s);
        waiter_end(&w);
        assert_end(&cases[i], &w);
        waiter_done(&w);
        scene_teardown((void **)&s);
    }
}

static void test_what_was_decided_before_is_told_at_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Scene *s = NULL;
        Waiter w = { .timeout_ms = 20000 };
        gate_setup((void **)&s);
        hand_over(s, "backend-engineer", "qa-engineer", "One.");
        cases[i].act(s);
        w.c = s->c;
        w.arena = s->arena;
        wait_for_it(&w);
        assert_end(&cases[i], &w);
        scene_teardown((void **)&s);
    }
}

static void test_it_gives_up_in_time(void **state)
{
    Scene *s = *state;
    WaitReport w;
    Message m = { 0 };
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    int64_t began = clock_mono();
    assert_int_equal(handoff_wait(s->c, "1", 120, s->arena, &w, &m), 0);
    assert_true(w.timed_out);
    assert_true(clock_mono() - began >= 100);
    assert_int_equal(w.handoff.state, HANDOFF_SUBMITTED);
    assert_int_equal(handoff_wait(s->c, "7", 120, s->arena, &w, &m), -ENOENT);
}

static void test_a_forged_row_wakes_nobody_with_success(void **state)
{
    Scene *s = *state;
    Waiter w;
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    put(s, ".baton/config.yaml", "people:\n  - {name: ann}\n");
    waiter_begin(&w, s, 20000);
    HandoffRow h = handoff(s, "1");
    const char *body = arena_printf(s->arena, "{\"verdict\":\"approved\",\"revision\":\"%s\",\"state\":\"approved\","
                                    "\"person\":\"ann\"}", h.digest);
    assert_int_equal(store_append(s->c->store, &(Event){ .kind = EVENT_HANDOFF_DECIDED, .subject = h.id, .run = h.run,
                                                         .actor = "mallory", .body = body, .source = SOURCE_CLI },
                                  NULL), 0);
    waiter_end(&w);
    assert_int_equal(w.code, -EBADMSG);
    waiter_done(&w);
}

static void test_a_forged_end_is_told_as_such(void **state)
{
    Scene *s = *state;
    WaitReport w;
    Message m = { 0 };
    sqlite3 *db = NULL;
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    assert_int_equal(sqlite3_open(scene_path(s, ".baton/state.db"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "UPDATE handoff SET state = 'superseded'", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_changes(db), 1);
    sqlite3_close(db);
    assert_int_equal(handoff_wait(s->c, "1", 20000, s->arena, &w, &m), -EBADMSG);
    assert_non_null(strstr(m.text, "listed as superseded, but no proven"));
    assert_non_null(strstr(m.text, "baton verify"));
}

/* The middle of several is the promise; a busy machine may be late once. */
static void test_it_wakes_soon(void **state)
{
    (void)state;
    enum { ROUNDS = 9 };
    int64_t took[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        Scene *s = NULL;
        Waiter w;
        gate_setup((void **)&s);
        hand_over(s, "backend-engineer", "qa-engineer", "One.");
        waiter_begin(&w, s, 20000);
        Decided d = decide(s, .act = ACT_APPROVE);
        waiter_end(&w);
        assert_decided(&d, HANDOFF_APPROVED);
        assert_int_equal(w.code, 0);
        int64_t t = (w.returned_ns - d.report.committed_ns) / 1000;
        int k = i;
        for (; k > 0 && took[k - 1] > t; k--)
            took[k] = took[k - 1];
        took[k] = t;
        waiter_done(&w);
        scene_teardown((void **)&s);
    }
    print_message("committed to returned: best %lld, middle %lld, worst %lld us\n", (long long)took[0],
                  (long long)took[ROUNDS / 2], (long long)took[ROUNDS - 1]);
    assert_true(took[ROUNDS / 2] < 50 * 1000);
}

static int run(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_wakes_for_every_end),
        cmocka_unit_test(test_what_was_decided_before_is_told_at_once),
        GATE_TEST(test_it_gives_up_in_time),
        GATE_TEST(test_a_forged_row_wakes_nobody_with_success),
        GATE_TEST(test_a_forged_end_is_told_as_such),
        cmocka_unit_test(test_it_wakes_soon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
    return outside_of_clients(run);
}
