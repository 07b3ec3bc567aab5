/*
 * test_since.c - what changed since somebody looked, and that looking leaves no event.
 */
#include "project_test.h"

#include "baton/base/clock.h"
#include "baton/core/figures.h"
#include "baton/core/index.h"

#define NOW "2026-01-10T12:00:00Z"

static int64_t minutes_ago(int n)
{
    int64_t now = 0;
    assert_int_equal(time_parse(STR(NOW), &now), 0);
    return now - n * 60000LL;
}

static void add(Scene *s, EventKind kind, const char *subject, int ago, const char *body)
{
    Event e = { .kind = kind, .subject = subject, .at = minutes_ago(ago), .body = body };
    assert_int_equal(store_append(s->c->store, &e, NULL), 0);
}

static void say(Scene *s, const char *action, const char *reason, int ago)
{
    Event e = { .kind = EVENT_TELEMETRY, .agent = "be", .action = action, .reason = reason, .at = minutes_ago(ago) };
    assert_int_equal(store_append(s->c->store, &e, NULL), 0);
}

#define TASK_BODY(n) "{\"file\":\"s.md\",\"line\":" #n ",\"title\":\"task " #n "\",\"state\":\"pending\"}"
#define HANDOFF_BODY \
    "{\"file\":\"h.md\",\"revision\":\"d\",\"state\":\"submitted\",\"from\":\"be\",\"summary\":\"the table\"}"

static void work(Scene *s, int ago)
{
    add(s, EVENT_TASK_ADDED, "t1", ago, TASK_BODY(1));
    add(s, EVENT_TASK_ADDED, "t2", ago, TASK_BODY(2));
    add(s, EVENT_TASK_STATE, "t1", ago, "{\"from\":\"pending\",\"to\":\"in_progress\"}");
    add(s, EVENT_TASK_STATE, "t1", ago, "{\"from\":\"in_progress\",\"to\":\"done\"}");
    add(s, EVENT_TASK_STATE, "t2", ago, "{\"from\":\"pending\",\"to\":\"blocked\"}");
    say(s, "START", "begin", ago);
    say(s, "ESCALATE", "needs a column", ago);
    say(s, "ESCALATE", "needs a column", ago);
    add(s, EVENT_HANDOFF_REVISED, "h", ago, HANDOFF_BODY);
    add(s, EVENT_HANDOFF_DECIDED, "h", ago, "{\"verdict\":\"rejected\",\"state\":\"rejected\",\"revision\":\"d\"}");
    /* it does not fit any more, so it decided nothing */
    add(s, EVENT_HANDOFF_DECIDED, "h", ago, "{\"verdict\":\"approved\",\"state\":\"approved\",\"revision\":\"d\"}");
}

static void assert_work(const Since *x)
{
    assert_int_equal(x->events, 11);
    assert_int_equal(x->tasks_added, 2);
    assert_int_equal(x->tasks_started, 1);
    assert_int_equal(x->tasks_done, 1);
    assert_int_equal(x->tasks_blocked, 1);
    assert_int_equal(x->handoffs, 1);
    assert_int_equal(x->rejected, 1);
    assert_int_equal(x->approved, 0);
}

static void test_nobody_looked_yet(void **state)
{
    Scene *s = *state;
    Since x;
    int64_t seq = 7;
    assert_int_equal(looked_at(s->c, &seq), 0);
    assert_int_equal(seq, 0);
    assert_int_equal(since_read(s->c, 0, s->arena, &x), -ENOENT);
}

static void test_since_somebody_looked(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Since x;
    int64_t seq;
    say(s, "START", "before", 90);
    assert_int_equal(looked_now(s->c), 0);
    assert_int_equal(store_last_seq(s->c->store), 1);   /* no event */
    assert_int_equal(looked_at(s->c, &seq), minutes_ago(0));
    assert_int_equal(seq, 1);
    assert_int_equal(since_read(s->c, 0, s->arena, &x), 0);
    assert_int_equal(x.events, 0);
    since_text(&x, true, s->arena, &out);
    assert_string_equal(out.data, "Since 2026-01-10T12:00Z, <1m ago: nothing happened.\n");
    /* what came since counts, also when it is told late */
    work(s, 60);
    assert_int_equal(since_read(s->c, 0, s->arena, &x), 0);
    assert_work(&x);
    /* the same by its time, which this process knows */
    assert_int_equal(since_read(s->c, minutes_ago(0), s->arena, &x), 0);
    assert_work(&x);
    assert_int_equal(looked_now(s->c), 0);
    assert_int_equal(since_read(s->c, 0, s->arena, &x), 0);
    assert_int_equal(x.events, 0);
    assert_sound(s);
}

/* Somebody waits at a screen: what is counted is bounded, and that it is is said. */
static void test_very_many_events(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Since x;
    work(s, 60);
    assert_int_equal(store_begin(s->c->store), 0);
    for (int i = 0; i < 100005; i++)
        say(s, "NOTE", "", 50);
    assert_int_equal(store_commit(s->c->store), 0);
    assert_int_equal(since_read(s->c, minutes_ago(75), s->arena, &x), 0);
    assert_int_equal(x.events, 100016);
    assert_int_equal(x.counted, 100000);
    assert_int_equal(x.tasks_done, 0);
    since_text(&x, true, s->arena, &out);
    assert_non_null(strstr(out.data, ": 100016 events; of the last 100000 of them:\n"));
}

static void test_since_a_time(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Since x;
    say(s, "START", "before", 90);
    work(s, 60);
    assert_int_equal(since_read(s->c, minutes_ago(75), s->arena, &x), 0);
    assert_work(&x);
    assert_int_equal(x.escalations, 1);
    assert_int_equal(x.closed, 0);
    since_text(&x, true, s->arena, &out);
    assert_non_null(strstr(out.data, "11 events\nTasks       1 done, 1 started, 1 blocked, 2 new\n"
                                     "Handoffs    1 submitted, 1 rejected\nEscalations 1 opened\n"));
    assert_non_null(strstr(out.data, "be  ESCALATE  needs a column\n"));
    assert_non_null(strstr(out.data, "submitted  the table\n"));
    assert_int_equal(since_read(s->c, minutes_ago(30), s->arena, &x), 0);
    assert_int_equal(x.events, 0);
    assert_int_equal(x.escalations, 0);
}

/* The same with an index, with a part of one, and where an old log came in late. */
static void assert_since_a_time(Scene *s, int ago, int64_t expected)
{
    Since x;
    EventRows rows = { 0 };
    assert_int_equal(store_events(s->c->store, s->arena, &(EventQuery){ .since = minutes_ago(ago) }, &rows), 0);
    assert_int_equal(rows.len, expected);
    assert_int_equal(since_read(s->c, minutes_ago(ago), s->arena, &x), 0);
    assert_int_equal(x.events, expected);
}

static void test_since_a_time_by_the_index(void **state)
{
    Scene *s = *state;
    CLEANUP(index_free_ptr) Index *x = NULL;
    Message m = { 0 };
    Since since;

    say(s, "START", "old", 3000);
    work(s, 300);
    say(s, "NOTE", "an old log", 2000);
    say(s, "NOTE", "now", 5);
    say(s, "NOTE", "an older log", 4000);
    assert_int_equal(index_for(s->c, true, &x, &m), 0);
    assert_int_equal(index_refresh(s->c, x, 1000), 0);
    say(s, "NOTE", "behind the mark", 250);
    assert_since_a_time(s, 5000, 16);
    assert_since_a_time(s, 2500, 14);
    assert_since_a_time(s, 310, 13);
    assert_since_a_time(s, 299, 2);
    assert_since_a_time(s, 10, 1);
    assert_since_a_time(s, 4, 0);
    assert_int_equal(since_read(s->c, minutes_ago(310), s->arena, &since), 0);
    assert_int_equal(since.tasks_done, 1);
    assert_int_equal(since.rejected, 1);
}

/* Newest first, each stop once, and never without end. */
static void test_notable(void **state)
{
    Scene *s = *state;
    Since x;
    work(s, 60);
    assert_int_equal(since_read(s->c, minutes_ago(75), s->arena, &x), 0);
    int stops = 0;
    for (size_t i = 0; i < x.notable.len; i++) {
        stops += text_same(x.notable.items[i].action, "ESCALATE");
        assert_false(text_same(x.notable.items[i].action, "START"));
        assert_true(!i || x.notable.items[i - 1].seq > x.notable.items[i].seq);
    }
    assert_int_equal(stops, 1);
    for (int i = 0; i < 200; i++)
        say(s, "COMPLETED", arena_printf(s->arena, "part %d", i), 10);
    assert_int_equal(since_read(s->c, minutes_ago(75), s->arena, &x), 0);
    assert_int_equal(x.notable.len, 40);
    assert_string_equal(x.notable.items[0].reason, "part 199");
}

static void test_text_keeps_to_its_line(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Since x;
    say(s, "COMPLETED", "one\ntwo\rthree", 10);
    assert_int_equal(since_read(s->c, minutes_ago(75), s->arena, &x), 0);
    since_text(&x, true, s->arena, &out);
    assert_non_null(strstr(out.data, "  be  COMPLETED  one two three\n"));
    CLEANUP(json_free_ptr) Json *j = since_json(&x);
    assert_int_equal(json_get_int(j, "events", -1), 1);
    assert_int_equal(json_len(json_get(j, "notable")), 1);
}

int main(void)
{
    setenv("BATON_CLOCK", NOW, 1);
    const struct CMUnitTest tests[] = {
        SCENE_TEST(test_nobody_looked_yet),
        SCENE_TEST(test_since_somebody_looked),
        SCENE_TEST(test_very_many_events),
        SCENE_TEST(test_since_a_time),
        SCENE_TEST(test_since_a_time_by_the_index),
        SCENE_TEST(test_notable),
        SCENE_TEST(test_text_keeps_to_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
