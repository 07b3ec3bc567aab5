/*
 * test_record.c - telemetry events from the command line, and what views go stale by.
 */
#include "project_test.h"

#include "baton/core/record.h"

static int record(Scene *s, Event *e, const char **where)
{
    Message m = { 0 };
    int r = record_event(s->c, e, s->arena, where, &m);
    if (r < 0)
        fail_msg("%s", m.text);
    return r;
}

static Event newest(Scene *s)
{
    EventRows rows = { 0 };
    assert_int_equal(store_events(s->c->store, s->arena,
                                  &(EventQuery){ .newest_first = true, .limit = 1 }, &rows),
                     0);
    assert_int_equal(rows.len, 1);
    return rows.items[0];
}

static void test_what_is_missing_is_filled_in(void **state)
{
    Scene *s = *state;
    const char *where = "";
    put(s, ".agents/.current_run", "\n  PM-1  \n");
    put(s, "TASKS.md", "- [ ] one\n");
    Event e = {
        .agent = "/qa-engineer", .action = "START", .reason = "begin", .source = SOURCE_CLI
    };
    assert_int_equal(record(s, &e, &where), 0);
    assert_null(where);
    Event got = newest(s);
    assert_int_equal(got.kind, EVENT_TELEMETRY);
    assert_string_equal(got.run, "PM-1");
    assert_string_equal(got.agent, "qa-engineer");
    assert_string_equal(got.actor, "qa-engineer");
    assert_string_equal(got.host, context_host());
    assert_int_equal(got.source, SOURCE_CLI);
    assert_true(got.at > 0);
    assert_int_equal(event_count(s, EVENT_TASK_ADDED), 0); /* no document is read on this path */
}

static void test_what_is_given_stays(void **state)
{
    Scene *s = *state;
    const char *where;
    put(s, ".agents/.current_run", "PM-1\n");
    Event e = { .id = "mine",
                .run = "other",
                .agent = "qa",
                .actor = "me",
                .host = "there",
                .at = 5,
                .action = "TEST" };
    assert_int_equal(record(s, &e, &where), 0);
    Event got = newest(s);
    assert_string_equal(got.id, "mine");
    assert_string_equal(got.run, "other");
    assert_string_equal(got.actor, "me");
    assert_string_equal(got.host, "there");
    assert_int_equal(got.at, 5);
    assert_int_equal(record(s, &e, &where), 1);                 /* a repeat is one event */
    assert_int_equal(store_last_seq(s->c->store), 1);
}

static void test_it_waits_as_a_file_when_the_ledger_cannot_take_it(void **state)
{
    Scene *s = *state;
    const char *where = NULL;
    s->c->store = store_free(s->c->store);
    assert_int_equal(rename(scene_path(s, ".baton/state.db"), scene_path(s, "aside.db")), 0);
    assert_int_equal(dir_make_all(scene_path(s, ".baton/state.db"), 0700), 0);
    Event e = { .id = "kept", .agent = "qa", .action = "ESCALATE", .reason = "stuck" };
    assert_int_equal(record(s, &e, &where), 0);
    assert_non_null(where);
    assert_int_equal(access(where, R_OK), 0);

    drop(s, ".baton/state.db");
    assert_int_equal(rename(scene_path(s, "aside.db"), scene_path(s, ".baton/state.db")), 0);
    scene_reopen(s);
    look(s);
    assert_int_equal(access(where, F_OK), -1);
    assert_string_equal(newest(s).id, "kept");
    look(s);
    assert_int_equal(event_count(s, EVENT_TELEMETRY), 1);
    assert_sound(s);
}

static void test_topics(void **state)
{
    (void)state;
    assert_int_equal(topics_of(EVENT_TASK_STATE, NULL), TOPIC_TASKS | TOPIC_AGENTS | TOPIC_EVENTS);
    assert_true(topics_of(EVENT_TELEMETRY, "escalate") & TOPIC_ESCALATIONS);
    assert_false(topics_of(EVENT_TELEMETRY, "START") & TOPIC_ESCALATIONS);
    assert_true(topics_of(EVENT_HANDOFF_REVISED, NULL) & TOPIC_HANDOFFS);
    for (int k = 0; k < EVENT_KIND_COUNT; k++)
        assert_true(topics_of((EventKind)k, NULL) & TOPIC_EVENTS);
}

static void test_topics_since(void **state)
{
    Scene *s = *state;
    int64_t seq = 0;
    const char *where;
    assert_int_equal(topics_since(s->c->store, &seq), 0);
    put(s, "TASKS.md", "- [ ] one\n");
    look(s);
    unsigned bits = topics_since(s->c->store, &seq);
    assert_true(bits & TOPIC_TASKS);
    assert_false(bits & TOPIC_HANDOFFS);
    assert_int_equal(seq, store_last_seq(s->c->store));
    assert_int_equal(topics_since(s->c->store, &seq), 0);
    for (int i = 0; i < 300; i++)
        assert_int_equal(record(s, &(Event){ .agent = "qa", .action = "STEP" }, &where), 0);
    assert_int_equal(topics_since(s->c->store, &seq), TOPIC_ALL);
    assert_int_equal(seq, store_last_seq(s->c->store));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(test_what_is_missing_is_filled_in),
        SCENE_TEST(test_what_is_given_stays),
        SCENE_TEST(test_it_waits_as_a_file_when_the_ledger_cannot_take_it),
        cmocka_unit_test(test_topics),
        SCENE_TEST(test_topics_since),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
